"""An answer that was acknowledged is there after kill -9 (losing power is another matter: see synchronous=FULL)."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from courses.evaluation.records import get_attempt, responses_of
from lms.extensions import db
from lms.settings import Settings
from tests.courses.evaluation.conftest import CONTROL, Group
from tests.support.site import ROOT, environment, free_port, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def server(app: Flask, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A real server on the test's own database, in a process of its own."""
    settings: Settings = app.extensions["settings"]
    port = free_port()
    variables = {"DATABASE_URL": settings.database_url, "LMS_CONTENT": str(settings.content)}
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "lms", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(settings.data, LMS_PUBLIC_URL=f"http://127.0.0.1:{port}", **variables),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}", process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The whole group, at once, with no chance to tidy up."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(timeout=10)


class Keep(urllib.request.HTTPRedirectHandler):
    """Take a redirect as the answer it is."""

    def redirect_request(self, *_: object) -> None:
        return None


def post(url: str, cookie: str, **fields: str) -> int:
    """The status of one posted form."""
    opener = urllib.request.build_opener(Keep)
    request = urllib.request.Request(url, urlencode(fields).encode(), {"Cookie": cookie})
    try:
        with opener.open(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code


def test_an_acknowledged_answer_survives_the_death_of_the_server(
    app: Flask, group: Group, server: tuple[str, subprocess.Popen[bytes]]
) -> None:
    url, process = server
    attempt_id = group.start()
    number = get_attempt(attempt_id).state.items.index(group.sha("plazo")) + 1
    db.session.rollback()
    page = f"/mis-cursos/{group.enrolments['trainee']}/evaluacion/{CONTROL}/pregunta/{number}"
    client = group.cast.log_in(app.test_client(), "trainee")
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    session = client.get_cookie("sesion")
    assert token
    assert session

    status = post(url + page, f"sesion={session.value}", csrf_token=token.group(1), answer="24 horas")
    kill(process)

    assert status == 303
    db.session.remove()
    assert responses_of(get_attempt(attempt_id)) == {group.sha("plazo"): "24 horas"}
