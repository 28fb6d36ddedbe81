"""A broken pack names file, line, what is wrong and how to mend it."""

import gzip
import random

import pytest

from tests.courses.curriculum.breaking import SLUG, BreakablePack

COURSE, MODULE, BANK = "curso/course.toml", "curso/m01-base/module.toml", "curso/m01-base/bank.toml"
LESSON, GUIDE, SHEET = "curso/m01-base/leccion.md", "curso/m01-base/guia.md", "curso/m01-base/tarjetas.md"
REPLICA, REPLICA_COURSE = "replica/b01-sesion/module.toml", "replica/course.toml"
PICTURE = "pictures/linea.svg"
TIMES = "\n| Min | Qué |\n|---|---|\n| 20 | Uno |\n| 30 | Dos |\n| 50 | Total |\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">%s</svg>'
HARD = (
    "Complementariamente, la interinstitucionalidad procedimental constitucionalmente reconocida posibilita "
    "articulaciones intergubernamentales extraordinariamente significativas para el fortalecimiento "
    "administrativo desconcentrado, independientemente de consideraciones presupuestarias particulares.\n"
)

# (file, old, new, file named, text on the line named, words of the message)
CASES = {
    "not TOML": (COURSE, "hours = 2", "hours = = 2", COURSE, "hours", "no es TOML"),
    "unknown key": (COURSE, "hours = 2", "hours = 2\nhoras = 2", COURSE, "horas", "No se conoce la clave «horas»"),
    "unknown key of a part": (MODULE, "minutes = 60", "minutes = 60\nminutos = 6", MODULE, "minutos", "minutos"),
    "missing key": (MODULE, "sensitive = false\n", "", MODULE, "slug = ", "Falta «sensitive»"),
    "wrong type": (COURSE, "hours = 2", 'hours = "2"', COURSE, 'hours = "2"', "no es un número entero"),
    "a truth as number": (COURSE, "resits = 1", "resits = true", COURSE, "resits", "no es un número entero"),
    "out of bounds": (COURSE, "pass_mark = 14", "pass_mark = 21", COURSE, "pass_mark", "entre 0 y 20"),
    "too fine a mark": (COURSE, "pass_mark = 14", "pass_mark = 14.123", COURSE, "pass_mark", "dos decimales"),
    "unknown choice": (COURSE, '"aprobacion"', '"aprobado"', COURSE, "award", "Solo se conoce"),
    "empty text": (MODULE, 'title = "Lo básico"', 'title = " "', MODULE, "title", "está vacío"),
    "bad slug": (BANK, '"color"', '"Color rojo"', BANK, "Color rojo", "minúsculas"),
    "slug not the folder": (MODULE, 'slug = "m01-base"', 'slug = "m02"', MODULE, "m02", "nombre de la carpeta"),
    "missing folder": (COURSE, '["m01-base"]', '["m01-base", "m02"]', COURSE, "modules", "Falta la carpeta"),
    "missing lesson": (MODULE, '"leccion.md"', '"otra.md"', MODULE, "otra.md", "Falta el archivo"),
    "missing material": (MODULE, '"tarjetas.md"', '"nada.md"', MODULE, "nada.md", "Falta el archivo"),
    "stray file": ("curso/m01-base/sobra.md", "", "Hola.", "curso/m01-base/sobra.md", "Hola", "Nada usa"),
    "unknown requirement": ("programme.toml", '"adulta"', '"rubia"', "programme.toml", "rubia", "Solo se conoce"),
    "unknown eligibility": (COURSE, '["adulta"', '["mujer"', COURSE, "eligibility", "«mujer» no está"),
    "dangling mandatory part": (COURSE, "base/sesion", "base/cesion", COURSE, "mandatory", "cesion» no existe"),
    "dangling evaluation": (COURSE, "m01-base/control", "m01-base/x", COURSE, "m01-base/x", "x» no existe"),
    "dangling licence": (COURSE, 'course = "replica"', 'course = "x"', COURSE, "[rules]", "curso que no existe"),
    "dangling source of a module": (MODULE, '"norma-dos"', '"norma-tres"', MODULE, "sources", "norma-tres"),
    "dangling source of an item": (BANK, '"norma-uno"', '"norma-x"', BANK, "[[item]]", "«norma-x» no existe"),
    "dangling item": (MODULE, '"verdad", "color"', '"verdad", "colores"', MODULE, "colores", "«colores» no existe"),
    "dangling check": (MODULE, '"autocontrol"\n', '"control"\n', MODULE, 'check = "control"', "no es un autocontrol"),
    "lesson without check": (MODULE, 'check = "autocontrol"\n', "", MODULE, "[[part]]", "no tiene autocontrol"),
    "part twice": (MODULE, 'slug = "control"', 'slug = "sesion"', MODULE, "[[part]]", "está dos veces"),
    "minutes do not add up": (MODULE, "minutes = 60", "minutes = 50", COURSE, "hours = 2", "suman 110 minutos"),
    "weights do not add up": (COURSE, "weight = 40", "weight = 30", COURSE, "pass_mark", "suman 90"),
    "components and no mark": (COURSE, "pass_mark = 14\n", "", COURSE, "[rules]", "falta la nota"),
    "ungraded component": (COURSE, "base/control", "base/autocontrol", COURSE, "autocontrol", "no lleva nota"),
    "no test after the session": (REPLICA, '"post_test"', '"quiz"', REPLICA_COURSE, "pre_post_share", "falta alguna"),
    "source twice": ("sources.toml", '"norma-dos"', '"norma-uno"', "sources.toml", "[[source]]", "dos veces"),
    "half a review": ("sources.toml", "revisado_el = 2026-01-15\n", "", "sources.toml", "[[source]]", "a medias"),
    "item twice": (BANK, 'slug = "frutas"', 'slug = "color"', BANK, "[[item]]", "está dos veces"),
    "no right choice": (BANK, '"Verde", right = true', '"Verde"', BANK, "options", "0 opciones correctas"),
    "two right choices": (BANK, '{ text = "Azul" }', '{ text = "Azul", right = true }', BANK, "options", "2 opc"),
    "one choice twice": (BANK, '"Azul"', '"rojo"', BANK, "options", "dos opciones iguales"),
    "no accepted answer": (BANK, '["24", "24 horas"]', "[]", BANK, "answers", "No hay respuestas"),
    "points unlike the rubric": (BANK, "points = 4", "points = 3", BANK, "points = 3", "suman 4"),
    "levels that fall": (BANK, "{ points = 1, text", "{ points = 3, text", BANK, "levels", "no suben"),
    "example without marks": (BANK, "{ claridad = 2 }", "{ otra = 2 }", BANK, "otra", "no califica cada criterio"),
    "no feedback": (BANK, 'feedback_wrong = "Es verde', 'objective_x = "Es verde', BANK, "[[item]]", "feedback_wrong"),
    "no source": (BANK, 'source = "norma-uno"\n', "", BANK, "[[item]]", "no tiene fuente"),
    "practical in a quiz": (MODULE, '"explica"]', '"escuchar"]', MODULE, "[[part]]", "no va en una evaluación"),
    "open item in a self check": (MODULE, '["verdad", "color"]', '["explica"]', MODULE, "[[part]]", "a mano"),
    "more drawn than there are": (MODULE, '"color"]', '"color"]\ndraw = 5', MODULE, "draw", "Se piden 5"),
    "dead norm": (LESSON, "norma:norma-uno", "norma:nada", LESSON, "norma:nada", "no lleva a ninguna parte"),
    "dead word": (LESSON, "glosario:acta", "glosario:nada", LESSON, "glosario:nada", "glossary.toml"),
    "link outside": (LESSON, "norma:norma-uno", "https://ejemplo.pe", LESSON, "ejemplo", "no lleva"),
    "dead picture": (LESSON, "linea.svg", "nada.svg", LESSON, "nada.svg", "no está en pictures"),
    "picture without words": (LESSON, "Una línea recta de izquierda a derecha.", "x", LESSON, "linea.svg", "descrita"),
    "a title with #": (LESSON, "## Qué", "# Qué", LESSON, "# Qué", "empieza con «##»"),
    "a skipped level": (LESSON, "", "\n#### Cuatro\n", LESSON, "#### Cuatro", "Se salta"),
    "HTML": (SHEET, "", "\nUn <b>texto</b>.\n", SHEET, "<b>", "Hay HTML"),
    "unknown box": (LESSON, "::: ficticio", "::: inventado", LESSON, "inventado", "No se conoce el recuadro"),
    "open box": (LESSON, "", "\n::: digo\nHola.\n", LESSON, "::: digo", "no se cierra"),
    "a column without title": (SHEET, "", "\n| a | |\n|---|---|\n| 1 | 2 |\n", SHEET, "| a |", "no tiene título"),
    "guide that does not add up": (GUIDE, "", TIMES, GUIDE, "| Min |", "suman 50"),
    "a hard text": (LESSON, "", f"\n{HARD}" * 3, LESSON, "## Qué", "INFLESZ"),
    "blaming": (SHEET, "", "\nElla se lo buscó.\n", SHEET, "buscó", "culpa a la víctima"),
    "blaming as the right choice": (BANK, '"Verde"', '"Algo habrá hecho"', BANK, "[[item]]", "culpa a la víctima"),
    "case file": (LESSON, "", "\nMira el 01234-2023-0-1501-JR-FT.\n", LESSON, "01234", "expediente"),
    "document": (LESSON, "", "\nSu DNI es 40111222.\n", LESSON, "40111222", "parece un DNI"),
    "cell phone": (BANK, "¿En cuántas horas?", "¿Llamas al 987 654 321?", BANK, "987", "parece un teléfono"),
    "unknown help line": (LESSON, "", "\nMarca la Línea 1810.\n", LESSON, "1810", "línea de ayuda"),
    "mail": ("programme.toml", "Corte Superior", "a@b.pe Corte", "programme.toml", "a@b", "correo"),
    "script in a picture": (PICTURE, "<path", "<script/><path", PICTURE, "", "<script>"),
    "foreign object": (PICTURE, "<path", "<foreignObject/><path", PICTURE, "", "foreign"),
    "event in a picture": (PICTURE, "<path", '<path onload="x"', PICTURE, "", "onload"),
    "address in a picture": (PICTURE, "<path", '<use href="//x"/><path', PICTURE, "", "href"),
    "style from outside": (PICTURE, "<path", "<style>@import 'x'</style><path", PICTURE, "", "estilo"),
    "entity in a picture": (PICTURE, "<svg", "<!DOCTYPE x><svg", PICTURE, "", "SVG válido"),
    "no view box": (PICTURE, "viewBox", "data-x", PICTURE, "", "viewBox"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_names_file_line_and_remedy(pack: BreakablePack, case: tuple[str, ...]) -> None:
    file, old, new, named, snippet, words = case
    pack.change(file, old, new)
    found = [fault for fault in pack.errors() if words in f"{fault.what} {fault.mend}"]
    assert found, [str(fault) for fault in pack.errors()]
    lines = (pack.folder / named).read_text("utf-8").split("\n")
    assert any(fault.file == f"{SLUG}/{named}" and snippet in lines[fault.line - 1] for fault in found), found
    assert all(fault.mend for fault in found)


def test_the_test_pack_itself_is_sound(pack: BreakablePack) -> None:
    assert pack.errors() == []


def test_every_fault_is_found_at_once(pack: BreakablePack) -> None:
    pack.change(COURSE, "hours = 2", "hours = 9")
    pack.change(MODULE, 'title = "Lo básico"', "title = 1")
    pack.change(BANK, "difficulty = 0.8", "difficulty = 8")
    assert {fault.file for fault in pack.errors()} == {f"{SLUG}/{name}" for name in (COURSE, MODULE, BANK)}


@pytest.mark.parametrize("content", [b"slug = = 1", b"\xff\xfe"], ids=["not TOML", "not UTF-8"])
@pytest.mark.parametrize("file", ["programme.toml", COURSE, MODULE])
def test_of_a_file_that_cannot_be_read_nothing_else_is_said(pack: BreakablePack, file: str, content: bytes) -> None:
    (pack.folder / file).write_bytes(content)
    assert [(fault.file, fault.line) for fault in pack.errors()] == [(f"{SLUG}/{file}", 1)]


def test_a_file_that_is_not_utf8_is_named(pack: BreakablePack) -> None:
    (pack.folder / LESSON).write_bytes("Bien.\n\nMañana.".encode("latin-1"))
    assert (3, "El archivo no está en UTF-8.") in [(fault.line, fault.what) for fault in pack.errors()]


def test_a_heavy_picture_is_refused(pack: BreakablePack) -> None:
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=12_000))
    heavy = SVG % f"<desc>{noise}</desc>"
    assert len(gzip.compress(heavy.encode())) > 6_000
    (pack.folder / PICTURE).write_text(heavy, "utf-8")
    assert "pesa" in pack.errors()[0].what


