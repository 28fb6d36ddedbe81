"""Navigators: what each person does at a screen, in her own words and by the words on the page."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.site import Site

PASSWORD = "tres palabras sueltas"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


class Somebody:
    """A person at a browser of her own. A phone of this cast is 360 px wide and runs no JavaScript."""

    def __init__(self, browser: Browser, site: Site, *, on_a_phone: bool = False, **options: Any) -> None:
        self.site = site
        usual = {"viewport": PHONE if on_a_phone else DESK, "java_script_enabled": not on_a_phone, "locale": "es-PE"}
        self.context: BrowserContext = browser.new_context(**{**usual, **options})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)

    # --- hands and eyes
    def opens(self, path: str) -> None:
        self.page.goto(self.site.url + path)

    def follows(self, words: str, *, exact: bool = True) -> None:
        self.page.get_by_role("link", name=words, exact=exact).first.click()

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def writes(self, answers: Mapping[str, str]) -> None:
        """Fill the controls with these labels."""
        for label, text in answers.items():
            control = self.page.get_by_label(label).first
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=text)
            else:
                control.fill(text)

    def chooses(self, *labels: str) -> None:
        """Radios and checkboxes, by their words."""
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def does_not_see(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).not_to_contain_text(each)

    def downloads(self, words: str, file: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=words, exact=False).first.click()
        waiting.value.save_as(file)
        return file

    # --- getting in
    def activates_with(self, code: str) -> None:
        """First login by the code on paper; no e-mail is asked for."""
        self.opens("/activar")
        self.writes({"Código": code, "Nueva contraseña": PASSWORD, "Repite la nueva contraseña": PASSWORD})
        self.presses("Guardar e ingresar")
        self.sees("Tu contraseña quedó guardada.")

    def logs_in(self, login: str, password: str = PASSWORD) -> None:
        self.opens("/ingresar")
        self.writes({"Documento o correo": login, "Contraseña": password})
        self.presses("Ingresar")


class Administrator(Somebody):
    """Accounts and roles."""

    def registers(self, given_names: str, surnames: str, dni: str, *roles: str) -> str:
        """A member of staff with her roles; returns the access code to print."""
        self.opens("/administracion/personas/nueva")
        self.writes({"Nombres": given_names, "Apellidos": surnames, "Número de documento": dni})
        self.presses("Registrar")
        for role in roles:
            self.follows("Dar un rol")
            self.chooses(role)
            self.writes({"Sustento": "RA 000101-2026-P-CSJ"})
            self.presses("Dar el rol")
        self.presses("Entregar código de acceso")
        return self.page.locator("code.serial").inner_text()


class Registrar(Somebody):
    """Appointments, signatures, certificates."""

    def appoints(self, dni: str, course: str, authority: str, since: str) -> None:
        """Make somebody a trainer by an authority's act."""
        self.follows("Nombramientos")
        self.writes({"Nombre o número de documento": dni})
        self.presses("Buscar a quién nombrar")
        self.follows("Nombrar", exact=False)
        self.page.get_by_label("Curso").select_option(course)
        self.writes(
            {
                "Número del acto": "RA 000362-2026-CE-PJ",
                "Autoridad que lo dio": authority,
                "Vale desde": since,
            }
        )
        self.presses("Registrar el nombramiento")

    def records_signatory(self, programme: str, name: str, office: str, organisation: str, since: str) -> None:
        """Whose name the certificates bear."""
        self.opens("/firmas/nueva")
        self.writes(
            {
                "Programa": programme,
                "Nombre": name,
                "Cargo": office,
                "Institución": organisation,
                "Firma desde": since,
            }
        )
        self.presses("Guardar")
        self.sees(name)


