"""What the certificates keep about a person, for her download (portability)."""

import json
from typing import Any
from uuid import UUID

from flask import Flask

from certificates.issuing.queries.certificates import list_certificates
from lms.accounts.signals import personal_data_requested


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    personal_data_requested.connect(describe_certificates)


def describe_certificates(_sender: Any, person_ids: tuple[UUID, ...]) -> tuple[str, list[dict[str, Any]]]:
    """Her certificates: status of today and the signed claims as they were issued."""
    return "certificates", [
        {"serial": each.serial_text, "state": each.status.state, "claims": json.loads(each.claims_bytes)}
        for each in list_certificates(person_ids=list(person_ids))
    ]
