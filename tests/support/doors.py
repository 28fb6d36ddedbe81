"""What lies behind a form: what each role does first, in the demonstration, to see it."""

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import Browser, Locator

from lms.demo.logins import demo_logins
from tests.support.people_at_work import Somebody
from tests.support.site import Site
from tests.support.walking import Door

VISITOR = "visitante"
WAITING_COHORT = "OJ-SM2-2026"
SURNAME = "Quispe"


def everybody() -> list[str]:
    """The visitor and one of each role."""
    return [VISITOR, *(login.role for login in demo_logins())]


def come_in(browser: Browser, site: Site, role: str, **options: object) -> Somebody:
    """Somebody of this role, logged in."""
    who = Somebody(browser, site, **options)
    for login in demo_logins():
        if login.role == role:
            who.logs_in(login.document, login.password)
    return who


def doors_of(role: str) -> list[Door]:
    """The doors that this role opens."""
    return {
        VISITOR: [submit_nothing_at("/ingresar"), submit_nothing_at("/activar"), type_no_code],
        "participante": [begin_to_answer, answer_nothing, submit_nothing_at("/mi-cuenta/clave")],
        "administración": [search_at("/administracion"), submit_nothing_at("/administracion/personas/nueva")],
        "coordinación": [upload_roster, submit_nothing_at("/grupos/nuevo")],
        "registro": [
            search_at("/nombramientos"),
            compare_two,
            search_at("/certificados"),
            submit_nothing_at("/firmas/nueva"),
            submit_nothing_at("/acreditaciones/nueva"),
        ],
        "verificación": [verify_some],
    }.get(role, [])


def submit_nothing_at(path: str) -> Door:
    """An empty form comes back with its errors."""

    def door(who: Somebody) -> None:
        who.opens(path)
        who.page.locator("main form[method=post] button").last.click()
        who.sees("Hay un problema")

    return door


def search_at(path: str) -> Door:
    """Names are searched by POST, so that none enters an address."""

    def door(who: Somebody) -> None:
        who.opens(path)
        who.page.locator("main form[method=post] input:not([type=hidden])").first.fill(SURNAME)
        who.page.locator("main form[method=post] button").first.click()
        who.sees(SURNAME)

    return door


def type_no_code(who: Somebody) -> None:
    who.opens("/verificar?codigo=12")
    who.sees("16 letras o números")


def begin_to_answer(who: Somebody) -> None:
    """The next evaluation of the course under way."""
    who.opens("/mis-cursos")
    click(who, who.page.locator("section.card h2 a").first)
    address = who.page.locator("main a[href*='/evaluacion/']").last.get_attribute("href")
    who.opens(address or "")
    click(who, who.page.locator("main form button").first)


def answer_nothing(who: Somebody) -> None:
    click(who, who.page.locator("main form button").first)


def upload_roster(who: Somebody) -> None:
    """One new person, one with an impossible document."""
    book, file = Workbook(), BytesIO()
    book.active.append(["Apellidos", "Nombres", "DNI", "Consentimiento"])
    book.active.append(["Sangama Pezo", "Gladys", "41000009", "sí"])
    book.active.append(["Chota Cauper", "Dina", "123", "sí"])
    book.save(file)
    who.opens(f"/grupos/{WAITING_COHORT}/importar")
    content = {"name": "nomina.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
    who.page.get_by_label("Nómina").set_input_files(content)  # type: ignore[arg-type]
    click(who, who.page.get_by_role("button", name="Revisar la nómina", exact=True))


def compare_two(who: Somebody) -> None:
    """Two records that might be one person."""
    search_at("/duplicados")(who)
    who.page.locator("[name=queda]").first.check()
    who.page.locator("[name=se_une]").last.check()
    click(who, who.page.locator("main form:not([method=post]) button"))


def verify_some(who: Somebody) -> None:
    who.opens("/verificar/lote")
    who.writes({"Códigos": "7K3M-9QXA-02BD-F5TW\n12"})
    click(who, who.page.get_by_role("button", name="Verificar todos", exact=True))


def click(who: Somebody, control: Locator) -> None:
    """And wait for the page it leads to, however slow."""
    with who.page.expect_navigation():
        control.click()
