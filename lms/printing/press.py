"""The press: one drawing at a time, with the sheet's own files and typefaces and nothing else."""

import atexit
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from lms.errors import SetupError
from lms.printing.fonts import Faces, require_fonts
from lms.printing.requirements import require_libraries

_drawing = threading.Lock()  # Pango's font map serves one thread at a time
FAMILY = "Cascada"
"""Style sheets of `draw` say "Cascada Serif" and "Cascada Sans"."""
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


class AssetRefused(SetupError):
    """A template asked for a file or an address that is not its own."""


class StrangeFont(SetupError):
    """A typeface that is not the sheet's was about to be embedded."""


@contextmanager
def drawing() -> Iterator[None]:
    """Hold the press while the block draws. Raises LibrariesMissing; AssetRefused for a foreign address."""
    with _drawing:
        require_libraries()
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - half a second to import

        try:
            yield
        except FatalURLFetchingError as refused:
            raise AssetRefused(f"La plantilla pide algo ajeno: {refused}") from refused


def fetch_local(url: str, folder: Path, faces: Faces, pictures: Mapping[str, bytes] = NO_PICTURES) -> Any:
    """Give WeasyPrint the folder's own files, the typefaces and the SVG pictures by their address; every other
    address stops the drawing."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse  # noqa: PLC0415

    if url in pictures:
        return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/svg+xml"})
    path = Path(unquote(url.removeprefix("file://"))).resolve()
    own = path.parent == folder or path in {face.path.resolve() for face in faces.all()}
    if not url.startswith("file:///") or not own:
        raise FatalURLFetchingError(url)
    return URLFetcherResponse(url, path.read_bytes())


def refuse_strangers(document: Any, faces: Faces) -> None:
    """Raise StrangeFont when a typeface that is not of `faces` would be embedded."""
    strangers = {font.family for font in document.fonts.values()} - {face.family for face in faces.all()}
    if strangers:
        raise StrangeFont(f"Tipos de letra ajenos: {', '.join(sorted(strangers))}.")


def draw(markup: str, style: Path, pictures: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """A tagged PDF (PDF/UA-1) of a page with its style sheet. `pictures`: SVG by the address the page gives them.

    Raises AssetRefused, LibrariesMissing, FontsMissing.
    """
    with drawing():
        from weasyprint import CSS, HTML  # noqa: PLC0415 - half a second to import

        faces = require_fonts(FAMILY)
        fetch = partial(fetch_local, folder=style.parent, faces=faces, pictures=pictures)
        base = f"{style.parent.as_uri()}/"
        sheet = CSS(string=style.read_text(encoding="utf-8"), base_url=base, url_fetcher=fetch)
        document = HTML(string=markup, base_url=base, url_fetcher=fetch).render(
            font_config=_type_case(), stylesheets=[_typefaces(), sheet], pdf_variant="pdf/ua-1"
        )
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
        return pdf


@cache
def _type_case() -> Any:
    """The fonts loaded for `draw`, once a process, after its fork."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    atexit.register(_type_case.cache_clear)  # their temporary folder goes while Python can still remove it
    return FontConfiguration()


@cache
def _typefaces() -> Any:
    """The @font-face rules, which fill the type case when they are read."""
    from weasyprint import CSS  # noqa: PLC0415

    faces = require_fonts(FAMILY)
    fetch = partial(fetch_local, folder=Path("/"), faces=faces)
    return CSS(string=faces.rules(), url_fetcher=fetch, font_config=_type_case())
