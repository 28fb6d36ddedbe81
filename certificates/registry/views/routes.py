"""Loads every page, so that the blueprint is complete."""

from certificates.registry.views import (  # noqa: F401 — each module adds its pages
    changes,
    cohort,
    documents,
    holder,
    register,
)
from certificates.registry.views.blueprint import bp

__all__ = ["bp"]
