"""What goes on paper: the sheets of a session's pack, a module's booklet, an evaluation's test; words in, pages out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from courses.curriculum.domain import Course, Item, ItemKind, Module, Part, PartKind, Programme, Purpose
from courses.curriculum.markdown import References, references
from courses.curriculum.queries import get_items, get_keys
from courses.teaching.paper_text import to_paper
from courses.teaching.queries import Edition
from lms.errors import NotFound

WRITTEN = frozenset({Purpose.QUIZ, Purpose.EXAM, Purpose.PRE_TEST, Purpose.POST_TEST})
IN_PACKS = WRITTEN - {Purpose.EXAM}
"""What a session's pack brings; the final examination is printed on its day."""


@dataclass(frozen=True)
class Sheet:
    """A text that begins on a page of its own; `name` is its anchor and tells cards from other sheets."""

    name: str
    title: str
    html: Markup


@dataclass(frozen=True)
class Question:
    """An item as paper asks it."""

    item: Item
    stem: Markup

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(option.text for option in self.item.options)


@dataclass(frozen=True)
class Answer:
    """What was right in a question, as a sentence, and why."""

    right: str
    why: str


@dataclass(frozen=True)
class Form:
    """Questions in the order in which paper is keyed in, and for who teaches their answers."""

    name: str
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[Question, Answer], ...]:
        return tuple(zip(self.questions, self.answers, strict=True))


@dataclass(frozen=True)
class Check:
    """A self-check."""

    part: Part
    form: Form


@dataclass(frozen=True)
class Test:
    """A written evaluation, or several that ask the same, and its forms."""

    course: Course
    module: Module
    evaluations: tuple[Part, ...]
    forms: tuple[Form, ...]

    @property
    def title(self) -> str:
        return " / ".join(each.title for each in self.evaluations)


@dataclass(frozen=True)
class Pack:
    """All that a session takes; `needs_attendance` when the programme brings no attendance sheet of its own."""

    course: Course
    module: Module
    session: Part
    guide: Sheet | None
    sheets: tuple[Sheet, ...]
    tests: tuple[Test, ...]
    checks: tuple[Check, ...]
    cited: References
    needs_attendance: bool


@dataclass(frozen=True)
class Booklet:
    """A module to study on paper; `minutes` are what it earns, `is_anonymous` where nobody gives her name."""

    course: Course
    module: Module
    lessons: tuple[tuple[Part, Sheet], ...]
    checks: tuple[Check, ...]
    cited: References

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part, _ in self.lessons)

    @property
    def is_anonymous(self) -> bool:
        return self.course.rules.alias


def compose_pack(edition: Edition, course_slug: str, ref: str) -> Pack:
    """The pack of a session; NotFound for a part that is no session."""
    programme = edition.programme
    course = programme.course(course_slug)
    module, session = course.module_of(ref), course.part(ref)
    if session.kind is not PartKind.SESSION:
        raise NotFound("Solo las sesiones tienen paquete.")
    guide = _sheet(programme, "guia", session.title, session.guide_text) if session.guide_text else None
    texts = [session.guide_text or "", *(each.text for each in session.materials)]
    return Pack(
        course=course,
        module=module,
        session=session,
        guide=guide,
        sheets=tuple(_sheet(programme, each.name, each.title, each.text) for each in session.materials),
        tests=tuple(_tests(programme, course, module)),
        checks=tuple(Check(check.part, _with_answers(check.form)) for check in _checks(programme, module)),
        cited=references(programme, *texts),
        needs_attendance=not any(each.name.endswith("asistencia") for each in session.materials),
    )


def compose_booklet(edition: Edition, course_slug: str, module_slug: str) -> Booklet:
    """The booklet of a module; NotFound for a module without lessons."""
    programme = edition.programme
    course = programme.course(course_slug)
    module = course.module(module_slug)
    lessons = [part for part in module.parts if part.kind is PartKind.LESSON and part.text]
    if not lessons:
        raise NotFound("Este módulo no tiene lecciones.")
    return Booklet(
        course=course,
        module=module,
        lessons=tuple((part, _sheet(programme, part.slug, part.title, part.text or "")) for part in lessons),
        checks=tuple(_checks(programme, module)),
        cited=references(programme, *(part.text or "" for part in lessons)),
    )


def compose_test(edition: Edition, course_slug: str, ref: str) -> Test:
    """A written evaluation without its key; NotFound for any other part."""
    course = edition.programme.course(course_slug)
    evaluation = course.part(ref)
    if evaluation.purpose not in WRITTEN:
        raise NotFound("Esa prueba en papel no existe.")
    forms = tuple(_form(edition.programme, *each) for each in _asked(evaluation))
    return Test(course, course.module_of(ref), (evaluation,), forms)


def _tests(programme: Programme, course: Course, module: Module) -> Iterable[Test]:
    """The module's written evaluations with their answers; those that ask the same, once."""
    alike: dict[tuple[tuple[str, tuple[str, ...]], ...], list[Part]] = {}
    for part in module.parts:
        if part.purpose in IN_PACKS:
            alike.setdefault(_asked(part), []).append(part)
    for asked, parts in alike.items():
        forms = tuple(_with_answers(_form(programme, *each)) for each in asked)
        yield Test(course, module, tuple(parts), forms)


def _asked(evaluation: Part) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The forms of an evaluation, by name: what each asks."""
    return tuple(sorted((evaluation.forms or {"": evaluation.items}).items()))


def _checks(programme: Programme, module: Module) -> Iterable[Check]:
    for part in module.parts:
        if part.purpose is Purpose.SELF_CHECK:
            yield Check(part, _form(programme, "", part.all_items))


def _with_answers(form: Form) -> Form:
    keys = get_keys(question.item.sha256 for question in form.questions)
    return Form(form.name, form.questions, tuple(_answer(each.item, keys[each.item.sha256]) for each in form.questions))


def _answer(item: Item, key: dict[str, object]) -> Answer:
    right = "; ".join(_right(item, key))
    closed = not right or right.rstrip("»").endswith((".", "?", "!"))
    return Answer(right if closed else f"{right}.", str(key["feedback_right"]))


def _right(item: Item, key: dict[str, object]) -> Iterable[str]:
    """The right choices or the accepted answers; nothing for what a person marks."""
    if item.kind is ItemKind.TRUE_FALSE:
        return ["Verdadero" if key["right"] else "Falso"]
    if item.options:
        return [option.text for option in item.options if option.id in _texts(key["right"])]
    return _texts(key.get("answers", ()))[:1]


def _texts(value: object) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _form(programme: Programme, name: str, shas: Sequence[str]) -> Form:
    items = get_items(shas)
    return Form(name, tuple(Question(items[sha], to_paper(programme, items[sha].stem)) for sha in shas))


def _sheet(programme: Programme, name: str, title: str, text: str) -> Sheet:
    return Sheet(name, title, to_paper(programme, text))