class Coordinator(Somebody):
    """Cohorts, rosters, sessions, actas."""

    def opens_cohort(self, course: str, code: str, organisation: str, region: str, place: str, day: str) -> None:
        self.opens("/grupos")
        self.follows("Abrir un grupo")
        self.writes(
            {
                "Curso": course,
                "Código del grupo": code,
                "Corte, unidad u organización": organisation,
                "Región": region,
                "Lugar": place,
                "Empieza el": day,
                "Termina el": day,
            }
        )
        self.presses("Abrir el grupo")
        self.sees(f"El grupo {code} está abierto.")

    def adds_trainer(self, code: str, dni: str) -> None:
        self.opens(f"/grupos/{code}")
        self.follows("Agregar a quien enseña")
        self.writes({"N.º de documento": dni})
        self.presses("Agregar")
        self.sees("Esa persona ya puede enseñar en el grupo.")

    def uploads_roster(self, code: str, file: Path) -> None:
        """Up to the report of the dry run."""
        self.opens(f"/grupos/{code}")
        self.follows("Nómina")
        self.follows("Importar una nómina")
        self.page.get_by_label("Nómina").set_input_files(file)
        self.presses("Revisar la nómina")

    def decides_eligibility(self, code: str) -> None:
        """Everybody meets everything."""
        self.opens(f"/grupos/{code}/requisitos")
        for choice in self.page.locator("main select").all():
            choice.select_option(label="Cumple")
        self.presses("Guardar decisiones")

    def prints_codes(self, code: str) -> dict[str, str]:
        """The slips of paper: a code for each name."""
        self.opens(f"/grupos/{code}/codigos")
        self.presses("Crear los códigos")
        slips = self.page.locator("section.card").all()
        return {slip.locator("h2").inner_text(): slip.locator("code").inner_text() for slip in slips}

    def schedules_session(self, code: str, part: str, day: str, trainer: str) -> None:
        self.opens(f"/grupos/{code}/sesiones")
        self.follows("Programar una sesión")
        self.page.get_by_label("Parte del curso").select_option(part)
        self.writes({"Fecha": day})
        self.presses("Continuar")
        self.writes({"Hora de inicio": "00:30"})
        self.chooses(trainer)
        self.presses("Programar")
        self.sees("Programar una sesión", trainer.partition(",")[0])

    def approves(self, code: str) -> None:
        self.opens(f"/grupos/{code}/aprobacion")
        self.chooses("Sí, se aprueba")
        self.presses("Registrar la decisión")

    def is_refused_the_acta(self, code: str) -> None:
        """While nobody meets everything there is nothing to close."""
        self.opens(f"/grupos/{code}/acta")
        self.sees("Nadie más cumple todos los requisitos")
        self.opens(f"/grupos/{code}/acta/cerrar")
        self.sees("Todavía no hay nada que cerrar")

    def closes_acta(self, code: str, people: int) -> None:
        self.opens(f"/grupos/{code}/acta")
        self.follows("Cerrar el acta")
        self.sees(f"{people} personas")
        self.presses("Sí, cerrar el acta")
        self.sees("El acta quedó cerrada.")

    def awaits_certificates(self, code: str, number: int) -> None:
        """The worker issues by itself; she looks again until all are there."""
        self.opens(f"/grupos/{code}/certificados")
        for _ in range(60):
            if self.page.locator("main table tbody tr").count() == number:
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(self.page.locator("main").inner_text())


