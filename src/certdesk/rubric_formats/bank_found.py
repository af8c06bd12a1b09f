"""One comment as a file of another program says it, and how it becomes one of the bank; what is unclear is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.bank_words import kind_words
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind, levels_between
from certdesk.core.fields import exact_number, shown
from certdesk.core.importing import Choice, Question, Row, Verdict, what_it_holds
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import SKIP, Asking

LONGEST = 4000
NO_LEVEL = "none"
_NAMES = re.compile(r"\{\s*(?:first[ _]?name|full[ _]?name|last[ _]?name|student[ _]?name)\s*\}", re.IGNORECASE)
_PRONOUNS = re.compile(r"\{\s*((?:he|she|his|him|her|himself|they|them)(?:[ _]\w+)?)\s*\}", re.IGNORECASE)
_KINDS = {
    "strength": CommentKind.STRENGTH,
    "strengths": CommentKind.STRENGTH,
    "next_step": CommentKind.NEXT_STEP,
    "next step": CommentKind.NEXT_STEP,
    "evidence_gap": CommentKind.EVIDENCE_GAP,
    "gap": CommentKind.EVIDENCE_GAP,
    "technical": CommentKind.TECHNICAL,
    "decision": CommentKind.DECISION,
}


@dataclass(frozen=True, slots=True)
class FoundComment:
    """What stands in a file, as texts. ``place`` names the row; an empty text says nothing about its matter."""

    place: str
    text: str
    kind: str = ""
    criteria: tuple[str, ...] = ()
    lowest: str = ""
    highest: str = ""
    levels: tuple[Fraction, ...] = ()
    id: str = ""
    rubric: str = ""
    owner: str = ""
    language: str = ""
    shortcut: str = ""
    tags: tuple[str, ...] = ()
    points: str = ""


def comments_of(found: Iterable[FoundComment], asking: Asking, *, foreign: bool = True) -> tuple[Comment, ...]:
    """Make comments of what was found; each gets its row, and what is unclear is asked once for all of its kind.

    ``foreign`` says that {braces} are another program's merge fields, to be turned into slots.
    """
    made: list[Comment] = []
    taken: set[str] = set()
    for one in found:
        if one.id.strip() in taken:
            asking.skipped(one.place, one.text, _("“{id}” was in the file before.").format(id=shown(one.id)))
            continue
        comment = _made(one, asking, foreign=foreign)
        if comment is not None:
            made.append(comment)
            taken |= {comment.id} - {""}
    return tuple(made)


def _made(one: FoundComment, asking: Asking, *, foreign: bool) -> Comment | None:
    text = one.text.strip()
    if not text:
        asking.skipped(one.place, "", _("It has no words."))
        return None
    if len(text) > LONGEST:
        asking.skipped(one.place, text, _("It is longer than {most} characters.").format(most=LONGEST))
        return None
    kind = _kind(one, asking)
    levels = _levels(one, asking)
    points = _points(one.points)
    if kind is None or levels is None:
        return None
    text, said = with_our_slots(text) if foreign else (text, ())
    if one.points.strip() and points is None:
        said = (*said, _("“{points}” is no number of points and was left out.").format(points=shown(one.points)))
    asking.accepted(one.place, text, " ".join(said))
    return Comment(
        id=one.id.strip(),
        kind=kind,
        criteria=tuple(name for part in one.criteria if (name := part.strip())) or (ANY_CRITERION,),
        levels=levels,
        text=text,
        rubric=one.rubric.strip(),
        owner=one.owner.strip(),
        language=one.language.strip() or "en",
        shortcut=one.shortcut.strip(),
        tags=one.tags,
        points=points,
    )


def with_our_slots(text: str) -> tuple[str, tuple[str, ...]]:
    """Turn other programs' merge fields into slots, with a sentence for each thing that was done."""
    said = []
    renamed = _NAMES.sub("{name}", text)
    if renamed != text:
        said.append(_("The name became the slot {slot}; nothing fills it.").format(slot="{name}"))
    spoken = _PRONOUNS.sub(lambda found: "{" + found[1].lower().replace(" ", "_") + "}", renamed)
    if _PRONOUNS.search(renamed):
        said.append(_("Its pronouns stay as slots to fill in, because a report says “you”."))
    return spoken, tuple(said)


def _kind(one: FoundComment, asking: Asking) -> CommentKind | None:
    said = one.kind.strip()
    known = _KINDS.get(said.lower())
    if known:
        return known
    text = _("What are comments of the kind “{kind}” for?").format(kind=shown(said))
    if not said:
        text = _("What are the comments for that say no kind?")
    kinds = tuple(Choice(kind.value, kind_words(kind)) for kind in CommentKind)
    answer = _once(one, Question(f"kind:{said.lower()}", text, (*kinds, _skip())), asking)
    return CommentKind(answer) if answer else None


def _levels(one: FoundComment, asking: Asking) -> tuple[Fraction, ...] | None:
    """Return the levels, or None while somebody has to say which are meant."""
    if one.levels:
        return one.levels
    ends = [part for part in (one.lowest.strip(), one.highest.strip()) if part]
    values: list[Fraction] = []
    for end in ends:
        value = _number(end)
        if value is None:
            text = _("Which level is “{level}”?").format(level=shown(end))
            choices = (Choice(NO_LEVEL, _("None: offered before a level is given")), _skip())
            question = Question(f"level:{end.lower()}", text, choices, free=True)
            answer = _once(one, question, asking)
            if not answer:
                return None
            value = _number(answer)
            if value is None and answer != NO_LEVEL:
                asking.ask_again(question)
                return None
        if value is not None:
            values.append(value)
    return levels_between(min(values), max(values)) if values else ()


def _once(one: FoundComment, question: Question, asking: Asking) -> str:
    """Ask one question for all rows that it is about; the answer is empty while open and where all are left out."""
    if not any(row.question is not None and row.question.id == question.id for row in asking.rows):
        answer = asking.ask(one.place, one.text, question)
        return "" if answer == SKIP else answer
    answer = asking.answer(question)
    if not answer:
        asking.rows.append(Row(one.place, what_it_holds(one.text), Verdict.QUESTION, question.text))
    elif answer == SKIP:
        asking.skipped(one.place, one.text, _("You chose to leave these out."))
    return "" if answer == SKIP else answer


def _skip() -> Choice:
    return Choice(SKIP, _("Leave these out"))


def _number(text: str) -> Fraction | None:
    try:
        return exact_number(text.strip().replace(",", "."))
    except ValueError:
        return None


def _points(text: str) -> Fraction | None:
    return _number(text) if text.strip() else None
