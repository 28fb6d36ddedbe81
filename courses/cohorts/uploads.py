"""Uploaded rosters between dry run and confirmation: private files that only the uploader finds, for half an hour."""

import hashlib
import os
import secrets
import time
from pathlib import Path
from uuid import UUID

from lms.errors import NotFound

KEPT_SECONDS = 30 * 60


class Uploads:
    """A folder of files named by a hash over token, actor and cohort, so that a token alone opens nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, actor_id: UUID | None, cohort_id: UUID, content: bytes) -> str:
        """Keep the bytes and return the random token (128 bits) they are found under; old files go."""
        self._sweep()
        token = secrets.token_urlsafe(16)
        path = self._path(token, actor_id, cohort_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        return token

    def get(self, token: str, actor_id: UUID | None, cohort_id: UUID) -> bytes:
        """The bytes; raises NotFound for others, for other cohorts and after half an hour."""
        self._sweep()
        try:
            return self._path(token, actor_id, cohort_id).read_bytes()
        except FileNotFoundError:
            raise NotFound("La nómina ya no está: subir el archivo otra vez.") from None

    def discard(self, token: str, actor_id: UUID | None, cohort_id: UUID) -> None:
        """Forget the bytes; harmless to repeat."""
        self._path(token, actor_id, cohort_id).unlink(missing_ok=True)

    def _path(self, token: str, actor_id: UUID | None, cohort_id: UUID) -> Path:
        return self.folder / hashlib.sha256(f"{token}|{actor_id}|{cohort_id}".encode()).hexdigest()

    def _sweep(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in self.folder.glob("*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue
