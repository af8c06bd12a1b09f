"""What still stands between an assessment and a signature: one list, each line with the place to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.asked import asked_rubric, is_partial
from certdesk.core.assessment import Assessment
from certdesk.core.decision import Decision, decide
from certdesk.core.gaps import find_gaps
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unmarked, Unscorable
from certdesk.core.printed import is_seen
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.slots import SLOT
from certdesk.core.words import _, ngettext


class Standing(StrEnum):
    """How a line of the list stands: in order, worth a look, or in the way of a signature."""

    FINE = "fine"
    LOOK = "look"
    BLOCKS = "blocks"


class Mends(StrEnum):
    """What mends a line: where its link leads."""

    NOTHING = ""
    MARK = "mark"
    EVIDENCE = "evidence"
    NEXT_STEP = "next_step"
    WORDS = "words"
    SUMMARY = "summary"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Point:
    """One line: heading, detail, how it stands, and the criterion and kind of work that mends it."""

    standing: Standing
    heading: str
    detail: str = ""
    mends: Mends = Mends.NOTHING
    criterion: str = ""


def readiness(
    rubric: Rubric,
    assessment: Assessment,
    *,
    hidden_names: Iterable[str] = (),
    holder: str | None = None,
    asked: Collection[str] = (),
) -> tuple[Point, ...]:
    """List every point, those that block a signature first.

    ``hidden_names`` are names that feedback should not mention, such as the candidate's where marking is blind;
    ``holder`` is the name that a certificate would carry, None where that is somebody else's concern. ``asked`` are
    the only criteria that the programme asked for, all where it is empty.
    """
    partial = is_partial(rubric, asked)
    rubric, holder = asked_rubric(rubric, asked), None if partial else holder
    # Before anything has a level, "every level has ..." would be true of nothing.
    levels = any(isinstance(assessment.mark(criterion.id), LevelGiven) for criterion in rubric.criteria)
    points = (
        *_marks(rubric, assessment, partial=partial),
        *(_next_steps(rubric, assessment) if levels else ()),
        *(_evidence(rubric, assessment) if levels else ()),
        *_names(rubric, assessment, tuple(hidden_names)),
        *_open_slots(rubric, assessment),
        *_holder(rubric, assessment, holder),
        _summary(assessment),
    )
    order = [Standing.BLOCKS, Standing.LOOK, Standing.FINE]
    return tuple(sorted(points, key=lambda point: order.index(point.standing)))


def may_sign(points: Iterable[Point]) -> bool:
    """Whether nothing blocks a signature."""
    return all(point.standing is not Standing.BLOCKS for point in points)


def is_ready(rubric: Rubric, assessment: Assessment, asked: Collection[str] = ()) -> bool:
    """Whether the assessment could be signed now."""
    partial, rubric = is_partial(rubric, asked), asked_rubric(rubric, asked)
    return may_sign((*_marks(rubric, assessment, partial=partial), *_next_steps(rubric, assessment)))


def _marks(rubric: Rubric, assessment: Assessment, *, partial: bool) -> tuple[Point, ...]:
    marks = {criterion.id: assessment.mark(criterion.id) for criterion in rubric.criteria}
    missing = [id_ for id_, mark in marks.items() if isinstance(mark, Unmarked | CommentOnly)]
    if missing:
        text = ngettext("{names} still needs a mark", "{names} still need a mark", len(missing))
        detail = _("{done} of {all} criteria are marked").format(done=len(marks) - len(missing), all=len(marks))
        return (Point(Standing.BLOCKS, text.format(names=", ".join(missing)), detail, Mends.MARK, missing[0]),)
    if partial:
        heading = _("Everything that was asked for is marked: {names}").format(names=", ".join(marks))
        return (Point(Standing.FINE, heading, _special_marks(marks)),)
    decision = decide(rubric, marks)
    heading = _("All {count} criteria are marked").format(count=len(marks))
    return (Point(Standing.FINE, heading, _special_marks(marks)), *_unusable(rubric, decision, marks))


def _special_marks(marks: Mapping[str, Mark]) -> str:
    unscorable = [id_ for id_, mark in marks.items() if isinstance(mark, Unscorable)]
    unobserved = [id_ for id_, mark in marks.items() if isinstance(mark, NotObserved)]
    parts = []
    if unscorable:
        parts.append(_("Not scorable: {names}").format(names=", ".join(unscorable)))
    if unobserved:
        parts.append(_("Not observed: {names}").format(names=", ".join(unobserved)))
    return "; ".join(parts) or _("Nothing unscorable, nothing not observed")


def _unusable(rubric: Rubric, decision: Decision, marks: Mapping[str, Mark]) -> tuple[Point, ...]:
    """Report marks that the rules can't use: unscorable evidence is an honest end, the rest has to be mended."""
    unscorable = [id_ for id_, mark in marks.items() if isinstance(mark, Unscorable)]
    gaps = find_gaps(rubric, marks)
    if to_mend := [gap for gap in gaps if not set(gap.criteria) <= set(unscorable)]:
        return tuple(Point(Standing.BLOCKS, gap.reason, "", Mends.MARK, gap.criteria[0]) for gap in to_mend)
    if gaps:
        heading = _("There will be no result yet: {names} cannot be scored").format(names=", ".join(unscorable))
        detail = _("The report says what the teacher has to send again. This is never a fail.")
        return (Point(Standing.LOOK, heading, detail, Mends.MARK, unscorable[0]),)
    return tuple(Point(Standing.BLOCKS, reason, mends=Mends.MARK) for reason in decision.reasons)


