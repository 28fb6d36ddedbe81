"""The PDF, for its holder and for staff."""

from flask import Response

from certificates.registry.views.blueprint import bp, open_readable_certificate
from certificates.rendering.operations import obtain_document
from lms.accounts.guards import current_actor, guard


@bp.get("/certificados/<serial>/pdf")
@guard()
def document(serial: str) -> Response:
    """The PDF as first drawn; drawn now if nobody asked before."""
    view = open_readable_certificate(serial)
    content = obtain_document(current_actor(), view.serial)
    headers = {
        "Content-Disposition": f'attachment; filename="{view.serial}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, mimetype="application/pdf", headers=headers)
