"""Words to the teacher."""

from __future__ import annotations

import pytest
from tests.support.building import BEN, sign
from tests.support.fixtures import begun

from certdesk.actions.commenting import LONGEST, write_feedback, write_summary
from certdesk.core.assessment import Feedback
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.store.assessments import load_assessment
from certdesk.store.journal import entries


def words(workspace, assessment_id):
    return dict(load_assessment(workspace.db, assessment_id).feedback)


def test_one_field_at_a_time(workspace, assessment_id):
    change = write_feedback(workspace, assessment_id, "T1", strength="You listen.")
    assert change.kinds == Kind.FEEDBACK
    assert assessment_id in change.subjects
    assert change.label == "words on T1"
    write_feedback(workspace, assessment_id, "T1", next_step="Ask why.")
    write_feedback(workspace, assessment_id, "T2", comment="see p. 3", strength="Clear.")
    assert words(workspace, assessment_id) == {
        "T1": Feedback("You listen.", "Ask why.", ""),
        "T2": Feedback("Clear.", "", "see p. 3"),
    }


def test_the_same_words_twice_change_nothing(workspace, assessment_id):
    write_feedback(workspace, assessment_id, "T1", strength="You listen.")
    write_summary(workspace, assessment_id, "Good.")
    before = list(entries(workspace.db))
    assert not write_feedback(workspace, assessment_id, "T1", strength="You listen.")
    assert not write_summary(workspace, assessment_id, "Good.")
    assert list(entries(workspace.db)) == before


def test_nothing_written_changes_nothing(workspace, assessment_id):
    assert not write_feedback(workspace, assessment_id, "T1", strength="", next_step="", comment="")


def test_words_can_be_taken_away(workspace, assessment_id):
    write_feedback(workspace, assessment_id, "T1", strength="You listen.")
    write_feedback(workspace, assessment_id, "T1", strength="")
    assert load_assessment(workspace.db, assessment_id).words("T1") == Feedback()


@pytest.mark.parametrize("text", ["中文 العربية አማርኛ हिन्दी 👩🏾‍🏫", "two\nlines\ttab", " spaces ", "x" * LONGEST])
def test_every_script_comes_back_as_it_was(workspace, assessment_id, text):
    write_feedback(workspace, assessment_id, "T1", comment=text)
    write_summary(workspace, assessment_id, text)
    found = load_assessment(workspace.db, assessment_id)
    assert (found.words("T1").comment, found.summary) == (text, text)


def test_too_long_a_text(workspace, assessment_id):
    with pytest.raises(NotAllowedError, match="has 4001 characters; a report has room for 4000") as refused:
        write_feedback(workspace, assessment_id, "T1", comment="x" * 4001)
    assert refused.value.hint
    with pytest.raises(NotAllowedError, match="4001"):
        write_summary(workspace, assessment_id, "x" * 4001)
    assert words(workspace, assessment_id) == {}


def test_an_unknown_criterion(workspace, assessment_id):
    with pytest.raises(NotFoundError, match="no criterion T9"):
        write_feedback(workspace, assessment_id, "T9", comment="x")


def test_the_summary(workspace, assessment_id):
    other = begun(workspace, "P-002")
    change = write_summary(workspace, assessment_id, "Good.")
    assert change.kinds == Kind.ASSESSMENT
    assert load_assessment(workspace.db, assessment_id).summary == "Good."
    assert load_assessment(workspace.db, other).summary == ""


def test_closed_and_foreign_assessments(workspace, assessment_id):
    workspace.person = BEN
    with pytest.raises(NotAllowedError, match="another assessor"):
        write_feedback(workspace, assessment_id, "T1", comment="x")
    workspace.person = "person-amara"
    sign(workspace, assessment_id)
    for refused in (
        lambda: write_feedback(workspace, assessment_id, "T1", comment="x"),
        lambda: write_summary(workspace, assessment_id, "x"),
    ):
        with pytest.raises(NotAllowedError, match="is signed"):
            refused()
    assert words(workspace, assessment_id) == {}
