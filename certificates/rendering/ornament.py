"""The sheet's woven edge: WeasyPrint draws it anew for every file, a third of the time, so its strokes are kept."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree


class DrawnOnce:
    """A flat-coloured picture for WeasyPrint: drawn once, then the same PDF operators again."""

    def __init__(self, picture: Any) -> None:
        self._picture = picture
        self._operators = b""
        self._states: dict[str, Any] = {}

    def get_intrinsic_size(self, *args: Any) -> Any:
        """As the picture itself."""
        return self._picture.get_intrinsic_size(*args)

    def draw(self, stream: Any, *args: Any) -> None:
        """Fill `stream`, a group of its own, with the same bytes the first time and the hundredth."""
        states = stream._resources["ExtGState"]
        if not self._operators:
            self._picture.draw(stream, *args)
            self._operators = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in stream.stream)
            self._states = dict(states)
        stream.stream[:] = [self._operators]
        states.update(self._states)


def ornament(path: Path, fetcher: Any) -> dict[str, DrawnOnce]:
    """A picture cache for WeasyPrint that holds the SVG file at `path`."""
    from weasyprint.images import SVGImage  # noqa: PLC0415 - slow to import

    tree = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
    return {path.as_uri(): DrawnOnce(SVGImage(tree, path.as_uri(), fetcher, None))}
