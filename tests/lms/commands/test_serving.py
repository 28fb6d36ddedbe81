"""The server as a process: it answers, it stops, and takes its worker along."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lms.commands.conftest import PACKS
from tests.support.site import ROOT, environment, free_port, run_lms, serving, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("served") / "var"
    words = ("init", "--nombres", "Mateo", "--apellidos", "Salas Prado", "--dni", "40000009")
    result = run_lms(data, *words, LMS_CONTENT=str(PACKS))
    assert result.returncode == 0, result.stderr
    return data


@pytest.fixture
def server(installed: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "lms", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(installed, LMS_CONTENT=str(PACKS)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        wait_until(lambda: worker_of(process.pid))
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def worker_of(server: int) -> int | None:
    """The worker process the server started."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[-3:-1] == [b"--parent", str(server).encode()]:
            return int(folder.name)
    return None


def members(session: int) -> list[int]:
    """Live processes of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_with_everything_it_started(server, number):
    address, process = server
    assert urllib.request.urlopen(address, timeout=10).status == 200
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    assert process.wait(timeout=20) == 0
    assert members(process.pid) == []


def test_nobody_else_can_read_what_it_writes(server, installed):
    readable = [path.name for path in installed.rglob("*") if path.stat().st_mode & 0o077]
    assert readable == []
    assert (installed / "cascada.db").exists()


def test_a_worker_that_dies_is_started_again(server):
    _, process = server
    first = worker_of(process.pid)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: worker_of(process.pid) not in (None, first))


def test_nothing_survives_a_killed_server_for_long(server):
    _, process = server
    process.kill()
    process.wait()
    wait_until(lambda: members(process.pid) == [], seconds=40)


@pytest.mark.parametrize(("settings", "is_told"), [({}, False), ({"LMS_LOG_LEVEL": "INFO"}, True)])
def test_a_demonstrations_terminal_keeps_its_logins_in_sight(tmp_path, settings, is_told):
    with serving(tmp_path / "var", "start", **settings) as site:
        urllib.request.urlopen(site.url).close()
    printed = (tmp_path / "var.log").read_text()
    assert "documento 99000031" in printed
    assert ('"event": "request"' in printed) == is_told
