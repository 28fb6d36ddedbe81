"""Opening cohorts and naming who teaches them."""

from uuid import UUID

from sqlalchemy import select

from courses.cohorts.domain import CohortDetails, NewCohort, TrainerAndTrainee, check_code, check_dates
from courses.cohorts.models import Cohort
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.teaching import cohort_trainers, who_learns
from courses.curriculum.queries import get_course, latest_version
from courses.signals import cohort_moving
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Actor, Permission, Role, ScopeKind, Target, authorise
from lms.accounts.queries.identities import resolve_person
from lms.accounts.queries.organisations import get_organisation, organisation_chain
from lms.accounts.queries.people import get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Invalid
from lms.extensions import db
from lms.places import find_region
from lms.text import tidy


def create_cohort(actor: Actor, new: NewCohort) -> UUID:
    """Open a cohort on the programme's latest published version; raises Invalid at the field to blame."""
    code, region, place = check_code(new.code), find_region(new.region).code, _check_place(new.place)
    check_dates(new.starts_on, new.ends_on)
    organisation_id = get_organisation(new.organisation_id).id
    target = Target(new.programme, None, organisation_chain(organisation_id), region)
    authorise(actor, Permission.MANAGE_COHORT, target)
    version = latest_version(new.programme).sha256
    get_course(version, new.course)
    with transaction():
        if db.session.scalar(select(Cohort.id).where(Cohort.code == code)):
            raise Invalid("Ya hay un grupo con ese código.", "code")
        cohort = Cohort(
            code=code,
            programme=new.programme,
            course=new.course,
            version_sha256=version,
            organisation_id=organisation_id,
            region=region,
            place=place,
            language=new.language,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            resolution=tidy(new.resolution or "") or None,
            created_by=actor.person_id,
        )
        db.session.add(cohort)
        db.session.flush()
        record(actor.person_id, "cohort.created", "cohort", cohort.id, code=code, version=version)
    return cohort.id


def edit_cohort(actor: Actor, cohort_id: UUID, changes: CohortDetails) -> None:
    """Correct place, language, dates and resolution; course, version and code stay. Raises Invalid."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.MANAGE_COHORT, cohort.target)
    place = _check_place(changes.place)
    check_dates(changes.starts_on, changes.ends_on)
    with transaction():
        cohort_moving.send("courses.cohorts", cohort_id=cohort_id, starts_on=changes.starts_on, ends_on=changes.ends_on)
        row = db.session.get_one(Cohort, cohort_id)
        row.place, row.language = place, changes.language
        row.starts_on, row.ends_on = changes.starts_on, changes.ends_on
        row.resolution = tidy(changes.resolution or "") or None
        dates = [changes.starts_on.isoformat(), changes.ends_on.isoformat()]
        record(actor.person_id, "cohort.edited", "cohort", cohort_id, code=cohort.code, dates=dates)


def add_cohort_trainer(actor: Actor, cohort_id: UUID, person_id: UUID) -> None:
    """Let the person teach this cohort; harmless to repeat."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.MANAGE_COHORT, cohort.target)
    with transaction():
        trainer = resolve_person(get_person(person_id).id)
        if trainer in who_learns(cohort):
            raise TrainerAndTrainee("Esa persona lleva este curso: no puede enseñarlo a la vez.")
        if trainer in {each.id for each in cohort_trainers(cohort_id)}:
            return
        grant_role(SYSTEM, trainer, Role.TRAINER, ScopeKind.COHORT, str(cohort_id), f"grupo {cohort.code}")
        record(actor.person_id, "cohort.trainer_added", "cohort", cohort_id, person=str(trainer))


def _check_place(text: str) -> str:
    if not (place := tidy(text)):
        raise Invalid("Falta el lugar.", "place")
    return place
