"""A certificate laid out for the staff's page."""

from collections.abc import Collection, Mapping
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from certificates.accreditation.queries import accreditations_of
from certificates.accreditation.wording import state_name as accreditation_state
from certificates.issuing.history import EventView, history
from certificates.issuing.kin import children_of, parents_of
from certificates.issuing.queries.certificates import CertificateView, Search, find_certificates
from certificates.issuing.wording import reason_words, state_kind, state_name
from courses.cohorts.queries.cohorts import CohortSummary
from lms.accounts.domain import PersonSummary
from lms.accounts.queries.identities import identities_of
from lms.accounts.queries.people import summarise_people
from lms.web.locale import long_date, moment, short_date

Row = dict[str, str]


def fact_rows(view: CertificateView, cohort: CohortSummary) -> list[tuple[str, str]]:
    """What it says, who issued it and what it is worth today."""
    claims, status = view.claims, view.status
    rows = [
        (_("Código"), view.serial_text),
        (_("Nombre impreso"), claims.holder_name),
        (_("Certificado"), claims.certificate_title),
        (_("Programa"), claims.programme_title),
        (_("Grupo"), cohort.code),
        (_("Horas"), str(claims.hours)),
        (_("Obtenido el"), long_date(view.earned_on)),
        (_("Emitido el"), moment(view.issued_at)),
        (_("Vigente hasta"), long_date(view.valid_until) or _("sin fecha de vencimiento")),
        (_("Generación"), str(view.generation)),
        (_("Revisión"), str(view.revision)),
        (_("Formación a cargo de"), "; ".join(each.name for each in claims.trainers)),
        (_("Firman"), "; ".join(f"{each.name}, {each.office}" for each in claims.signatories)),
        (_("Versión del curso"), f"{claims.course_version_number} ({claims.course_version[:12]})"),
        (_("Estado"), state_name(status.state)),
        (_("Motivo"), reason_words(status.reason)),
        (_("Autoridad que lo decidió"), status.authority or ""),
    ]
    return [(key, value) for key, value in rows if value]


def event_rows(serial: str) -> list[tuple[str, ...]]:
    """What happened to it, oldest first: recorded, state, since, why, by whom, note."""
    events = history(serial)
    people = summarise_people(each.recorded_by for each in events if each.recorded_by)
    return [_event_row(each, people) for each in events]


def kin_rows(view: CertificateView, cohort_ids: Collection[UUID]) -> tuple[list[Row], list[Row]]:
    """The trainers' certificates behind it, and those of the people its holder taught, as far as the reader may see."""
    parents, children = parents_of([view.serial])[view.serial], children_of(view.serial)
    seen = {
        each.serial: each
        for each in find_certificates(Search(cohort_ids, serials=[kin.serial for kin in (*parents, *children)]))
    }
    rows = {serial: _kin_row(each) for serial, each in seen.items()}
    return [rows[kin.serial] for kin in parents if kin.serial in rows], [
        rows[kin.serial] for kin in children if kin.serial in rows
    ]


def accreditation_rows(view: CertificateView) -> list[tuple[str, ...]]:
    """What courts gave to its holder: court, number, term, state."""
    return [
        (
            each.court,
            each.number,
            short_date(each.since),
            short_date(each.until) or "—",
            accreditation_state(each.state),
        )
        for each in accreditations_of(identities_of(view.person_id))
    ]


def _event_row(event: EventView, people: Mapping[UUID, PersonSummary]) -> tuple[str, ...]:
    by = people[event.recorded_by].list_name if event.recorded_by else _("la plataforma")
    why = "; ".join(filter(None, [reason_words(event.reason), event.authority, event.note]))
    return (moment(event.recorded_at), state_name(event.state), short_date(event.effective_on), why or "—", by)


def _kin_row(view: CertificateView) -> Row:
    return {
        "title": view.claims.holder_name,
        "href": url_for("registry.show", serial=view.serial),
        "hint": view.serial_text,
        "status": state_name(view.status.state),
        "kind": state_kind(view.status.state),
    }
