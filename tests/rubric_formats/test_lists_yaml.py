from fractions import Fraction

import pytest

from certdesk import shipped
from certdesk.core.comment_bank import CommentKind
from certdesk.core.errors import RubricError
from certdesk.core.evidence_types import EvidenceType, UnscorableCode
from certdesk.rubric_formats.comment_bank_yaml import read_comment_bank
from certdesk.rubric_formats.evidence_types_yaml import read_evidence_types
from certdesk.rubric_formats.our_yaml import read_rubric

BANK = (shipped.rubrics() / "comment_bank.yaml").read_text("utf-8")
TYPES = (shipped.rubrics() / "evidence_types.yaml").read_text("utf-8")


def test_our_comment_bank_arrives_whole():
    bank = read_comment_bank(BANK, name="bank.yaml")
    assert len(bank) == 45
    first = bank[0]
    assert (first.id, first.kind, first.criteria, first.levels) == ("G01", CommentKind.STRENGTH, ("any",), (3, 4))
    assert first.text.startswith("At {pointer} we can see")
    assert {comment.kind for comment in bank} == set(CommentKind)


def test_our_evidence_types_arrive_whole():
    catalogue = read_evidence_types(TYPES, name="types.yaml")
    assert len(catalogue.types) == 49
    assert len(catalogue.codes) == 11
    assert (catalogue.max_items, catalogue.max_total_bytes) == (40, 8 * 2**30)
    assert catalogue.max_file_bytes < 2**32 - 1
    assert catalogue.type("pupil_work") == EvidenceType(
        id="pupil_work",
        label="Pupil work",
        media=("document", "image"),
        limits=(("max_count", Fraction(10)), ("max_pages", Fraction(4))),
        consent="required",
        anonymise=True,
        pointer="page_region",
    )
    assert catalogue.type("lesson_video").limit("max_minutes") == 20
    assert catalogue.type("lesson_video").limit("max_words") is None
    assert catalogue.type("consent_register").restricted
    assert catalogue.type("no such type") is None


def test_our_codes_say_what_follows_from_them():
    catalogue = read_evidence_types(TYPES, name="types.yaml")
    label = "Picture too dark, blurred or too far away"
    assert catalogue.code("U-IMAGE") == UnscorableCode("U-IMAGE", label, candidate_can_fix=True)
    assert catalogue.code("U-AUTHENTIC").routes_to == "integrity_review"
    assert catalogue.code("U-CONSENT").hides_item
    assert catalogue.code("NO") is None, "not observed is a mark of its own, not an unscorable code"


def test_every_type_that_our_rubrics_name_is_in_the_catalogue():
    catalogue = read_evidence_types(TYPES, name="types.yaml")
    named = set()
    for path in shipped.rubrics().glob("stem_*.yaml"):
        for criterion in read_rubric(path.read_text("utf-8"), name=path.name).criteria:
            named |= {one.type for one in criterion.required} | set(criterion.accepted)
    assert named
    assert {name for name in named if catalogue.type(name) is None} == set()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: strength, criteria: [any]", "kind: praise, criteria: [any]", "comment G01: “kind” can't be"),
        ("id: G02", "id: G01", "there are two comments G01."),
        ("kind: decision, criteria: [any]", "knd: decision", "comment G07: “knd” is not known here."),
    ],
)  # fmt: skip
def test_mistakes_in_a_comment_bank_are_told(old, new, told):
    with pytest.raises(RubricError, match=told):
        read_comment_bank(BANK.replace(old, new, 1), name="bank.yaml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("max_minutes: 20", "max_minuets: 20", "type lesson_video: “max_minuets” is not known here."),
        ("max_items: 40", "max_items: forty", "portfolio_limits: “max_items” is “forty”"),
        ("label: Lesson video", "label: Lesson, video", "type lesson_video: “video” has no value."),
        (
            "candidate_can_fix: true",
            "candidate_can_fix: maybe",
            "code U-OPEN: “candidate_can_fix” must be true or false.",
        ),
    ],
)
def test_mistakes_in_evidence_types_are_told(old, new, told):
    with pytest.raises(RubricError, match=told):
        read_evidence_types(TYPES.replace(old, new, 1), name="types.yaml")
