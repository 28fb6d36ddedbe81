"""Counting people, not attendances: who trained whom, once a programme, at the earliest valid completion."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from certificates.issuing.models.status import State

COUNTS = frozenset({State.VALID, State.EXPIRED})


@dataclass(frozen=True)
class Node:
    """A certificate's place in the cascade; `parent` is the lead trainer's serial, None under an appointed lead."""

    serial: str
    person_id: UUID
    name: str
    sort_key: str
    course: str
    cohort_id: UUID
    cohort_code: str
    generation: int
    region: str
    unit: str
    earned_on: date
    issued_at: datetime
    state: State
    parent: str | None


@dataclass(frozen=True)
class Reach:
    """Distinct people of a programme by generation, region and unit; `total` is their sum by construction."""

    people: tuple[Node, ...]
    generations: tuple[int, ...]
    regions: tuple[str, ...]
    by_generation: dict[int, int]
    by_region: dict[tuple[str, int], int]
    by_unit: dict[tuple[str, int], int]
    by_trainer: dict[str, int]

    @property
    def total(self) -> int:
        return len(self.people)


def count_people(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Each person's earliest certificate that stands (valid or since expired); ties by time of issue, then serial."""
    earliest: dict[UUID, Node] = {}
    for node in sorted(nodes, key=lambda each: (each.earned_on, each.issued_at, each.serial)):
        if node.state in COUNTS:
            earliest.setdefault(node.person_id, node)
    return tuple(sorted(earliest.values(), key=lambda each: (each.sort_key, each.serial)))


def measure_reach(nodes: Sequence[Node]) -> Reach:
    """The figures of a programme; each equals the length of the list behind it."""
    people = count_people(nodes)
    by_generation = Counter(node.generation for node in people)
    by_region = Counter((node.region, node.generation) for node in people)
    return Reach(
        people,
        tuple(sorted(by_generation)),
        tuple(sorted({node.region for node in people})),
        dict(by_generation),
        dict(by_region),
        dict(Counter((node.unit, node.generation) for node in people)),
        dict(Counter(node.parent for node in people if node.parent)),
    )


@dataclass(frozen=True)
class Filter:
    """Which of the people to list; None = any."""

    generation: int | None = None
    region: str | None = None
    unit: str | None = None
    trainer: str | None = None

    def keeps(self, node: Node) -> bool:
        return (
            self.generation in (None, node.generation)
            and self.region in (None, node.region)
            and self.unit in (None, node.unit)
            and self.trainer in (None, node.parent)
        )
