"""The verdict: three outcomes, each question its own field, and nothing fails open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certificates.issuing.claims import Claims
from certificates.issuing.models.status import State
from certificates.issuing.status import Status


class Outcome(StrEnum):
    """What a verifier may conclude."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    COULD_NOT_CHECK = "could_not_check"


class Question(StrEnum):
    """What is asked of a certificate."""

    FORMAT = "format"
    FOUND = "found"
    CLAIMS = "claims"
    SIGNATURE = "signature"
    STATUS = "status"
    FILE = "file"


@dataclass(frozen=True)
class Check:
    """One question and its answer; `detail` is a code whose words are in wording.py."""

    question: Question
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True)
class ChainLink:
    """A trainer in the chain, nearest first: by certificate with its state now, or by appointment."""

    name: str
    is_lead: bool
    serial: str | None
    state: State | None
    appointed_by: str | None
    level: int


@dataclass(frozen=True)
class PublicCertificate:
    """What a stranger may see: the claims as on the paper, the status now, the chain of trainers."""

    claims: Claims
    status: Status
    chain: tuple[ChainLink, ...]
    hides_region: bool = False


@dataclass(frozen=True)
class Verdict:
    """The answer for one serial or file at one moment."""

    checks: tuple[Check, ...]
    checked_at: datetime
    serial: str | None = None
    certificate: PublicCertificate | None = None

    @property
    def outcome(self) -> Outcome:
        return conclude(self.checks)

    @property
    def is_known(self) -> bool:
        return any(each.question == Question.FOUND and each.outcome == Outcome.VALID for each in self.checks)


def conclude(checks: Sequence[Check]) -> Outcome:
    """Not valid if any check says so; could not check if any could not be done, or none was; else valid."""
    outcomes = {check.outcome for check in checks}
    if Outcome.NOT_VALID in outcomes:
        return Outcome.NOT_VALID
    if Outcome.COULD_NOT_CHECK in outcomes or not outcomes:
        return Outcome.COULD_NOT_CHECK
    return Outcome.VALID


def status_check(status: Status) -> Check:
    """Only a certificate whose state today is `valid` is valid."""
    outcome = Outcome.VALID if status.state == State.VALID else Outcome.NOT_VALID
    return Check(Question.STATUS, outcome, status.state.value)
