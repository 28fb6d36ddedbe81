"""A job's progress on the terminal."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click
from flask import Flask

from lms.extensions import db
from lms.jobs.queries import JobView

SECONDS = 0.5


@contextmanager
def bar(app: Flask, label: str, find: Callable[[], JobView | None], file: TextIO | None = None) -> Iterator[None]:
    """Draw how far the job is while the block works it off; nothing where nobody looks."""
    target = file or sys.stderr
    if not target.isatty():
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_draw, args=(app, label, find, target, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _draw(app: Flask, label: str, find: Callable[[], JobView | None], file: TextIO, ended: threading.Event) -> None:
    with app.app_context(), click.progressbar(length=100, label=label, file=file) as drawn:
        is_last = False
        while not is_last:
            is_last = ended.wait(SECONDS)
            job = find()
            db.session.remove()
            if job and job.total:
                drawn.update(100 * job.done // job.total - drawn.pos)
