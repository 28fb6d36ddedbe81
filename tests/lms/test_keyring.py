"""Keys: made once, by one, for the owner alone."""

import multiprocessing
import os
import stat
from pathlib import Path

from lms.keyring import random_key, read_or_make

PROCESSES = 4


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_once_and_read_ever_after(tmp_path):
    key = read_or_make(tmp_path / "keys", "a.key", random_key)
    assert len(key) == 32
    assert read_or_make(tmp_path / "keys", "a.key", lambda: b"another") == key
    assert read_or_make(tmp_path / "keys", "b.key", random_key) != key


def test_nobody_else_can_read_it_whatever_the_umask(tmp_path):
    previous = os.umask(0)
    try:
        read_or_make(tmp_path / "keys", "a.key", random_key)
    finally:
        os.umask(previous)
    assert mode(tmp_path / "keys") == 0o700
    assert mode(tmp_path / "keys" / "a.key") == 0o600


def test_of_several_processes_all_get_the_same_key(tmp_path):
    context = multiprocessing.get_context("forkserver")
    barrier, answers = context.Barrier(PROCESSES), context.SimpleQueue()
    processes = [context.Process(target=_ask, args=(tmp_path, barrier, answers)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert len({answers.get() for _ in processes}) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["a.key"]


def _ask(folder, barrier, answers):
    barrier.wait()
    answers.put(read_or_make(folder / "keys", "a.key", random_key))
