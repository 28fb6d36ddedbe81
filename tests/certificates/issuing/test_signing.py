"""Signatures, checked by software that nobody here wrote."""

import json
import shutil
import stat
import subprocess

import pytest

from certificates.issuing.signing import is_signed_by, key_id, load_key, signature_document

ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")
"""The fixed head of an Ed25519 SubjectPublicKeyInfo (RFC 8410 section 4)."""


def openssl_accepts(folder, public_key, signature, content):
    if shutil.which("openssl") is None:
        pytest.fail("openssl is missing: apt-get install -y openssl")
    for name, data in (("key", ED25519_SPKI + public_key), ("sig", signature), ("text", content)):
        (folder / name).write_bytes(data)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin"]
    result = subprocess.run([*command, "-in", "text", "-sigfile", "sig"], cwd=folder, capture_output=True, check=False)
    return result.returncode == 0


def test_openssl_accepts_an_issued_certificate_and_no_changed_byte(register, client, tmp_path):
    view = register.view("rosa")
    (published,) = client.get("/claves.json").json
    public_key = bytes.fromhex(published["public_key"])
    assert published["key_id"] == view.key_id == key_id(public_key)
    assert openssl_accepts(tmp_path, public_key, view.signature, view.claims_bytes)
    for place in range(0, len(view.claims_bytes), 97):
        changed = bytearray(view.claims_bytes)
        changed[place] ^= 1
        assert not is_signed_by(public_key, view.signature, bytes(changed))
    assert not openssl_accepts(tmp_path, public_key, view.signature, view.claims_bytes + b" ")
    assert not openssl_accepts(tmp_path, public_key, view.signature[::-1], view.claims_bytes)


def test_demo_and_production_never_share_a_key(tmp_path):
    demo, production = load_key(tmp_path, "demo"), load_key(tmp_path, "production")
    assert demo.public != production.public
    assert load_key(tmp_path, "demo").public == demo.public
    assert not is_signed_by(production.public, demo.sign(b"claims"), b"claims")


def test_the_private_key_is_readable_by_its_owner_alone(tmp_path):
    load_key(tmp_path / "keys", "demo")
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_key_or_signature_of_the_wrong_size_signs_nothing(tmp_path):
    key = load_key(tmp_path, "demo")
    assert not is_signed_by(b"short", key.sign(b"a"), b"a")
    assert not is_signed_by(key.public, b"short", b"a")
    assert not is_signed_by(key.public, b"", b"")


def test_the_attached_signature_names_its_algorithm_and_key(tmp_path):
    key = load_key(tmp_path, "demo")
    attached = json.loads(signature_document(key.id, key.sign(b"claims")))
    assert attached == {"alg": "Ed25519", "key_id": key.id, "signature": key.sign(b"claims").hex()}
