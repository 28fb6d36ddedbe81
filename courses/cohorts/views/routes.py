"""Loads every page, so that the blueprint is complete."""

from courses.cohorts.views import (  # noqa: F401 — each module adds its pages
    approval,
    codes,
    cohorts,
    consents,
    eligibility,
    importing,
    needs,
    roster,
)
from courses.cohorts.views.blueprint import bp

__all__ = ["bp"]
