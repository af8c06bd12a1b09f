"""Numbers and places that are given out once, whatever happens to the database or the file that remembers."""

import json
import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.merkle import Tree
from certdesk.core.plain import canonical
from certdesk.store.backups import back_up
from certdesk.store.opening import DATABASE
from certdesk.store.register import (
    LIST_ENTRIES,
    confirm,
    counter_of_place,
    lines_of,
    look,
    newest_note,
    promise,
    put_lines,
    put_note,
    registers_of,
    reserve,
    reserve_status_indices,
    status_place,
    take_over,
)
from certdesk.store.register_seen import FOLDER, PUBLISHED, SEEN, TRUST, Seen, read_seen, write_durably, write_seen
from certdesk.store.workspace import Workspace

REGISTER = "8c1d2e3f4a5b6c7d"


def line(number: int, year: int = 2026, place: int | None = None) -> str:
    status = "" if place is None else f',"status_index":{place}'
    return f'{{"n":{number},"serial":"HSTP-{year}-{number + 1:05}-4"{status}}}'


def enter(workspace, *lines: str) -> None:
    """Add lines as the action does."""
    before = lines_of(workspace.db, REGISTER)
    tree = Tree(each.encode() for each in (*before, *lines))
    with workspace.recording("certificate.issued", "issued") as recording:
        put_lines(recording, REGISTER, len(before), lines)
        put_note(recording, REGISTER, tree.size, f"note {tree.size}")
        promise(workspace, REGISTER, tree.size, tree.root())
    confirm(workspace, REGISTER)


def enter_and_fail(workspace) -> None:
    with workspace.recording("certificate.issued", "issued") as recording:
        put_lines(recording, REGISTER, 1, (line(1),))
        promise(workspace, REGISTER, 2, Tree([line(0).encode(), line(1).encode()]).root())
        raise ZeroDivisionError


def forget(workspace) -> None:
    (workspace.folder / FOLDER / REGISTER / SEEN).unlink()


def drop_guards(workspace) -> None:
    """What keeps the program itself from altering lines keeps nobody who has the file."""
    for (name,) in list(workspace.db.execute("select name from sqlite_master where type = 'trigger'")):
        workspace.db.execute(f"drop trigger {name}")


def backed_up(workspace) -> Path:
    """A backup of the database, as the program makes it, to be put back later."""
    return back_up(workspace.db, workspace.folder.parent, "older.db")


def restored(workspace, copy: Path):
    """The workspace with its old database put back, as a person would do it."""
    folder = workspace.folder
    workspace.close()
    for old in folder.glob(f"{DATABASE}*"):
        old.unlink()
    shutil.copy(copy, folder / DATABASE)
    return _opened(folder)


def _opened(folder: Path):
    return Workspace(folder)


def test_numbers_follow_each_other_in_each_year_and_register(workspace):
    assert reserve(workspace, REGISTER, 2026, 3) == (1, 2, 3)
    assert reserve(workspace, REGISTER, 2027, 1) == (1,)
    assert reserve(workspace, REGISTER, 2026, 2) == (4, 5)
    assert reserve(workspace, "self-0123456789abcdef", 2026, 1) == (1,)
    assert reserve(workspace, REGISTER, 2026, 0) == ()


def test_what_is_given_out_is_on_the_disk_first(workspace):
    reserve(workspace, REGISTER, 2026, 3)
    reserve_status_indices(workspace, REGISTER, 2)
    seen = read_seen(workspace.folder, REGISTER)
    assert (seen.number(2026), seen.indices, seen.epoch) == (3, 2, workspace.epoch)


def test_nothing_is_given_out_when_the_disk_refuses(workspace):
    place = workspace.folder / FOLDER
    place.mkdir()
    (place / REGISTER).write_text("a file in the way")
    with pytest.raises(StorageError):
        reserve(workspace, REGISTER, 2026, 1)


