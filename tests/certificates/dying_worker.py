"""A real worker that kills itself (SIGKILL) at the worst moment it is told."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import certificates.issuing.operations.certificates as issuing
import lms.jobs.running as running
from lms.app import create_app
from lms.jobs.worker import run_worker
from lms.storage import Storage

LEASE = timedelta(seconds=1)


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(call: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """Like `function`, but the process ends in the given call, after the function has done its work."""
    calls = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        result = function(*args, **kwargs)
        if calls == call:
            die()
        return result

    return dying


def arrange(moment: str) -> None:
    """Prepare the death."""
    if moment == "in the second certificate, before its commit":
        issuing.CHUNK = 1
        issuing.record = die_at(2, issuing.record)
    elif moment == "between writing the PDF and its commit":
        Storage.put = die_at(1, Storage.put)  # type: ignore[method-assign]
    elif moment == "after the last commit, before the job is called done":
        running.finish = die
    else:
        raise ValueError(moment)


if __name__ == "__main__":
    arrange(sys.argv[1])
    run_worker(create_app(), lease=LEASE, sweep_seconds=0.2)
