"""Files kept by the SHA-256 of their bytes: written once, never changed."""

import hashlib
import os
from pathlib import Path

from lms.errors import NotFound


class Storage:
    """A folder of files addressed by SHA-256 (hex)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256; durable before it returns, harmless to repeat."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{digest}.{os.getpid()}.{os.urandom(4).hex()}")
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes; raises NotFound when absent, and when what lies there is not what was kept."""
        path = self._path(digest)
        content = path.read_bytes() if path.exists() else None
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            raise NotFound("El archivo no está en el archivo de documentos o está dañado.")
        return content

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
