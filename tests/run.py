"""Everything `./run test` checks, three at a time; what cannot run is named last, and fails when CI is set."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (str(BIN / "python"), "-m", "pytest", "-q")
CODE = ("lms", "courses", "certificates", "tests")
SHARDS = {"cursos": ("tests/courses",), "lo demás": ("tests", "--ignore=tests/courses", "--ignore=tests/browser")}
WALKS = {
    "la demostración": ("tests/browser/test_budget.py", "tests/browser/test_every_page.py"),
    "lo demás": (
        "tests/browser",
        "--ignore=tests/browser/test_budget.py",
        "--ignore=tests/browser/test_every_page.py",
    ),
}
LANES = 3  # for two cores: many checks wait for processes of their own


@dataclass
class Check:
    """A command with a name; `needs` is what must be there for it to run."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        return [need for need in self.needs if shutil.which(need) is None and not Path(need).exists()]

    def run(self) -> tuple[bool, str]:
        """Whether all is well, and what was printed."""
        started = time.monotonic()
        environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **self.environment}
        result = subprocess.run(
            self.command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        verdict = "bien" if result.returncode == 0 else "MAL"
        heading = f"== {self.name}: {verdict} ({time.monotonic() - started:.0f} s)"
        return result.returncode == 0, f"{heading}\n{result.stdout.decode(errors='replace')}"


def lint() -> list[Check]:
    return [
        Check("tipos", (str(BIN / "mypy"),)),
        Check("capas", (str(BIN / "lint-imports"),)),
        *style(),
    ]


def style() -> list[Check]:
    return [
        Check("estilo", (str(BIN / "ruff"), "check", *CODE)),
        Check("formato", (str(BIN / "ruff"), "format", "--check", *CODE)),
    ]


def suite(database: str, marks: str) -> list[Check]:
    """The suite on one database, in two halves."""
    return [
        Check(f"pruebas en {database}, {name}", (*PYTEST, "-m", marks, *folders), {"LMS_TEST_DATABASE": database})
        for name, folders in SHARDS.items()
    ]


def browser() -> list[Check]:
    """What a real Chromium sees, in two halves: one of them builds the demonstration."""
    return [
        Check(f"navegador, {name}", (*PYTEST, "-m", "browser", *folders), {}, ("/usr/bin/chromium",))
        for name, folders in WALKS.items()
    ]


def quick() -> list[Check]:
    """The rules without the database, and a few tests of the database itself: under 30 seconds."""
    return [*suite("sqlite", "quick"), *style()]


def full() -> list[Check]:
    """The longest first, so that the lanes end together."""
    return [*browser(), *suite("postgresql", "not browser"), *suite("sqlite", "not browser"), *lint()]


def main(arguments: list[str]) -> int:
    """0 when everything that ran is fine and, under CI, everything ran."""
    checks = quick() if arguments[:1] == ["quick"] else full()
    skipped = {check.name: missing for check in checks if (missing := check.missing())}
    failed = run_all([check for check in checks if check.name not in skipped])
    for name, missing in skipped.items():
        print(f"NO SE PUDO: {name}: falta {', '.join(missing)}")
    for name in failed:
        print(f"MAL: {name}")
    print(f"{len(checks) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or (skipped and os.environ.get("CI")) else 0


def run_all(checks: list[Check]) -> list[str]:
    """Names of the checks that failed; each prints when it ends."""
    failed = []
    with ThreadPoolExecutor(LANES) as lanes:
        running = {lanes.submit(check.run): check for check in checks}
        for ended in as_completed(running):
            is_well, printed = ended.result()
            print(printed, flush=True)
            if not is_well:
                failed.append(running[ended].name)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
