"""Cohorts, rosters, eligibility and enrolment."""
