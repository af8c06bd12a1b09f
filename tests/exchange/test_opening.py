"""Packages of strangers: damage costs what is damaged, and nothing that was altered is believed."""

from __future__ import annotations

import json
import shutil
import subprocess
import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.packing import OTHER_KEY, PACKER_KEY, READER_KEY, built, job

from certdesk.core.errors import CertDeskError, UntrustedFileError, WrongPassphraseError
from certdesk.core.exchange import UsualTime
from certdesk.core.plain import dumps
from certdesk.exchange.building import Built, signature_of
from certdesk.exchange.checking import check_stick
from certdesk.exchange.looking import find_bags, look_at_bag, looks_like_package
from certdesk.exchange.package import HEAD, SIGNATURE, Index, PackedFile, Packer, Piece
from certdesk.exchange.reading import packed_index, read_head, read_index, read_signature, signature_fits
from certdesk.exchange.sealing import DamagedError, NotForUsError, opened_with_words, sealed_behind
from certdesk.exchange.stick_writer import write_stick
from certdesk.exchange.unpacking import open_index, unpack

CONTENTS = (b"a small plan", b"the lesson" * 5_000, b"photo" * 20_000, b"video" * 60_000)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("outbox") / "p", CONTENTS, group=200_000, piece=90_000)


@pytest.fixture
def stick(package, tmp_path) -> Path:
    write_stick(job(package, tmp_path / "CertDesk-20261122-000000aa-1"))
    return tmp_path / "CertDesk-20261122-000000aa-1"


def _none(_digest: str) -> bool:
    return False


