"""The arithmetic of a certificate's dates."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta


def after(moment: datetime, others: Sequence[datetime]) -> datetime:
    """`moment`, or just after the latest of the others: a parent is always issued before its child."""
    latest = max(others, default=None)
    return moment if latest is None or moment > latest else latest + timedelta(microseconds=1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def iso_moment(moment: datetime) -> str:
    """ISO 8601 in UTC, whole seconds."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
