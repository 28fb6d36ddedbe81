"""Each rule of course.toml is changed by TOML alone."""

import pytest

from courses.curriculum.domain import Award, LicenceRule, Visibility
from tests.courses.curriculum.breaking import BreakablePack

COURSE = "curso/course.toml"
CASES = [
    ("attendance_share = 80", "attendance_share = 75", "attendance_share", 75),
    ('mandatory_parts = ["m01-base/sesion"]', "mandatory_parts = []", "mandatory_parts", ()),
    ("pass_mark = 14", "pass_mark = 10.5", "pass_mark", 1050),
    ("critical_items = true", "critical_items = false", "critical_items", False),
    ("resits = 1", "resits = 3", "resits", 3),
    ('"sin-antecedentes"]', "]", "eligibility", ("adulta",)),
    ("consent = true", "consent = false", "consent", False),
    ("approval = false", "approval = true", "approval", True),
    ('award = "aprobacion"', 'award = "participacion"', "award", Award.PARTICIPACION),
    ('visibility = "public"', 'visibility = "private"', "visibility", Visibility.PRIVATE),
    ("valid_months = 24\n", "", "valid_months", None),
    ("trainer_licence = true", "trainer_licence = false", "trainer_licence", False),
    ("alias = false", "alias = true", "alias", True),
    ("alias = false", "alias = false\nmax_attendees = 45", "max_attendees", 45),
    ("months = 24 }", "months = 12 }", "licence", LicenceRule("replica", 12)),
    ("certificate_title = ", 'certificate_title = "Otro" #', "certificate_title", "Otro"),
    ("not_statement = ", 'not_statement = "No es un título." #', "not_statement", "No es un título."),
]


@pytest.mark.parametrize(("old", "new", "rule", "value"), CASES, ids=[case[2] for case in CASES])
def test_a_rule_is_changed_by_toml_alone(pack: BreakablePack, old: str, new: str, rule: str, value: object) -> None:
    before = pack.read().programme.course("curso").rules
    pack.change(COURSE, old, new)
    rules = pack.read().programme.course("curso").rules
    assert pack.errors() == []
    assert getattr(rules, rule) == value
    assert getattr(before, rule) != value


def test_hours_and_minutes_change_together(pack: BreakablePack) -> None:
    pack.change(COURSE, "hours = 2", "hours = 3")
    pack.change("curso/m01-base/module.toml", "minutes = 60", "minutes = 120")
    assert pack.errors() == []
    course = pack.read().programme.course("curso")
    assert (course.rules.hours, course.planned_minutes(), course.planned_minutes("session")) == (3, 180, 120)


def test_components_hold_weight_and_minimum(pack: BreakablePack) -> None:
    pack.change(COURSE, "minimum = 11", "minimum = 11.25")
    component = pack.read().programme.course("curso").components[0]
    assert (component.weight, component.minimum, component.evaluations) == (60, 1125, ("m01-base/control",))


def test_the_share_of_pre_and_post_tests_is_changed_by_toml_alone(pack: BreakablePack) -> None:
    pack.change("replica/course.toml", "pre_post_share = 70", "pre_post_share = 55")
    assert pack.errors() == []
    assert pack.read().programme.course("replica").rules.pre_post_share == 55
