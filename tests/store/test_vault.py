"""Evidence is stored once, under its digest, and whole."""

from __future__ import annotations

import os
import stat
import sys
from hashlib import sha256

import pytest

from certdesk.core.errors import StorageError
from certdesk.store.vault import Vault

CONTENT = b"a lesson plan" * 100
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "staging").mkdir()
    return Vault(tmp_path / "vault")


def staged(tmp_path, name="1", content=CONTENT):
    path = tmp_path / "staging" / name
    path.write_bytes(content)
    return path


def test_a_file_is_moved_in_under_its_digest(vault, tmp_path):
    source = staged(tmp_path)
    assert not vault.has(DIGEST)
    path = vault.keep(source, DIGEST)
    assert path == tmp_path / "vault" / DIGEST[:2] / DIGEST == vault.path(DIGEST)
    assert path.read_bytes() == CONTENT
    assert vault.has(DIGEST)
    assert not source.exists()


def test_the_same_file_twice_is_one(vault, tmp_path):
    first = vault.keep(staged(tmp_path), DIGEST)
    moment = first.stat().st_mtime_ns
    source = staged(tmp_path, "2")
    assert vault.keep(source, DIGEST) == first
    assert first.stat().st_mtime_ns == moment
    assert not source.exists()


def test_what_a_power_cut_left_short_is_replaced(vault, tmp_path):
    path = vault.keep(staged(tmp_path), DIGEST)
    path.chmod(0o644)
    path.write_bytes(b"")
    vault.keep(staged(tmp_path, "2"), DIGEST)
    assert path.read_bytes() == CONTENT


def test_nobody_changes_it_by_mistake(vault, tmp_path):
    mode = vault.keep(staged(tmp_path), DIGEST).stat().st_mode
    assert not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes a rename by itself")
def test_the_new_names_are_on_the_disk(vault, tmp_path, monkeypatch):
    flushed = set()
    real_fsync = os.fsync

    def fsync(descriptor):
        flushed.add(os.fstat(descriptor).st_ino)
        real_fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    path = vault.keep(staged(tmp_path), DIGEST)
    assert flushed >= {path.parent.stat().st_ino, path.parent.parent.stat().st_ino}


def test_a_disk_that_refuses_is_told_with_what_to_do(vault, tmp_path):
    (tmp_path / "vault").write_bytes(b"a file where the folder should be")
    source = staged(tmp_path)
    with pytest.raises(StorageError, match="Evidence could not be stored in") as refused:
        vault.keep(source, DIGEST)
    assert "free space" in refused.value.hint
    assert source.exists()
