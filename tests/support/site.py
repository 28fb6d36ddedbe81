"""A real server in its own process and folder, as `./run` starts it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A served installation: its address, its folder, its settings, and its command line."""

    url: str
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def lms(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `lms …` on the same folder with the same settings."""
        return run_lms(self.data, *arguments, **self.settings)


def run_lms(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m lms …` in a process of its own."""
    command = [sys.executable, "-m", "lms", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, **settings), capture_output=True, text=True, check=False
    )


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The process's settings; nothing of the caller's own installation leaks in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LMS_") and key != "DATABASE_URL"}
    return {**kept, "LMS_DATA": str(data), **settings}


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, command: str = "serve", **settings: str) -> Iterator[Site]:
    """Start the server, wait until it answers, and stop it and its worker at the end."""
    port = free_port()
    settings = {"LMS_PUBLIC_URL": f"http://127.0.0.1:{port}", **settings}
    log = (data.parent / f"{data.name}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "lms", command, "--port", str(port)],
        cwd=ROOT,
        env=environment(data, **settings),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Site(f"http://127.0.0.1:{port}", data, settings)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        log.close()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the address answers; fails when the process has ended."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


def one_time_code(text: str) -> str:
    """The activation code printed by `lms init`."""
    found = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b", text)
    assert found, text
    return found.group()
