"""From a sheet to the bytes of its PDF: A4 landscape, PDF/A-3a, tagged; the same sheet gives the same bytes."""

import atexit
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.rendering.domain import Sheet
from certificates.rendering.layout import lay_out
from certificates.rendering.metadata import mend
from certificates.rendering.ornament import DrawnOnce, ornament
from lms.clock import at_lima
from lms.paths import template_folder
from lms.printing.fonts import Faces, require_fonts
from lms.printing.press import drawing, fetch_local, refuse_strangers

TEMPLATES = template_folder() / "certificates" / "rendering"
FAMILY = "Certificado"
PROFILE = "srgb-2014"


@dataclass(frozen=True)
class Press:
    """What all sheets of a process share: typefaces, style sheet, template, pictures."""

    faces: Faces
    font_config: Any
    css: Any
    template: Template
    profile: SimpleNamespace
    pictures: dict[str, DrawnOnce]


def render(sheet: Sheet) -> bytes:
    """The certificate's PDF. Raises UnprintableText or DoesNotFit for the sheet, SetupError for the system."""
    with drawing():
        return _write(sheet, _press())


def local_fetcher(url: str) -> Any:
    """Give WeasyPrint the template's own files and the sheet's typefaces; every other address stops the drawing."""
    return fetch_local(url, TEMPLATES, require_fonts(FAMILY))


@cache
def _press() -> Press:
    """Made once a process, after its fork."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    faces = require_fonts(FAMILY)
    font_config = FontConfiguration()
    own_rules = (TEMPLATES / "certificate.css").read_text(encoding="utf-8")
    css = CSS(
        string=faces.rules() + own_rules,
        base_url=f"{TEMPLATES.as_uri()}/",
        url_fetcher=local_fetcher,
        font_config=font_config,
    )
    pictures = ornament(TEMPLATES / "weave.svg", local_fetcher)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    atexit.register(_press.cache_clear)  # the typefaces' temporary folder goes while Python can still remove it
    return Press(faces, font_config, css, environment.get_template("certificate.html"), _colour_profile(), pictures)


def _colour_profile() -> SimpleNamespace:
    """sRGB as WeasyPrint's own class would give it, but with the bytes of the file: written through LittleCMS they
    change from the second document on, and the file stays open."""
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return SimpleNamespace(name="sRGB2014", content=content, components=("r", "g", "b"), pdf_reference=None)


def _write(sheet: Sheet, press: Press) -> bytes:
    """Lay out, draw, attach, mend."""
    from weasyprint import HTML  # noqa: PLC0415

    page = lay_out(sheet, press.faces)
    issued_at = at_lima(sheet.issued_on, 0)
    markup = press.template.render(page=page, sheet=page.sheet, issued_at=f"{issued_at:%Y-%m-%dT%H:%M:%SZ}")
    document = HTML(string=markup, base_url=f"{TEMPLATES.as_uri()}/", url_fetcher=local_fetcher).render(
        font_config=press.font_config,
        stylesheets=[press.css],
        cache=press.pictures,
        color_profiles={PROFILE: press.profile},
        output_intent=PROFILE,
        pdf_variant="pdf/a-3a",
    )
    pdf: bytes = document.write_pdf(
        output_intent=PROFILE,
        pdf_variant="pdf/a-3a",
        attachments=_attachments(sheet, issued_at),
        finisher=_finish,
    )
    return pdf


def _attachments(sheet: Sheet, issued_at: datetime) -> list[Any]:
    """The signed claims and their signature, byte for byte."""
    from weasyprint import Attachment  # noqa: PLC0415

    files = (
        ("claims.json", sheet.claims, "Datos del certificado", "Source"),
        ("claims.sig.json", sheet.signature, "Sello electrónico de los datos", "Data"),
    )
    return [
        Attachment(
            string=content,
            name=name,
            description=description,
            relationship=relationship,
            created=issued_at,
            modified=issued_at,
            url_fetcher=local_fetcher,
        )
        for name, content, description, relationship in files
    ]


def _finish(document: Any, pdf: Any) -> None:
    """The last look before the bytes are written."""
    refuse_strangers(document, require_fonts(FAMILY))
    mend(pdf)
