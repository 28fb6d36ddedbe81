"""Lessons in the languages of those who learn: only where somebody reviewed the text, never by machine."""

from dataclasses import dataclass
from datetime import date

from courses.curriculum.domain import Part, Programme

ENDONYMS = {
    "qu": "Runasimi",
    "quy": "Runasimi (Ayakuchu)",
    "quz": "Runasimi (Qusqu)",
    "qva": "Runashimi (Ambo, Pasco)",
    "qub": "Runashimi (Huánuco)",
    "qvn": "Runashimi (Junín)",
    "qvw": "Wanka shimi",
    "qvs": "Kichwa (San Martín)",
    "agr": "Awajún",
    "ame": "Yanesha",
    "amr": "Harakbut",
    "cbr": "Kakataibo",
    "cbt": "Shawi",
    "cni": "Asháninka",
    "ese": "Ese Eja",
    "mcb": "Matsigenka",
    "not": "Nomatsigenga",
    "pib": "Yine",
    "prq": "Ashéninka",
    "shp": "Shipibo-Konibo",
}
"""How each language calls itself, by ISO 639 code, which is also its tag in a page's `lang`."""


@dataclass(frozen=True)
class ReviewedText:
    """A lesson in another language, and who answers for it."""

    lang: str
    endonym: str
    text: str
    reviewer: str
    reviewed_on: date


def reviewed_texts(programme: Programme, lesson: Part) -> tuple[ReviewedText, ...]:
    """The languages to offer for a lesson; empty for most."""
    reviews = {each.lang: each for each in programme.translations}
    return tuple(
        ReviewedText(each.lang, ENDONYMS[each.lang], each.text, review.reviewer, review.reviewed_on)
        for each in lesson.translations
        if (review := reviews.get(each.lang))
    )


def find_reviewed(programme: Programme, lesson: Part, lang: str | None) -> ReviewedText | None:
    """The lesson in the language asked for; None when nobody reviewed one, so that Spanish is shown."""
    return next((each for each in reviewed_texts(programme, lesson) if each.lang == lang), None)
