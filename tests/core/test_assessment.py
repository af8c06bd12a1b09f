from datetime import UTC, datetime
from fractions import Fraction

from certdesk.core.annotations import Annotation, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.marks import UNMARKED, LevelGiven

NOTES = (
    Annotation("n1", "a", "i", WholeItem(), ("T1", "T2")),
    Annotation("n2", "a", "i", WholeItem(), ("T2",)),
)
ASSESSMENT = Assessment(
    "a", "p", "person", AssessmentState.OPEN, datetime(2026, 11, 22, tzinfo=UTC),
    marks={"T1": LevelGiven(Fraction(3))}, feedback={"T1": Feedback("good")}, annotations=NOTES,
)  # fmt: skip


def test_what_was_not_said_is_unmarked_and_empty():
    assert ASSESSMENT.mark("T1") == LevelGiven(Fraction(3))
    assert ASSESSMENT.mark("T9") is UNMARKED
    assert ASSESSMENT.words("T1") == Feedback("good")
    assert ASSESSMENT.words("T9") == Feedback()


def test_evidence_is_found_by_criterion():
    assert [note.id for note in ASSESSMENT.evidence_for("T2")] == ["n1", "n2"]
    assert ASSESSMENT.evidence_for("T9") == ()


def test_a_change_knows_whether_anything_changed():
    assert not UNCHANGED
    assert Change(Kind.MARK)
    assert Kind.MARK in (Kind.MARK | Kind.FEEDBACK)


def test_an_error_tells_what_happened_and_what_to_do_in_one_line():
    assert CertDeskError("It broke.", "Mend it.").sentence == "It broke. Mend it."
    assert CertDeskError("It broke.").sentence == "It broke."
