"""What the courses hand to the roof."""

from lms.wiring import Wiring

WIRING = Wiring(
    models=(
        "courses.curriculum.models",
        "courses.cohorts.models",
        "courses.attendance.models",
        "courses.evaluation.models",
        "courses.completion.models",
    ),
)
