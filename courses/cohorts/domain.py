"""Pure rules about cohorts, eligibility and places."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from lms.errors import Conflict, Forbidden, Invalid
from lms.text import tidy

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,38}[A-Z0-9]")


class CohortState(StrEnum):
    """Where a cohort stands by its dates; the value is what people read."""

    UPCOMING = "por empezar"
    RUNNING = "en curso"
    ENDED = "terminado"


class AlreadyEnrolled(Conflict):
    """The person is in the cohort."""


class CohortFull(Conflict):
    """The course's rules allow no more people in one cohort."""


class NoConsent(Conflict):
    """The course asks for a consent in force and there is none."""


class NoDocument(Conflict):
    """The course does not allow an alias in place of a document."""


class TrainerAndTrainee(Conflict):
    """Nobody teaches and learns the same course at once: who teaches it reads its keys."""


class OwnCase(Forbidden):
    """Nobody decides about herself."""


@dataclass(frozen=True)
class NewCohort:
    """What somebody writes to open a cohort; `region` by INEI code or name; it gets the latest published version."""

    code: str
    programme: str
    course: str
    organisation_id: UUID
    region: str
    place: str
    language: str
    starts_on: date
    ends_on: date
    resolution: str | None = None


@dataclass(frozen=True)
class CohortDetails:
    """What may be corrected about a cohort."""

    place: str
    language: str
    starts_on: date
    ends_on: date
    resolution: str | None = None


def check_code(text: str) -> str:
    """A cohort's code in capitals: 3 to 40 letters, digits and hyphens; it stands in addresses."""
    code = tidy(text).upper()
    if not CODE.fullmatch(code):
        raise Invalid("El código lleva de 3 a 40 letras sin tilde, cifras y guiones, sin espacios.", "code")
    return code


def check_dates(starts_on: date, ends_on: date) -> None:
    """A cohort ends on the day it starts, or later; at most two years; in this century."""
    if not EARLIEST <= starts_on <= LATEST:
        raise Invalid("Revisar el año en que empieza.", "starts_on")
    if ends_on < starts_on:
        raise Invalid("El grupo no puede terminar antes de empezar.", "ends_on")
    if ends_on - starts_on > timedelta(days=731):
        raise Invalid("Un grupo dura como máximo dos años: revisar las fechas.", "ends_on")


def state_on(starts_on: date, ends_on: date, day: date) -> CohortState:
    """The cohort's state on a day."""
    if day < starts_on:
        return CohortState.UPCOMING
    return CohortState.RUNNING if day <= ends_on else CohortState.ENDED


def lapses_on(is_met: bool, valid_days: int | None, day: date) -> date | None:
    """Last day on which a decision taken on `day` holds; None = without term."""
    return day + timedelta(days=valid_days) if is_met and valid_days else None


def check_room(enrolled: int, limit: int | None) -> None:
    """Refuse one more person where the course's rules name a limit."""
    if limit is not None and enrolled >= limit:
        raise CohortFull("El grupo está completo: el curso admite hasta %(n)s personas.", n=limit)
