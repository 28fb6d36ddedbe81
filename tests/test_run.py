"""The script `run`, on invented systems: what it asks for, what it says, what it hands on."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.site import ROOT

REAL = ("sh", "env", "cat", "dirname", "grep", "cksum", "mkdir", "rm")


@dataclass
class System:
    """A folder with `run` and its locks, and a PATH with only what a test puts there."""

    folder: Path

    def command(self, name: str, script: str) -> None:
        """A command that does this; its words go to the log."""
        self._write(self.folder / "bin" / name, f'echo {name} "$@" >> "{self.folder}/log"\n{script}')

    def made(self, lock: str = "runtime") -> None:
        """An environment that was made of the locks as they are; its Python repeats its words."""
        self._write(self.folder / ".venv" / "bin" / "python", 'echo "python $*"')
        content = (self.folder / "requirements" / f"{lock}.txt").read_bytes() + (self.folder / "run").read_bytes()
        digest = subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout
        (self.folder / ".venv" / f".made-of-{lock}").write_bytes(digest)

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "run"), *words],
            cwd=cwd or self.folder, env={"PATH": str(self.folder / "bin")}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    @staticmethod
    def _write(path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


@pytest.fixture
def system(tmp_path: Path) -> System:
    """Debian without Python, and its user is nobody special."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    for name in REAL:
        found = shutil.which(name)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    made = System(tmp_path)
    made.command("id", "echo 1000")
    made.command("sudo", "exit 1")
    made.command("apt-get", "exit 0")
    made.command("ldconfig", "exit 0")
    return made


def test_it_is_plain_sh():
    assert subprocess.run(["/bin/sh", "-n", str(ROOT / "run")], check=False).returncode == 0
    assert os.access(ROOT / "run", os.X_OK)


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_help_needs_nothing(system, words):
    result = system.run(*words)
    assert result.returncode == 0
    for word in ("./run test", "./run lms", "./run serve", "./run worker", "./run shell"):
        assert word in result.stdout
    assert system.log == ""


def test_an_unknown_order_ends_with_64_and_the_help(system):
    result = system.run("nada")
    assert result.returncode == 64
    assert "No conozco la orden «nada»" in result.stderr
    assert system.log == ""


@pytest.mark.parametrize("words", [[], ["lms", "settings"], ["serve"], ["test"], ["test", "quick"]])
def test_without_rights_it_says_the_exact_line_and_ends_with_69(system, words):
    result = system.run(*words)
    assert result.returncode == 69
    line = result.stderr.splitlines()[-1]
    assert line.startswith("    apt-get install -y --no-install-recommends python3 python3-venv")
    assert "apt-get" not in system.log


def test_the_tests_want_their_own_packages_and_the_quick_ones_no_browser(system):
    assert "poppler-utils openssl" in system.run("test").stderr
    assert "poppler-utils" not in system.run().stderr
    assert not any(name in system.run("test", "quick").stderr for name in ("chromium", "libatomic1"))


def test_root_installs_and_says_so_when_that_fails(system):
    system.command("id", "echo 0")
    system.command("apt-get", '[ "$1" = update ]')
    result = system.run()
    assert result.returncode == 69
    assert "Instalando paquetes del sistema: python3 python3-venv" in result.stderr
    assert "apt-get update -qq\napt-get install -y -qq --no-install-recommends python3 python3-venv" in system.log


def test_with_sudo_it_installs_through_sudo(system):
    system.command("sudo", '[ "$2" = true ] || exit 1')
    assert system.run().returncode == 69
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq" in system.log


def test_a_python_that_is_too_old_does_not_count(system):
    system.command("python3", "exit 1")
    assert "python3 python3-venv" in system.run().stderr


@pytest.mark.parametrize(
    ("words", "handed_on"),
    [
        ([], "-m lms start"),
        (["--port", "8123"], "-m lms start --port 8123"),
        (["start", "--port", "8123"], "-m lms start --port 8123"),
        (["serve", "--port", "8123"], "-m lms serve --port 8123"),
        (["worker"], "-m lms worker"),
        (["lms", "people", "import", "a b.xlsx"], "-m lms people import a b.xlsx"),
    ],
)
def test_what_is_ready_is_used_at_once_from_any_folder(system, words, handed_on, tmp_path_factory):
    system.made()
    result = system.run(*words, cwd=tmp_path_factory.getbasetemp())
    assert (result.returncode, result.stdout) == (0, f"python {handed_on}\n")
    assert system.log == ""


def test_another_lock_makes_the_environment_anew(system):
    system.made()
    with (system.folder / "requirements" / "runtime.txt").open("a") as file:
        file.write("# another lock\n")
    system.command("uv", "exit 0")
    result = system.run("worker")
    assert result.stdout == "python -m lms worker\n"
    assert "uv pip install -q --python" in system.log
    assert "--require-hashes -r requirements/runtime.txt" in system.log
    (system.folder / "log").unlink()
    system.run("worker")
    assert system.log == ""


def test_what_could_not_be_installed_is_not_taken_for_made(system):
    system.made()
    with (system.folder / "requirements" / "runtime.txt").open("a") as file:
        file.write("# another lock\n")
    system.command("uv", "exit 1")
    assert system.run("worker").returncode != 0
    assert system.run("worker").returncode != 0


def test_locks_are_hashed_and_name_no_host():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text, path.name
        pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in line for line in pinned)
        assert text.count("--hash=sha256:") >= len(pinned)
