"""The root key on sticks and on paper, and the unlocked keys of a desk."""

from __future__ import annotations

import json
import os
import pickle
import stat

import pytest
from tests.signing.authority.samples import programme, save

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError, WrongPassphraseError
from certdesk.signing.authority import root_copies
from certdesk.signing.authority.desk import (
    KEYS,
    NEXT_KEYS,
    desk_folder,
    load_desk,
    replace_keys,
    save_desk,
    seal_keys,
    unlock_desk,
)
from certdesk.signing.authority.keys import unpacked
from certdesk.signing.authority.root_copies import open_copy, paper_path, write_copies
from certdesk.signing.keystore import wipe
from certdesk.signing.safe_write import write_private_file

PASSPHRASE = "five words for the root"


@pytest.fixture(scope="session")
def sticks(highlands, tmp_path_factory):
    folders = tuple(tmp_path_factory.mktemp(name) for name in ("stick", "other"))
    return write_copies(highlands.root, highlands.id, PASSPHRASE, folders)


def test_both_copies_and_the_paper_open_the_key(highlands, sticks, tmp_path):
    assert [path.name for path in sticks] == [sticks[0].name] * 2
    assert sticks[0].read_bytes() != sticks[1].read_bytes()
    for path in (sticks[1], paper_path(sticks[0])):
        root = open_copy(path, PASSPHRASE, (highlands.root.certificate,))
        assert root.key.private_numbers() == highlands.root.key.private_numbers()


def test_a_copy_shows_no_secret_and_only_its_owner_may_read_it(highlands, sticks):
    secret = highlands.root.key.private_numbers().private_value.to_bytes(32, "big")
    for path in (sticks[0], paper_path(sticks[0])):
        assert secret.hex() not in path.read_text(encoding="utf-8")
        assert "PRIVATE" not in path.read_text(encoding="utf-8")
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "key" not in repr(highlands.root).lower()


def test_the_paper_says_whose_it_is_and_what_to_do(sticks):
    text = paper_path(sticks[0]).read_text(encoding="utf-8")
    assert "ROOT KEY OF Highlands STEM" in text
    assert "Words: " in text
    assert "text file" in text


def test_a_wrong_passphrase_another_root_and_damage_are_told_apart(highlands, sticks, tmp_path):
    with pytest.raises(WrongPassphraseError):
        open_copy(sticks[0], "some other words", (highlands.root.certificate,))
    with pytest.raises(UntrustedFileError, match="another programme"):
        open_copy(sticks[0], PASSPHRASE, (programme().root.certificate,))
    whole = sticks[0].read_bytes()
    for content in (b"", b"{}", whole[:-40], whole.replace(b"certdesk-root-1", b"certdesk-root-9"), b"\xff" * 20):
        with pytest.raises(UntrustedFileError):
            open_copy(save(tmp_path, "x", content), PASSPHRASE, (highlands.root.certificate,))
    paper = paper_path(sticks[0]).read_text(encoding="utf-8").replace("\n02", "\n07", 1)
    with pytest.raises(UntrustedFileError, match="line 7"):
        open_copy(save(tmp_path, "p.txt", paper.encode()), PASSPHRASE, (highlands.root.certificate,))


def test_a_copy_that_asks_for_too_much_memory_is_refused(highlands, sticks, tmp_path):
    fields = json.loads(sticks[0].read_bytes())
    fields["sealed"] = fields["sealed"].replace('"memory_kib": 8192', '"memory_kib": 99999999')
    content = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(UntrustedFileError, match="damaged"):
        open_copy(save(tmp_path, "x", content), PASSPHRASE, (highlands.root.certificate,))


def test_nothing_is_left_when_the_second_stick_is_gone(highlands, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.write_text("no folder", encoding="utf-8")
    with pytest.raises(StorageError):
        write_copies(highlands.root, highlands.id, PASSPHRASE, (first, second))
    assert not list(first.iterdir())


def test_a_stick_that_lies_is_found_out(highlands, tmp_path, monkeypatch):
    def write_badly(target, content):
        place = len(content) // 2
        write_private_file(target, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])

    monkeypatch.setattr(root_copies, "write_private_file", write_badly)
    with pytest.raises(StorageError, match="read back"):
        write_copies(highlands.root, highlands.id, PASSPHRASE, (tmp_path,))
    assert not list(tmp_path.iterdir())


def test_a_copy_is_never_written_over(highlands, tmp_path, sticks):
    with pytest.raises(StorageError, match="there already"):
        write_copies(highlands.root, highlands.id, PASSPHRASE, (sticks[0].parent,))
    assert sticks[0].is_file()
    with pytest.raises(CertDeskError, match="too short"):
        write_copies(highlands.root, highlands.id, "elf letters", (tmp_path,))


@pytest.fixture(scope="session")
def locked(highlands):
    return seal_keys(highlands.keys, PASSPHRASE)


@pytest.fixture
def desk(highlands, locked, tmp_path):
    """A desk on disk, with keys that are locked."""
    save_desk(tmp_path, highlands.desk)
    write_private_file(desk_folder(tmp_path, highlands.id) / KEYS, locked)
    return tmp_path


def test_the_keys_of_a_desk_open_and_lock(desk, highlands):
    keys = unlock_desk(desk, highlands.id, PASSPHRASE)
    assert keys.statement_key == highlands.keys.statement_key
    assert keys.issuer.programme_id == highlands.id
    assert len(keys.sign_statement(b"event")) == 64
    assert repr(keys) == f"AuthorityKeys(programme_id='{highlands.id}', locked=False)"
    with pytest.raises(TypeError):
        pickle.dumps(keys)
    keys.lock()
    for ask in (lambda: keys.sign_statement(b"event"), lambda: keys.issuing, keys.packed, lambda: keys.issuer):
        with pytest.raises(CertDeskError, match="locked"):
            ask()
    with pytest.raises(WrongPassphraseError):
        unlock_desk(desk, highlands.id, "some other words")


def test_a_damaged_desk_is_told(desk, highlands):
    folder = desk_folder(desk, highlands.id)
    (folder / "desk.json").write_bytes(b"{}")
    with pytest.raises(UntrustedFileError):
        load_desk(desk, highlands.id)


def test_keys_of_another_desk_do_not_fit(desk, highlands):
    other = programme()
    secret = other.keys.packed()
    with pytest.raises(ValueError, match="2"):
        unpacked(secret, (highlands.id, "x"), highlands.desk.issuers)
    with pytest.raises(ValueError, match="0"):
        unpacked(bytearray(), (highlands.id, "x"), highlands.desk.issuers)
    wipe(secret)
    assert not any(secret)


def test_keys_that_were_being_replaced_are_never_lost(desk, highlands):
    folder = desk_folder(desk, highlands.id)
    replace_keys(desk, highlands.desk, (folder / KEYS).read_bytes())
    # A change that was not kept leaves keys for a version that the desk never had.
    (folder / NEXT_KEYS).write_bytes(b"2\nof a desk that is not there")
    assert unlock_desk(desk, highlands.id, PASSPHRASE)
    assert not (folder / NEXT_KEYS).exists()
    # One that was kept, and then the computer went off.
    (folder / NEXT_KEYS).write_bytes(b"1\n" + (folder / KEYS).read_bytes())
    (folder / KEYS).write_bytes(b"{}")
    assert unlock_desk(desk, highlands.id, PASSPHRASE)
