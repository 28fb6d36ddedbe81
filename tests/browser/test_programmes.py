"""Every shipped programme, walked from its first part to its last on a phone, by a trainee who reads and answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from courses.cohorts.domain import NewCohort
from courses.cohorts.operations.cohorts import create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from courses.curriculum.domain import Course, ItemKind, Module, Part, PartKind, Purpose
from courses.curriculum.markdown import SOURCE_LINK, links, parse, render
from courses.curriculum.reading.pack import BankItem, Pack
from courses.curriculum.reading.programme import list_folders, read_pack
from courses.curriculum.reading_ease import count_words
from courses.evaluation.views.blueprint import split_stem
from lms import clock
from lms.accounts.domain import parse_document
from lms.accounts.models.access import CodePurpose
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.organisations import create_organisation
from lms.accounts.operations.passwords import redeem_code
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import SYSTEM
from lms.app import create_app
from lms.database import transaction
from lms.extensions import db
from lms.settings import read_settings
from lms.text import plain
from tests.support.people_at_work import PASSWORD, PHONE, Trainee
from tests.support.site import ROOT, Site, run_lms, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DNI = "41000077"
PACKS = {folder.name: read_pack(folder) for folder in list_folders(ROOT / "courses" / "content")}
COURSES = [f"{slug}/{course.slug}" for slug, pack in PACKS.items() for course in pack.programme.courses]
TAKEN = (Purpose.PRE_TEST, Purpose.QUIZ, Purpose.EXAM)
OWN_WORDS = "La orientadora escucha, informa y acompaña. Nunca decide por la persona ni cuenta su caso."


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with the shipped programmes, a cohort of each course, and one woman enrolled in all of them."""
    data = tmp_path_factory.mktemp("school") / "var"
    person = ("--given-names", "Mateo", "--surnames", "Salas Prado", "--document", "40000009")
    started = run_lms(data, "init", *person)
    assert started.returncode == 0, started.stderr
    app = create_app(read_settings({"LMS_DATA": str(data)}))
    with app.app_context():
        _enrol_everywhere()
        db.session.remove()
        db.engine.dispose()
    with serving(data) as site:
        yield site


def _enrol_everywhere() -> None:
    court = create_organisation(SYSTEM, OrganisationKind.COURT, "Corte Superior de Prueba", "22")
    rosa = register_person(SYSTEM, NewPerson("Rosa", "Quispe Mamani", parse_document("DNI", DNI)))
    today = clock.today()
    for number, name in enumerate(COURSES, start=1):
        programme, course = name.split("/")
        span = today, today + timedelta(days=60)
        new = NewCohort(f"GRUPO-{number}", programme, course, court, "22", "Moyobamba", "es-PE", *span)
        with transaction():
            cohort_id = create_cohort(SYSTEM, new)
            record_paper_consent(SYSTEM, cohort_id, rosa, None)
            enrol(SYSTEM, cohort_id, rosa)
    redeem_code(issue_codes(SYSTEM, [rosa], CodePurpose.ACTIVATION)[rosa], PASSWORD, "prueba")


