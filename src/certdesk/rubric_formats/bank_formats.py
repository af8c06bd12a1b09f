"""Every format that comments can come from, and how the format of a file is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading, Row, Verdict, what_it_holds
from certdesk.core.words import _
from certdesk.rubric_formats import all_formats, bank_csv, bank_markus, bank_rubyric
from certdesk.rubric_formats.comment_bank_yaml import SCHEMA, read_comment_bank
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.text_encoding import decoded

OUR_YAML, RUBRIC = "certdesk-bank-yaml", "rubric"
_WITH_COMMENTS = ("moodle", "case")
"""The formats of rubrics in which comments can stand."""


@dataclass(frozen=True, slots=True)
class BankFormat:
    """One format: its id, what it is, how sure it is of a file (0 to 1), and how it reads it for a person."""

    id: str
    label: str
    looks_like: Callable[[Source], float]
    read: Callable[[Source, Answers, str], Reading]


def bank_formats() -> tuple[BankFormat, ...]:
    """Return every format, the ones that are easiest to tell first."""
    return (
        BankFormat(OUR_YAML, _("CertDesk comment bank (YAML)"), _looks_like_ours, _read_ours),
        BankFormat(
            bank_csv.FORMAT, _("Comment bank (CSV; also Sentral, Crowdmark)"), bank_csv.looks_like, bank_csv.read
        ),
        BankFormat(bank_rubyric.FORMAT, _("Rubyric phrases"), bank_rubyric.looks_like, _alone(bank_rubyric.read)),
        BankFormat(RUBRIC, _("Rubric with comments (Moodle, CASE …)"), _looks_like_rubric, _read_rubric),
        BankFormat(
            bank_markus.FORMAT,
            _("MarkUs annotation categories (YAML)"),
            bank_markus.looks_like_yaml,
            _alone(bank_markus.read_yaml),
        ),
        BankFormat(
            f"{bank_markus.FORMAT}-csv",
            _("MarkUs annotation categories (CSV)"),
            bank_markus.looks_like_csv,
            _alone(bank_markus.read_csv),
        ),
    )


def bank_format_called(format_id: str) -> BankFormat:
    """Find a format by its id. Raises RubricError, naming those that there are."""
    for one in bank_formats():
        if one.id == format_id:
            return one
    text = _("There is no format “{format}” of comments.").format(format=shown(format_id))
    raise RubricError(text, _("Choose one of: {formats}.").format(formats=", ".join(one.id for one in bank_formats())))


def recognise_bank(source: Source) -> BankFormat:
    """Find the format of a file by what is in it. Raises RubricError when it holds no comments that can be read."""
    all_formats.refuse_the_huge(source)
    scored = [(one.looks_like(source), one) for one in bank_formats()]
    score, best = max(scored, key=lambda pair: pair[0])
    if score > 0:
        return best
    text = _("{file} is no comment bank in any format that CertDesk knows.").format(file=shown(source.name))
    raise RubricError(text, _("It reads: {formats}.").format(formats="; ".join(one.label for one in bank_formats())))


def _alone(read: Callable[[Source, Answers], Reading]) -> Callable[[Source, Answers, str], Reading]:
    return lambda source, answers, _person: read(source, answers)


def _looks_like_ours(source: Source) -> float:
    return 1.0 if SCHEMA.partition("/")[0] in decoded(source.data[:4096]) else 0.0


def _read_ours(source: Source, _answers: Answers, _person: str) -> Reading:
    comments = read_comment_bank(decoded(source.data), name=source.name)
    rows = tuple(Row(one.id, what_it_holds(one.text), Verdict.ACCEPTED) for one in comments)
    return Reading(OUR_YAML, rows=rows, comments=comments)


def _looks_like_rubric(source: Source) -> float:
    return max(0.7 * one.looks_like(source) for one in _with_comments())


def _with_comments() -> list[RubricFormat]:
    return [one for one in all_formats.formats() if one.id in _WITH_COMMENTS]


def _read_rubric(source: Source, answers: Answers, _person: str) -> Reading:
    """Take the comments out of a file of rubrics; its questions are about the rubric and need no answer here."""
    found = max(_with_comments(), key=lambda one: one.looks_like(source)).read(source, answers)
    if not found.comments:
        text = _("{file} holds a rubric, but no comments.").format(file=shown(source.name))
        raise RubricError(text, _("Import it on the screen of rubrics."))
    rows = tuple(Row(one.id, what_it_holds(one.text), Verdict.ACCEPTED) for one in found.comments)
    return Reading(RUBRIC, rows=rows, comments=found.comments)
