"""Institutions: courts, police regions, stations, NGOs."""

from uuid import UUID

from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.accounts.permissions import Actor, Permission, authorise_any
from lms.accounts.queries.organisations import (
    find_organisation,
    find_organisation_by_id,
    get_organisation,
    organisation_chain,
)
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.places import BY_CODE
from lms.text import tidy

KEEPERS = (Permission.MANAGE_ACCOUNTS, Permission.MANAGE_COHORT)


class DuplicateOrganisation(Conflict):
    """A name stands for one institution."""


def create_organisation(
    actor: Actor, kind: OrganisationKind, name: str, region: str | None = None, parent_id: UUID | None = None
) -> UUID:
    """Add an institution; raises Invalid, DuplicateOrganisation."""
    authorise_any(actor, KEEPERS)
    with transaction():
        organisation = Organisation(kind=kind)
        _fill(organisation, name, region, parent_id)
        db.session.add(organisation)
        db.session.flush()
        record(actor.person_id, "organisation.created", "organisation", organisation.id, kind=str(kind))
    return organisation.id


def edit_organisation(
    actor: Actor,
    organisation_id: UUID,
    kind: OrganisationKind,
    name: str,
    region: str | None = None,
    parent_id: UUID | None = None,
) -> None:
    """Correct an institution; issued certificates keep the name they were issued with."""
    authorise_any(actor, (Permission.MANAGE_ACCOUNTS,))
    with transaction():
        organisation = get_organisation(organisation_id)
        if parent_id and organisation_id in organisation_chain(parent_id):
            raise Invalid("Una institución no puede depender de sí misma.", "parent_id")
        _fill(organisation, name, region, parent_id)
        organisation.kind = kind
        record(actor.person_id, "organisation.edited", "organisation", organisation_id, kind=str(kind))


def _fill(organisation: Organisation, name: str, region: str | None, parent_id: UUID | None) -> None:
    name = tidy(name)
    if not name or len(name) > 120:
        raise Invalid("Escribir el nombre, de 120 caracteres o menos.", "name")
    if region and region not in BY_CODE:
        raise Invalid("Elegir una región de la lista.", "region")
    if parent_id and find_organisation_by_id(parent_id) is None:
        raise Invalid("Elegir una institución de la lista.", "parent_id")
    other = find_organisation(name)
    if other is not None and other is not organisation:
        raise DuplicateOrganisation("Ya hay una institución con ese nombre.")
    organisation.name, organisation.region, organisation.parent_id = name, region or None, parent_id
