"""The pictures of docs/pictures: a dozen scenes of the demonstration, small enough to be read over a slow line.

python -m tests.browser.chosen_pictures FOLDER [DATA]: DATA is a demonstration already built; without it one is built.
Needs pdftoppm (poppler-utils) and convert (imagemagick).
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.pictures import demonstration
from tests.support.doors import WAITING_COHORT, come_in, upload_roster
from tests.support.people_at_work import DESK, PHONE, Somebody
from tests.support.site import Site

COLOURS = "96"
TALL = {**DESK, "height": 1120}
TRAINEE, JUDGE, OFFICER, COORDINATOR, VISITOR = (
    "participante",
    "formadora (jueza)",
    "formador (policía)",
    "coordinación",
    "visitante",
)


@dataclass(frozen=True)
class Scene:
    """A picture's name, who looks, on what, and how she gets there."""

    name: str
    role: str
    size: dict[str, int]
    get_there: Callable[[Somebody], None]


def open_page(path: str) -> Callable[[Somebody], None]:
    return lambda who: who.opens(path)


def open_course(who: Somebody) -> None:
    who.opens("/mis-cursos")
    who.page.locator("section.card h2 a").click()


def open_lesson(who: Somebody) -> None:
    open_course(who)
    who.follows("El riesgo y los plazos")


def open_question(who: Somebody) -> None:
    open_course(who)
    who.page.locator("main a[href*='/evaluacion/m05-medidas-de-proteccion/']").first.click()
    who.page.locator("main form button").first.click()


def take_attendance(who: Somebody) -> None:
    """Scrolled to the first person, her line open."""
    who.opens("/mis-sesiones")
    who.page.locator("ul.tasks a").first.click()
    person = who.page.locator("main details").first
    person.locator("summary").click()
    person.evaluate("person => person.scrollIntoView()")


def mark_an_answer(who: Somebody) -> None:
    who.opens("/calificar")
    who.follows("pregunta", exact=False)


def scenes(site: Site) -> list[Scene]:
    """In the order of the README."""
    return [
        Scene("inicio", VISITOR, PHONE, open_page("/")),
        Scene("curso", TRAINEE, PHONE, open_course),
        Scene("leccion", TRAINEE, PHONE, open_lesson),
        Scene("pregunta", TRAINEE, PHONE, open_question),
        Scene("asistencia", JUDGE, PHONE, take_attendance),
        Scene("mis-certificados", OFFICER, PHONE, open_page("/mis-certificados")),
        Scene("anulado", VISITOR, PHONE, open_page(f"/v/{serial_of(site, state='revoked')}")),
        Scene("calificar", JUDGE, TALL, mark_an_answer),
        Scene("nomina", COORDINATOR, TALL, upload_roster),
        Scene("grupo", COORDINATOR, TALL, open_page(f"/grupos/{WAITING_COHORT}")),
        Scene("cascada", COORDINATOR, TALL, open_page("/cascada/modo-ninez")),
        Scene("verificar", VISITOR, TALL, open_page(f"/v/{serial_of(site, course='pares')}")),
    ]


def serial_of(site: Site, **wanted: str) -> str:
    """The first certificate with these values."""
    found = json.loads(site.lms("certificates", "list", "--json").stdout)
    return next(str(each["serial"]) for each in found if wanted.items() <= each.items())


def take_pictures(site: Site, browser: Browser, folder: Path) -> None:
    for scene in scenes(site):
        who = come_in(browser, site, scene.role, viewport=scene.size)
        scene.get_there(who)
        file = folder / f"{scene.name}-{scene.size['width']}.png"
        who.page.screenshot(path=file, animations="disabled")
        shrink(file)
        who.context.close()


def take_certificate(site: Site, browser: Browser, folder: Path) -> None:
    """The officer's own certificate, from its PDF."""
    who, file = come_in(browser, site, OFFICER), folder / "certificado-1280.pdf"
    who.opens("/mis-certificados")
    who.downloads("Descargar el PDF", file)
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-scale-to", "1280", file, file.with_suffix("")], check=True)
    file.unlink()
    shrink(file.with_suffix(".png"))


def shrink(file: Path) -> None:
    """Fewer colours, no remarks."""
    command = [
        "convert",
        file,
        "-strip",
        "+dither",
        "-colors",
        COLOURS,
        "-define",
        "png:compression-level=9",
        f"png8:{file}",
    ]
    subprocess.run(command, check=True)


def main(folder: str, data: str | None = None) -> None:
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    with demonstration(data) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_pictures(site, browser, place)
        take_certificate(site, browser, place)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
