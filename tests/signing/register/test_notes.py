"""Signed notes as other programs write and read them, and nothing else."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.register.samples import KEEPER, NOW, REGISTER, STRANGER, WITNESS, a_key

from certdesk.core.errors import UntrustedFileError
from certdesk.core.merkle import Tree
from certdesk.signing.register.checkpoints import (
    Checkpoint,
    countersigned,
    origin_of,
    read_checkpoint,
    sign_checkpoint,
    signed_time,
    signing_key,
    witnesses,
)
from certdesk.signing.register.notes import is_signed, key_id, read_note, signed_only, witness_key, witness_name
from certdesk.signing.register.taking_in import MOST_TOGETHER, merged_note

TREE = Tree([b"one", b"two", b"three"])
POINT = Checkpoint(origin_of(REGISTER), TREE.size, TREE.root())

# From the documentation of golang.org/x/mod/sumdb/note, by which the format was first described.
GO_KEY = ("PeterNeumann", "c74f20a3", "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The examples of C2SP tlog-checkpoint and tlog-cosignature.
C2SP_NOTE = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo"
    "+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5"
    "nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_a_note_of_another_program_is_read_and_checked():
    name, hashed, encoded = GO_KEY
    kind, key = base64.b64decode(encoded)[:1], base64.b64decode(encoded)[1:]
    assert key_id(name, kind, key).hex() == hashed
    note = read_note(GO_NOTE)
    assert is_signed(note, name, key)
    assert str(note) == GO_NOTE
    assert not is_signed(read_note(GO_NOTE.replace("problem is", "trouble is")), name, key)


def test_the_examples_of_the_standard_are_read():
    note = read_note(C2SP_NOTE)
    assert str(note) == C2SP_NOTE
    assert [one.name for one in note.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert int.from_bytes(note.signatures[1].data[:8], "big") == 1679315147
    assert note.text.split("\n")[1] == "20852163"
    with pytest.raises(UntrustedFileError):  # longer than any register of certificates
        read_checkpoint(note)


def test_a_checkpoint_is_three_lines_and_signed_twice():
    note = sign_checkpoint(POINT, KEEPER, NOW)
    assert note.split("\n")[:4] == [
        f"certdesk/{REGISTER}",
        "3",
        base64.b64encode(TREE.root()).decode(),
        "",
    ]
    read = read_note(note)
    assert read_checkpoint(read) == POINT
    assert signing_key(read, [STRANGER.statement_key, KEEPER.statement_key]) == KEEPER.statement_key
    assert signing_key(read, [STRANGER.statement_key]) is None
    assert signed_time(read, KEEPER.statement_key) == NOW
    assert signed_time(read, STRANGER.statement_key) is None
    assert sign_checkpoint(POINT, KEEPER, NOW) == note


def test_witnesses_sign_with_their_time_and_only_their_newest_word_counts():
    note = countersigned(sign_checkpoint(POINT, KEEPER, NOW), WITNESS, NOW + timedelta(days=1))
    note = countersigned(note, WITNESS, NOW + timedelta(days=2, microseconds=5))
    found = witnesses(read_note(note))
    assert [(one.key, one.at) for one in found] == [
        (KEEPER.statement_key, NOW),
        (WITNESS.statement_key, NOW + timedelta(days=2)),
    ]
    assert note.count("\n— ") == 3


def test_the_message_that_a_witness_signs_is_that_of_the_standard():
    line = read_note(countersigned(sign_checkpoint(POINT, KEEPER, NOW), WITNESS, NOW)).signatures[-1]
    told = f"cosignature/v1\ntime {int(NOW.timestamp())}\n{POINT.text}"
    WITNESS.private.public_key().verify(line.data[8:], told.encode())
    assert line.key_id == key_id(witness_name(WITNESS.statement_key), b"\x04", WITNESS.statement_key)


def test_a_countersignature_of_another_text_or_time_is_none():
    note = countersigned(sign_checkpoint(POINT, KEEPER, NOW), WITNESS, NOW)
    other = Checkpoint(POINT.origin, 2, TREE.root(2))
    moved = note.replace(POINT.text, other.text)
    assert witnesses(read_note(moved)) == ()
    data = read_note(note).signatures[-1]
    late = base64.b64encode(data.key_id + (2**40).to_bytes(8, "big") + data.data[8:]).decode()
    lines = note.rstrip("\n").split("\n")
    lines[-1] = f"— {data.name} {late}"
    assert WITNESS.statement_key not in {one.key for one in witnesses(read_note("\n".join(lines) + "\n"))}


def test_a_bad_signature_beside_a_good_one_counts_as_bad():
    note = sign_checkpoint(POINT, KEEPER, NOW)
    first = note.split("\n")[4]
    forged = first[:-8] + ("AAAA" if first[-8:-4] != "AAAA" else "BBBB") + first[-4:]
    assert signing_key(read_note(note + forged + "\n"), [KEEPER.statement_key]) is None


def test_names_of_witnesses_name_their_keys():
    name = witness_name(WITNESS.statement_key)
    assert witness_key(name) == WITNESS.statement_key
    assert witness_key(name + "!") is None
    assert witness_key("witness.example.com/w1") is None


GOOD = sign_checkpoint(POINT, KEEPER, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\n\n",
        "one\ntwo\n",
        GOOD.rstrip("\n"),
        GOOD + "\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("— ", "- "),
        GOOD.replace("certdesk/", "cert\tdesk/"),
        GOOD.replace("=\n\n", "=\n"),
        POINT.text + "\n",
        POINT.text + "\n— name with spaces AAAAAAAA\n",
        POINT.text + "\n— na+me AAAAAAAA\n",
        POINT.text + "\n— name AAAA\n",
        POINT.text + "\n— name AAAAAAA\n",
        POINT.text + "\n— name AAAAAAA!\n",
        POINT.text + "\n" + "— name AAAAAAAA\n" * 101,
        "x" * 70_000,
    ],
)
def test_anything_else_is_no_note(text):
    with pytest.raises(UntrustedFileError):
        read_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n3\n",
        "origin\n03\n" + "A" * 43 + "=\n",
        "origin\n-3\n" + "A" * 43 + "=\n",
        "origin\n3\nAAAA\n",
        "origin\n0\n" + "A" * 43 + "=\n",
        "origin\n\n" + "A" * 43 + "=\n",
        "origin\n12345678901\n" + "A" * 43 + "=\n",
    ],
)
def test_anything_else_is_no_checkpoint(text):
    with pytest.raises(UntrustedFileError):
        read_checkpoint(read_note(f"{text}\n— name AAAAAAAA\n"))


@pytest.mark.parametrize("name", ["", "with space", "plus+", "line\nend", "zero\u200b\u2028"])
def test_a_register_needs_a_plain_name(name):
    if name:
        with pytest.raises(ValueError, match=r".*"):
            origin_of(name)
    assert origin_of("self-0123456789abcdef") == "certdesk/self-0123456789abcdef"


@given(st.integers(0, len(GOOD.encode()) - 1), st.integers(1, 255))
@settings(max_examples=60)
def test_a_flipped_byte_is_never_signed(at, flip):
    data = bytearray(GOOD.encode())
    data[at] ^= flip
    try:
        note = read_note(data.decode())
        read_checkpoint(note)
    except (UnicodeDecodeError, UntrustedFileError):
        return
    if signing_key(note, [KEEPER.statement_key]):
        # Only the second line, with the time, was hit: the register stays signed, its time is not believed.
        assert note.text == POINT.text
        assert signed_time(note, KEEPER.statement_key) is None


def test_times_are_whole_seconds_in_utc():
    found = witnesses(read_note(GOOD))[0]
    assert found.at == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_flood_of_countersignatures_fills_nothing():
    flooded = GOOD
    for number in range(90):
        flooded = countersigned(flooded, a_key(100 + number), NOW)
    merged = read_note(merged_note(GOOD, flooded))
    assert len(merged.signatures) == MOST_TOGETHER
    assert signing_key(merged, [KEEPER.statement_key]) == KEEPER.statement_key
    assert str(signed_only(merged, KEEPER.statement_key)) == GOOD


def test_junk_under_a_note_is_neither_merged_nor_remembered():
    junk = GOOD + "— certdesk/witness/nobody AAAAAAAA\n" * 40
    assert merged_note(GOOD, junk) == GOOD
    assert str(signed_only(read_note(junk), KEEPER.statement_key)) == GOOD
