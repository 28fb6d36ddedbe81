"""Workers killed with -9 while they issue or draw, then a real `lms worker`: everything done, each once."""

import os
import signal
import subprocess
import sys
import time

import pytest

from certificates.issuing.claims import digest
from certificates.issuing.models.certificate import Certificate
from certificates.issuing.models.status import StatusEvent
from certificates.issuing.queries.certificates import list_certificates
from certificates.registry.cohorts import request_documents
from certificates.rendering.models import DocumentFile
from certificates.verification.queries import verify_serial
from courses.cohorts.queries.cohorts import get_cohort
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.audit.queries import verify_chain
from lms.extensions import db
from lms.jobs.models import Job, JobState
from lms.jobs.running import run_waiting
from tests.certificates.running import Group, appoint_signatory, close, newcomer
from tests.support.site import ROOT, environment

pytestmark = pytest.mark.slow
PEOPLE = 3


@pytest.fixture
def settings(bench, app):
    return environment(
        bench.folder / "data", DATABASE_URL=bench.url("live"), LMS_PUBLIC_URL="https://certificados.prueba.pe"
    )


@pytest.fixture
def cohort(settings, cast):
    """Three people whose acta is closed and whose certificates wait for a worker."""
    appoint_signatory()
    people = tuple(newcomer(number) for number in range(PEOPLE))
    _, cohort_id = close(cast, Group("PRUEBA-9", "curso", people, cast.id("trainer")))
    db.session.rollback()
    return get_cohort(cohort_id)


def die_in_a_worker(settings, moment):
    command = [sys.executable, "-m", "tests.certificates.dying_worker", moment]
    died = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=90, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr[-2000:]
    db.session.rollback()


def work(settings, kind):
    """`lms worker` until the job is done."""
    worker = subprocess.Popen([sys.executable, "-m", "lms", "worker"], cwd=ROOT, env=settings, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while state_of(kind) != JobState.DONE:
            assert time.monotonic() < deadline, state_of(kind)
            time.sleep(0.2)
    finally:
        os.kill(worker.pid, signal.SIGTERM)
        worker.communicate(timeout=20)


def state_of(kind):
    db.session.rollback()
    return db.session.query(Job).filter_by(kind=kind).one().state


@pytest.mark.parametrize(
    ("moment", "issued_before"),
    [
        ("in the second certificate, before its commit", 1),
        ("after the last commit, before the job is called done", PEOPLE),
    ],
)
def test_an_issuing_that_was_killed_is_ended_by_the_next_worker(settings, cohort, moment, issued_before):
    die_in_a_worker(settings, moment)
    before = list_certificates(cohort_id=cohort.id)
    assert len(before) == issued_before
    assert state_of("issue-certificates") == JobState.RUNNING
    work(settings, "issue-certificates")
    after = list_certificates(cohort_id=cohort.id)
    assert len(after) == len({each.completion_id for each in after}) == PEOPLE
    assert {each.serial for each in before} <= {each.serial for each in after}
    assert db.session.query(StatusEvent).count() == PEOPLE
    assert db.session.query(Licence).filter_by(origin=LicenceOrigin.CERTIFICATE).count() == PEOPLE
    assert all(verify_serial(each.serial).outcome == "valid" for each in after)
    assert all(digest(row.claims) == row.claims_sha256 for row in db.session.query(Certificate))
    assert verify_chain().sound


@pytest.mark.parametrize(
    ("moment", "files_before", "rows_before"),
    [
        ("between writing the PDF and its commit", 1, 0),
        ("after the last commit, before the job is called done", PEOPLE, PEOPLE),
    ],
)
def test_a_drawing_that_was_killed_is_ended_by_the_next_worker(
    settings, bench, cohort, cast, moment, files_before, rows_before
):
    run_waiting()
    request_documents(cast.actor("registrar"), cohort)
    db.session.rollback()
    die_in_a_worker(settings, moment)
    written = kept_files(bench)
    assert len(written) == files_before
    assert db.session.query(DocumentFile).count() == rows_before
    work(settings, "render-documents")
    rows = db.session.query(DocumentFile).all()
    assert len({row.serial for row in rows}) == len(rows) == PEOPLE
    assert kept_files(bench) == {row.sha256 for row in rows}, "the file written before the death is the one kept"
    assert written <= kept_files(bench)


def kept_files(bench):
    return {path.name for path in (bench.folder / "data" / "files").rglob("*") if path.is_file()}
