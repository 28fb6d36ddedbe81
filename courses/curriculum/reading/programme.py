"""programme.toml, sources.toml, glossary.toml, consent.md, pictures: the whole pack."""

from enum import StrEnum
from pathlib import Path

from courses.curriculum.domain import Confidence, Eligibility, Picture, Programme, Source, Term, Translation
from courses.curriculum.reading.course import expect_name, read_course
from courses.curriculum.reading.files import Files
from courses.curriculum.reading.pack import Pack
from courses.curriculum.reading.tables import Table


class Requirement(StrEnum):
    """The vocabulary of eligibility."""

    ADULTA = "adulta"
    MUJER = "mujer"
    LEE_Y_ESCRIBE = "lee-y-escribe"
    SIN_ANTECEDENTES = "sin-antecedentes"
    CARTA_ORGANIZACION = "carta-organizacion"
    PERMISO_ESTADIA = "permiso-estadia"
    NO_AUTORIDAD = "no-autoridad"
    EFECTIVO_PNP = "efectivo-pnp"
    AUTORIZACION_JEFATURA = "autorizacion-jefatura"


def list_folders(folder: Path) -> list[Path]:
    """The folders of all packs, by name."""
    return sorted(path.parent for path in folder.glob("*/programme.toml"))


def read_pack(folder: Path) -> Pack:
    """Read one pack; its faults are in the pack, never raised."""
    files = Files(folder)
    root = files.toml("programme.toml").root()
    files.mark(root, "programme")
    expect_name(root, folder.name)
    names = root.texts("courses")
    programme = Programme(
        slug=folder.name,
        title=root.text("title"),
        title_en=root.text("title_en"),
        summary=root.text("summary"),
        summary_en=root.text("summary_en"),
        organisation=root.text("organisation"),
        courses=tuple(read_course(files, name) for name in names if files.has_folder(root, name, "courses")),
        eligibility=tuple(_read_eligibility(table) for table in root.tables("eligibility")),
        sources=_read_sources(files),
        glossary=_read_glossary(files),
        consent_version=root.text("consent_version"),
        consent_text=_read_consent(files),
        pictures=_read_pictures(files),
        translations=tuple(_read_translation(files, table) for table in root.tables("translation")),
    )
    root.done()
    if files.is_whole:
        files.name_strays()
    return Pack(
        programme=programme,
        items=tuple(files.items),
        places=files.places,
        texts=files.texts,
        raw_texts=files.raw_texts,
        hashes=files.hashes,
        faults=tuple(sorted(files.faults)),
        is_whole=files.is_whole,
    )


def _read_consent(files: Files) -> str:
    text = files.text("consent.md")
    files.texts[files.name("consent.md")] = text
    return text


def _read_eligibility(table: Table) -> Eligibility:
    requirement = Eligibility(
        slug=table.choice("slug", Requirement).value,
        title=table.text("title"),
        help=table.text("help"),
        valid_days=table.optional_whole("valid_days", low=1),
    )
    table.done()
    return requirement


def _read_sources(files: Files) -> tuple[Source, ...]:
    root = files.toml("sources.toml").root()
    sources = []
    for table in root.tables("source", is_needed=True):
        source = Source(
            id=table.slug("id"),
            norma=table.text("norma"),
            confianza=table.choice("confianza", Confidence),
            vigente_desde=table.optional_date("vigente_desde"),
            revisado_el=table.optional_date("revisado_el"),
            revisado_por=table.optional_text("revisado_por"),
            nota=table.optional_text("nota"),
        )
        table.done()
        if (source.revisado_el is None) != (source.revisado_por is None):
            table.fault("La revisión está a medias.", "Escribe revisado_el y revisado_por, o ninguno.", "revisado_el")
        _mark_once(files, table, "source", source.id)
        sources.append(source)
    root.done()
    return tuple(sources)


def _read_glossary(files: Files) -> tuple[Term, ...]:
    if not files.exists("glossary.toml"):
        return ()
    root = files.toml("glossary.toml").root()
    terms = []
    for table in root.tables("term", is_needed=True):
        term = Term(table.slug(), table.text("es"), table.text("en"), table.text("meaning"))
        table.done()
        _mark_once(files, table, "term", term.slug)
        terms.append(term)
    root.done()
    return tuple(terms)


def _mark_once(files: Files, table: Table, kind: str, name: str) -> None:
    if (kind, name) in files.places:
        table.fault(f"«{name}» está dos veces.", "Deja uno solo.")
    files.mark(table, kind, name)


def _read_translation(files: Files, table: Table) -> Translation:
    translation = Translation(table.text("lang"), table.text("reviewer"), table.day("reviewed_on"))
    table.done()
    _mark_once(files, table, "translation", translation.lang)
    return translation


def _read_pictures(files: Files) -> tuple[Picture, ...]:
    paths = [path for path in files.bytes if path.startswith("pictures/") and path.endswith(".svg")]
    return tuple(Picture(path.removeprefix("pictures/"), files.text(path)) for path in paths)
