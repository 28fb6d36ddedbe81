"""A file is valid only if it is, byte for byte, the one that was issued."""

import io
import random
import zlib

import pikepdf
import pytest

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import choose_visibility, revoke
from certificates.rendering.operations import obtain_document
from certificates.verification.attachments import MAX_ATTACHMENT, read_claims
from certificates.verification.domain import Outcome, Question
from certificates.verification.queries import verify_file
from lms.accounts.permissions import SYSTEM
from tests.certificates.registry.test_operations import DAY


@pytest.fixture
def issued(register):
    return obtain_document(SYSTEM, register.rosa)


def attached_to(pdf_bytes, **attachments):
    """A PDF of somebody's own with these files attached."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) if pdf_bytes else pikepdf.new() as pdf:
        if not pdf_bytes:
            pdf.add_blank_page()
        for name, content in attachments.items():
            pdf.attachments[f"{name}.json"] = pikepdf.AttachedFileSpec(pdf, content, filename=f"{name}.json")
        kept = io.BytesIO()
        pdf.save(kept)
    return kept.getvalue()


def outcome(verdict, question):
    return next((each.outcome for each in verdict.checks if each.question == question), None)


def test_the_issued_file_is_valid_and_holds_the_signed_claims(issued, register):
    verdict = verify_file(issued)
    assert verdict.outcome == Outcome.VALID
    assert verdict.serial == register.rosa
    assert outcome(verdict, Question.FILE) == Outcome.VALID
    assert read_claims(issued) == register.view("rosa").claims


def test_the_file_of_a_revoked_certificate_is_the_file_but_not_valid(issued, register, cast):
    revoke(cast.actor("registrar"), register.rosa, RevocationReason.ERROR, DAY, "Corte")
    verdict = verify_file(issued)
    assert outcome(verdict, Question.FILE) == Outcome.VALID
    assert verdict.outcome == Outcome.NOT_VALID


def test_who_holds_the_register_may_verify_a_hidden_one(issued, register, cast):
    choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
    assert verify_file(issued).outcome == Outcome.VALID


def test_one_changed_byte_anywhere_is_never_valid(issued):
    chance = random.Random(7)
    places = {0, len(issued) - 1, *(chance.randrange(len(issued)) for _ in range(150))}
    for place in places:
        changed = bytearray(issued)
        changed[place] ^= 1 << chance.randrange(8)
        verdict = verify_file(bytes(changed))
        assert verdict.outcome == Outcome.NOT_VALID, place
        assert outcome(verdict, Question.FILE) == Outcome.NOT_VALID


@pytest.mark.parametrize("change", ["appended", "cut", "saved again", "twice"])
def test_the_same_document_in_other_bytes_is_not_the_file(issued, change):
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        pdf.save(saved)
    changed = {
        "appended": issued + b"\n%",
        "cut": issued[:-7],
        "saved again": saved.getvalue(),
        "twice": issued + issued,
    }[change]
    assert verify_file(changed).outcome == Outcome.NOT_VALID


def test_a_copy_that_carries_the_true_attachment_is_never_valid(issued, register):
    """Its claims and seal verify; the paper around them may say anything."""
    view = register.view("rosa")
    verdict = verify_file(attached_to(None, claims=view.claims_bytes))
    assert verdict.outcome == Outcome.NOT_VALID
    assert verdict.serial == register.rosa
    assert outcome(verdict, Question.SIGNATURE) == Outcome.VALID
    assert outcome(verdict, Question.FILE) == Outcome.NOT_VALID


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"not a pdf", b"\0" * 5000, b"PK\x03\x04" + b"\0" * 50, b"%PDF-1.7\n" + b"[" * 50_000],
)
def test_what_is_no_pdf_of_ours_is_not_valid(register, content):
    verdict = verify_file(content)
    assert [(each.question, each.outcome, each.detail) for each in verdict.checks] == [
        (Question.FILE, Outcome.NOT_VALID, "foreign")
    ]
    assert verdict.certificate is None


@pytest.mark.parametrize(
    "claims",
    [
        b"",
        b"{}",
        b"[" * 90_000,
        b'{"serial": "0000000000000000"}',
        b"a" * (MAX_ATTACHMENT + 1),
        b"\xff\xfe\x00",
    ],
)
def test_a_foreign_pdf_with_odd_attachments_is_not_valid(register, claims):
    assert verify_file(attached_to(None, claims=claims)).outcome == Outcome.NOT_VALID


def test_claims_of_an_unknown_serial_are_not_valid(register):
    forged = register.view("rosa").claims_bytes.replace(register.rosa.encode(), b"0123456789ABCDEF")
    verdict = verify_file(attached_to(None, claims=forged))
    assert verdict.outcome == Outcome.NOT_VALID
    assert outcome(verdict, Question.FOUND) == Outcome.NOT_VALID
    assert verdict.checks[-1].detail == "foreign", "nobody knows whether it was changed"


def test_claims_whose_serial_is_no_serial_are_not_valid(register):
    forged = register.view("rosa").claims_bytes.replace(register.rosa.encode(), b"nada")
    assert verify_file(attached_to(None, claims=forged)).outcome == Outcome.NOT_VALID


def test_an_attachment_that_swells_is_not_inflated(register):
    """300 MB of zeros in 300 kB: never more than the limit is kept."""
    packed = zlib.compressobj(9)
    bomb = b"".join([*(packed.compress(b"\0" * 10**6) for _ in range(300)), packed.flush()])
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["claims.json"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="claims.json")
        stream = pdf.attachments["claims.json"].get_file().obj
        stream.write(bomb, filter=pikepdf.Name.FlateDecode)
        kept = io.BytesIO()
        pdf.save(kept, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(kept.getvalue()) < 400_000
    assert verify_file(kept.getvalue()).outcome == Outcome.NOT_VALID


def test_broken_pdfs_never_break_the_verifier(issued, register):
    """Pieces of a true PDF cut, doubled and swapped: whatever qpdf makes of them, the answer is no."""
    chance = random.Random(11)
    for _ in range(120):
        start, end = sorted(chance.randrange(len(issued)) for _ in range(2))
        hurt = chance.choice(
            [issued[:start] + issued[end:], issued[:end] + issued[start:], issued[start:] + issued[:end]]
        )
        if hurt != issued:
            assert verify_file(hurt).outcome == Outcome.NOT_VALID
