"""Drawing a cohort's certificates in the background."""

from typing import Any
from uuid import UUID

from certificates.issuing.queries.certificates import standing_serials
from certificates.rendering.operations import obtain_document
from certificates.rendering.queries import documents_of
from lms.accounts.permissions import SYSTEM
from lms.jobs.registry import Progress, handler

RENDER = "render-documents"
STEP = "Preparando los PDF"


@handler(RENDER)
def render_documents(progress: Progress, payload: dict[str, Any]) -> None:
    """Draw what a cohort's certificates still lack, each kept as soon as it is drawn; idempotent."""
    serials = standing_serials(UUID(payload["cohort"]))
    drawn = documents_of(serials)
    waiting = [serial for serial in serials if serial not in drawn]
    progress(len(drawn), len(serials), STEP)
    for done, serial in enumerate(waiting, start=len(drawn) + 1):
        obtain_document(SYSTEM, serial)
        progress(done, len(serials), STEP)
