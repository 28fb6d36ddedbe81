"""A small register: an officer certified by an appointed trainer, and two people certified by the officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from certificates.issuing.queries.certificates import CertificateView, get_certificate
from lms.extensions import db
from lms.jobs.running import run_waiting
from tests.certificates.running import Group, appoint_signatory, certify
from tests.support.cast import Cast
from tests.support.databases import Bench

REPLICA_DAY = date(2026, 4, 6)


@dataclass(frozen=True)
class Register:
    """Serials: `officer` of generation 1; `rosa` and `yolanda` of generation 2, taught by him."""

    officer: str
    rosa: str
    yolanda: str

    def view(self, part: str) -> CertificateView:
        """The certificate as it stands now."""
        return get_certificate(getattr(self, part))


@pytest.fixture
def register(bench: Bench, app: Flask, cast: Cast) -> Iterator[Register]:
    """Built once a session, then copied back."""
    if "register" not in bench.notes:
        bench.notes["register"] = _certify_three(cast)
        _leave()
        bench.keep("register")
    _leave()
    bench.restore("register")
    yield bench.notes["register"]
    _leave()


def _certify_three(cast: Cast) -> Register:
    appoint_signatory()
    (officer,) = certify(cast, Group("PRUEBA-1", "curso", (cast.id("officer"),), cast.id("trainer")))
    people = (cast.id("trainee"), cast.id("other_trainee"))
    rosa, yolanda = certify(cast, Group("PRUEBA-2", "replica", people, cast.id("officer"), starts_on=REPLICA_DAY))
    run_waiting()
    return Register(officer.serial, rosa.serial, yolanda.serial)


def _leave() -> None:
    db.session.remove()
    db.engine.dispose()
