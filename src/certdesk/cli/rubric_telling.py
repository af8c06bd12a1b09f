"""How rubric files and differences are told on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.cli.printing import say
from certdesk.core.contradictions import find_contradictions
from certdesk.core.differences import Difference, DifferenceKind, Line
from certdesk.core.examples import ExampleResult, run_examples
from certdesk.core.hints import Hint, hints
from certdesk.core.importing import Reading, Row, Verdict
from certdesk.core.judging import plain_number
from certdesk.core.places import Contradiction
from certdesk.core.rubric import Rubric
from certdesk.core.word_changes import Word, word_changes
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.all_formats import format_called


@dataclass(frozen=True, slots=True)
class Examined:
    """A rubric with all that could be wrong or better; a rubric that contradicts itself has no example results."""

    rubric: Rubric
    contradictions: tuple[Contradiction, ...]
    examples: tuple[ExampleResult, ...]
    hints: tuple[Hint, ...]

    @property
    def fine(self) -> bool:
        """Whether it could be published as it is."""
        return not self.contradictions and all(result.passed for result in self.examples)


def examined(rubric: Rubric) -> Examined:
    """Look for everything that is wrong with a rubric or could be better."""
    found = find_contradictions(rubric)
    return Examined(rubric, found, () if found else run_examples(rubric), hints(rubric))


def tell_reading(file: Path, reading: Reading) -> None:
    """Tell what became of each row; rows that were simply taken are counted."""
    say(f"{file.name}: {format_called(reading.format).label}")
    taken = sum(row.verdict is Verdict.ACCEPTED and not row.reason for row in reading.rows)
    if taken:
        say("  " + ngettext("{count} row accepted", "{count} rows accepted", taken).format(count=taken))
    for row in reading.rows:
        if row.reason or row.verdict is not Verdict.ACCEPTED:
            _tell_row(row)
    for count, text in (
        (len(reading.comments), _("comments for the bank: {count}")),
        (len(reading.frameworks), _("frameworks of standards: {count}")),
        (len(reading.example_work), _("examples of work: {count}")),
    ):
        if count:
            say("  " + text.format(count=count))


def tell_examined(one: Examined, *, asked: int = 0) -> None:
    """Tell what a rubric is, and what is wrong with it or could be better; ``asked`` questions are open before."""
    rubric = one.rubric
    count = len(rubric.criteria)
    criteria = ngettext("{count} criterion", "{count} criteria", count).format(count=count)
    count = len(rubric.scale.levels)
    levels = ngettext("{count} level", "{count} levels", count).format(count=count)
    say(f"{rubric.title} ({rubric.id} {rubric.version}): {criteria}, {levels}")
    for each in one.contradictions:
        say("  " + _("contradiction: {text}").format(text=each.text))
    for result in one.examples:
        if not result.passed:
            _tell_failing(result)
    passed = sum(result.passed for result in one.examples)
    if one.examples:
        text = _("worked examples: {passed} of {all} come out as they say")
        say("  " + text.format(passed=passed, all=len(one.examples)))
    elif not one.contradictions:
        say("  " + _("no worked examples"))
    if not any(outcome.certifies for outcome in rubric.decision.outcomes):
        say("  " + _("no result gives a certificate"))
    for hint in one.hints:
        say("  " + _("hint: {text}").format(text=hint.text))
    if asked:
        text = ngettext("{count} decision is yours first", "{count} decisions are yours first", asked)
        say("  " + text.format(count=asked))
    elif one.fine:
        say("  " + _("nothing stands in the way of publishing it"))


def tell_difference(old: Rubric, new: Rubric, difference: Difference) -> None:
    """Tell what differs, first what it means; texts with words taken out in [-…-] and put in in {+…+}."""
    say(f"{old.title} {old.version} → {new.title} {new.version}")
    if not difference.lines:
        say(_("They say the same."))
        return
    say(kind_in_words(difference.kind))
    for kind in reversed(DifferenceKind):
        for line in difference.of_kind(kind):
            say(f"  {_SIGNS[kind]} {line.text}")
            if line.words and line.before and line.after:
                say(f"      {_marked(line)}")


def kind_in_words(kind: DifferenceKind) -> str:
    """Say what a difference means for scores."""
    return {
        DifferenceKind.WORDING_ONLY: _("Wording only: marks and results stay as they are."),
        DifferenceKind.SCORES_NEED_REVIEW: _("Scores need review: some marks or results may come out differently."),
        DifferenceKind.NOT_COMPARABLE: _("Not comparable: the levels mean something else now."),
    }[kind]


_SIGNS = {DifferenceKind.WORDING_ONLY: "·", DifferenceKind.SCORES_NEED_REVIEW: "!", DifferenceKind.NOT_COMPARABLE: "×"}


def _tell_row(row: Row) -> None:
    words = {
        Verdict.ACCEPTED: _("accepted"),
        Verdict.SKIPPED: _("skipped"),
        Verdict.QUESTION: _("your decision"),
    }[row.verdict]
    say(f"  {row.place}  {words}: {row.what}" + (f". {row.reason}" if row.reason else ""))
    if row.question is None or row.verdict is not Verdict.QUESTION:
        return
    if row.question.text != row.reason:
        say(f"      {row.question.text}")
    for choice in row.question.choices:
        say(f"      --answer {row.question.id}={choice.id}   {choice.label}")
    if row.question.free:
        say("      " + _("--answer {id}=…   or anything else").format(id=row.question.id))


def _tell_failing(result: ExampleResult) -> None:
    text = _("worked example “{name}” fails: expected {mean} and “{outcome}”, found {found} and “{found_outcome}”")
    found = _("no mean") if result.found_mean is None else plain_number(result.found_mean)
    say(
        "  "
        + text.format(
            name=result.name,
            mean=plain_number(result.expected_mean),
            outcome=result.expected_outcome,
            found=found,
            found_outcome=result.found_outcome,
        )
    )


def _marked(line: Line) -> str:
    marks = {Word.SAME: "{}", Word.REMOVED: "[-{}-]", Word.ADDED: "{{+{}+}}"}
    pieces = []
    for piece in word_changes(" ".join(line.before.split()), " ".join(line.after.split())):
        words = piece.text.rstrip()
        pieces.append(marks[piece.fate].format(words) + piece.text[len(words) :])
    return "".join(pieces)
