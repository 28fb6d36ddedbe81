"""A verdict laid out for the page: rows, checks and the chain, in the reader's language."""

from datetime import date, datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from certificates.issuing.claims import Claims
from certificates.issuing.serials import group_serial
from certificates.issuing.wording import reason_words, state_name
from certificates.verification import wording
from certificates.verification.domain import ChainLink, PublicCertificate, Verdict
from lms.places import region_name
from lms.web.locale import language_tag, long_date


def page_context(verdict: Verdict) -> dict[str, Any]:
    """What the template needs."""
    shown = verdict.certificate
    return {
        "verdict": verdict,
        "words": wording,
        "group_serial": group_serial,
        "rows": certificate_rows(shown) if shown else [],
        "checks": [
            {"title": wording.check_title(each), "outcome": each.outcome, "words": wording.check_words(each)}
            for each in verdict.checks
        ],
        "steps": chain_steps(shown) if shown and shown.chain else [],
        "translations": other_language(),
    }


def other_language() -> dict[str, str]:
    """The same page in the other of the two languages."""
    arguments = {**(request.view_args or {}), **request.args.to_dict()}
    endpoint = request.endpoint or "verification.search"
    if language_tag() == "en":
        arguments.pop("lang", None)
        return {"url": url_for(endpoint, **arguments), "label": "Español", "code": "es"}
    return {"url": url_for(endpoint, **{**arguments, "lang": "en"}), "label": "English", "code": "en"}


def certificate_rows(shown: PublicCertificate) -> list[tuple[str, str]]:
    """The claims as on the paper, then the status of now; empty ones are left out."""
    claims, status = shown.claims, shown.status
    rows = [
        (_("Nombre"), claims.holder_name),
        (_("Certificado"), _award(claims)),
        (_("Programa"), claims.programme_title),
        (_("Curso"), claims.course_title),
        (_("Horas"), _("%(hours)d horas de %(minutes)d minutos", hours=claims.hours, minutes=claims.hour_minutes)),
        (_("Fechas del curso"), f"{_day(claims.starts_on)} – {_day(claims.ends_on)}"),
        (_("Obtenido el"), _day(claims.earned_on)),
        (_("Emitido el"), long_date(datetime.fromisoformat(claims.issued_at))),
        (_("Vigente hasta"), _day(claims.valid_until) if claims.valid_until else _("sin fecha de vencimiento")),
        (_("Región"), "" if shown.hides_region else region_name(claims.region)),
        (_("Emite"), claims.organisation),
        (_("Firman"), "; ".join(f"{each.name}, {each.office}, {each.organisation}" for each in claims.signatories)),
        (_("Generación"), str(claims.generation)),
        (_("Versión del curso"), f"{claims.course_version_number} ({claims.course_version[:12]})"),
        (_("Código"), group_serial(claims.serial)),
        (_("Estado"), state_name(status.state)),
        (_("Desde"), long_date(status.since)),
        (_("Motivo"), reason_words(status.reason)),
        (_("Autoridad que lo decidió"), status.authority or ""),
    ]
    return [(key, value) for key, value in rows if value]


def chain_steps(shown: PublicCertificate) -> list[dict[str, str]]:
    """From the root down to the holder."""
    steps = [_step(link) for link in reversed(shown.chain)]
    return [*steps, {"title": shown.claims.holder_name, "text": _("Titular de este certificado")}]


def _step(link: ChainLink) -> dict[str, str]:
    role = _("Formación a cargo de") if link.is_lead else _("Formación con apoyo de")
    step = {"title": link.name}
    if link.serial and link.state:
        step["href"] = url_for("verification.show", serial=link.serial)
        step["text"] = f"{role}: {group_serial(link.serial)} ({state_name(link.state)})"
    elif link.appointed_by:
        step["text"] = _("%(role)s: por designación de %(authority)s", role=role, authority=link.appointed_by)
    else:
        step["text"] = role
    return step


def _award(claims: Claims) -> str:
    kind = _("aprobación") if claims.award == "aprobacion" else _("participación")
    return f"{claims.certificate_title} ({kind})"


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))
