"""What waits for a grader."""

from typing import Any

from courses.evaluation.queries.queue import marking_queue
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    Group,
    mark_open_answer,
)


def test_the_queue_holds_what_waits_in_the_trainers_cohorts(group: Group, cast: Any) -> None:
    group.take(part="other_trainee", **ALL_RIGHT)
    group.take(**ALL_RIGHT)

    queue = marking_queue(cast.actor("trainer"))

    assert [each.item.slug for each in queue] == ["explica", "explica"]
    assert [each.cohort.code for each in queue] == [group.code] * 2
    assert queue[0].submitted_at <= queue[1].submitted_at
    for part in ("trainee", "coordinator", "stranger"):
        assert marking_queue(cast.actor(part)) == []


def test_a_marked_answer_leaves_the_queue(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    mark_open_answer(group, attempt_id)

    assert marking_queue(group.cast.actor("trainer")) == []
