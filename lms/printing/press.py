"""The press: one drawing at a time, with the sheet's own files and typefaces and nothing else."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from lms.errors import SetupError
from lms.printing.fonts import Faces
from lms.printing.requirements import require_libraries

_drawing = threading.Lock()  # Pango's font map serves one thread at a time
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