def flipped(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_damaged_part_costs_its_file_and_the_rest_comes_in(stick, package, tmp_path):
    part = package.head.parts[1]  # one piece of the video
    flipped(stick / "data" / part.name, 40_000)
    found = look_at_bag(stick)
    index = open_index([found], READER_KEY.open)
    (tmp_path / "s").mkdir()
    out = unpack([found], index, READER_KEY.open, tmp_path / "s", _none)
    assert {path.read_bytes() for _digest, path in out.files} == set(CONTENTS[:3])
    assert [file.digest for file in out.damaged] == [sha256(CONTENTS[3]).hexdigest()]
    assert out.damaged_parts == (part.name,)
    (checked,) = check_stick(tmp_path)
    assert [(one.name, one.leaves) for one in checked.damaged] == [(part.name, (0,))]
    assert not checked.whole


def test_files_before_the_damage_in_one_part_come_in_too(stick, package, tmp_path):
    group = package.head.parts[0]
    flipped(stick / "data" / group.name, group.size - 20)
    found = look_at_bag(stick)
    index = open_index([found], READER_KEY.open)
    (tmp_path / "s").mkdir()
    out = unpack([found], index, READER_KEY.open, tmp_path / "s", _none)
    whole = {path.read_bytes() for _digest, path in out.files}
    assert CONTENTS[0] in whole
    assert CONTENTS[2] not in whole


def test_a_second_whole_copy_of_a_damaged_part_is_used(stick, package, tmp_path):
    part = package.head.parts[0]
    path = stick / "data" / part.name
    stem, ending = part.name.split(".")
    shutil.copy(path, path.with_name(f"{stem}.sync-conflict-20261122-090000-ABCDEFG.{ending}"))
    flipped(path, 5_000)
    found = look_at_bag(stick)
    index = open_index([found], READER_KEY.open)
    (tmp_path / "s").mkdir()
    out = unpack([found], index, READER_KEY.open, tmp_path / "s", _none)
    assert {path.read_bytes() for _digest, path in out.files} == set(CONTENTS)


def test_a_changed_head_or_signature_is_not_believed(stick):
    for name in (HEAD, SIGNATURE):
        kept = (stick / name).read_bytes()
        (stick / name).write_bytes(kept.replace(b"2026-11-22", b"2026-11-23") if name == HEAD else
                                   kept.replace(b'"signature":"', b'"signature":"AAAA'))  # fmt: skip
        assert not look_at_bag(stick).fits
        (stick / name).write_bytes(kept)
    assert look_at_bag(stick).fits


def test_without_its_signature_a_package_is_unfinished(stick, tmp_path):
    (stick / SIGNATURE).unlink()
    assert not look_at_bag(stick).committed
    assert "not finished" in check_stick(tmp_path)[0].sentence


def test_only_the_right_key_opens_it_and_so_does_age(stick, package, tmp_path):
    found = look_at_bag(stick)
    with pytest.raises(NotForUsError):
        open_index([found], OTHER_KEY.open)
    age = shutil.which("age")
    if age is None:
        pytest.skip("age is not here")
    for key, works in ((READER_KEY, True), (OTHER_KEY, False)):
        (tmp_path / "key").write_bytes(key.openssh)
        (tmp_path / "key").chmod(0o600)
        command = [age, "-d", "-i", str(tmp_path / "key"), str(stick / "data" / package.head.index.name)]
        ran = subprocess.run(command, capture_output=True, check=False)
        assert (ran.returncode == 0) is works
        assert not works or b"certdesk-index-1" in zlib.decompress(ran.stdout)


@pytest.mark.slow
def test_six_words_open_a_package_however_they_are_typed(tmp_path):
    seals = sealed_behind("otter lemon castle piano river zebra")
    package = built(tmp_path / "p", CONTENTS[:1], seals=seals)
    found = look_at_bag(package.folder)
    opened = opened_with_words(seals.locked_key, " Otter-LEMON castle, piano river  zebra ")
    assert open_index([found], opened).files
    with pytest.raises(WrongPassphraseError):
        opened_with_words(seals.locked_key, "otter lemon castle piano river")
    with pytest.raises(DamagedError):
        opened_with_words(seals.locked_key[:-9], "otter lemon castle piano river zebra")


def test_a_sealed_stick_names_nobody(tmp_path):
    said = ('{"name":"Amara Diallo","code":"KITE-37","title":"Clean water"}',)
    package = built(tmp_path / "p", (b"Amara Diallo KITE-37 Clean water",), statements=said)
    write_stick(job(package, tmp_path / "stick"))
    for path in (tmp_path / "stick").rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        assert not any(word in content for word in (b"Amara", b"KITE", b"Clean", b"Bongani", b"LAP-07"))


def _resigned(package: Built, plain: dict[str, object]) -> tuple[bytes, bytes]:
    """The head as somebody with a key of their own would write it."""
    head = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    return head, signature_of(package.head, head, PACKER_KEY.author)


def test_a_newer_minor_version_is_read_and_a_newer_major_one_refused(package):
    plain = json.loads(package.head_bytes)
    newer = plain | {"format": "certdesk-package-1.7", "colour": "red", "index": plain["index"] | {"mood": [1]}}
    head_bytes, signature = _resigned(package, newer)
    assert read_head(head_bytes).parts == package.head.parts
    assert signature_fits(read_signature(signature), head_bytes, read_head(head_bytes))
    with pytest.raises(UntrustedFileError, match=r"version 2\.0.*reads 1\.0"):
        read_head(json.dumps(plain | {"format": "certdesk-package-2.0"}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"package": "../../etc"},
        {"author": "did:web:example.org"},
        {"seal": "rot13"},
        {"made_at": "2026-11-22T09:00:00"},
        {"parts": "no"},
        {"parts": [{"is": "Part", "name": "../../x.age", "size": 1, "digest": "0" * 64, "leaves": ["0" * 64]}]},
        {"parts": [{"is": "Part", "name": "0" * 32 + ".age", "size": 2**60, "digest": "0" * 64, "leaves": []}]},
        {"parts": [{"is": "Part", "name": "0" * 32 + ".age", "size": -1, "digest": "0" * 64, "leaves": []}]},
        {"key": {"is": "Part", "name": "0" * 32 + ".age", "size": 9, "digest": "0" * 64, "leaves": ["0" * 64]}},
    ],
)
def test_heads_that_make_no_sense_are_refused(package, change):
    plain = json.loads(package.head_bytes) | change
    data = json.dumps(plain).encode()
    try:
        head = read_head(data)
    except UntrustedFileError:
        return
    signature = signature_of(package.head, data, PACKER_KEY.author)
    assert not signature_fits(read_signature(signature), data, head)


