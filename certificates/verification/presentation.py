"""A verdict laid out for the page: banner, rows, checks and the chain, in the reader's language."""

from datetime import date, datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from certificates.issuing.claims import Claims
from certificates.issuing.models.status import State
from certificates.issuing.serials import group_serial
from certificates.issuing.status import Status
from certificates.issuing.wording import reason_words, state_name
from certificates.verification import wording
from certificates.verification.domain import ChainLink, PublicCertificate, Verdict
from lms.places import region_name
from lms.web.addresses import same_page
from lms.web.locale import language_tag, long_date

Rows = list[tuple[str, str]]


def spanish(text: str) -> str:
    """Words of the claims, told apart as Spanish on the English page (WCAG 3.1.2)."""
    return Markup('<span lang="es">{}</span>').format(text) if language_tag() == "en" else text


def page_context(verdict: Verdict) -> dict[str, Any]:
    """What the template needs."""
    shown = verdict.certificate
    return {
        "verdict": verdict,
        "title": wording.outcome_title(verdict),
        "text": wording.outcome_text(verdict),
        "group_serial": group_serial,
        "spanish": spanish,
        "state_rows": state_rows(shown.status) if shown else [],
        "rows": certificate_rows(shown) if shown else [],
        "paper_rows": paper_rows(shown.claims) if shown else [],
        "checks": [
            {"title": wording.check_title(each), "outcome": each.outcome, "words": wording.check_words(each)}
            for each in verdict.checks
        ],
        "steps": chain_steps(shown) if shown and shown.chain else [],
        "translations": other_language(),
        "language": "en" if language_tag() == "en" else None,
    }


def other_language() -> dict[str, str]:
    """The same page in the other of the two languages."""
    if language_tag() == "en":
        return {"url": same_page(lang=None), "label": "Español", "code": "es"}
    return {"url": same_page(lang="en"), "label": "English", "code": "en"}


def state_rows(status: Status) -> Rows:
    """What ended it, if anything did."""
    if status.state == State.VALID:
        return []
    since = _("Último día") if status.state == State.EXPIRED else _("Desde")
    rows = [
        (_("Estado"), state_name(status.state)),
        (since, long_date(status.since)),
        (_("Motivo"), reason_words(status.reason)),
        (_("Autoridad que lo decidió"), spanish(status.authority) if status.authority else ""),
    ]
    return [(key, value) for key, value in rows if value]


def certificate_rows(shown: PublicCertificate) -> Rows:
    """What a reader compares with the paper."""
    claims = shown.claims
    rows = [
        (_("Nombre"), claims.holder_name),
        (_("Certificado"), _award(claims)),
        (_("Curso"), spanish(claims.course_title)),
        (_("Programa"), spanish(claims.programme_title)),
        (_("Horas"), _hours(claims)),
        (_("Fechas del curso"), _period(claims)),
        (_("Región"), "" if shown.hides_region else region_name(claims.region)),
        (_("Vigente hasta"), _day(claims.valid_until) if claims.valid_until else _("sin fecha de vencimiento")),
        (_("Código"), group_serial(claims.serial)),
    ]
    return [(key, value) for key, value in rows if value]


def paper_rows(claims: Claims) -> Rows:
    """The rest of what the paper says."""
    signed = "; ".join(f"{each.name}, {each.office}, {each.organisation}" for each in claims.signatories)
    return [
        (_("Obtenido el"), _day(claims.earned_on)),
        (_("Emitido el"), long_date(datetime.fromisoformat(claims.issued_at))),
        (_("Emite"), spanish(claims.organisation)),
        (_("Firman"), spanish(signed)),
        (_("Generación"), str(claims.generation)),
        (_("Versión del curso"), f"{claims.course_version_number} ({claims.course_version[:12]})"),
    ]


def chain_steps(shown: PublicCertificate) -> list[dict[str, str]]:
    """From the root down to the holder."""
    steps = [_step(link) for link in reversed(shown.chain)]
    return [*steps, {"title": shown.claims.holder_name, "text": _("Titular de este certificado")}]


def _step(link: ChainLink) -> dict[str, str]:
    role = _("A cargo de la formación") if link.is_lead else _("Apoyó la formación")
    step = {"title": link.name, "text": f"{role}."}
    if link.appointed_by:
        step["text"] += " " + _("Por designación de %(authority)s.", authority=link.appointed_by)
    elif link.serial and link.state:
        step["href"] = url_for("verification.show", serial=link.serial, lang=request.args.get("lang"))
        step["text"] += " " + _(
            "Certificado %(serial)s: %(state)s.", serial=group_serial(link.serial), state=state_name(link.state)
        )
    elif link.serial:
        step["text"] += " " + _("Certificado %(serial)s, que no es público.", serial=group_serial(link.serial))
    return step


def _award(claims: Claims) -> str:
    kind = _("aprobación") if claims.award == "aprobacion" else _("participación")
    return Markup("{} ({})").format(spanish(claims.certificate_title), kind)


def _hours(claims: Claims) -> str:
    words: str = ngettext(
        "%(num)d hora de %(minutes)d minutos",
        "%(num)d horas de %(minutes)d minutos",
        claims.hours,
        minutes=claims.hour_minutes,
    )
    return words


def _period(claims: Claims) -> str:
    first, last = _day(claims.starts_on), _day(claims.ends_on)
    return first if first == last else f"{first} – {last}"


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))
