"""Loads every page, so that the blueprint is complete."""

from courses.evaluation.views import cohort, marking, trainee  # noqa: F401 — each module adds its pages
from courses.evaluation.views.blueprint import bp

__all__ = ["bp"]
