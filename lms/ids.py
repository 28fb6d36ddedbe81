"""Public identifiers: UUIDv7 (RFC 9562 section 5.7), made where the fact arises."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()