@pytest.mark.parametrize(
    "text",
    [
        "Nunca digas «algo habrá hecho».",
        "::: no-digo\nElla se lo buscó.\n:::",
        "Marca la Línea 100, el 105 o la Línea 1818.",
        "Lo dice la Resolución Administrativa 000362-2023-CE-PJ del 24-08-2023.",
        "Llama al [100](tel:100).",
    ],
)
def test_what_is_taught_or_public_is_let_through(pack: BreakablePack, text: str) -> None:
    pack.change(LESSON, "", f"\n{text}\n")
    assert pack.errors() == []


def test_a_wrong_choice_may_quote_blame(pack: BreakablePack) -> None:
    pack.change(BANK, '"Azul"', '"Algo habrá hecho"')
    assert pack.errors() == []


def test_what_nobody_reviewed_is_a_notice(pack: BreakablePack) -> None:
    titles = [fault.what for fault in pack.notices() if fault.what.startswith("Por validar")]
    assert titles == ["Por validar: Norma dos, inventada para las pruebas."]


def test_the_same_question_may_not_stand_twice_in_a_course(pack: BreakablePack) -> None:
    text = (pack.folder / BANK).read_text("utf-8")
    first = text[: text.index("[[item]]", 1)]
    twin = first.replace('"color"', '"color-otra-vez"').replace("¿De qué color", "¿De  qué COLOR")
    pack.change(BANK, "", f"\n{twin}")
    [fault] = pack.errors()
    assert "pregunta lo mismo que «m01-base/color»" in fault.what
    assert fault.line == pack.line_with(BANK, "color-otra-vez") - 1


