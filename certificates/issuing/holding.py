"""Whose a certificate is."""

from certificates.issuing.queries import CertificateView
from lms.accounts.permissions import Actor
from lms.accounts.queries import resolve_people


def is_holder(actor: Actor, view: CertificateView) -> bool:
    """Whether the certificate is the actor's own, under whichever of her merged records."""
    if actor.person_id is None:
        return False
    people = resolve_people((actor.person_id, view.person_id))
    return people[actor.person_id] == people[view.person_id]