def test_lines_and_notes_are_read_back_in_order(workspace):
    enter(workspace, line(0), line(1))
    enter(workspace, line(2))
    assert lines_of(workspace.db, REGISTER) == (line(0), line(1), line(2))
    assert newest_note(workspace.db, REGISTER) == "note 3"
    assert registers_of(workspace.db) == (REGISTER,)
    found = look(workspace, REGISTER)
    assert (found.size, found.missing, found.complete, found.moved, found.forgotten) == (3, 0, True, False, False)


@given(st.integers(0, 3 * LIST_ENTRIES))
@settings(max_examples=50)
def test_every_counter_has_its_own_place(counter):
    place = status_place(REGISTER, counter)
    assert counter_of_place(REGISTER, place) == counter
    assert place // LIST_ENTRIES == counter // LIST_ENTRIES


def test_places_lie_all_over_the_list_and_never_twice(workspace):
    places = (*reserve_status_indices(workspace, REGISTER, 300), *reserve_status_indices(workspace, REGISTER, 300))
    assert len(set(places)) == 600
    assert max(places) < LIST_ENTRIES
    assert min(places) < LIST_ENTRIES // 10 < LIST_ENTRIES * 9 // 10 < max(places)
    assert list(places) != sorted(places)


def test_a_forgotten_file_is_worked_out_from_the_database(workspace):
    place = reserve_status_indices(workspace, REGISTER, 5)[-1]
    reserve(workspace, REGISTER, 2026, 12)
    enter(workspace, line(0), line(11, place=place))
    forget(workspace)
    found = look(workspace, REGISTER)
    assert (found.forgotten, found.complete, found.numbers) == (True, True, ((2026, 12),))
    assert reserve(workspace, REGISTER, 2026, 1) == (13,)
    assert counter_of_place(REGISTER, reserve_status_indices(workspace, REGISTER, 1)[0]) == 5


def test_what_was_published_counts_as_well(workspace):
    for place, number in ((TRUST, 41), (FOLDER, 70)):
        published = workspace.folder / place / REGISTER / PUBLISHED
        write_durably(published, canonical({"events": [line(0)] * (number - 40) + [line(number)]}).encode())
        assert reserve(workspace, REGISTER, 2026, 1) == (number + 2,)
        assert look(workspace, REGISTER).missing == number - 39


def test_a_damaged_file_counts_as_forgotten(workspace):
    reserve(workspace, REGISTER, 2026, 2)
    enter(workspace, line(0), line(1))
    for number, content in enumerate(
        ("", "{", "[]", "null", '{"format":"x"}', '{"format":"certdesk-register-seen-1"}')
    ):
        (workspace.folder / FOLDER / REGISTER / SEEN).write_text(content)
        assert look(workspace, REGISTER).forgotten
        assert reserve(workspace, REGISTER, 2026, 1) == (3,), number


@pytest.mark.parametrize("change", [{"20r6": 2}, {"2026": 10**30}, {"2026": "2"}, [2]])
def test_numbers_that_no_desk_gave_out_count_as_damage(workspace, change):
    reserve(workspace, REGISTER, 2026, 2)
    enter(workspace, line(0), line(1))
    path = workspace.folder / FOLDER / REGISTER / SEEN
    path.write_text(json.dumps(json.loads(path.read_text()) | {"numbers": change}))
    assert look(workspace, REGISTER).forgotten
    assert reserve(workspace, REGISTER, 2026, 1) == (3,)


def test_a_restored_database_is_noticed_and_no_number_comes_back(workspace):
    reserve(workspace, REGISTER, 2026, 2)
    enter(workspace, line(0), line(1))
    copy = backed_up(workspace)
    reserve(workspace, REGISTER, 2026, 3)
    enter(workspace, line(2), line(3), line(4))
    with restored(workspace, copy) as again:
        found = look(again, REGISTER)
        assert (found.missing, found.known_size, found.complete, found.numbers) == (3, 5, False, ((2026, 5),))
        assert not found.moved
        assert reserve(again, REGISTER, 2026, 1) == (6,)
        enter(again, line(2), line(3), line(4))
        found = look(again, REGISTER)
        assert (found.complete, found.moved) == (True, False)


