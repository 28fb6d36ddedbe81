"""Whose a certificate is."""

from certificates.issuing.queries.certificates import CertificateView
from lms.accounts.permissions import Actor
from lms.accounts.queries.identities import is_self


def is_holder(actor: Actor, view: CertificateView) -> bool:
    """Whether the certificate is the actor's own."""
    return is_self(actor, view.person_id)