class Trainer(Somebody):
    """Attendance, papers, marks."""

    def takes_attendance(self, session: str, present: list[str], late: Mapping[str, int] | None = None) -> None:
        """On the day, on one page; `late`: minutes by name."""
        self.opens("/")
        self.follows("Mis sesiones")
        self.follows(session)
        for name in present:
            self._row(name).get_by_label("Presente", exact=True).check()
        for name, minutes in (late or {}).items():
            self._row(name).get_by_label("Tarde", exact=True).check()
            self.page.get_by_label(re.compile(f"^Minutos que asistió.*{re.escape(name)}")).fill(str(minutes))
        self.presses("Guardar asistencia")

    def adds_walk_in(self, session: str, given_names: str, surnames: str, dni: str) -> None:
        """Somebody who came without being on the list and signed the consent."""
        self.opens("/")
        self.follows("Mis sesiones")
        self.follows(session)
        self.follows("Agregar a alguien que no está en la lista")
        self.writes({"Número de documento": dni, "Nombres": given_names, "Apellidos": surnames})
        self.chooses("Leyó el consentimiento y lo firmó en papel")
        self.presses("Inscribir")

    def receives_booklet(self, code: str, name: str) -> None:
        self.opens(f"/grupos/{code}/cuadernillos")
        self.page.get_by_label(re.compile(f"^Cuadernillo de {re.escape(name)}")).check()
        self.presses("Guardar lo recibido")

    def copies_paper(self, code: str, ref: str, name: str, answers: Mapping[int, str], form: str | None = None) -> None:
        """Key in a sheet: an option's words or a text by question number."""
        self.opens(f"/grupos/{code}/papel/{ref}")
        self.follows(name, exact=False)
        if form:
            self.follows(f"Forma {form}")
        for number, answer in answers.items():
            control = self.page.locator(f"[name=p{number}]").first
            if control.get_attribute("type") in ("radio", "checkbox"):
                field = self.page.locator("fieldset", has=self.page.locator(f"[name=p{number}]"))
                for words in answer.split(" + "):
                    field.get_by_label(words).check()
            else:
                control.fill(answer)
        self.presses("Guardar la hoja")

    def marks_next_answer(self, level: str, comment: str) -> None:
        """The oldest written answer of the queue, without a name."""
        self.opens("/calificar")
        self.follows("pregunta", exact=False)
        self.chooses(level)
        self.writes({"Comentario": comment})
        self.presses("Guardar y pasar a la siguiente")

    def observes(self, code: str, ref: str, name: str, *levels: str) -> None:
        """The practical, by its rubric."""
        self.opens(f"/grupos/{code}/practica/{ref}")
        self.follows(name, exact=False)
        self.chooses(*levels)
        self.presses("Guardar la observación")

    def _row(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name)


class Trainee(Somebody):
    """Her own courses, answers and certificates."""

    def opens_her_course(self, title: str) -> None:
        self.opens("/mis-cursos")
        self.follows(title)

    def answers_in_turn(self, answers: Mapping[str, str]) -> None:
        """Every question as it comes, by its words, then the review and handing in."""
        for _ in answers:
            question = self.page.locator("h1").inner_text()
            self.gives(answers[question])
            self.presses("Guardar y seguir")
        self.sees("Respondiste todo.")
        self.presses("Enviar mis respuestas")

    def gives(self, answer: str) -> None:
        """One answer: words of an option, several joined by « + », or a text."""
        control = self.page.locator("[name=answer]").first
        if control.get_attribute("type") in ("radio", "checkbox"):
            self.chooses(*answer.split(" + "))
        else:
            control.fill(answer)


class Judge(Somebody):
    """Somebody with a certificate in her hand and no account."""

    def types_code(self, code: str) -> None:
        self.opens("/verificar")
        self.writes({"Código del certificado": code})
        self.presses("Verificar")


class ByKeyboard(Trainee):
    """Nothing but Tab, Space, Enter and letters; every stop must be seen."""

    def goes_to(self, words: str) -> None:
        """Tab until the control with these words has the focus."""
        for _ in range(60):
            if self._tabs() == words:
                return
        raise AssertionError(f"the keyboard does not reach «{words}»")

    def types(self, words: str, text: str) -> None:
        self.goes_to(words)
        self.page.keyboard.type(text)

    def picks(self, words: str) -> None:
        """One of the radios: Tab to their group, arrows within it."""
        radios = self.page.get_by_role("radio")
        first = radios.first.evaluate("radio => radio.labels[0].innerText")
        self.goes_to(first)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if self.page.get_by_label(words, exact=True).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach «{words}»")

    def enters(self, words: str) -> None:
        """Go there and press Enter; wait for the page that follows."""
        self.goes_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _tabs(self) -> str:
        self.page.keyboard.press("Tab")
        label, is_visible = self.page.evaluate(FOCUSED)
        assert is_visible, f"nobody sees that «{label}» has the focus"
        return str(label).strip()


FOCUSED = """() => {
    const control = document.activeElement, shown = getComputedStyle(control);
    if (control === document.body) return ['', true];
    const label = control.labels?.length ? control.labels[0].innerText : control.innerText;
    const ring = shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) > 0;
    return [label, ring || shown.boxShadow !== 'none'];
}"""
"""The words of what has the focus, and whether a ring or a shadow shows it."""
