"""The blueprint, and how a page opens a certificate."""

from flask import Blueprint

from certificates.issuing.holding import is_holder
from certificates.issuing.queries.certificates import CertificateView, get_certificate
from certificates.issuing.serials import MalformedSerial, parse_serial
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from lms.accounts.guards import current_actor
from lms.accounts.permissions import Permission
from lms.errors import NotFound

bp = Blueprint("registry", __name__)


class NoSuchCertificate(NotFound):
    """There is none, or it must look as if there were none."""

    def __init__(self) -> None:
        super().__init__("No existe un certificado con ese código.")


def open_certificate(typed: str, permission: Permission) -> tuple[CertificateView, CohortSummary]:
    """A certificate in the reader's scope and its cohort."""
    view = _get(typed)
    cohort = get_cohort(view.cohort_id)
    if not current_actor().may(permission, cohort.target):
        raise NoSuchCertificate
    return view, cohort


def open_own_certificate(typed: str) -> CertificateView:
    """One of the reader's own."""
    view = _get(typed)
    if not is_holder(current_actor(), view):
        raise NoSuchCertificate
    return view


def open_readable_certificate(typed: str) -> CertificateView:
    """One's own, or one in the scope of whoever may see the register."""
    view = _get(typed)
    if is_holder(current_actor(), view):
        return view
    return open_certificate(view.serial, Permission.VIEW_CERTIFICATES)[0]


def _get(typed: str) -> CertificateView:
    try:
        return get_certificate(parse_serial(typed))
    except MalformedSerial:
        raise NoSuchCertificate from None
