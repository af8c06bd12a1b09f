"""Rubrics from elsewhere: read, known again, kept as drafts; and given to other systems."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import put_rubric, small_rubric

from certdesk import shipped
from certdesk.actions import printing_rubrics
from certdesk.actions.exporting_rubrics import export, file_name, losses, writable_formats, write_file
from certdesk.actions.importing_rubrics import keep_imported, matches, read_reading, read_source
from certdesk.actions.undoing import undo
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.comparing_versions import compare
from certdesk.core.differences import DifferenceKind
from certdesk.core.errors import NotAllowedError, RubricError, StorageError
from certdesk.core.importing import Choice, Question, Reading, Row, Verdict
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import DecisionRules, ExternalId, Outcome, Rubric
from certdesk.core.standards import Framework, StandardItem
from certdesk.rubric_formats.format import LARGEST
from certdesk.store.bank import load_bank
from certdesk.store.frameworks import list_frameworks
from certdesk.store.rubric_drafts import list_drafts, load_draft
from certdesk.store.rubrics import list_rubrics

TEACHING = shipped.rubrics() / "stem_teaching.yaml"


def foreign(rubric: Rubric, **values: object) -> Rubric:
    """The rubric as another system would hold it: its own ids, no rules, no weights, no examples."""
    ids = {one.id: f"C{number}" for number, one in enumerate(rubric.criteria, start=1)}
    lowest = rubric.scale.levels[0].value
    return replace(
        rubric,
        id="from-elsewhere",
        version="1.0.0",
        scale=replace(rubric.scale, not_observed_at_most=0, never_not_observed=frozenset()),
        criteria=tuple(
            replace(one, id=ids[one.id], weight=Fraction(1), floor=lowest, critical=False, required=(), caps=())
            for one in rubric.criteria
        ),
        sections=tuple(replace(one, criteria=tuple(ids[name] for name in one.criteria)) for one in rubric.sections),
        decision=DecisionRules((Outcome("result", "Result", ()),)),
        examples=(),
        external=(
            ExternalId("elsewhere", "", "r-7"),
            *(ExternalId("elsewhere", ids[one.id], f"x-{one.id}") for one in rubric.criteria),
        ),
        **values,  # type: ignore[arg-type]
    )


@pytest.fixture
def here(workspace):
    """The small rubric as 1.1.0, with the names that another system has for it and its criteria."""
    names = (
        ExternalId("elsewhere", "", "r-7"),
        *(ExternalId("elsewhere", id_, f"x-{id_}") for id_ in ("T1", "T2", "T3")),
    )
    known = replace(small_rubric("1.1.0"), external=names)
    put_rubric(workspace, known)
    return known


def test_a_file_is_planned_read_and_kept(workspace):
    reading = read_reading(read_source(TEACHING), {})
    assert matches(workspace, reading) == (None,)
    kept = keep_imported(workspace, reading, [0])
    (draft,) = list_drafts(workspace.db)
    assert kept.drafts == (draft.id,)
    assert not compare(draft.rubric, reading.rubrics[0]).lines
    assert list_rubrics(workspace.db) == (RubricRef("small", "1.0.0"),), "nothing is published by it"
    assert kept.changes[0].label == "draft of STEM Teaching Certificate taken in"
    undo(workspace)
    assert list_drafts(workspace.db) == ()


def test_the_same_file_again_begins_nothing(workspace):
    reading = read_reading(read_source(TEACHING), {})
    put_rubric(workspace, reading.rubrics[0])
    kept = keep_imported(workspace, reading, [0])
    assert (kept.drafts, kept.changes) == ((), ())
    assert kept.unchanged == (RubricRef("stem-teaching", "1.0.0"),)


def test_names_in_the_other_system_tell_the_same_rubric_and_its_criteria(workspace, here):
    incoming = foreign(small_rubric())
    moved = replace(incoming, criteria=incoming.criteria[::-1], title="Renamed there")
    moved = replace(moved, criteria=tuple(replace(one, title=f"{one.title}!") for one in moved.criteria))
    (draft_id,) = keep_imported(workspace, Reading("elsewhere", (moved,)), [0]).drafts
    draft = load_draft(workspace.db, draft_id).rubric
    assert (draft.id, draft.based_on, draft.title) == ("small", "1.1.0", "Renamed there")
    assert {one.id for one in draft.criteria} == {"T1", "T2", "T3", "C4"}, "T4 has no name there and another title"
    assert draft.criterion("T1").title == f"{small_rubric().criterion('T1').title}!"
    assert draft.criterion("T2").weight == Fraction(20), "what the file can't say stays as it was"
    assert draft.decision == here.decision
    assert draft.external[1].part == "T1"


def test_criteria_are_known_by_their_title_where_nothing_else_tells(workspace, here):
    incoming = replace(foreign(small_rubric()), id="small", external=())
    kept = keep_imported(workspace, Reading("csv", (incoming,)), [0])
    assert kept.drafts == (), "and nothing differs"
    assert kept.unchanged == (RubricRef("small", "1.1.0"),)


def test_a_changed_text_makes_the_next_version_and_says_how_much(workspace, here):
    incoming = foreign(small_rubric())
    first = incoming.criteria[0]
    text = replace(first, descriptors=dict(first.descriptors) | {Fraction(3): "Other words."})
    reading = Reading("elsewhere", (replace(incoming, criteria=(text, *incoming.criteria[1:])),))
    (match,) = matches(workspace, reading)
    assert match is not None
    assert match.difference.kind is DifferenceKind.SCORES_NEED_REVIEW
    assert match.next.version == "1.2.0"
    kept = keep_imported(workspace, reading, [0], as_new=[0])
    assert load_draft(workspace.db, kept.drafts[0]).rubric.id == "from-elsewhere"


def test_an_id_of_the_file_counts_where_no_title_says_otherwise(workspace, here):
    incoming = replace(foreign(small_rubric()), external=(), id="small")
    fresh = replace(incoming.criteria[0], id="T1", title="Something new")
    reading = Reading(
        "csv",
        (replace(incoming, criteria=(fresh, *incoming.criteria[1:]), sections=_with(incoming, "C1", "T1")),),
    )
    (draft_id,) = keep_imported(workspace, reading, [0]).drafts
    ids = [one.id for one in load_draft(workspace.db, draft_id).rubric.criteria]
    assert ids[1:] == ["T2", "T3", "T4"]
    assert ids[0] == "T1"


def _with(rubric, old, new):
    return tuple(
        replace(one, criteria=tuple(new if name == old else name for name in one.criteria)) for one in rubric.sections
    )


def test_nothing_is_kept_while_a_question_is_open(workspace):
    question = Question("1.points", "“10-8” is not clear. How many points?", (Choice("10", "10"), Choice("8", "8")))
    rows = (Row("row 2", "Ideas", Verdict.QUESTION, question.text, question),)
    with pytest.raises(NotAllowedError, match="1 question is still open"):
        keep_imported(workspace, Reading("csv", (foreign(small_rubric()),), rows), [0])
    assert list_drafts(workspace.db) == ()


def test_several_rubrics_are_one_step_and_ids_stay_apart(workspace):
    one, two = (replace(foreign(small_rubric()), external=(), title=title) for title in ("One", "Two"))
    kept = keep_imported(workspace, Reading("csv", (one, two, two)), [0, 2])
    rubrics = [load_draft(workspace.db, id_).rubric for id_ in kept.drafts]
    assert [rubric.id for rubric in rubrics] == ["from-elsewhere", "from-elsewhere-2"]
    undo(workspace)
    assert list_drafts(workspace.db) == ()


def test_comments_of_a_file_go_to_the_bank_under_the_ids_of_here(workspace, here):
    comment = Comment("", CommentKind.STRENGTH, ("C2",), (), "You ask well.", rubric="from-elsewhere")
    reading = Reading("elsewhere", (foreign(small_rubric()),), comments=(comment,))
    keep_imported(workspace, reading, [0])
    (kept,) = [each for each in load_bank(workspace.db) if each.text == "You ask well."]
    assert (kept.rubric, kept.criteria) == ("small", ("T2",))


def test_a_comment_that_is_refused_leaves_no_draft_behind(workspace):
    rubric = foreign(small_rubric())
    endless = Comment("", CommentKind.STRENGTH, ("T1",), (), "word " * 1000, rubric=rubric.id)
    with pytest.raises(NotAllowedError, match="5000 characters"):
        keep_imported(workspace, Reading("csv", (rubric,), comments=(endless,)), [0])
    assert list_drafts(workspace.db) == ()


def test_frameworks_of_a_file_are_kept_too(workspace):
    framework = Framework("f1", "National standards", (StandardItem("i1", "S1", "Asks questions"),))
    kept = keep_imported(workspace, Reading("case", frameworks=(framework,)), [])
    assert (kept.drafts, kept.frameworks) == ((), (framework,))
    assert list_frameworks(workspace.db) == (framework,)


def test_files_that_can_not_be_read(tmp_path):
    with pytest.raises(StorageError, match="could not be read"):
        read_source(tmp_path / "none.csv")
    with pytest.raises(StorageError, match="could not be read"):
        read_source(tmp_path)
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RubricError, match="larger than any rubric"):
        read_source(large)


def test_what_is_exported_and_read_again_is_the_same(tmp_path):
    rubric = read_reading(read_source(TEACHING), {}).rubrics[0]
    assert losses(rubric, "certdesk") == ()
    target = tmp_path / file_name(rubric, "certdesk")
    assert target.name == "stem-teaching-1.0.0.yaml"
    write_file(target, export(rubric, "certdesk"))
    again = read_reading(read_source(target), {}, format_id="certdesk").rubrics[0]
    assert not compare(rubric, again).lines
    with pytest.raises(NotAllowedError, match="is there already"):
        write_file(target, b"")
    write_file(target, b"other", force=True)
    assert target.read_bytes() == b"other"
    assert not list(tmp_path.glob("*.part"))


def test_formats_that_are_unknown_or_only_read():
    assert "certdesk" in {one.id for one in writable_formats()}
    with pytest.raises(RubricError, match="There is no format"):
        losses(small_rubric(), "wax")
    with pytest.raises(RubricError, match="There is no format"):
        export(small_rubric(), "wax")


def test_a_name_from_a_rubric_is_never_a_path():
    strange = replace(small_rubric(), id="../../etc/passwd", version="1 0/0")
    assert "/" not in file_name(strange, "certdesk")
    assert not file_name(strange, "certdesk").startswith(".")
    assert printing_rubrics.file_name(strange) == "etc-passwd-1-0-0.pdf"
