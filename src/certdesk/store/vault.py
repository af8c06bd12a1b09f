"""Evidence by digest: each file is stored once, under its SHA-256, and never changed.

The path in the database is only the digest, so a workspace works from any drive letter or mount point.
"""

from __future__ import annotations

import stat
from hashlib import file_digest
from pathlib import Path

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.store.flushing import flush_folder


class Vault:
    """The folder of evidence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """Return where the file with this digest lies, or would lie."""
        return self._folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Whether the file is there."""
        return self.path(digest).is_file()

    def keep(self, staged: Path, digest: str) -> Path:
        """Move a complete, hashed and flushed file from staging into the vault; the same file twice is one."""
        target = self.path(digest)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if is_whole(target, digest):  # one that is short or damaged is replaced
                staged.unlink()
            else:
                staged.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
                staged.replace(target)
            for folder in (target.parent, self._folder):
                flush_folder(folder)
        except OSError as problem:
            text = _("Evidence could not be stored in {folder}: {reason}.")
            text = text.format(folder=self._folder, reason=problem.strerror)
            raise StorageError(text, _("Check the disk's free space, then take the portfolio in again.")) from problem
        return target

    def let_go(self, digest: str) -> None:
        """Delete a file that nothing refers to any more; none is nothing to do."""
        target = self.path(digest)
        try:
            if target.is_file():
                target.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows deletes nothing that is read-only
                target.unlink()
                flush_folder(target.parent)
        except OSError as problem:
            text = _("A file in {folder} could not be deleted: {reason}.")
            text = text.format(folder=target.parent, reason=problem.strerror)
            raise StorageError(text, _("Close programs that have it open, then try again.")) from problem


def is_whole(target: Path, digest: str) -> bool:
    """Say whether a file is there with the bytes that its digest tells. Raises OSError when it can't be read."""
    if not target.is_file():
        return False
    with target.open("rb") as kept:
        return file_digest(kept, "sha256").hexdigest() == digest
