from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.did_keys import did_key, key_of_did
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.pdf.der import is_canonical


def test_fingerprint_is_the_beginning_of_sha256_in_crockfords_letters():
    # SHA-256 of nothing begins e3b0c44298fc1c149afb.
    assert fingerprint(b"") == "WERC 8GMR ZGE1 96QV"


def test_did_key_of_the_example_in_the_standard():
    # W3C did:key 0.9, test vector for Ed25519.
    name = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    assert did_key(key_of_did(name)) == name


@given(st.binary(min_size=32, max_size=32))
def test_did_key_names_every_key(key: bytes):
    assert key_of_did(did_key(key)) == key


@pytest.mark.parametrize(
    "name", ["", "did:web:example", "did:key:z", "did:key:z0OIl", "did:key:z" + "1" * 90, "did:key:z2"]
)
def test_other_names_are_refused(name: str):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is no key
        key_of_did(name)


@pytest.mark.parametrize(
    ("encoded", "canonical"),
    [
        ("3000", True),
        ("3003020101", True),
        ("300302010100", False),  # something behind it
        ("30800000", False),  # no definite length
        ("30810302 0101", False),  # a longer length than needed
        ("3004 02020001", False),  # a number with a needless zero
        ("3003010101", False),  # "true" is FF
        ("30030101ff", True),
        ("3005020101", False),  # cut off
        ("", False),
        ("30", False),
        ("1f2000", False),  # a tag of several bytes
    ],
)
def test_only_one_way_of_writing_is_canonical(encoded: str, canonical: bool):
    assert is_canonical(bytes.fromhex(encoded)) is canonical


@given(st.binary(max_size=200))
def test_nonsense_is_answered_not_raised(data: bytes):
    assert is_canonical(data) in {True, False}
