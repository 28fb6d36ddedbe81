"""From a sheet to the bytes of its PDF: A4 landscape, PDF/A-3a, tagged; the same sheet gives the same bytes."""

import atexit
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.rendering.domain import Sheet
from certificates.rendering.fonts import Faces, require_fonts
from certificates.rendering.layout import lay_out
from certificates.rendering.metadata import mend
from certificates.rendering.ornament import DrawnOnce, ornament
from certificates.rendering.requirements import require_libraries
from lms.clock import at_lima
from lms.errors import SetupError
from lms.paths import template_folder

TEMPLATES = template_folder() / "certificates" / "rendering"
PROFILE = "srgb-2014"

_drawing = threading.Lock()  # Pango's font map serves one thread at a time


class AssetRefused(SetupError):
    """The template asked for a file or an address that is not its own."""


class StrangeFont(SetupError):
    """A typeface that is not the sheet's was about to be embedded."""


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
    with _drawing:
        press = _press()
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - half a second to import

        try:
            return _write(sheet, press)
        except FatalURLFetchingError as refused:
            raise AssetRefused(f"La plantilla del certificado pide algo ajeno: {refused}") from refused


def local_fetcher(url: str) -> Any:
    """Give WeasyPrint the template's own files and the sheet's typefaces; every other address stops the drawing."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse  # noqa: PLC0415

    path = Path(unquote(url.removeprefix("file://"))).resolve()
    own = path.parent == TEMPLATES or path in {face.path.resolve() for face in require_fonts().all()}
    if not url.startswith("file:///") or not own:
        raise FatalURLFetchingError(url)
    return URLFetcherResponse(url, path.read_bytes())


@cache
def _press() -> Press:
    """Made once a process, after its fork."""
    require_libraries()
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    faces = require_fonts()
    font_config = FontConfiguration()
    own_rules = (TEMPLATES / "certificate.css").read_text(encoding="utf-8")
    css = CSS(
        string=_font_rules(faces) + own_rules,
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


def _font_rules(faces: Faces) -> str:
    """One @font-face a file, under names that no system font bears."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{face.path.as_uri()}") }}\n'
        for face in faces.all()
    )


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
    strangers = {font.family for font in document.fonts.values()} - {face.family for face in require_fonts().all()}
    if strangers:
        raise StrangeFont(f"Tipos de letra ajenos en el certificado: {', '.join(sorted(strangers))}.")
    mend(pdf)
