"""Files kept by the SHA-256 of their bytes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import NotFound
from lms.storage import Storage


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


@given(content=st.binary(max_size=200))
def test_what_is_put_is_got_by_its_sha256(tmp_path_factory, content):
    storage = Storage(tmp_path_factory.getbasetemp() / "any-bytes")
    name = storage.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert storage.get(name) == content


def test_putting_twice_keeps_one_file_and_leaves_nothing_beside_it(storage):
    assert storage.put(b"a") == storage.put(b"a")
    files = [path for path in storage.folder.rglob("*") if path.is_file()]
    assert len(files) == 1


def test_what_was_never_kept_is_not_found(storage):
    with pytest.raises(NotFound):
        storage.get("0" * 64)
    with pytest.raises(NotFound):
        storage.get(hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize("damage", [b"", b"b", b"a" * 2])
def test_a_damaged_file_is_never_served(storage, damage):
    name = storage.put(b"a")
    next(path for path in storage.folder.rglob("*") if path.is_file()).write_bytes(damage)
    with pytest.raises(NotFound, match="dañado"):
        storage.get(name)


def test_a_half_written_file_is_not_taken_for_the_whole(storage, monkeypatch):
    def cut(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(OSError, match="disk full"):
        storage.put(b"a")
    monkeypatch.undo()
    name = storage.put(b"a")
    assert storage.get(name) == b"a"
