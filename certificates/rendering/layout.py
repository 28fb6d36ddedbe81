"""Each text of the sheet fitted to its place. Widths and steps here, positions in the style sheet."""

from dataclasses import dataclass, fields, replace
from typing import Any

from certificates.rendering.domain import (
    Sheet,
    Signatory,
    address_lines,
    hours_text,
    not_statement,
    qr_text,
)
from certificates.rendering.fitting import Fit, Step, alike, fit
from certificates.rendering.qr import QrPath, qr_path
from lms.printing.fonts import Faces
from lms.spanish_dates import long_date, period
from lms.text import tidy

# Millimetres.
MAIN = 171.0
PANEL = 61.0
SIGNATURE_GAP = 8.0
WIDEST_SIGNATURE = 60.0

NAME = (Step(36, 1), Step(33, 1), Step(30, 1), Step(27, 1), Step(25, 2), Step(22, 2), Step(19, 2), Step(16, 3))
TITLE = (Step(18, 1), Step(16, 1), Step(14, 2), Step(12, 2), Step(10, 3))
SENTENCE = (Step(14, 2), Step(13, 3), Step(11.5, 3), Step(10.5, 4), Step(9.5, 5), Step(8, 6))
ORGANISATION = (Step(11, 1), Step(10, 1), Step(9, 2), Step(8, 2))
PROGRAMME = (Step(10, 1), Step(9, 1), Step(8, 2))
FACT = (Step(10.5, 1), Step(10.5, 2), Step(9, 2), Step(8, 3))
NOTE = (Step(7, 2), Step(6, 3))
DETAIL = (Step(9, 1), Step(8, 1), Step(7, 2))
SIGNER = (Step(10, 1), Step(9, 1), Step(9, 2), Step(7.5, 2))
OFFICE = (Step(8.5, 1), Step(8.5, 2), Step(7.5, 2), Step(6.5, 3))
STATEMENT = (Step(8.5, 2), Step(8, 3), Step(7.5, 4), Step(6.5, 5))
ADDRESS = (Step(8.5, 1), Step(7.5, 2))
SERIAL = (Step(14, 1), Step(12, 1))


@dataclass(frozen=True)
class Fact:
    """A labelled value in a column of `width` millimetres, with a note in small letters."""

    label: str
    value: Fit
    width: float
    note: Fit | None = None


@dataclass(frozen=True)
class SignatureLine:
    """The words under a line to sign on."""

    name: Fit
    office: Fit
    organisation: Fit


@dataclass(frozen=True)
class Page:
    """All that the template prints."""

    sheet: Sheet
    organisation: Fit
    programme: Fit
    title: Fit
    name: Fit
    sentence: Fit
    facts: tuple[Fact, ...]
    details: tuple[Fit, ...]
    signatures: tuple[SignatureLine, ...]
    signature_width: float
    statement: Fit
    qr: QrPath
    address: tuple[Fit, ...]
    serial: Fit
    dates: tuple[Fact, ...]


def lay_out(sheet: Sheet, faces: Faces) -> Page:
    """Fit every text of the sheet. Raises UnprintableText or DoesNotFit."""
    sheet = _tidied(sheet)
    faces.check("".join(_texts(sheet)))
    serif, serif_bold, sans, sans_bold = (face.width for face in faces.all())
    signature_width = _signature_width(len(sheet.signatories))
    return Page(
        sheet=sheet,
        organisation=fit(sheet.organisation, sans_bold, MAIN, *ORGANISATION),
        programme=fit(sheet.programme_title, sans, MAIN, *PROGRAMME),
        title=fit(sheet.certificate_title, serif, MAIN, *TITLE),
        name=fit(sheet.holder_name, serif_bold, MAIN, *NAME),
        sentence=fit(sheet.certificate_text, serif, MAIN, *SENTENCE),
        facts=_facts(sheet, faces),
        details=alike(fit(detail, sans, MAIN, *DETAIL) for detail in _details(sheet)),
        signatures=_signatures(sheet.signatories, faces, signature_width),
        signature_width=signature_width,
        statement=fit(not_statement(sheet), sans, MAIN, *STATEMENT),
        qr=qr_path(qr_text(sheet.verify_url)),
        address=alike(fit(line, sans_bold, PANEL - 5, *ADDRESS) for line in address_lines(sheet.verify_url)),
        serial=fit(sheet.serial_text, sans_bold, PANEL, *SERIAL),
        dates=_dates(sheet, faces),
    )


