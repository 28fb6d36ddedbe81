"""All PDFs of a cohort in one ZIP whose file names are serials, with an index that says whose each is."""

import tempfile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask_babel import gettext as _

from certificates.issuing.queries.certificates import CertificateView, list_certificates, standing_serials
from certificates.rendering.operations import kept_document
from certificates.rendering.queries import documents_of
from courses.cohorts.queries.cohorts import CohortSummary
from lms.csv_files import write_csv
from lms.errors import Conflict

IN_MEMORY = 8_000_000


class NotDrawn(Conflict):
    """Some PDF is still to be drawn."""


def pack(cohort: CohortSummary) -> IO[bytes]:
    """The ZIP, opened at its start; raises NotDrawn."""
    serials = standing_serials(cohort.id)
    drawn = documents_of(serials)
    if not serials or len(drawn) < len(serials):
        raise NotDrawn("Primero hay que preparar todos los PDF del grupo.")
    views = [each for each in list_certificates(cohort_id=cohort.id) if each.serial in drawn]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — the answer closes it
    with ZipFile(file, "w", ZIP_STORED) as archive:
        archive.writestr("indice.csv", _index(views), ZIP_DEFLATED)
        for serial, sha256 in drawn.items():
            archive.writestr(f"{serial}.pdf", kept_document(sha256))
    file.seek(0)
    return file


def _index(views: list[CertificateView]) -> bytes:
    head = [_("archivo"), _("código"), _("nombre"), _("certificado"), _("emitido"), "SHA-256"]
    drawn = documents_of(each.serial for each in views)
    rows = [
        (
            f"{each.serial}.pdf",
            each.serial_text,
            each.claims.holder_name,
            each.claims.certificate_title,
            each.claims.issued_at[:10],
            drawn[each.serial],
        )
        for each in sorted(views, key=lambda each: each.claims.holder_name)
    ]
    return write_csv(head, rows)
