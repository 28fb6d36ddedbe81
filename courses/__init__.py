"""Curricula, cohorts, attendance, evaluation and completion."""
