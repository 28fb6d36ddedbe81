"""Language and the way Peru writes dates, hours and marks; English only on the public verification page."""

from datetime import date, datetime

from flask import Flask, has_request_context, request
from flask_babel import format_date, format_datetime, get_locale, gettext

from lms.clock import lima_day
from lms.extensions import babel
from lms.spanish_dates import period

ENGLISH_BLUEPRINT = "verification"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def init_app(app: Flask) -> None:
    """Bind Flask-Babel and the template filters."""
    babel.init_app(app, locale_selector=select_locale)
    app.jinja_env.filters.update(
        long_date=long_date,
        short_date=short_date,
        period=period,
        short_period=short_period,
        lima_time=lima_time,
        moment=moment,
        minutes=minutes,
        mark=mark,
    )


def select_locale() -> str:
    """`en` when the verification page is asked for it by ?lang=en, else es_PE; nothing else ever reaches Babel."""
    english = has_request_context() and request.blueprint == ENGLISH_BLUEPRINT and request.args.get("lang") == "en"
    return "en" if english else "es_PE"


def language_tag() -> str:
    """The BCP 47 tag of the page."""
    return "en" if str(get_locale()) == "en" else "es-PE"


def long_date(value: date | datetime | None) -> str:
    """5 de noviembre de 2026; a moment counts by its day in Lima."""
    return format_date(_day(value), "long", rebase=False) if value else ""


def short_date(value: date | datetime | None) -> str:
    """05/11/2026."""
    return f"{_day(value):%d/%m/%Y}" if value else ""


def short_period(first: date, last: date) -> str:
    """24/10/2026 – 26/12/2026; one day stands alone."""
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def lima_time(value: datetime | None) -> str:
    """14:30, the hour in Lima of an aware moment."""
    return format_datetime(value, "HH:mm") if value else ""


def moment(value: datetime | None) -> str:
    """5 de noviembre de 2026, 14:30."""
    return f"{long_date(value)}, {lima_time(value)}" if value else ""


def minutes(value: int | None) -> str:
    """1 h 30 min, never broken over two lines."""
    if value is None:
        return ""
    hours, rest = divmod(value, 60)
    words = [gettext("%(n)d h", n=hours)] if hours else []
    words += [gettext("%(n)d min", n=rest)] if rest or not hours else []
    return " ".join(words).replace(" ", NO_BREAK_SPACE)


def mark(value: int | None) -> str:
    """Hundredths as 14.50, the decimal point as in Peru."""
    return "" if value is None else f"{value // 100}.{value % 100:02d}"


def _day(value: date | datetime) -> date:
    return lima_day(value) if isinstance(value, datetime) else value