def _next_steps(rubric: Rubric, assessment: Assessment) -> tuple[Point, ...]:
    below = [criterion.id for criterion in rubric.criteria if _is_below_standard(rubric, assessment, criterion)]
    missing = [id_ for id_ in below if not assessment.words(id_).next_step.strip()]
    detail = _("It is below standard, so the teacher needs one")
    points = [
        Point(Standing.BLOCKS, _("{criterion} has no next step").format(criterion=id_), detail, Mends.NEXT_STEP, id_)
        for id_ in missing
    ]
    if points:
        return tuple(points)
    return (Point(Standing.FINE, _("Every criterion below standard has a next step"), ", ".join(below)),)


def _is_below_standard(rubric: Rubric, assessment: Assessment, criterion: Criterion) -> bool:
    mark = assessment.mark(criterion.id)
    return isinstance(mark, LevelGiven) and rubric.scale_of(criterion).is_below_standard(mark.level)


def _evidence(rubric: Rubric, assessment: Assessment) -> tuple[Point, ...]:
    missing = [
        criterion.id
        for criterion in rubric.criteria
        if isinstance(assessment.mark(criterion.id), LevelGiven) and not assessment.evidence_for(criterion.id)
    ]
    count = len(assessment.annotations)
    if not missing:
        detail = ngettext("{count} piece filed", "{count} pieces filed", count).format(count=count)
        return (Point(Standing.FINE, _("Every level has evidence"), detail),)
    heading = ngettext("{names} has no evidence filed", "{names} have no evidence filed", len(missing))
    detail = _("You may sign without it, but the teacher will not see what the level rests on")
    return (Point(Standing.LOOK, heading.format(names=", ".join(missing)), detail, Mends.EVIDENCE, missing[0]),)


def _names(rubric: Rubric, assessment: Assessment, hidden: tuple[str, ...]) -> tuple[Point, ...]:
    """Find the candidate's name in what the report prints: words on a criterion, notes on its evidence, the summary."""
    patterns = [pattern for name in hidden for part in name.split() if (pattern := _name_pattern(part))]
    if not patterns:
        return ()
    detail = _("Marking is blind: write “you” instead")
    points = []
    for criterion in rubric.criteria:
        feedback = assessment.words(criterion.id)
        texts = [feedback.strength, feedback.next_step, feedback.comment]
        texts += [annotation.note for annotation in assessment.evidence_for(criterion.id)]
        if _mentions(texts, patterns):
            heading = _("The words on {criterion} mention the candidate's name").format(criterion=criterion.id)
            points.append(Point(Standing.LOOK, heading, detail, Mends.WORDS, criterion.id))
    if _mentions([assessment.summary], patterns):
        heading = _("The summary mentions the candidate's name")
        points.append(Point(Standing.LOOK, heading, detail, Mends.SUMMARY))
    return tuple(points) or (Point(Standing.FINE, _("Comments do not name the candidate")),)


def _name_pattern(part: str) -> re.Pattern[str] | None:
    """Find a part of a name as a word of its own: Ann, but not planning. Initials say too little to be found.

    Scripts without capitals may join words or put particles before a name, so there any place counts.
    """
    folded = part.casefold().strip(".,")
    if folded == part.upper():
        return re.compile(re.escape(folded)) if len(folded) >= 2 else None
    return re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)") if len(folded) > 2 else None


def _mentions(texts: Iterable[str], patterns: Iterable[re.Pattern[str]]) -> bool:
    text = "\n".join(texts).casefold()
    return any(pattern.search(text) for pattern in patterns)


def _open_slots(rubric: Rubric, assessment: Assessment) -> tuple[Point, ...]:
    """Find {slots} of the comment bank that nobody has filled, wherever the report would print them."""
    detail = _("It came from the comment bank; write what it stands for")
    points = []
    for criterion in rubric.criteria:
        words = assessment.words(criterion.id)
        notes = [annotation.note for annotation in assessment.evidence_for(criterion.id)]
        if found := SLOT.search(" ".join((words.strength, words.next_step, words.comment, *notes))):
            heading = _("The words on {criterion} still say {slot}").format(criterion=criterion.id, slot=found[0])
            points.append(Point(Standing.BLOCKS, heading, detail, Mends.WORDS, criterion.id))
    if found := SLOT.search(assessment.summary):
        heading = _("The summary still says {slot}").format(slot=found[0])
        points.append(Point(Standing.BLOCKS, heading, detail, Mends.SUMMARY))
    return tuple(points)


def _holder(rubric: Rubric, assessment: Assessment, holder: str | None) -> tuple[Point, ...]:
    if holder is None or is_seen(holder) or not decide(rubric, assessment.marks).certifies:
        return ()
    detail = _("The portfolio came without one, and a certificate needs it")
    return (Point(Standing.BLOCKS, _("The candidate has no name"), detail, Mends.NAME),)


def _summary(assessment: Assessment) -> Point:
    if assessment.summary.strip():
        return Point(Standing.FINE, _("There is an overall summary"))
    detail = _("Two or three sentences at the top of the report help most; it can also do without")
    return Point(Standing.LOOK, _("No overall summary yet"), detail, Mends.SUMMARY)
