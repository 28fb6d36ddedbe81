"""What course.toml says of hours, term, licence and visibility, changed by TOML alone, changes the certificate."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from certificates.issuing.queries.certificates import CertificateView
from certificates.registry.operations import choose_visibility
from courses.curriculum.operations import publish
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.licences import licences_from_certificate
from tests.certificates.running import Group, appoint_signatory, certify
from tests.support.cast import PACK, Cast
from tests.support.site import ROOT

COURSE, MODULE = "curso/course.toml", "curso/m01-base/module.toml"
Certifier = Callable[..., CertificateView]


@pytest.fixture
def certified(cast: Cast, tmp_path: Path) -> Certifier:
    """Rosa's certificate under the test pack with changed TOML: `certified((file, old, new), minutes=60)`."""

    def certify_under(*edits: tuple[str, str, str], minutes: int = 60) -> CertificateView:
        folder = tmp_path / PACK
        shutil.copytree(ROOT / "tests" / "packs" / PACK, folder)
        for name, old, new in edits:
            text = (folder / name).read_text()
            assert old in text, old
            (folder / name).write_text(text.replace(old, new, 1))
        publish(SYSTEM, folder)
        appoint_signatory()
        return certify(cast, Group("REGLAS-1", "curso", (cast.id("trainee"),), cast.id("trainer"), minutes=minutes))[0]

    return certify_under


def test_as_it_is(certified: Certifier, client) -> None:
    view = certified()
    assert (view.claims.hours, view.valid_until) == (2, date(2028, 3, 7))
    assert [licence.until for licence in licences_from_certificate(view.serial)] == [date(2028, 3, 7)]
    assert client.get(f"/v/{view.serial}").status_code == 200


def test_more_hours_are_printed(certified: Certifier) -> None:
    longer = (COURSE, "hours = 2", "hours = 3"), (MODULE, "minutes = 60", "minutes = 120")
    assert certified(*longer, minutes=120).claims.hours == 3


def test_without_a_term_it_never_expires(certified: Certifier) -> None:
    assert certified((COURSE, "valid_months = 24\n", "")).valid_until is None


def test_a_shorter_licence_and_none(certified: Certifier) -> None:
    view = certified((COURSE, "months = 24 }", "months = 1 }"))
    assert [licence.until for licence in licences_from_certificate(view.serial)] == [date(2026, 4, 7)]


def test_a_course_without_licence_gives_none(certified: Certifier) -> None:
    view = certified((COURSE, 'licence = { course = "replica", months = 24 }\n', ""))
    assert licences_from_certificate(view.serial) == []


def test_a_private_course_is_hidden_until_the_holder_shows_it(certified: Certifier, cast: Cast, client) -> None:
    view = certified((COURSE, 'visibility = "public"', 'visibility = "private"'))
    unknown = client.get("/v/0123456789ABCDEF")
    hidden = client.get(f"/v/{view.serial}")
    assert hidden.status_code == unknown.status_code == 404
    assert len(hidden.data) == len(unknown.data)
    choose_visibility(cast.actor("trainee"), view.serial, is_public=True)
    assert client.get(f"/v/{view.serial}").status_code == 200
