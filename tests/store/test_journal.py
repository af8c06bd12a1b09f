"""The journal: chained, never altered, and its tables can be made again from it."""

from __future__ import annotations

import json
import random

import pytest
from tests.support.building import (
    AMARA,
    BEN,
    CRITERIA,
    furnished,
    level,
    open_workspace,
    put_portfolio,
    put_rubric,
    sign,
    small_rubric,
)
from tests.support.fixtures import begun
from tests.support.folders import fast_folder

from certdesk.actions.annotating import Filing, file_evidence, remove_annotation
from certdesk.actions.assessing import flag_assessment, hold_assessment, reopen_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, undo
from certdesk.core.annotations import PageRegion, Rect
from certdesk.core.errors import CertDeskError
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable
from certdesk.store import journal
from certdesk.store.assessments import load_assessment
from certdesk.store.connection import open_database, sqlite3
from certdesk.store.journal import entries, newest_about
from certdesk.store.opening import DATABASE
from certdesk.store.rebuilding import broken_links, rebuild, snapshot


@pytest.fixture
def workspace(tmp_path):
    """A workspace that was never closed yet, nor moved."""
    with furnished(tmp_path / "workspace") as workspace:
        yield workspace


def rows(workspace):
    return list(workspace.db.query("select * from journal order by position"))


def test_an_entry_says_who_what_when(workspace, assessment_id):
    change = mark_criterion(workspace, assessment_id, "T2", level(3))
    *_, entry = entries(workspace.db)
    assert (entry.id, entry.author, entry.type) == (change.entry_id, AMARA, "mark.given")
    assert (entry.subject, entry.target, entry.label) == (assessment_id, "", "T2 = 3")
    assert entry.at == workspace.clock.now.isoformat()
    [changed] = entry.changes
    assert changed.before is None
    assert changed.after == {
        "assessment_id": assessment_id,
        "criterion_id": "T2",
        "kind": "level",
        "level": "3",
        "code": None,
    }


def test_before_and_after_are_both_kept(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T2", level(3))
    mark_criterion(workspace, assessment_id, "T2", level(4))
    mark_criterion(workspace, assessment_id, "T2", UNMARKED)
    levels = [
        (change.before and change.before["level"], change.after and change.after["level"])
        for entry in entries(workspace.db, subject=assessment_id)
        for change in entry.changes
        if change.table == "mark"
    ]
    assert levels == [(None, "3"), ("3", "4"), ("4", None)]


def test_each_author_has_a_chain_of_their_own(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.person = BEN
    bens = begun(workspace, "P-001")
    mark_criterion(workspace, bens, "T1", level(2))
    workspace.person = AMARA
    mark_criterion(workspace, assessment_id, "T2", level(3))
    last = {}
    for row in rows(workspace):
        seq, previous = last.get(row["author"], (0, ""))
        assert (row["seq"], row["previous"]) == (seq + 1, previous)
        last[row["author"]] = (row["seq"], row["hash"])
    assert last.keys() == {AMARA, BEN}
    assert not broken_links(workspace.db)


def test_a_chain_goes_on_after_a_restart(workspace, assessment_id):
    workspace.close()
    with open_workspace(workspace.folder) as again:
        mark_criterion(again, assessment_id, "T1", level(3))
        newest, before = reversed(rows(again)[-2:])
        assert (newest["seq"], newest["previous"]) == (before["seq"] + 1, before["hash"])


def test_the_body_is_canonical(workspace, assessment_id):
    write_summary(workspace, assessment_id, "ünïcode “quoted” 中文\n\x07")
    body = rows(workspace)[-1]["body"]
    again = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert body == again


def test_what_no_encoding_can_hold_is_replaced(workspace):
    put_portfolio(workspace, "P-\udcff", id="odd", title="half \ud83d and whole \ud83d\ude00")
    row = next(workspace.db.query("select code, title from portfolio where id = 'odd'"))
    assert row == {"code": "P-\ufffd", "title": "half \ufffd and whole 😀"}
    assert not broken_links(workspace.db)
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set label = 'x'",
        "update journal set body = '{}' where position = 3",
        "update journal set signature = 'x'",
        "delete from journal where position = (select max(position) from journal)",
        "delete from journal",
        "insert or replace into journal select 1, 'new', author, epoch, seq, previous, at, type, subject, target, body,"
        " hash, signature from journal where position = 1",
        "update or replace journal set position = 1 where position = 2",
    ],
)
def test_entries_are_never_altered(workspace, statement):
    before = rows(workspace)
    with pytest.raises(sqlite3.DatabaseError):
        workspace.db.execute(statement)
    assert rows(workspace) == before


def without_triggers(workspace):
    workspace.close()
    db = open_database(workspace.folder / DATABASE)
    db.execute("drop trigger journal_is_never_altered")
    db.execute("drop trigger journal_is_never_shortened")
    return db


