"""The registers of this desk: their lines and checkpoints in the database, and the numbers that were given out.

Numbers and places in the status list are reserved in a file beside the database before they are used; see
`certdesk.store.register_seen`. What is highest in any place counts: the file, the database, what was published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from certdesk.core.errors import NotAllowedError
from certdesk.core.merkle import Tree
from certdesk.core.words import _
from certdesk.store.register_seen import PUBLISHED, TRUST, Seen, place_of, read_seen, register_folder, write_seen
from certdesk.store.workspace import Recording, Workspace

EVENT, CHECKPOINT = "register_event", "register_checkpoint"
LIST_ENTRIES = 131_072
"""Entries of one status list: 16 KiB of bits."""
_STEP = 1000
_SERIAL = re.compile(r'"serial":"[^"\\]*-([0-9]{4})-([0-9]{5,9})(?:-[^"\\]*)?"')
_PLACE = re.compile(r'"status_index":([0-9]{1,10})[,}]')
_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class RegisterLook:
    """How a register stands against what this desk remembers of it.

    ``missing`` entries were there and are not any more; ``differs`` when those that are there are others. ``moved``
    when the workspace is another installation than the one that issued last: a copy, or taken back from a backup.
    ``forgotten`` when the file that remembers is gone. ``unfinished`` when the last addition was begun and never kept.
    ``numbers`` is the highest number known to be used, by year.
    """

    register: str
    size: int
    known_size: int
    missing: int = 0
    differs: bool = False
    moved: bool = False
    forgotten: bool = False
    unfinished: bool = False
    numbers: tuple[tuple[int, int], ...] = ()
    at: str = ""

    @property
    def complete(self) -> bool:
        """Whether every entry that was ever there is there."""
        return not (self.missing or self.differs)

    @property
    def ready(self) -> bool:
        """Whether the register may be added to here."""
        return self.complete and not self.moved


def lines_of(db: Database, register: str) -> tuple[str, ...]:
    """Read the lines of a register in order."""
    rows = db.execute("select event from register_event where register = ? order by position", [register])
    return tuple(row[0] for row in rows)


def newest_note(db: Database, register: str) -> str:
    """Read the newest checkpoint note of a register, or an empty text."""
    sql = "select note from register_checkpoint where register = ? order by size desc limit 1"
    row = db.execute(sql, [register]).fetchone()
    return "" if row is None else str(row[0])


def registers_of(db: Database) -> tuple[str, ...]:
    """Name the registers that have lines here."""
    return tuple(row[0] for row in db.execute("select distinct register from register_event order by register"))


def put_lines(recording: Recording, register: str, start: int, lines: Iterable[str]) -> None:
    """Add lines from position ``start`` on, inside a recording."""
    for position, line in enumerate(lines, start):
        recording.put(EVENT, {"register": register, "position": position, "event": line})


def put_note(recording: Recording, register: str, size: int, note: str) -> None:
    """Add or replace the checkpoint note at a size, inside a recording."""
    recording.put(CHECKPOINT, {"register": register, "size": size, "note": note})


def reserve(workspace: Workspace, register: str, year: int, count: int) -> tuple[int, ...]:
    """Give out the next ``count`` numbers of a year, counted from 1; on the disk before they are returned.

    Raises NotAllowedError while the workspace is another installation than the one that issued last (`take_over`).
    """
    seen = _remembered(workspace, register)
    last = seen.number(year)
    write_seen(workspace.folder, _now(workspace, seen.with_number(year, last + count)))
    return tuple(range(last + 1, last + count + 1))


def reserve_status_indices(workspace: Workspace, register: str, count: int) -> tuple[int, ...]:
    """Give out ``count`` places in the status list, in no order that tells of their number; on the disk beforehand.

    Raises NotAllowedError as `reserve` does.
    """
    seen = _remembered(workspace, register)
    write_seen(workspace.folder, _now(workspace, replace(seen, indices=seen.indices + count)))
    return tuple(status_place(register, counter) for counter in range(seen.indices, seen.indices + count))


def status_place(register: str, counter: int) -> int:
    """Return the place of the status list for a counter from 0: another one for every counter, all over the list."""
    turn, (times, plus) = counter // LIST_ENTRIES, _scatter(register)
    return turn * LIST_ENTRIES + (times * counter + plus) % LIST_ENTRIES


def counter_of_place(register: str, place: int) -> int:
    """Return the counter that `status_place` gave a place to."""
    turn, (times, plus) = place // LIST_ENTRIES, _scatter(register)
    return turn * LIST_ENTRIES + (place - plus) * pow(times, -1, LIST_ENTRIES) % LIST_ENTRIES


def promise(workspace: Workspace, register: str, size: int, root: bytes) -> None:
    """Write down how long the register is about to be, before its lines are put in."""
    remembered = read_seen(workspace.folder, register)
    seen = remembered or derived(workspace, register)
    now = _now(workspace, replace(seen, pending_size=size, pending_root=root.hex()))
    # A copy stays one, also when lost entries are taken back into it.
    epoch = seen.epoch if _is_moved(workspace, register, remembered) else now.epoch
    write_seen(workspace.folder, replace(now, epoch=epoch))


def confirm(workspace: Workspace, register: str) -> None:
    """Make what was promised certain, once the database has it; what came to nothing is forgotten."""
    seen = read_seen(workspace.folder, register) or derived(workspace, register)
    tree = _tree(workspace.db, register)
    kept = tree.size >= seen.size and tree.root(seen.size).hex() == seen.root
    if not kept:
        return
    plain = replace(seen, size=tree.size, root=tree.root().hex(), pending_size=0, pending_root="")
    if plain != seen:
        write_seen(workspace.folder, plain)


def take_over(workspace: Workspace, register: str) -> Seen:
    """Let this installation issue from now on; numbers go on after the next full thousand of each year.

    So no number is used twice that was given out where this copy does not know of, as long as those were fewer.
    """
    seen = read_seen(workspace.folder, register) or derived(workspace, register)
    seen = _highest(seen, derived(workspace, register))
    numbers = {year: _next_thousand(number) for year, number in seen.numbers.items()}
    taken = replace(seen, epoch=workspace.epoch, numbers=numbers, indices=_next_thousand(seen.indices))
    write_seen(workspace.folder, _now(workspace, taken))
    return taken


def look(workspace: Workspace, register: str) -> RegisterLook:
    """Compare a register with what this desk remembers of it."""
    remembered, tree = read_seen(workspace.folder, register), _tree(workspace.db, register)
    seen = remembered or Seen(register)
    # What others read needs no look where the database has all that is remembered, and no more.
    sure = remembered is not None and 0 < seen.size == tree.size
    known = max(seen.size, 0 if sure else len(_published(workspace, register)))
    found = RegisterLook(
        register=register,
        size=tree.size,
        known_size=known,
        missing=max(0, known - tree.size),
        differs=tree.size >= seen.size and tree.root(seen.size).hex() != seen.root,
        moved=_is_moved(workspace, register, remembered),
        forgotten=remembered is None and bool(tree.size or known),
        unfinished=seen.pending_size > tree.size,
        at=seen.at,
    )
    if found.forgotten or not found.ready:
        seen = _highest(seen, derived(workspace, register))
    return replace(found, numbers=tuple(sorted((int(year), number) for year, number in seen.numbers.items())))


def derived(workspace: Workspace, register: str) -> Seen:
    """Work out from the database and what was published what must have been given out: at least that."""
    seen, counter = Seen(register, epoch=_last_epoch(workspace, register)), 0
    sql = "select year, number, status_index from certificate where register = ?"
    given = [*workspace.db.execute(sql, [register])]
    given += [_given_in(line) for line in {*lines_of(workspace.db, register), *_published(workspace, register)}]
    for year, number, place in given:
        seen = seen.with_number(year, number) if year else seen
        counter = max(counter, 0 if place is None else counter_of_place(register, place) + 1)
    return replace(seen, indices=counter)


def _remembered(workspace: Workspace, register: str) -> Seen:
    """Return the highest of everything that is known, to give out more. Raises NotAllowedError for a copy."""
    remembered = read_seen(workspace.folder, register)
    if _is_moved(workspace, register, remembered):
        text = _("This workspace was copied or taken back from a backup since it last issued certificates.")
        hint = _(
            "Make sure that nobody issues in the other copy, then continue with: certdesk register continue. "
            "Numbers go on after the next full thousand, so that none is used twice."
        )
        raise NotAllowedError(text, hint)
    return _highest(remembered or Seen(register), derived(workspace, register))


def _highest(one: Seen, other: Seen) -> Seen:
    for year, number in other.numbers.items():
        one = one.with_number(int(year), number)
    return replace(one, indices=max(one.indices, other.indices), epoch=one.epoch or other.epoch)


def _now(workspace: Workspace, seen: Seen) -> Seen:
    return replace(seen, epoch=workspace.epoch, at=workspace.clock().isoformat())


def _is_moved(workspace: Workspace, register: str, remembered: Seen | None) -> bool:
    if remembered is None:
        epoch = _last_epoch(workspace, register)
        return bool(epoch) and epoch != workspace.epoch
    if remembered.epoch in {"", workspace.epoch}:
        return False
    # Only the database was taken back: what this very folder remembers goes beyond it, so nothing can be used twice.
    (size,) = workspace.db.execute("select count(*) from register_event where register = ?", [register]).fetchone()
    return remembered.place != place_of(workspace.folder, register) or size >= remembered.size


def _last_epoch(workspace: Workspace, register: str) -> str:
    """Return the installation that last wrote into the register here; without the remembering file that has to do."""
    sql = """
        select epoch from journal where instr(body, '"table":"register_event"') > 0 and instr(body, ?) > 0
        order by position desc limit 1
    """
    row = workspace.db.execute(sql, [f'"register":"{register}"']).fetchone()
    return "" if row is None else str(row[0])


def _tree(db: Database, register: str) -> Tree:
    return Tree(line.encode() for line in lines_of(db, register))


def _published(workspace: Workspace, register: str) -> tuple[str, ...]:
    """Return the lines of the longest file that others read, unchecked: they only ever raise numbers."""
    own = register_folder(workspace.folder, register) / PUBLISHED
    taken_in = workspace.folder / TRUST / register / PUBLISHED
    return max((_lines_in(path) for path in (own, taken_in)), key=len)


def _lines_in(path: Path) -> tuple[str, ...]:
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= _LARGEST:
            plain = json.loads(path.read_bytes())
            events = plain.get("events") if isinstance(plain, dict) else None
            return tuple(each for each in events if isinstance(each, str)) if isinstance(events, list) else ()
    return ()


def _given_in(line: str) -> tuple[int, int, int | None]:
    """Return year and number of a line's serial (0 and 0 without one), and its place in the status list.

    Read off the canonical text, in which no name stands inside of a value with quotes around it like this.
    """
    serial, place = _SERIAL.search(line), _PLACE.search(line)
    year, number = (int(serial[1]), int(serial[2])) if serial else (0, 0)
    return year, number, int(place[1]) if place else None


def _next_thousand(number: int) -> int:
    return -(-number // _STEP) * _STEP if number % _STEP else number + _STEP


def _scatter(register: str) -> tuple[int, int]:
    """Return an odd factor and an offset: times and plus them, every counter of a list has its own place."""
    made = sha256(f"certdesk status list {register}".encode()).digest()
    return int.from_bytes(made[:4], "big") | 1, int.from_bytes(made[4:8], "big")