@dataclass
class Walk:
    """A trainee on her way through one course."""

    rosa: Trainee
    pack: Pack
    course: Course

    def whole_course(self) -> None:
        """Part by part, by the next step where the page offers one, else by the course's list."""
        parts = self.course.parts()
        self.rosa.opens_her_course(self.course.title)
        self._sees_every_part_listed()
        for (ref, part), following in zip(parts, [*(each for each, _ in parts[1:]), None], strict=True):
            self._is_at(ref)
            self._fits()
            if part.kind is PartKind.LESSON:
                self._reads(self.course.module_of(ref), part)
            elif part.kind is PartKind.SESSION:
                self._learns_of_the_session(self.course.module_of(ref), part)
            else:
                self._takes(ref, part)
            self._goes_on(part, following)

    def _sees_every_part_listed(self) -> None:
        self.rosa.page.wait_for_load_state()
        listed = self.rosa.page.locator("main .tasks a").all_inner_texts()
        assert listed == [part.title for _, part in self.course.parts()]

    def _is_at(self, ref: str) -> None:
        """On the part's page, coming from the course's page if no step led here."""
        if not self.rosa.page.url.endswith(f"/{ref}"):
            self.rosa.page.locator(f'main .tasks a[href$="/{ref}"]').click()
        assert self.rosa.page.url.endswith(f"/{ref}")
        expect(self.rosa.page.locator("h1")).to_contain_text(self.course.part(ref).title)

    def _fits(self) -> None:
        self.rosa.page.wait_for_load_state()
        assert self.rosa.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def _reads(self, module: Module, part: Part) -> None:
        """Headings, words, pictures, boxes and marks are those of the pack."""
        page, text = self.rosa.page, part.text or ""
        article = page.locator("article")
        headings = [plain(each) for each in article.locator("h2").all_inner_texts()]
        assert headings[: len(_headings(text))] == _headings(text)
        words = article.inner_text()
        assert len(words.split()) >= count_words(text)
        assert words.count("FICTICIO: caso inventado") == text.count("::: ficticio")
        cited = [href for href, _ in links(parse(text)) if href.startswith(SOURCE_LINK)]
        assert words.count("(por validar)") == len(cited), "nobody has reviewed a norm yet"
        assert bool(cited) == ("De dónde sale" in words)
        assert page.locator("main > .warning").count() == int(module.sensitive)
        for picture in article.locator("img").all():
            assert (picture.get_attribute("alt") or "").strip()
            answer = page.request.get(self.rosa.site.url + str(picture.get_attribute("src")))
            assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")

    def _learns_of_the_session(self, module: Module, part: Part) -> None:
        assert part.minutes
        self.rosa.sees("Todavía no tiene fecha", *module.outcomes)

    def _takes(self, ref: str, part: Part) -> None:
        """Self-checks all; the entry test, the first quiz, the exam; the exit test asks what the entry test did."""
        if part.purpose is Purpose.PRACTICAL:
            self.rosa.sees("quien te enseña la observa")
        elif part.purpose is Purpose.SELF_CHECK or (ref == self._first(part.purpose) and part.purpose in TAKEN):
            self._answers(ref, part)

    def _answers(self, ref: str, part: Part) -> None:
        slips = {1} if ref == self._first(Purpose.SELF_CHECK) else set()
        items = {self._question(sha256): self.pack.item(sha256) for sha256 in part.all_items}
        self.rosa.presses("Empezar")
        given, number = [], 0
        while not self.rosa.page.url.endswith("/revisar"):
            number += 1
            item = items[plain(self.rosa.page.locator("h1").inner_text())]
            is_right = number not in slips
            self.rosa.gives(_answer(item, is_right=is_right))
            self.rosa.presses("Guardar y seguir")
            given.append((item, is_right))
        self.rosa.sees("Respondiste todo.")
        self.rosa.presses("Enviar mis respuestas")
        self._reads_the_result(part, given)

    def _reads_the_result(self, part: Part, given: list[tuple[BankItem, bool]]) -> None:
        self._fits()
        right = sum(is_right for _, is_right in given)
        if any(each.item.is_marked_by_hand for each, _ in given):
            self.rosa.sees("Falta que califiquen una respuesta.")
        else:
            self.rosa.sees(f"{right} de {len(given)} correctas")
        if part.purpose is Purpose.SELF_CHECK:
            for item, is_right in given:
                self.rosa.sees(item.key["feedback_right" if is_right else "feedback_wrong"])

    def _goes_on(self, part: Part, following: str | None) -> None:
        """By the page's own next step; after an evaluation it leads back to the course."""
        page = self.rosa.page
        step = page.locator("nav.next a")
        if part.kind is PartKind.EVALUATION:
            (step if step.count() else page.locator(".trail a").last).click()
            expect(page.locator("h1")).to_contain_text(self.course.title)
        elif following:
            step.click()
            assert page.url.endswith(f"/{following}")
        else:
            assert step.count() == 0

    def _first(self, purpose: Purpose | None) -> str:
        return next(ref for ref, part in self.course.parts() if part.purpose is purpose)

    def _question(self, sha256: str) -> str:
        stem = render(self.pack.programme, self.pack.item(sha256).item.stem, picture_url=str)
        return plain(split_stem(stem).question.striptags())


def _headings(text: str) -> list[str]:
    tokens = parse(text)
    return [
        plain("".join(child.content for child in inline.children or ()))
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]


def _answer(each: BankItem, *, is_right: bool) -> str:
    """What to give, as `Trainee.gives` takes it."""
    item, key = each.item, each.key
    if item.kind is ItemKind.TRUE_FALSE:
        return "Verdadero" if key["right"] == is_right else "Falso"
    if item.options:
        return " + ".join(option.text for option in item.options if (option.id in key["right"]) == is_right)
    if item.kind is ItemKind.SHORT_TEXT:
        return str(key["answers"][0]) if is_right else "no sé"
    return OWN_WORDS


@pytest.mark.parametrize("name", COURSES)
def test_a_course_is_walked_on_a_phone_from_its_first_part_to_its_last(
    school: Site, chromium: Browser, name: str
) -> None:
    slug, course = name.split("/")
    pack = PACKS[slug]
    rosa = Trainee(chromium, school, on_a_phone=True)
    rosa.logs_in(DNI)
    walk = Walk(rosa, pack, pack.programme.course(course))
    walk.whole_course()
    rosa.opens_her_course(walk.course.title)
    earned = walk.course.planned_minutes(PartKind.LESSON)
    rosa.sees(f"{_hours(earned)} de {walk.course.rules.hours} h")
    rosa.context.close()


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else str(hours)
