"""What the shipped programmes print."""

from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from courses.curriculum.domain import PartKind
from courses.curriculum.operations import publish
from courses.curriculum.reading.programme import read_pack
from courses.teaching.papers import compose_booklet, compose_pack
from courses.teaching.printing import print_booklet, print_pack
from courses.teaching.queries import get_edition
from lms.accounts.permissions import SYSTEM
from lms.printing.fonts import require_fonts
from tests.courses.curriculum.test_shipped_packs import CONTENT, HOURS

OWN = {"Cascada Serif", "Cascada Sans"}


@pytest.mark.parametrize("slug", HOURS)
def test_the_typefaces_have_every_letter_of_a_shipped_programme(slug: str) -> None:
    """But the ballot box, which is drawn."""
    pack = read_pack(CONTENT / slug)
    words = [*pack.raw_texts.values(), *(picture.svg for picture in pack.programme.pictures)]
    require_fonts("Prueba").check("".join(words).replace("☐", "").replace("\n", ""))


@pytest.mark.slow
@pytest.mark.parametrize("slug", HOURS)
def test_a_session_and_a_module_of_each_shipped_programme_print(app: Flask, slug: str) -> None:
    publish(SYSTEM, CONTENT / slug)
    edition = get_edition(SYSTEM, slug, None)
    course = edition.programme.courses[-1]
    module = course.modules[-1 if slug == "libres-para-servir" else 0]
    session = next(part.slug for part in module.parts if part.kind is PartKind.SESSION)
    with app.test_request_context():
        pack = print_pack(edition, compose_pack(edition, course.slug, f"{module.slug}/{session}"))
        booklet = print_booklet(edition, compose_booklet(edition, course.slug, module.slug))
    assert _count_pages(pack) > 5
    assert _count_pages(booklet) > 4
    assert _families(pack) | _families(booklet) == OWN


def _count_pages(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _families(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/FontFamily" in each]
        return {str(each.FontFamily) for each in fonts}