def _tidied(sheet: Sheet) -> Sheet:
    """The same sheet in NFC, with single spaces and no invisible characters."""
    values = {f.name: getattr(sheet, f.name) for f in fields(sheet)}
    clean: dict[str, Any] = {name: tidy(value) for name, value in values.items() if isinstance(value, str)}
    signatories = tuple(Signatory(*map(tidy, signatory)) for signatory in sheet.signatories)
    return replace(sheet, **clean, signatories=signatories)


def _texts(sheet: Sheet) -> list[str]:
    """Every text that comes with the sheet."""
    values = [getattr(sheet, f.name) for f in fields(sheet)]
    own = [value for value in values if isinstance(value, str)]
    return own + [text for signatory in sheet.signatories for text in signatory]


def _facts(sheet: Sheet, faces: Faces) -> tuple[Fact, ...]:
    """How long, when, where and when it was earned; what is not known takes no place."""
    earned = "Aprobado el" if sheet.award == "aprobacion" else "Completado el"
    rows = (
        ("Duración", hours_text(sheet.hours), 34.0),
        ("Fechas", period(sheet.starts_on, sheet.ends_on), 52.0),
        ("Región", sheet.place, 46.0),
        (earned, long_date(sheet.earned_on) if sheet.earned_on else "", 39.0),
    )
    duration, *others = _row(rows, faces)
    if sheet.hour_note:
        duration = replace(duration, note=fit(sheet.hour_note, faces.sans.width, duration.width - 3, *NOTE))
    return (duration, *others)


def _dates(sheet: Sheet, faces: Faces) -> tuple[Fact, ...]:
    """When it was issued and, if it ends, until when it holds."""
    if not sheet.valid_until:
        return _row((("Emitido el", long_date(sheet.issued_on), PANEL),), faces)
    days = (("Emitido el", sheet.issued_on), ("Vigente hasta el", sheet.valid_until))
    return _row(tuple((label, long_date(day), PANEL / 2) for label, day in days), faces)


def _row(cells: tuple[tuple[str, str, float], ...], faces: Faces) -> tuple[Fact, ...]:
    """Labelled values side by side in one size, each in a column of so many millimetres; empty ones left out."""
    filled = [cell for cell in cells if cell[1]]
    values = alike(fit(text, faces.sans_bold.width, width - 3, *FACT) for _, text, width in filled)
    return tuple(Fact(label, value, width) for (label, _, width), value in zip(filled, values, strict=True))


def _details(sheet: Sheet) -> list[str]:
    """The course as pinned, and where this certificate stands in the cascade."""
    course = f"Curso: {sheet.course_title} · versión {sheet.course_version}"
    trainer = f"Formación a cargo de {sheet.trainer_line}" if sheet.trainer_line else ""
    generation = f"Generación {sheet.generation} de la cascada de formación" if sheet.generation else ""
    return [course, *filter(None, [" · ".join(filter(None, [trainer, generation]))])]


def _signature_width(count: int) -> float:
    """Columns of like width side by side, none wider than a hand needs."""
    return min(WIDEST_SIGNATURE, (MAIN + SIGNATURE_GAP) / max(count, 1) - SIGNATURE_GAP)


def _signatures(signatories: tuple[Signatory, ...], faces: Faces, width: float) -> tuple[SignatureLine, ...]:
    """The words under each line, in like sizes."""
    names = alike(fit(person.name, faces.sans_bold.width, width, *SIGNER) for person in signatories)
    texts = [text for person in signatories for text in (person.office, person.organisation)]
    roles = alike(fit(text, faces.sans.width, width, *OFFICE) for text in texts)
    return tuple(map(SignatureLine, names, roles[::2], roles[1::2]))