def test_two_forms_must_be_worth_the_same(pack: BreakablePack) -> None:
    pack.change("replica/b01-sesion/bank.toml", "points = 1", "points = 2")
    found = pack.errors()
    assert {fault.what for fault in found} == {"Las formas no valen lo mismo (A: 2, B: 1 puntos)."}
    assert len(found) == 2


def test_an_item_nobody_uses_is_a_notice(pack: BreakablePack) -> None:
    pack.change(MODULE, '"color", "frutas"', '"color"')
    assert any("Ninguna evaluación usa el ítem «frutas»" in fault.what for fault in pack.notices())


def test_a_graded_evaluation_that_weighs_nothing_is_a_notice(pack: BreakablePack) -> None:
    pack.change(MODULE, 'purpose = "self_check"', 'purpose = "exam"')
    assert any("no cuenta para la nota" in fault.what for fault in pack.notices())


def test_a_sheet_bears_the_title_it_is_given(pack: BreakablePack) -> None:
    sheets = '["tarjetas.md"]'
    pack.change("curso/m01-base/module.toml", sheets, f'{sheets}\ntitles = {{ tarjetas = "Tarjetas de la práctica" }}')
    assert pack.errors() == []
    [sheet] = pack.read().programme.course("curso").part("m01-base/sesion").materials
    assert sheet.title == "Tarjetas de la práctica"
    pack.change("curso/m01-base/module.toml", "{ tarjetas =", "{ nada =")
    assert "No se conoce la clave «nada»" in pack.errors()[0].what
