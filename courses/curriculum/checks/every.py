"""All checks, in the order a reader would make them."""

from collections.abc import Callable, Iterator

from courses.curriculum.checks.answers import check_answer_bias
from courses.curriculum.checks.case_data import check_case_data
from courses.curriculum.checks.duplicates import check_duplicates
from courses.curriculum.checks.ease import check_reading_ease
from courses.curriculum.checks.evaluations import check_evaluations
from courses.curriculum.checks.grading import check_grading
from courses.curriculum.checks.guides import check_guides
from courses.curriculum.checks.items import check_items
from courses.curriculum.checks.lessons import check_lessons
from courses.curriculum.checks.links import check_links
from courses.curriculum.checks.markup import check_markup
from courses.curriculum.checks.minutes import check_minutes
from courses.curriculum.checks.names import check_names
from courses.curriculum.checks.pictures import check_pictures
from courses.curriculum.checks.review import check_review
from courses.curriculum.checks.translations import check_translations
from courses.curriculum.checks.victim_blaming import check_victim_blaming
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Pack

CHECKS: tuple[Callable[[Pack], Iterator[Fault]], ...] = (
    check_names,
    check_minutes,
    check_grading,
    check_lessons,
    check_evaluations,
    check_items,
    check_duplicates,
    check_answer_bias,
    check_markup,
    check_links,
    check_pictures,
    check_guides,
    check_victim_blaming,
    check_case_data,
    check_reading_ease,
    check_review,
    check_translations,
)


def check_pack(pack: Pack) -> list[Fault]:
    """Everything found while reading and checking, by file and line; what was read in part only is not checked."""
    checks = CHECKS if pack.is_whole else ()
    return sorted({*pack.faults, *(fault for check in checks for fault in check(pack))})
