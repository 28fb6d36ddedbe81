"""Secret keys as files 0600 under LMS_DATA/keys; made once, never overwritten."""

import os
from collections.abc import Callable
from pathlib import Path


def read_or_make(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The key's bytes; the first caller makes it, concurrent callers all read the same one."""
    path = folder / name
    if not path.exists():
        _write_once(path, make())
    return path.read_bytes()


def random_key() -> bytes:
    """32 random bytes."""
    return os.urandom(32)


def _write_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
