from __future__ import annotations

from pathlib import Path

import pytest

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.signing.safe_write import read_small, write_file, write_folder


def test_a_folder_is_never_replaced(tmp_path: Path):
    write_folder(tmp_path / "one", {"a": b"first"})
    with pytest.raises(StorageError):
        write_folder(tmp_path / "one", {"a": b"second"})
    assert (tmp_path / "one" / "a").read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["one"]


def test_a_folder_that_can_not_be_made_whole_is_not_made(tmp_path: Path):
    with pytest.raises(StorageError):
        write_folder(tmp_path / "one", {"a": b"fine", "no/such/place": b"lost"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole(tmp_path: Path):
    target = tmp_path / "file"
    target.write_bytes(b"old")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_file_that_can_not_be_put_in_its_place_leaves_nothing(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(StorageError, match="taken"):
        write_file(tmp_path / "taken", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_small_files_only(tmp_path: Path):
    (tmp_path / "large").write_bytes(bytes(64 * 1024 + 1))
    with pytest.raises(UntrustedFileError, match="too large"):
        read_small(tmp_path / "large")
    with pytest.raises(UntrustedFileError, match="can't be read"):
        read_small(tmp_path / "missing")
