"""The JSON of a verdict, one shape for page and command line (documented in docs/ordenes.md)."""

from typing import Any

from certificates.issuing.serials import group_serial
from certificates.verification.domain import ChainLink, PublicCertificate, Verdict
from certificates.verification.wording import check_words


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """outcome, checked_at, serial, checks[], certificate (null when unknown)."""
    return {
        "outcome": verdict.outcome.value,
        "checked_at": verdict.checked_at.isoformat(timespec="seconds"),
        "serial": verdict.serial,
        "checks": [
            {
                "check": each.question.value,
                "outcome": each.outcome.value,
                "detail": each.detail,
                "words": check_words(each),
            }
            for each in verdict.checks
        ],
        "certificate": _certificate(verdict.certificate) if verdict.certificate else None,
    }


def _certificate(shown: PublicCertificate) -> dict[str, Any]:
    claims, status = shown.claims, shown.status
    return {
        "serial": claims.serial,
        "serial_text": group_serial(claims.serial),
        "environment": claims.environment,
        "holder_name": claims.holder_name,
        "award": claims.award,
        "certificate_title": claims.certificate_title,
        "programme": claims.programme_title,
        "course": claims.course_title,
        "course_version": claims.course_version,
        "organisation": claims.organisation,
        "hours": claims.hours,
        "hour_minutes": claims.hour_minutes,
        "region": None if shown.hides_region else claims.region,
        "starts_on": claims.starts_on,
        "ends_on": claims.ends_on,
        "earned_on": claims.earned_on,
        "issued_at": claims.issued_at,
        "valid_until": claims.valid_until,
        "generation": claims.generation,
        "signatories": [vars(each) for each in claims.signatories],
        "status": {
            "state": status.state.value,
            "since": status.since.isoformat(),
            "reason": status.reason,
            "authority": status.authority,
            "superseded_by": status.superseded_by,
        },
        "chain": [_link(each) for each in shown.chain],
        "not_statement": claims.not_statement,
    }


def _link(link: ChainLink) -> dict[str, Any]:
    return {
        "level": link.level,
        "name": link.name,
        "lead": link.is_lead,
        "certificate": link.serial,
        "state": link.state.value if link.state else None,
        "appointed_by": link.appointed_by,
    }
