"""Pictures are light, harmless, described, and used."""

import gzip
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from courses.curriculum.domain import Picture
from courses.curriculum.faults import Fault, Severity
from courses.curriculum.markdown import inline_tokens, parse
from courses.curriculum.reading.pack import Pack, Place

HEAVIEST = 6_000
SHORTEST_DESCRIPTION = 30
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol")
TEXTS = ("text", "tspan", "textPath", "title", "desc")
PAINT = ("marker", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern")
ALLOWED = frozenset(("svg", "g", "defs", "style", *SHAPES, *TEXTS, *PAINT))
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def check_pictures(pack: Pack) -> Iterator[Fault]:
    used: set[str] = set()
    known = {picture.name for picture in pack.programme.pictures}
    for file, text in pack.texts.items():
        for child, line in inline_tokens(parse(text)):
            if child.type == "image":
                name = str(child.attrGet("src"))
                used.add(name)
                yield from _check_use(name, child.content, name in known, Place(file, line))
    for picture in pack.programme.pictures:
        place = Place(f"{pack.programme.slug}/pictures/{picture.name}", 1)
        yield from _check_picture(picture, place)
        if picture.name not in used:
            yield place.fault("Ningún texto usa la imagen.", "Úsala o bórrala.", Severity.NOTICE)


def _check_use(name: str, description: str, is_known: bool, place: Place) -> Iterator[Fault]:
    if not is_known:
        yield place.fault(f"La imagen «{name}» no está en pictures/.", "Créala (SVG) o corrige su nombre.")
    if len(description) < SHORTEST_DESCRIPTION:
        yield place.fault(
            f"La imagen «{name}» no está descrita.", "Escribe entre los corchetes todo lo que la imagen dice."
        )


def _check_picture(picture: Picture, place: Place) -> Iterator[Fault]:
    weight = len(gzip.compress(picture.svg.encode(), mtime=0))
    if weight > HEAVIEST:
        yield place.fault(f"La imagen pesa {weight} bytes comprimida.", f"Hazla de {HEAVIEST} o menos.")
    try:
        root = fromstring(picture.svg, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        yield place.fault(f"La imagen no es un SVG válido ({error}).", "Corrígela o vuelve a exportarla.")
        return
    if root.tag != f"{SVG}svg" or not re.fullmatch(r"\s*0\s+0\s+[\d.]+\s+[\d.]+\s*", root.get("viewBox", "")):
        yield place.fault("La imagen no tiene un viewBox desde 0 0.", 'Escribe viewBox="0 0 ancho alto" en <svg>.')
    for element in root.iter():
        yield from _check_element(element, place)


def _check_element(element: Element, place: Place) -> Iterator[Fault]:
    name = str(element.tag).removeprefix(SVG)
    if name not in ALLOWED:
        yield place.fault(f"La imagen lleva <{name}>.", "Usa solo figuras, textos y degradados.")
    if _OUTSIDE.search(element.text or "") and name == "style":
        yield place.fault("El estilo de la imagen trae algo de fuera.", "Quita url(…) y @import.")
    for attribute, value in element.attrib.items():
        bare = attribute.rpartition("}")[2]
        is_reference = bare in ("href", "src") and not value.startswith("#")
        if bare.lower().startswith("on") or is_reference or _OUTSIDE.search(value):
            yield place.fault(f"La imagen lleva {bare}=… que ejecuta o trae algo de fuera.", "Quítalo.")
