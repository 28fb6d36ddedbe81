"""Claims: one canonical form, and nothing else is read as claims."""

import json
from dataclasses import asdict, fields, replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from certificates.issuing.claims import Claims, NotClaims, SignatoryClaim, TrainerClaim, decode, digest, encode

names = st.text(st.characters(exclude_categories=("Cs",)), max_size=84)
trainers = st.builds(
    TrainerClaim, name=names, is_lead=st.booleans(), certificate=st.none() | names, appointed_by=st.none() | names
)
signatories = st.builds(SignatoryClaim, name=names, office=names, organisation=names)
whole = st.integers(0, 2**53 - 1)


@st.composite
def claims(draw):
    kinds = {"str": names, "int": whole, "str | None": st.none() | names}
    values = {each.name: draw(kinds[getattr(each.type, "__name__", str(each.type))]) for each in plain_fields()}
    return Claims(
        **values,
        trainers=tuple(draw(st.lists(trainers, max_size=3))),
        signatories=tuple(draw(st.lists(signatories, max_size=3))),
    )


def plain_fields():
    return [each for each in fields(Claims) if each.name not in ("trainers", "signatories", "schema")]


SAMPLE = Claims(
    **{each.name: 1 if each.type is int else "a" for each in plain_fields()},
    trainers=(TrainerClaim("Inés Carhuancho Poma", True, None, "Corte"),),
    signatories=(SignatoryClaim("Nélida Chuquizuta", "Presidenta", "Corte"),),
)


@given(claims())
def test_claims_read_back_the_same_from_their_bytes(value):
    assert decode(encode(value)) == value
    assert encode(decode(encode(value))) == encode(value)


@given(claims())
def test_the_bytes_are_canonical_json(value):
    """RFC 8785: read and written again by the standard library, by the same rules, the bytes are the same."""
    content = encode(value)
    again = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == content


def test_claims_never_name_a_document_a_unit_or_a_mark():
    names_of_fields = {each.name for each in fields(Claims)}
    forbidden = {
        "document",
        "dni",
        "cip",
        "unit",
        "mark",
        "final_mark",
        "phone",
        "village",
        "place",
        "sex",
        "birth_date",
    }
    assert not names_of_fields & forbidden
    assert len(names_of_fields) == 31


def spoiled(**changes):
    return rfc8785.dumps({**asdict(SAMPLE), **changes})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        encode(SAMPLE) + b" ",
        json.dumps(asdict(SAMPLE)).encode(),
        spoiled(schema=2),
        spoiled(hours="30"),
        spoiled(serial=None),
        spoiled(serial=["7K3M"]),
        spoiled(holder_name=7),
        spoiled(trainers=None),
        spoiled(trainers=[{"name": "a"}]),
        spoiled(trainers=["a"]),
        spoiled(signatories=[{"name": 1, "office": "a", "organisation": "a"}]),
        spoiled(extra="a"),
    ],
)
def test_what_is_not_canonical_claims_is_refused(content):
    with pytest.raises(NotClaims):
        decode(content)


def test_a_claim_left_out_is_refused():
    for name in asdict(SAMPLE):
        less = {key: value for key, value in asdict(SAMPLE).items() if key != name}
        if name != "schema":
            with pytest.raises(NotClaims):
                decode(rfc8785.dumps(less))


def test_every_claim_changes_the_digest():
    seen = {digest(encode(SAMPLE))}
    for each in plain_fields():
        seen.add(digest(encode(replace(SAMPLE, **{each.name: 2 if each.type is int else "b"}))))
    assert len(seen) == len(plain_fields()) + 1
