"""Comments from files of other desks and programs, looked at before they are kept; and the bank as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.importing_rubrics import read_source
from certdesk.actions.keeping_bank import keep_comments
from certdesk.core.changes import Change
from certdesk.core.comment_bank import Comment, by_words, same_words, words_key
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Choice, Question, Reading, Row, Verdict, what_it_holds
from certdesk.core.words import _
from certdesk.rubric_formats.bank_csv import write
from certdesk.rubric_formats.bank_formats import bank_format_called, recognise_bank
from certdesk.rubric_formats.format import Source
from certdesk.store.bank import load_bank, times_used
from certdesk.store.workspace import Workspace

TAKE, LEAVE = "take", "leave"


@dataclass(frozen=True, slots=True)
class BankPlan:
    """A file as it was read from the disk, the bank that it meets, and who takes it in."""

    source: Source
    bank: tuple[Comment, ...]
    person: str
    format: str = ""


def plan_bank_import(workspace: Workspace, path: Path, format_id: str = "") -> BankPlan:
    """Read a file's bytes. Raises StorageError when it can't be read, RubricError for an unknown format or too much."""
    if format_id:
        bank_format_called(format_id)
    return BankPlan(read_source(path), load_bank(workspace.db), workspace.person, format_id)


def read_bank(plan: BankPlan, answers: Answers) -> Reading:
    """Read the file with the answers given so far; say what is here already, and ask where it says something else.

    Raises RubricError when nothing in the file can be used. Touches no database, so it may run beside the window.
    """
    found = bank_format_called(plan.format) if plan.format else recognise_bank(plan.source)
    reading = found.read(plan.source, answers, plan.person)
    return _met(reading, plan, answers)


def keep_bank_import(workspace: Workspace, comments: Iterable[Comment]) -> Change:
    """Keep what the reading came to."""
    return keep_comments(workspace, comments)


def export_bank(workspace: Workspace, comments: Iterable[Comment]) -> bytes:
    """Return comments as CertDesk's CSV, with how often each was used at this desk."""
    uses = {id_: (used.times, used.last) for id_, used in times_used(workspace.db).items()}
    return write(comments, uses)


def save_bank(workspace: Workspace, path: Path, comments: Iterable[Comment], *, force: bool = False) -> None:
    """Write comments to a file. Raises NotAllowedError over a file that is there, unless forced; StorageError."""
    write_file(path, export_bank(workspace, comments), force=force)


def _met(reading: Reading, plan: BankPlan, answers: Answers) -> Reading:
    """Compare what was read with the bank: the same is here already, the same id with other words is asked about."""
    here = {comment.id: comment for comment in plan.bank}
    twins = by_words(plan.bank)
    kept: list[Comment] = []
    told = _Told(reading.rows)
    for comment in reading.comments:
        other = here.get(comment.id)
        same = [one for one in twins.get(words_key(comment), []) if same_words(one, comment)]
        if other == comment or (same and (other is None or other in same)):
            told.again(comment, Verdict.SKIPPED, _("It is in the bank already."))
        elif other is None or (other.rubric, other.owner) != (comment.rubric, comment.owner):
            kept.append(comment)
        else:
            question = _question(comment, other)
            answer = answers.get(question.id, "")
            if answer == TAKE:
                kept.append(comment)
            verdict = {TAKE: Verdict.ACCEPTED, LEAVE: Verdict.SKIPPED}.get(answer, Verdict.QUESTION)
            told.again(comment, verdict, question.text, question)
    return replace(reading, rows=tuple(told.rows), comments=tuple(kept))


class _Told:
    """The rows of a reading, of which some say something else once the bank was asked."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self._taken: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            if row.verdict is Verdict.ACCEPTED and row.question is None:
                self._taken.setdefault(row.what, []).append(number)

    def again(self, comment: Comment, verdict: Verdict, reason: str, question: Question | None = None) -> None:
        """Say something else about the row of a comment, found by its words among those that were taken."""
        what = what_it_holds(comment.text)
        numbers = self._taken.get(what)
        if numbers:
            number = numbers.pop(0)
            self.rows[number] = Row(self.rows[number].place, what, verdict, reason, question)
        else:
            self.rows.append(Row(comment.id, what, verdict, reason, question))


def _question(comment: Comment, here: Comment) -> Question:
    text = _("“{id}” is in the bank with other words: “{words}”. Which should it have?")
    told = text.format(id=shown(comment.id), words=shown(here.text, 120))
    choices = (Choice(TAKE, _("Those of the file")), Choice(LEAVE, _("Those in the bank")))
    return Question(f"same:{comment.id}", told, choices)
