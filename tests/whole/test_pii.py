"""Each column that can hold text either declares its personal data or is known to hold none."""

from pathlib import Path

from sqlalchemy import Enum, LargeBinary, String, Uuid
from sqlalchemy.types import JSON, TypeDecorator

from lms.extensions import db

KNOWN = Path(__file__).with_name("impersonal_columns.txt")


def can_hold_words(kind):
    if isinstance(kind, TypeDecorator):
        kind = kind.impl
    return isinstance(kind, String | JSON | LargeBinary) and not isinstance(kind, Enum | Uuid)


def columns():
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if can_hold_words(column.type):
                yield f"{table.name}.{column.name}", column.info.get("pii")


def test_each_column_with_words_says_whether_it_is_personal(whole_app):
    undeclared = {name for name, pii in columns() if not pii}
    assert undeclared == set(KNOWN.read_text().split()), "declare info={'pii': …} or list it as impersonal"


def test_names_documents_and_secrets_are_declared(whole_app):
    declared = {name: pii for name, pii in columns() if pii}
    assert declared["person_name.surnames"] == "name"
    assert declared["person_document.number"] == "document"
    assert declared["posting.cip"] == "police identity number"
    assert declared["account.password_hash"] == "secret"
    assert declared["payload.text"] == "free text"
