"""A programme as values: what a content pack says, without the answer keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from lms.errors import NotFound

T = TypeVar("T")


class PartKind(StrEnum):
    """What a part of a module is."""

    LESSON = "lesson"
    SESSION = "session"
    EVALUATION = "evaluation"


class Purpose(StrEnum):
    """What an evaluation is for."""

    SELF_CHECK = "self_check"
    QUIZ = "quiz"
    EXAM = "exam"
    PRACTICAL = "practical"
    PRE_TEST = "pre_test"
    POST_TEST = "post_test"


class ItemKind(StrEnum):
    """How an item is answered; open and practical ones are marked by a person."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT_TEXT = "short_text"
    OPEN = "open"
    PRACTICAL = "practical"


class Award(StrEnum):
    """What completion is called."""

    APROBACION = "aprobacion"
    PARTICIPACION = "participacion"


class Visibility(StrEnum):
    """Whether a stranger may verify the certificate unless the holder says otherwise."""

    PUBLIC = "public"
    PRIVATE = "private"


class Confidence(StrEnum):
    """How a source is known to the authors, before anybody reviews it."""

    SEEN = "vista"
    MEMORY_HIGH = "memoria-alta"
    MEMORY_MEDIUM = "memoria-media"
    MEMORY_LOW = "memoria-baja"
    UNKNOWN = "desconocida"


@dataclass(frozen=True)
class Eligibility:
    """A requirement that rules may name; a decision on it lapses after `valid_days`."""

    slug: str
    title: str
    help: str
    valid_days: int | None = None


@dataclass(frozen=True)
class Source:
    """A norm or document cited; reviewed when somebody signed for it on a day."""

    id: str
    norma: str
    confianza: Confidence
    vigente_desde: date | None = None
    revisado_el: date | None = None
    revisado_por: str | None = None
    nota: str | None = None

    @property
    def is_reviewed(self) -> bool:
        return self.revisado_el is not None and self.revisado_por is not None


@dataclass(frozen=True)
class Term:
    """A word of the glossary."""

    slug: str
    es: str
    en: str
    meaning: str


@dataclass(frozen=True)
class Picture:
    """An SVG of the pack: its file name and its text."""

    name: str
    svg: str


@dataclass(frozen=True)
class Translation:
    """A language other than Spanish whose lessons somebody reviewed, on a day."""

    lang: str
    reviewer: str
    reviewed_on: date


@dataclass(frozen=True)
class TranslatedText:
    """A lesson's Markdown in another language."""

    lang: str
    text: str


@dataclass(frozen=True)
class Option:
    """A choice of an item: "o1", "o2", … in the order written; what is right stands only in the key."""

    id: str
    text: str


@dataclass(frozen=True)
class Level:
    """A step of a criterion, worth whole points."""

    points: int
    text: str


@dataclass(frozen=True)
class Criterion:
    """One line of an analytic rubric; a critical one must reach more than its lowest level."""

    slug: str
    title: str
    levels: tuple[Level, ...]
    critical: bool = False

    @property
    def max_points(self) -> int:
        return max(level.points for level in self.levels)


