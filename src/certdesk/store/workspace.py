"""The workspace: a folder with the database, the vault of evidence, signed documents and backups."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from pathlib import Path

from sqlite_utils import Database

from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import CertDeskError, NotAllowedError, StorageError
from certdesk.core.words import _
from certdesk.store import backups, journal, opening
from certdesk.store.connection import is_damage, is_disk_trouble, sqlite3
from certdesk.store.ids import new_id
from certdesk.store.records import TABLES, Row, RowChange, apply_change, key_of, read_row, writable
from certdesk.store.vault import Vault

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
DESK = "desk"


def _now() -> datetime:
    return datetime.now(UTC)


class Recording:
    """The rows that one deed changes, applied as they come and written to the journal at the end."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.changes: list[RowChange] = []
        self.change = UNCHANGED

    def put(self, table: str, row: Row) -> None:
        """Insert or replace one whole row."""
        row = writable(row)
        key = key_of(table, row)
        self.apply(RowChange(table, key, read_row(self._db, table, key), row))

    def remove(self, table: str, key: Row) -> None:
        """Remove one row, if it is there."""
        self.apply(RowChange(table, key, read_row(self._db, table, key), None))

    def apply(self, change: RowChange) -> None:
        """Make one change, unless the row already looks like that."""
        if change.before == change.after:
            return
        apply_change(self._db, change)
        self.changes.append(change)


