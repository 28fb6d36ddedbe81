"""Building the demonstration as a background job with its progress."""

from typing import Any

from lms.database import transaction
from lms.demo.story import chapters
from lms.jobs.operations import submit
from lms.jobs.queries import JobView, find_job
from lms.jobs.registry import Progress, handler

BUILD = "build-demo"


def ensure_demo() -> None:
    """Enqueue the building once; a job cut short is taken up again by the worker."""
    with transaction():
        submit(BUILD, {}, BUILD)


def demo_job() -> JobView | None:
    """How far the building is."""
    return find_job(BUILD)


@handler(BUILD)
def build(progress: Progress, _payload: dict[str, Any]) -> None:
    """Tell every chapter; each looks first what is there already."""
    told = list(chapters())
    for number, chapter in enumerate(told):
        progress(number, len(told), chapter.title)
        chapter.tell()
    progress(len(told), len(told), "Lista")
