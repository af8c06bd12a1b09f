"""Lists of withdrawn badges: the bits, their bounds, and that another implementation reads them."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list
from tests.signing.badge.badges import ISSUER, KEYS, NOW, OTHER_KEYS, changed, status_list

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.signing.badge.status import SIZE, make_status_list, pack, read_status_list, unpack


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(0, SIZE - 1), max_size=40))
def test_exactly_the_withdrawn_places_are_set(places):
    found = read_status_list(make_status_list(ISSUER, KEYS, places, NOW))
    assert {place for place in range(SIZE) if found.is_set(place)} == places
    assert (found.key, found.purposes, found.is_set(SIZE)) == (ISSUER.key, {"revocation"}, None)


def test_another_implementation_reads_the_bits():
    subject = json.loads(status_list(0, 9))["credentialSubject"]
    assert decode_encoded_list(subject["encodedList"])[:2] == bytes([0b1000_0000, 0b0100_0000])


def test_the_same_places_give_the_same_bytes_and_the_list_is_at_least_16_kib():
    assert make_status_list(ISSUER, KEYS, [3], NOW, size=8) == make_status_list(ISSUER, KEYS, [3], NOW)
    with pytest.raises(ValueError, match="131072"):
        make_status_list(ISSUER, KEYS, [SIZE], NOW)
    with pytest.raises(CertDeskError):
        make_status_list(ISSUER, OTHER_KEYS, [], NOW)


@pytest.mark.parametrize(
    "text",
    [
        None, "", "u", "uAAAA", "H4sIAAAA", "u!!!!", pack(b"")[:-4], pack(b"x") + "AAAA",
        "u" + pack(b"x")[1:].replace("A", "+"), pack(bytes(2**20 + 1)),
    ],
)  # fmt: skip
def test_what_is_no_list_of_bits_is_refused(text):
    with pytest.raises(ValueError, match="encodedList"):
        unpack(text)


def test_a_bomb_is_not_unfolded():
    bomb = pack(bytes(2**26))
    assert len(bomb) < 200_000
    with pytest.raises(ValueError, match="encodedList"):
        unpack(bomb)
    assert len(gzip.compress(b"")) < 100


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["credentialSubject"].update(encodedList=pack(bytes(SIZE // 8))),
        lambda one: one.update(type=["VerifiableCredential"]),
        lambda one: one.update(extra="word"),
        lambda one: one.pop("proof"),
        lambda one: one.update(issuer="did:web:example.org"),
    ],
)
def test_a_changed_list_is_no_list(change):
    with pytest.raises(UntrustedFileError):
        read_status_list(changed(change, status_list(5)))
