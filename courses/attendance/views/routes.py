"""The blueprint with every page registered on it."""

from courses.attendance.views import hours, sessions, taking
from courses.attendance.views.blueprint import bp

__all__ = ["bp", "hours", "sessions", "taking"]
