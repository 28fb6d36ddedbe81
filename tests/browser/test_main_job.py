"""The main job on a real installation: from a participant list to a certificate that a judge checks, and beyond."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect

from lms import clock
from tests.support.people_at_work import (
    PASSWORD,
    Administrator,
    ByKeyboard,
    Coordinator,
    Judge,
    Registrar,
    Trainee,
    Trainer,
)
from tests.support.site import ROOT, Site, one_time_code, run_lms, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PACKS = str(ROOT / "tests" / "packs")
COURT = "Corte Superior de San Martín"
ADMINISTRATOR, COORDINATOR, REGISTRAR, JUDGE = "40000009", "40000005", "40000006", "40000003"
ROSA, NAMESAKE, LONG, YOLANDA, PEER, WALK_IN = "41000001", "41000002", "41000003", "41000004", "41000005", "41000006"
LONG_NAME = ("María de los Ángeles Ascensión Luz", "Huancahuari Ñaupaqhuamán de la Santísima Trinidad")
SELF_CHECK = {"En violencia se puede conciliar.": "Falso", "¿De qué color es el chaleco de la prueba?": "Verde"}
QUIZ = {
    **SELF_CHECK,
    "¿Cuáles son frutas de la selva?": "Camu camu + Aguaje",
    "¿En cuántas horas?": "24 horas",
    "Explica con tus palabras qué es el acta.": "Cierra la lista de quienes terminaron el curso.",
}
ON_PAPER = {1: "Verde", 2: "Camu camu + Aguaje", 3: "Falso", 4: "24", 5: "Es la lista cerrada de quienes terminaron."}
CODE_ON_PAPER = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@dataclass
class Office:
    """An installation whose staff is registered, active and at work."""

    site: Site
    administrator: Administrator
    registrar: Registrar
    coordinator: Coordinator
    trainer: Trainer


@pytest.fixture
def office(tmp_path: Path, chromium: Browser) -> Iterator[Office]:
    """`lms init`, and everybody comes in by a code on paper."""
    data = tmp_path / "var"
    settings = {"LMS_CONTENT": PACKS}
    person = ("--given-names", "Mateo", "--surnames", "Salas Prado", "--document", ADMINISTRATOR)
    started = run_lms(data, "init", *person, **settings)
    assert started.returncode == 0, started.stderr
    with serving(data, **settings) as site:
        mateo = Administrator(chromium, site)
        mateo.activates_with(one_time_code(started.stdout))
        codes = {
            Coordinator: mateo.registers("Marisol", "Vela Ríos", COORDINATOR, "Coordinación"),
            Registrar: mateo.registers("Teodora", "Paima Tello", REGISTRAR, "Registro de certificados"),
            Trainer: mateo.registers("Inés", "Carhuancho Poma", JUDGE),
        }
        mateo.opens("/administracion/instituciones/nueva")
        mateo.writes({"Nombre": COURT, "Clase": "Corte o juzgado", "Región de su sede": "San Martín"})
        mateo.presses("Guardar")
        staff = [role(chromium, site, on_a_phone=role is Trainer) for role in codes]
        for person, code in zip(staff, codes.values(), strict=True):
            person.activates_with(code)
        marisol, teodora, ines = staff
        yield Office(site, mateo, teodora, marisol, ines)


def test_from_a_participant_list_to_a_certificate_that_a_judge_can_check(
    office: Office, chromium: Browser, tmp_path: Path
) -> None:
    marisol, ines, today = office.coordinator, office.trainer, clock.today().isoformat()
    the_judge_is_appointed_and_a_signature_recorded(office.registrar, today)
    marisol.opens_cohort("Curso de prueba", "OJ-SM-1", COURT, "San Martín", "Moyobamba", today)
    marisol.adds_trainer("OJ-SM-1", JUDGE)
    slips = a_roster_of_four_is_imported(marisol, tmp_path)
    marisol.schedules_session("OJ-SM-1", "m01-base/sesion", today, "Carhuancho Poma, Inés")

    ines.takes_attendance(
        "Sesión presencial",
        present=[ROSA[-3:], NAMESAKE[-3:], LONG_NAME[1]],
        late={"Shuña Inuma": 20},
    )
    marisol.is_refused_the_acta("OJ-SM-1")

    rosa = Trainee(chromium, office.site, on_a_phone=True)
    rosa.activates_with(slip_of(slips, ROSA))
    she_studies_and_answers(rosa)
    the_namesake_works_by_keyboard_alone(ByKeyboard(chromium, office.site), slip_of(slips, NAMESAKE))
    the_judge_marks_observes_and_copies_paper(ines)
    marisol.closes_acta("OJ-SM-1", people=2)
    marisol.awaits_certificates("OJ-SM-1", number=2)

    file = rosa_sees_and_downloads_her_certificate(rosa, tmp_path)
    code = CODE_ON_PAPER.search(text_of(file)).group()
    anybody_checks_the_code(Judge(chromium, office.site), code)
    the_command_line_says_the_same(office.site, file)

    she_trains_two_peers(rosa, office, today, tmp_path)
    her_certificate_stands_in_their_chain(Judge(chromium, office.site), office.site, code)
    assert office.site.lms("audit", "verify").returncode == 0


def the_judge_is_appointed_and_a_signature_recorded(teodora: Registrar, today: str) -> None:
    teodora.appoints(JUDGE, "curso-de-prueba/curso", COURT, since=today)
    teodora.sees("Vigente")
    teodora.records_signatory("Curso de prueba", "Elena Rufino Trinidad", "Presidenta de la Comisión", COURT, today)


def a_roster_of_four_is_imported(marisol: Coordinator, tmp_path: Path) -> dict[str, str]:
    """The dry run first; then requirements and the slips with codes."""
    file = roster_file(
        tmp_path / "nomina.xlsx",
        ("Rosa", "Quispe Mamani", ROSA),
        ("Rosa", "Quispe Mamani", NAMESAKE),
        (*LONG_NAME, LONG),
        ("Yolanda", "Shuña Inuma", YOLANDA),
    )
    marisol.uploads_roster("OJ-SM-1", file)
    marisol.sees("Todavía no se guardó nada.", "Mismo nombre y otro documento en la fila", LONG_NAME[1])
    assert json.loads(marisol.site.lms("cohorts", "list", "--json").stdout)[0]["enrolled"] == 0
    marisol.presses("Importar a 4 personas")
    marisol.sees("Quedaron inscritas 4 personas.")
    marisol.decides_eligibility("OJ-SM-1")
    marisol.sees("Se guardaron 8 decisiones.")
    return marisol.prints_codes("OJ-SM-1")


def she_studies_and_answers(rosa: Trainee) -> None:
    """On a phone of 360 px, without JavaScript and without e-mail."""
    rosa.opens_her_course("Curso de prueba")
    rosa.sees("1 de 2 h")
    rosa.follows("Lección para estudiar en casa")
    rosa.sees("Rosa llega temprano y firma la lista.")
    rosa.follows("Continuar", exact=False)
    rosa.presses("Empezar")
    rosa.answers_in_turn(SELF_CHECK)
    rosa.sees("2 de 2 correctas")
    rosa.opens_her_course("Curso de prueba")
    rosa.sees("2 de 2 h")
    rosa.follows("Control del módulo")
    rosa.presses("Empezar")
    rosa.answers_in_turn(QUIZ)
    rosa.sees("Respuestas enviadas", "Falta que califiquen una respuesta.")


def the_namesake_works_by_keyboard_alone(namesake: ByKeyboard, code: str) -> None:
    namesake.activates_with(code)
    namesake.presses("Cerrar sesión")
    namesake.opens("/ingresar")
    namesake.types("Documento o correo", NAMESAKE)
    namesake.types("Contraseña", PASSWORD)
    namesake.enters("Ingresar")
    namesake.enters("Mis cursos")
    namesake.enters("Curso de prueba")
    namesake.enters("Comprueba lo que sabes")
    namesake.enters("Empezar")
    question = namesake.page.locator("h1").inner_text()
    namesake.picks(SELF_CHECK[question])
    namesake.enters("Guardar y seguir")
    namesake.enters("Ver todas mis respuestas")
    namesake.sees("Te falta 1 pregunta.", SELF_CHECK[question])


def the_judge_marks_observes_and_copies_paper(ines: Trainer) -> None:
    """Rosa's written answer and practical; all of the long-named woman's, from paper."""
    long_name = LONG_NAME[1]
    ines.receives_booklet("OJ-SM-1", long_name)
    ines.copies_paper("OJ-SM-1", "m01-base/control", long_name, ON_PAPER)
    for _ in range(2):
        ines.marks_next_answer("Se entiende", "Dice qué es y para qué.")
    ines.sees("No hay respuestas por calificar")
    for who in (ROSA[-3:], long_name):
        ines.observes("OJ-SM-1", "m01-base/practica", who, "No interrumpe", "No cuenta nombres")


def rosa_sees_and_downloads_her_certificate(rosa: Trainee, tmp_path: Path) -> Path:
    rosa.opens_her_course("Curso de prueba")
    rosa.sees("Terminaste el curso")
    rosa.follows("Ver mi certificado")
    file = rosa.downloads("Descargar el PDF", tmp_path / "certificado.pdf")
    printed = text_of(file)
    assert "Rosa Quispe Mamani" in printed
    assert ROSA not in printed
    return file


def anybody_checks_the_code(judge: Judge, code: str) -> None:
    judge.types_code(code.lower())
    judge.sees("Certificado válido", "Rosa Quispe Mamani", "Inés Carhuancho Poma")
    judge.does_not_see(ROSA)
    expect(judge.page).to_have_url(re.compile(code.replace("-", "")))
    judge.follows("English")
    judge.sees("Valid certificate", "Rosa Quispe Mamani")


def the_command_line_says_the_same(site: Site, file: Path) -> None:
    assert site.lms("certificates", "verify", str(file)).returncode == 0
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    refused = site.lms("certificates", "verify", str(file), "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["outcome"] == "not_valid"
    assert reached(site) == {1: 2}
    names = {each["holder_name"] for each in json.loads(site.lms("certificates", "list", "--json").stdout)}
    assert names == {"Rosa Quispe Mamani", " ".join(LONG_NAME)}
    assert len(" ".join(LONG_NAME)) == 84


def she_trains_two_peers(rosa: Trainee, office: Office, today: str, tmp_path: Path) -> None:
    """The certificate gave her the licence; one peer is on the list, the other walks in; tests on paper."""
    marisol, code = office.coordinator, "RE-SM-1"
    marisol.opens_cohort("Curso de prueba · Réplica de prueba", code, COURT, "San Martín", "Rioja", today)
    marisol.adds_trainer(code, ROSA)
    file = roster_file(tmp_path / "replica.xlsx", ("Gladys", "Sangama Pezo", PEER))
    tried = office.site.lms("people", "import", str(file), "--cohort", code, "--dry-run", "--json")
    assert tried.returncode == 0, tried.stderr
    assert office.site.lms("people", "import", str(file), "--cohort", code).returncode == 0
    marisol.schedules_session(code, "b01-sesion/sesion", today, "Quispe Mamani, Rosa")

    trainer = Trainer(rosa.page.context.browser, office.site, on_a_phone=True)
    trainer.logs_in(ROSA)
    trainer.adds_walk_in("Sesión", "Dina", "Chota Cauper", WALK_IN)
    trainer.takes_attendance("Sesión", present=["Sangama Pezo", "Chota Cauper"])
    for peer in ("Sangama Pezo", "Chota Cauper"):
        trainer.copies_paper(code, "b01-sesion/pre-prueba", peer, {1: "Verdadero"}, form="A")
        trainer.copies_paper(code, "b01-sesion/post-prueba", peer, {1: "Falso"}, form="B")
    marisol.approves(code)
    marisol.closes_acta(code, people=2)
    marisol.awaits_certificates(code, number=2)


def her_certificate_stands_in_their_chain(neighbour: Judge, site: Site, code: str) -> None:
    issued = json.loads(site.lms("certificates", "list", "--cohort", "RE-SM-1", "--json").stdout)
    assert {each["holder_name"] for each in issued} == {"Gladys Sangama Pezo", "Dina Chota Cauper"}
    neighbour.types_code(issued[0]["serial"])
    neighbour.sees("Certificado válido", "Quién formó a quién", "Rosa Quispe Mamani")
    neighbour.follows("Rosa Quispe Mamani", exact=False)
    expect(neighbour.page).to_have_url(re.compile(code.replace("-", "")))
    assert reached(site) == {1: 2, 2: 2}


def roster_file(path: Path, *people: tuple[str, str, str]) -> Path:
    """A spreadsheet as a court keeps it; everybody signed the consent."""
    book = Workbook()
    book.active.append(["N.º", "Nombres", "Apellidos", "DNI", "Consentimiento"])
    for number, (given_names, surnames, dni) in enumerate(people, start=1):
        book.active.append([number, given_names, surnames, dni, "sí"])
    book.save(path)
    return path


def slip_of(slips: dict[str, str], dni: str) -> str:
    """The code of the slip that tells her from her namesake."""
    return next(code for name, code in slips.items() if dni[-3:] in name)


def text_of(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout


def reached(site: Site) -> dict[int, int]:
    """People by generation, as `lms cascade show` counts them."""
    shown = json.loads(site.lms("cascade", "show", "--programme", "curso-de-prueba", "--json").stdout)
    return {each["generation"]: each["people"] for each in shown["generations"]}