def test_a_restored_database_with_a_forgotten_file_is_noticed_too(workspace):
    reserve(workspace, REGISTER, 2026, 2)
    enter(workspace, line(0), line(1))
    copy = backed_up(workspace)
    reserve(workspace, REGISTER, 2026, 3)
    enter(workspace, line(2), line(3), line(4))
    forget(workspace)
    with restored(workspace, copy) as again:
        assert look(again, REGISTER).moved
        with pytest.raises(NotAllowedError):
            reserve(again, REGISTER, 2026, 1)
        take_over(again, REGISTER)
        assert reserve(again, REGISTER, 2026, 1) == (1001,)


def test_a_copy_on_another_computer_may_issue_only_when_told_to(workspace):
    reserve(workspace, REGISTER, 2026, 7)
    enter(workspace, line(0))
    folder = workspace.folder.parent / "copied"
    workspace.close()
    shutil.copytree(workspace.folder, folder)
    with _opened(folder) as copy:
        with pytest.raises(NotAllowedError) as problem:
            reserve(copy, REGISTER, 2026, 1)
        assert "certdesk register continue" in problem.value.hint
        with pytest.raises(NotAllowedError):
            reserve_status_indices(copy, REGISTER, 1)
        take_over(copy, REGISTER)
        assert reserve(copy, REGISTER, 2026, 2) == (1001, 1002)
        assert counter_of_place(REGISTER, reserve_status_indices(copy, REGISTER, 1)[0]) == 1000
        assert look(copy, REGISTER).complete
    with _opened(workspace.folder) as original:
        assert reserve(original, REGISTER, 2026, 1) == (8,)


def test_an_addition_that_was_never_kept_is_no_loss(workspace):
    enter(workspace, line(0))
    with pytest.raises(ZeroDivisionError):
        enter_and_fail(workspace)
    found = look(workspace, REGISTER)
    assert (found.size, found.complete, found.unfinished) == (1, True, True)
    enter(workspace, line(1, place=9))
    assert (look(workspace, REGISTER).complete, look(workspace, REGISTER).unfinished) == (True, False)


def test_an_addition_that_was_kept_and_not_confirmed_is_whole(workspace):
    enter(workspace, line(0))
    with workspace.recording("certificate.issued", "issued") as recording:
        put_lines(recording, REGISTER, 1, (line(1),))
        promise(workspace, REGISTER, 2, Tree([line(0).encode(), line(1).encode()]).root())
    found = look(workspace, REGISTER)
    assert (found.size, found.complete, found.unfinished) == (2, True, False)
    confirm(workspace, REGISTER)
    assert read_seen(workspace.folder, REGISTER).size == 2


def test_lines_that_were_changed_in_the_database_are_noticed(workspace):
    enter(workspace, line(0), line(1))
    drop_guards(workspace)
    workspace.db.execute("update register_event set event = ? where position = 0", [line(0, 2025)])
    found = look(workspace, REGISTER)
    assert (found.differs, found.complete) == (True, False)
    confirm(workspace, REGISTER)
    assert look(workspace, REGISTER).differs


def test_what_is_remembered_is_never_half_written(workspace):
    """A reader always finds a whole file while another one is written."""
    write_seen(workspace.folder, Seen(REGISTER, numbers={"2026": 1}))
    stop, torn = threading.Event(), []

    def keep_reading():
        while not stop.is_set():
            if read_seen(workspace.folder, REGISTER) is None:
                torn.append(True)

    reader = threading.Thread(target=keep_reading)
    reader.start()
    for number in range(12):
        write_seen(workspace.folder, Seen(REGISTER, numbers={"2026": number}))
    stop.set()
    reader.join()
    assert not torn


@pytest.mark.parametrize("name", ["", "..", "../x", "A", "a/b", "x" * 65, "-abc"])
def test_a_register_has_a_harmless_name(tmp_path, name):
    with pytest.raises(ValueError, match=r".*"):
        read_seen(tmp_path, name)
