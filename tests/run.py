"""Everything `./run test` checks, one line a check; what cannot run is named last, and fails when CI is set."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (str(BIN / "python"), "-m", "pytest", "-q")
CODE = ("lms", "courses", "certificates", "tests")


@dataclass
class Check:
    """A command with a name; `needs` is what must be there for it to run."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        return [need for need in self.needs if shutil.which(need) is None and not Path(need).exists()]

    def run(self) -> bool:
        print(f"== {self.name}", flush=True)
        started = time.monotonic()
        environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **self.environment}
        result = subprocess.run(self.command, cwd=ROOT, env=environment, check=False)
        print(f"== {self.name}: {'bien' if result.returncode == 0 else 'MAL'} ({time.monotonic() - started:.0f} s)\n")
        return result.returncode == 0


def lint() -> list[Check]:
    return [
        Check("estilo", (str(BIN / "ruff"), "check", *CODE)),
        Check("formato", (str(BIN / "ruff"), "format", "--check", *CODE)),
        Check("tipos", (str(BIN / "mypy"),)),
        Check("capas", (str(BIN / "lint-imports"),)),
    ]


QUICK = [
    Check("pruebas rápidas (SQLite)", (*PYTEST, "-m", "not browser and not slow"), {"LMS_TEST_DATABASE": "sqlite"}),
]
FULL = [
    Check("pruebas (SQLite)", (*PYTEST, "-m", "not browser"), {"LMS_TEST_DATABASE": "sqlite"}),
    Check("pruebas (PostgreSQL)", (*PYTEST, "-m", "not browser"), {"LMS_TEST_DATABASE": "postgresql"}),
    Check("navegador", (*PYTEST, "-m", "browser"), {"LMS_TEST_DATABASE": "sqlite"}, ("/usr/bin/chromium",)),
]


def main(arguments: list[str]) -> int:
    """0 when everything that ran is fine and, under CI, everything ran."""
    checks = [*lint()[:1], *QUICK] if arguments[:1] == ["quick"] else [*lint(), *FULL]
    failed, skipped = [], []
    for check in checks:
        if missing := check.missing():
            skipped.append(f"{check.name}: falta {', '.join(missing)}")
        elif not check.run():
            failed.append(check.name)
    for line in skipped:
        print(f"NO SE PUDO: {line}")
    for name in failed:
        print(f"MAL: {name}")
    print(f"{len(checks) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or (skipped and os.environ.get("CI")) else 0


sys.exit(main(sys.argv[1:]))
