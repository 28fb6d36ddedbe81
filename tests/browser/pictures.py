"""A picture of every page of the demonstration, on a phone and on a desk, to be looked at by people.

python -m tests.browser.pictures FOLDER [DATA]: DATA is a demonstration already built; without it one is built first.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.support.doors import come_in, doors_of, everybody
from tests.support.people_at_work import DESK, PHONE
from tests.support.site import Site, run_lms, serving
from tests.support.walking import Surveyor

SIZES = (PHONE, DESK)


class Photographer:
    """Pictures named after who looked, at what, and how wide: participante-learning.home-1-360.png."""

    def __init__(self, folder: Path, role: str, width: int) -> None:
        self.folder, self.role, self.width = folder, role, width

    def look(self, page: Page, kind: str) -> None:
        number = 1
        while (file := self.folder / f"{self.role}-{kind}-{number}-{self.width}.png".replace(" ", "_")).exists():
            number += 1
        page.screenshot(path=file, full_page=True, animations="disabled")


def photograph(site: Site, folder: Path) -> None:
    """Everything that everybody sees."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in SIZES:
            surveyor = Surveyor(site, pages_a_kind=1)
            for role in everybody():
                who = come_in(browser, site, role, viewport=size)
                surveyor.walk(who, Photographer(folder, role, size["width"]).look, doors_of(role))
                who.context.close()
        browser.close()


@contextmanager
def demonstration(data: str | None) -> Iterator[Site]:
    """The demonstration in this folder, or a new one, served."""
    with TemporaryDirectory() as place:
        used = Path(data or place)
        if data is None:
            run_lms(used, "demo").check_returncode()
        with serving(used) as site:
            yield site


def main(folder: str, data: str | None = None) -> None:
    with demonstration(data) as site:
        photograph(site, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