@pytest.mark.parametrize("column", ["id", "author", "epoch", "previous", "at", "type", "subject", "target", "body"])
def test_every_altered_column_shows(workspace, assessment_id, column):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    db = without_triggers(workspace)
    db.execute(f"update journal set {column} = {column} || ' ' where position = 4")  # noqa: S608 - fixed names
    assert broken_links(db)
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set seq = 99 where position = 4",
        "update journal set hash = replace(hash, 'a', 'b') where position = 4",
        "delete from journal where position = 1",
        "delete from journal where position = 4",
        "update journal set position = case position when 3 then -4 else -3 end where position in (3, 4)",
        'update journal set body = replace(body, \'"level":"1"\', \'"level":"4"\') where type = \'mark.given\'',
    ],
)
def test_every_tampering_shows(workspace, assessment_id, statement):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, assessment_id, "T2", level(1))
    db = without_triggers(workspace)
    assert not broken_links(db)
    db.execute(statement)
    assert broken_links(db)
    db.close()


def test_an_entry_with_a_new_hash_breaks_the_next_one(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, assessment_id, "T2", level(1))
    db = without_triggers(workspace)
    first = next(iter(db.query("select * from journal where type = 'mark.given'")))
    forged = {name: first[name] for name in first if name not in {"hash", "signature", "position"}}
    forged["body"] = forged["body"].replace('"level":"1"', '"level":"4"')
    new_hash = journal.digest(journal.canonical(forged))
    db.execute("update journal set body = ?, hash = ? where id = ?", [forged["body"], new_hash, forged["id"]])
    assert len(broken_links(db)) == 1
    db.close()


def test_marks_changed_behind_the_journal_show_against_it(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    workspace.db.execute("update mark set level = '4'")
    assert snapshot(rebuild(workspace.db)) != snapshot(workspace.db)


def test_the_newest_entry_about_a_subject(workspace, assessment_id):
    other = begun(workspace, "P-002")
    change = mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, other, "T1", level(1))
    assert newest_about(workspace.db, assessment_id) == change.entry_id
    assert newest_about(workspace.db, "nothing") == ""


def test_reading_can_be_limited(workspace, assessment_id):
    for value in (1, 2, 3):
        mark_criterion(workspace, assessment_id, "T1", level(value))
    newest = [entry.label for entry in entries(workspace.db, newest_first=True, subject=assessment_id, limit=2)]
    assert newest == ["T1 = 3", "T1 = 2"]


def test_the_tables_can_be_made_again_after_a_long_history():
    chance = random.Random(20261122)
    with fast_folder() as folder, furnished(folder / "workspace") as workspace:
        ids = [begun(workspace, "P-001"), begun(workspace, "P-002")]
        for step in range(250):
            try:
                one_step(workspace, chance, chance.choice(ids), step)
            except CertDeskError:
                continue
        assert len(list(entries(workspace.db))) > 120
        assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)
        assert not broken_links(workspace.db)


def one_step(workspace, chance, id_, step):
    """Do one thing that people do, by chance."""
    item = f"item-{load_assessment(workspace.db, id_).portfolio_id.removeprefix('portfolio-')}-{chance.randrange(2)}"
    place = PageRegion(chance.randrange(1, 5), Rect(step, 2.5, 30, 40))
    annotations = load_assessment(workspace.db, id_).annotations
    criterion = chance.choice(CRITERIA)
    mark = chance.choice([level(1), level(2), level(4), NotObserved(), Unscorable("U-AUDIO"), CommentOnly(), UNMARKED])
    chance.choice(
        [
            lambda: mark_criterion(workspace, id_, criterion, mark),
            lambda: write_feedback(workspace, id_, criterion, next_step=f"Try {step}"),
            lambda: write_summary(workspace, id_, f"Summary {step}"),
            lambda: file_evidence(workspace, id_, Filing(item, place, (criterion,))),
            lambda: remove_annotation(workspace, id_, chance.choice(annotations).id) if annotations else None,
            lambda: flag_assessment(workspace, id_, chance.choice(["", "look here"])),
            lambda: hold_assessment(workspace, id_, chance.choice(["", "video missing"])),
            lambda: undo(workspace, within=chance.choice(["", id_])),
            lambda: undo(workspace, within=chance.choice(["", id_])),
            lambda: redo(workspace, within=chance.choice(["", id_])),
            lambda: sign(workspace, id_) if step % 10 == 0 else None,
            lambda: reopen_assessment(workspace, id_, f"why {step}"),
            lambda: reopen_assessment(workspace, id_, f"why {step}"),
            lambda: put_portfolio(workspace, f"Q-{step}"),
            lambda: put_rubric(workspace, small_rubric(f"1.{step}.0")),
        ]
    )()
