"""Whether strangers may see a certificate."""

from courses.curriculum.queries import get_course
from sqlalchemy import select

from certificates.issuing.queries import CertificateView
from certificates.registry.models import VisibilityChoice
from courses.curriculum.domain import Visibility as CourseVisibility
from lms.accounts.models.people import Visibility
from lms.accounts.queries import get_visibility
from lms.extensions import db


def is_public(view: CertificateView) -> bool:
    """Whether a stranger may see it: the holder's choice for this certificate, else her own and the course's rule."""
    chosen = db.session.scalar(
        select(VisibilityChoice.is_public)
        .where(VisibilityChoice.serial == view.serial)
        .order_by(VisibilityChoice.occurred_at.desc(), VisibilityChoice.id.desc())
        .limit(1)
    )
    if chosen is not None:
        return chosen
    personal = get_visibility(view.person_id)
    rule = get_course(view.claims.course_version, view.course).rules.visibility
    return personal != Visibility.OFF and rule == CourseVisibility.PUBLIC
