"""Minutes and names, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.attendance.domain import current_entries, may_be_same_person, minutes_for
from courses.attendance.models import AttendanceStatus
from lms.errors import Invalid
from lms.ids import new_id

PARTIAL = (AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)


@pytest.mark.parametrize(
    ("status", "written", "earned"),
    [
        (AttendanceStatus.PRESENT, None, 180),
        (AttendanceStatus.PRESENT, 20, 180),
        (AttendanceStatus.ABSENT, 20, 0),
        (AttendanceStatus.EXCUSED, None, 0),
        (AttendanceStatus.LATE, 1, 1),
        (AttendanceStatus.LEFT_EARLY, 179, 179),
    ],
)
def test_a_status_says_which_minutes_are_earned(status: AttendanceStatus, written: int | None, earned: int) -> None:
    assert minutes_for(status, written, 180) == earned


@pytest.mark.parametrize("status", PARTIAL)
@pytest.mark.parametrize("written", [None, 0, -5, 180, 181])
def test_who_came_late_or_left_early_has_some_minutes_but_not_all(
    status: AttendanceStatus, written: int | None
) -> None:
    with pytest.raises(Invalid, match="de 1 a 179"):
        minutes_for(status, written, 180)


@given(st.integers(min_value=1, max_value=30))
def test_of_a_chain_of_corrections_only_the_last_counts(length: int) -> None:
    ids = [new_id() for _ in range(length)]
    chain = list(zip(ids, [None, *ids[:-1]], strict=True))
    assert current_entries(reversed(chain)) == {ids[-1]}


@pytest.mark.parametrize(
    ("written", "registered", "fits"),
    [
        ("Rosa Quispe", "Rosa Quispe Mamani", True),
        ("ROSA MARÍA QUISPE MAMANI", "Rosa Quispe Mamani", True),
        ("Rosa Tello", "Rosa Quispe Mamani", False),
        ("Nadia Ruiz", "Rosa Quispe Mamani", False),
        ("Luna", "Luna", True),
    ],
)
def test_a_name_at_the_door_must_fit_the_registered_one(written: str, registered: str, fits: bool) -> None:
    assert may_be_same_person(written, registered) is fits
