"""The only source of time: aware UTC inside, America/Lima on screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LIMA = ZoneInfo("America/Lima")

_set_time: ContextVar[datetime | None] = ContextVar("set_time", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_time.get() or machine_now()


def machine_now() -> datetime:
    """The machine's own moment, whatever `set_to` says: leases and throttles."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Lima."""
    return now().astimezone(LIMA).date()


def lima_day(moment: datetime) -> date:
    """The calendar day in Lima of an aware moment."""
    return moment.astimezone(LIMA).date()


def at_lima(day: date, hour: int, minute: int = 0) -> datetime:
    """The aware UTC moment of an hour on a day in Lima."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LIMA).astimezone(UTC)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the block live at `moment` (aware): the demo's past and the tests' days."""
    token = _set_time.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_time.reset(token)
