"""What was drawn once need not be drawn again: files by the hash of what they were drawn from."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path


def kept(folder: Path, recipe: str, draw: Callable[[], bytes]) -> bytes:
    """What was drawn from the same recipe before, else drawn now and kept; the folder may be emptied at any time."""
    path = folder / f"{hashlib.sha256(recipe.encode()).hexdigest()}.pdf"
    if not path.exists():
        content = draw()
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{os.getpid()}.{os.urandom(4).hex()}"
        temporary.write_bytes(content)
        temporary.replace(path)
    return path.read_bytes()
