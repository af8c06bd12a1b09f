"""What was found in a file from elsewhere: what is taken, what is skipped and why, and what a person has to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.comment_bank import Comment
from certdesk.core.fields import shown
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework

_LONGEST_WHAT = 300


class Verdict(StrEnum):
    """What becomes of one row of a file."""

    ACCEPTED = "accepted"
    SKIPPED = "skipped"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given to a question."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can decide about a row. ``id`` stays the same each time the file is read.

    With ``free`` the answer may also be any text, such as a number that stands in none of the choices.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    free: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, entry or element of a file: its place ("row 3"), what it holds, and what becomes of it."""

    place: str
    what: str
    verdict: Verdict
    reason: str = ""
    question: Question | None = None


def what_it_holds(text: str) -> str:
    """Make a stranger's text fit for `Row.what`: one line, long enough for a whole comment of the usual length."""
    return shown(" ".join(text.split()), _LONGEST_WHAT)


Answers = Mapping[str, str]
"""Question id to the id of the choice, or to a free text."""


@dataclass(frozen=True, slots=True)
class ExampleWork:
    """A worked answer that came with a rubric: its text and the levels that it was given, by criterion id."""

    name: str
    text: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, with the answers that were given so far.

    The rubrics are drafts: complete but for what their format can't say, such as decision rules.
    """

    format: str
    rubrics: tuple[Rubric, ...] = ()
    rows: tuple[Row, ...] = ()
    comments: tuple[Comment, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    example_work: tuple[ExampleWork, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are still open."""
        return tuple(row.question for row in self.rows if row.question is not None and row.verdict is Verdict.QUESTION)