class ManyRecordings:
    """Deeds about many subjects in one transaction, each with an entry of its own."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.close: Callable[[Recording, str, str], None] = _not_open
        self.change = UNCHANGED
        self.kinds = Kind.NOTHING
        self.subjects: set[str] = set()

    @contextmanager
    def about(self, subject: str, label: str = "") -> Iterator[Recording]:
        """Change rows of one subject."""
        recording = Recording(self._db)
        yield recording
        self.close(recording, subject, label)
        found = _change(recording.changes, subject, label, "")
        self.kinds |= found.kinds
        if recording.changes:
            self.subjects |= found.subjects


class Workspace:
    """An open workspace, held by one process. Use it on the thread that opened it.

    ``clock`` gives the time and ``person`` is the id of whoever acts, so that tests and scripts can set them.
    """

    def __init__(self, folder: Path, *, clock: Clock = _now, person: str = "") -> None:
        self.folder = folder
        self.clock = clock
        self.person = person
        with ExitStack() as opened:
            opened.enter_context(closing(opening.take_lock(folder)))
            whole = ExitStack()
            opened.enter_context(whole)
            self.db = opened.enter_context(closing(opening.open_and_upgrade(folder, clock)))
            opening.empty_folder(self.staging)
            opened.callback(self._end_well)
            whole.callback(opening.leave_mark, folder)
            self._opened = opened.pop_all()
        self.vault = Vault(folder / opening.VAULT)
        self.epoch = opening.device_epoch(self.db)

    @property
    def documents(self) -> Path:
        """Folder of the signed documents."""
        return self.folder / "documents"

    @property
    def staging(self) -> Path:
        """Folder of half-made files; emptied when the workspace is opened."""
        return self.folder / "staging"

    @property
    def derived(self) -> Path:
        """Folder of what can be made again: thumbnails, converted pages."""
        return self.folder / "derived"

    @property
    def identities(self) -> Path:
        """Folder of this desk's keys, encrypted."""
        return self.folder / "identities"

    def new_id(self) -> str:
        """Make a record id."""
        return new_id(self.clock())

    def close(self) -> None:
        """Back up if that is due, close the database and let others open the workspace. Once more does no harm."""
        self._opened.close()

    def __enter__(self) -> Workspace:
        """Use the workspace in a ``with`` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def recording(self, deed: str, label: str, *, subject: str = "", target: str = "") -> Iterator[Recording]:
        """Change rows and write the journal entry about it, in one transaction.

        ``deed`` is the entry's type, such as ``mark.given``; ``subject`` the portfolio or assessment concerned;
        ``target`` the entry that an undo or redo is about. Afterwards ``recording.change`` says what changed.
        """
        recording = Recording(self.db)
        with self._transaction() as written:
            yield recording
            if recording.changes:
                written.append(self._write(recording, deed, label, (subject, target)))
        if written:
            recording.change = _change(recording.changes, subject, label, written[-1])

    @contextmanager
    def recording_many(self, deed: str, label: str) -> Iterator[ManyRecordings]:
        """Change rows of many subjects with a journal entry for each, in one transaction: all or nothing.

        Afterwards ``many.change`` says what changed.
        """
        many = ManyRecordings(self.db)
        with self._transaction() as written:

            def close(recording: Recording, subject: str, words: str) -> None:
                if recording.changes:
                    written.append(self._write(recording, deed, words or label, (subject, "")))

            many.close = close
            yield many
        if written:
            many.change = _change_of_many(many, label, written[-1])

    def _write(self, recording: Recording, deed: str, label: str, about: tuple[str, str]) -> str:
        subject, target = about
        draft = journal.Draft(self.person or DESK, self.clock(), deed, subject, label, tuple(recording.changes), target)
        return journal.write(self.db, draft, self.epoch)

    @contextmanager
    def _transaction(self) -> Iterator[list[str]]:
        """Commit what is done inside, if it wrote entries: their ids go into the list."""
        written: list[str] = []
        try:
            self.db.execute("begin immediate")
            yield written
            if not written:
                self.db.rollback()
                return
            self.db.execute("commit")
        except BaseException as problem:
            self._roll_back()
            if not (written and isinstance(problem, sqlite3.Error) and self._arrived(written[-1])):
                raise _explained(problem, self.folder) from problem

    @contextmanager
    def local_change(self) -> Iterator[Database]:
        """Change tables that belong to this desk only and are not in the journal."""
        try:
            self.db.execute("begin immediate")
            yield self.db
            self.db.execute("commit")
        except BaseException as problem:
            self._roll_back()
            raise _explained(problem, self.folder) from problem

    def _end_well(self) -> None:
        try:
            backups.back_up_if_due(self.db, self.folder / opening.BACKUPS, self.clock())
            opening.mark_closed(self.db)
        except (CertDeskError, OSError, sqlite3.Error):
            # Closing must never fail for want of a backup: the disk may be full or gone. The next start checks all.
            log.warning("no backup on closing", exc_info=True)

    def _roll_back(self) -> None:
        try:
            self.db.rollback()
        except sqlite3.Error:
            # SQLite has rolled back by itself when the disk failed; the first error is the one to tell.
            log.warning("no rollback", exc_info=True)

    def _arrived(self, entry_id: str) -> bool:
        """Whether a commit that reported failure is on disk all the same; then it counts as done."""
        try:
            return journal.has_entry(self.db, entry_id)
        except StorageError:
            log.warning("a failed commit could not be looked up", exc_info=True)
            return False


def _not_open(_recording: Recording, _subject: str, _label: str) -> None:
    raise RuntimeError(_subject)


def _change_of_many(many: ManyRecordings, label: str, entry_id: str) -> Change:
    return Change(many.kinds, frozenset(many.subjects), label, entry_id)


def _change(changes: list[RowChange], subject: str, label: str, entry_id: str) -> Change:
    kinds = reduce(or_, (TABLES[change.table].kind for change in changes), Kind.NOTHING)
    ids = {str(value) for change in changes for column, value in change.key.items() if column.endswith("id")}
    return Change(kinds, frozenset(ids | {subject} - {""}), label, entry_id)


def _explained(problem: BaseException, folder: Path) -> BaseException:
    """Turn what a disk or a database says into a sentence; leave everything else alone, because it is a bug."""
    if isinstance(problem, sqlite3.IntegrityError) and "FOREIGN KEY" in str(problem):
        return NotAllowedError(_("This cannot be done any more, because something else builds on it."))
    if isinstance(problem, OSError) or is_disk_trouble(problem) or is_damage(problem):
        text = _("The workspace {folder} could not be written: {reason}.").format(folder=folder, reason=problem)
        hint = _("Nothing is half done. Check that the disk has free space and may be written to, then try again.")
        return StorageError(text, hint)
    return problem
