"""Counting people, not attendances."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.cascade.domain import Filter, Node, count_people, measure_reach
from certificates.issuing.models.status import State

DAY = date(2026, 3, 1)


def make_node(number=1, person=1, **changes):
    values = {
        "serial": f"{number:016d}",
        "person_id": UUID(int=person),
        "name": f"Persona {person}",
        "sort_key": f"persona {person:03d}",
        "course": "pares",
        "cohort_id": UUID(int=1),
        "cohort_code": "PRUEBA-1",
        "generation": 2,
        "region": "10",
        "unit": "Comisaría",
        "earned_on": DAY,
        "issued_at": datetime(2026, 3, 2, tzinfo=UTC),
        "state": State.VALID,
        "parent": None,
    }
    return Node(**{**values, **changes})


nodes = st.lists(
    st.builds(
        make_node,
        number=st.integers(1, 10**6),
        person=st.integers(1, 6),
        generation=st.integers(1, 3),
        region=st.sampled_from(["10", "15", "25"]),
        unit=st.sampled_from(["", "Comisaría A", "Comisaría B"]),
        earned_on=st.dates(DAY, DAY + timedelta(days=5)),
        state=st.sampled_from(list(State)),
        parent=st.sampled_from([None, "A" * 16, "B" * 16]),
    ),
    max_size=25,
    unique_by=lambda node: node.serial,
)


def test_a_person_counts_once_at_the_earliest_completion():
    later, earlier = make_node(1, earned_on=DAY + timedelta(days=9)), make_node(2, earned_on=DAY, generation=1)
    assert count_people([later, earlier]) == (earlier,)


@pytest.mark.parametrize("state", list(State))
def test_only_what_stands_or_stood_until_its_term_counts(state):
    counts = state in (State.VALID, State.EXPIRED)
    assert bool(count_people([make_node(state=state)])) == counts


def test_when_the_earliest_is_revoked_the_next_one_counts():
    revoked, next_one = make_node(1, state=State.REVOKED), make_node(2, earned_on=DAY + timedelta(days=9))
    assert count_people([revoked, next_one]) == (next_one,)


@given(nodes)
def test_every_figure_is_the_length_of_the_list_behind_it(found):
    reach = measure_reach(found)
    people = count_people(found)

    def behind(**chosen):
        return sum(Filter(**chosen).keeps(node) for node in people)

    assert reach.total == behind() == len({node.person_id for node in found if node.state in ("valid", "expired")})
    assert sum(reach.by_generation.values()) == sum(reach.by_region.values()) == reach.total
    assert sum(reach.by_unit.values()) == reach.total
    for generation, count in reach.by_generation.items():
        assert count == behind(generation=generation)
    for (region, generation), count in reach.by_region.items():
        assert count == behind(region=region, generation=generation)
    for (unit, generation), count in reach.by_unit.items():
        assert count == behind(unit=unit, generation=generation)
    for trainer, count in reach.by_trainer.items():
        assert count == behind(trainer=trainer)


@given(nodes)
def test_the_order_of_the_certificates_does_not_matter(found):
    assert measure_reach(found) == measure_reach(found[::-1])