def test_an_index_that_overlaps_or_grows_is_refused(package):
    found = look_at_bag(package.folder)
    index = open_index([found], READER_KEY.open)
    file = next(file for file in index.files if len(file.pieces) == 1)
    for pieces in ((Piece(0, 5, file.size),), (Piece(99, 0, file.size),), (Piece(0, 0, file.size + 1),)):
        wrong = replace(index, files=(PackedFile(file.digest, file.size, pieces),))
        with pytest.raises(UntrustedFileError):
            read_index(packed_index(wrong), package.head)
    twice = replace(index, files=(*index.files, index.files[0]))
    with pytest.raises(UntrustedFileError):
        read_index(packed_index(twice), package.head)
    with pytest.raises(UntrustedFileError):
        read_index(zlib.compress(bytes(40 * 2**20)), package.head)
    with pytest.raises(UntrustedFileError):
        read_index(packed_index(index) + b"more", package.head)


def _mutated(data: bytes, draw: st.DataObject) -> bytes:
    at = draw.draw(st.integers(0, len(data) - 1))
    how = draw.draw(st.sampled_from(("flip", "cut", "insert", "brackets")))
    if how == "flip":
        return data[:at] + bytes([data[at] ^ draw.draw(st.integers(1, 255))]) + data[at + 1 :]
    if how == "cut":
        return data[:at]
    if how == "insert":
        return data[:at] + draw.draw(st.binary(min_size=1, max_size=9)) + data[at:]
    return data[:at] + b"[" * 100_000 + data[at:]


def _nothing_escapes(package: Built, draw: st.DataObject) -> None:
    which = draw.draw(st.sampled_from(("head", "signature", "index")))
    try:
        if which == "head":
            read_head(_mutated(package.head_bytes, draw))
        elif which == "signature":
            read_signature(_mutated(package.signature_bytes, draw))
        else:
            index = open_index([look_at_bag(package.folder)], READER_KEY.open)
            read_index(zlib.compress(_mutated(dumps(index).encode(), draw)), package.head)
    except CertDeskError:
        return


@settings(max_examples=30)
@given(draw=st.data())
def test_nothing_but_our_own_errors_come_of_damage(package, draw):
    _nothing_escapes(package, draw)


@pytest.mark.slow
@settings(max_examples=5_000)
@given(draw=st.data())
def test_nothing_but_our_own_errors_come_of_damage_at_length(package, draw):
    _nothing_escapes(package, draw)


def test_packages_are_recognised_where_they_lie(stick, tmp_path):
    assert looks_like_package(tmp_path)
    assert looks_like_package(stick)
    assert not looks_like_package(stick / "data")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    shutil.copytree(stick, deep / "c")
    assert find_bags([tmp_path]) == (stick, deep / "c") or set(find_bags([tmp_path])) == {stick, deep / "c"}


@pytest.mark.parametrize(
    "told", [(1, 2), (0, 3), (-5, 3), (100_001, 3), (142, 10**9)], ids=lambda told: "-".join(map(str, told))
)
def test_a_usual_time_that_can_t_be_one_is_refused(package, told):
    said = Index(
        "certdesk-index-1.0", package.head.package, package.head.purpose, Packer("", "", ""), (), (),
        usual_time=UsualTime("stem-teaching", *told),
    )  # fmt: skip
    with pytest.raises(UntrustedFileError, match="list of contents"):
        read_index(packed_index(said), package.head)
    fine = replace(said, usual_time=UsualTime("stem-teaching", 142, 3))
    assert read_index(packed_index(fine), package.head).usual_time == fine.usual_time
    plain = json.loads(zlib.decompress(packed_index(fine)))
    del plain["usual_time"]
    assert read_index(zlib.compress(json.dumps(plain).encode()), package.head).usual_time is None
