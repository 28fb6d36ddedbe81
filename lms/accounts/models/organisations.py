"""Courts, police regions, stations and NGOs."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class OrganisationKind(StrEnum):
    """What an organisation is."""

    COURT = "court"
    POLICE_REGION = "police_region"
    STATION = "station"
    NGO = "ngo"
    NETWORK = "network"
    OTHER = "other"


class Organisation(Model):
    """An institution; a judicial district is not an ubigeo, so `region` (INEI, 2 digits) is its seat only."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind))
    name: Mapped[str] = mapped_column(unique=True)
    region: Mapped[str | None]