@dataclass(frozen=True)
class Item:
    """A question or task as the trainee may see it; `sha256` also covers its key. `difficulty` in hundredths."""

    sha256: str
    slug: str
    kind: ItemKind
    stem: str
    objective: str
    difficulty: int
    points: int
    critical: bool
    source: str
    version: int
    options: tuple[Option, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def is_marked_by_hand(self) -> bool:
        return self.kind in (ItemKind.OPEN, ItemKind.PRACTICAL)


@dataclass(frozen=True)
class Material:
    """A printable sheet for the session; `name` is its file's name without the ending."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """A lesson, session or evaluation; `items` and `forms` hold the SHA-256 of items, texts are Markdown."""

    slug: str
    kind: PartKind
    title: str
    minutes: int = 0
    file: str | None = None
    text: str | None = None
    check: str | None = None
    guide: str | None = None
    guide_text: str | None = None
    materials: tuple[Material, ...] = ()
    purpose: Purpose | None = None
    items: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    draw: int | None = None
    shuffle: bool = True
    translations: tuple[TranslatedText, ...] = ()

    @property
    def all_items(self) -> tuple[str, ...]:
        """Every item that some form may show, once, in order."""
        return tuple(dict.fromkeys((*self.items, *(sha for form in self.forms.values() for sha in form))))

    def material(self, name: str) -> Material:
        return _find(self.materials, "name", name, "Ese material no existe.")


@dataclass(frozen=True)
class Module:
    """A module; `bank` lists the SHA-256 of every item of its bank."""

    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    outcomes: tuple[str, ...]
    sensitive: bool
    sources: tuple[str, ...]
    parts: tuple[Part, ...]
    bank: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)


@dataclass(frozen=True)
class LicenceRule:
    """The certificate licenses its holder to train `course` for so many months."""

    course: str
    months: int


@dataclass(frozen=True)
class Rules:
    """What a course demands and gives; `pass_mark` in vigesimal hundredths, None when nothing is graded."""

    hours: int
    hour_minutes: int
    attendance_share: int
    mandatory_parts: tuple[str, ...]
    critical_items: bool
    resits: int
    eligibility: tuple[str, ...]
    consent: bool
    approval: bool
    award: Award
    visibility: Visibility
    trainer_licence: bool
    alias: bool
    certificate_title: str
    certificate_text: str
    not_statement: str
    pass_mark: int | None = None
    pre_post_share: int | None = None
    valid_months: int | None = None
    max_attendees: int | None = None
    licence: LicenceRule | None = None


@dataclass(frozen=True)
class Component:
    """A graded share of the final mark: `weight` in percent, `minimum` in vigesimal hundredths."""

    slug: str
    title: str
    weight: int
    minimum: int
    evaluations: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """A course; its parts are named "<module>/<part>"."""

    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    modules: tuple[Module, ...]
    rules: Rules
    components: tuple[Component, ...] = ()

    def parts(self) -> tuple[tuple[str, Part], ...]:
        """Every part with its reference, in the trainee's order."""
        return tuple((f"{module.slug}/{part.slug}", part) for module in self.modules for part in module.parts)

    def part(self, ref: str) -> Part:
        """The part named "<module>/<part>"; NotFound."""
        for each, part in self.parts():
            if each == ref:
                return part
        raise NotFound("Esa parte del curso no existe.")

    def module(self, slug: str) -> Module:
        return _find(self.modules, "slug", slug, "Ese módulo no existe.")

    def module_of(self, ref: str) -> Module:
        """The module that holds the part."""
        return self.module(ref.partition("/")[0])

    def planned_minutes(self, kind: PartKind | str | None = None) -> int:
        """Minutes of all parts, or of the parts of one kind."""
        return sum(part.minutes for _, part in self.parts() if kind is None or part.kind == kind)


@dataclass(frozen=True)
class Programme:
    """A whole pack without its keys."""

    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    organisation: str
    courses: tuple[Course, ...]
    eligibility: tuple[Eligibility, ...]
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    consent_version: str
    consent_text: str
    pictures: tuple[Picture, ...] = ()
    translations: tuple[Translation, ...] = ()

    def course(self, slug: str) -> Course:
        return _find(self.courses, "slug", slug, "Ese curso no existe.")

    def source(self, source_id: str) -> Source:
        return _find(self.sources, "id", source_id, "Esa fuente no existe.")

    def term(self, slug: str) -> Term:
        return _find(self.glossary, "slug", slug, "Esa palabra no está en el glosario.")

    def requirement(self, slug: str) -> Eligibility:
        return _find(self.eligibility, "slug", slug, "Ese requisito no existe.")

    def picture(self, name: str) -> Picture:
        return _find(self.pictures, "name", name, "Esa imagen no existe.")


@dataclass(frozen=True)
class VersionSummary:
    """A published version, as lists show it."""

    sha256: str
    slug: str
    number: int
    title: str
    published_at: datetime


def _find(things: tuple[T, ...], attribute: str, value: str, message: str) -> T:
    for thing in things:
        if getattr(thing, attribute) == value:
            return thing
    raise NotFound(message)
