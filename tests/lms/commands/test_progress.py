"""A job's progress on the terminal."""

import io
import time

from lms.commands import progress
from lms.ids import new_id
from lms.jobs.models import JobState
from lms.jobs.queries import JobView


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def job(done: int) -> JobView:
    return JobView(new_id(), "demo", JobState.RUNNING, done, 4, "", 1, None)


def test_the_bar_follows_the_job_to_its_end(app, monkeypatch):
    monkeypatch.setattr(progress, "SECONDS", 0.01)
    terminal, stages = Terminal(), iter([job(1), job(2)])
    with progress.bar(app, "Demostración", lambda: next(stages, job(4)), terminal):
        time.sleep(0.2)
    drawn = terminal.getvalue()
    assert "Demostración" in drawn
    assert all(f"{percent}%" in drawn for percent in (25, 50, 100))


def test_a_job_that_says_nothing_yet_is_no_fault(app):
    terminal = Terminal()
    with progress.bar(app, "Demostración", lambda: None, terminal):
        pass
    assert "0%" in terminal.getvalue()


def test_nothing_is_drawn_where_nobody_looks(app):
    file = io.StringIO()
    with progress.bar(app, "Demostración", lambda: job(1), file):
        pass
    assert file.getvalue() == ""
