"""The columns of the tables that leave the desk with results: names that never change, types, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.words import N_


class Kind(StrEnum):
    """What the values of a column are. A moment is told as its day, in universal time."""

    TEXT = "text"
    WHOLE = "integer"
    NUMBER = "decimal"
    """A decimal of at most six places, cut off and never rounded up; an exact text stands beside it."""
    DAY = "date"
    YES_NO = "boolean"


class Sort(StrEnum):
    """What a column tells of, so that whole sorts can be left out."""

    KEY = "key"
    """Without these nobody could tell the rows apart."""
    IDENTITY = "identity"
    SCHOOL = "school"
    GROUP = "group"
    ASSESSOR = "assessor"
    RESULT = "result"
    MARK = "mark"
    PROOF = "proof"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``title`` and ``meaning`` are for people, ``missing`` says what it means that nothing is there.

    ``criterion`` is the id of the criterion that it is about, where it is about one.
    """

    name: str
    kind: Kind
    sort: Sort
    title: str
    meaning: str
    criterion: str = ""
    missing: str = ""


_KEYS = (
    Column(
        "id",
        Kind.TEXT,
        Sort.KEY,
        N_("Record"),
        N_("One candidate's result in this hand-over; a pseudonym where names are left out"),
    ),
    Column("programme", Kind.TEXT, Sort.KEY, N_("Programme"), N_("The certification programme")),
    Column("cohort", Kind.TEXT, Sort.KEY, N_("Cohort"), N_("The candidates who were assessed together")),
)
_RUBRIC = (
    Column(
        "rubric",
        Kind.TEXT,
        Sort.KEY,
        N_("Rubric"),
        N_("The id of the rubric; its criteria and levels are in their own tables"),
    ),
    Column("rubric_version", Kind.TEXT, Sort.KEY, N_("Rubric version"), N_("The frozen version of the rubric")),
)
_WHO = (
    Column("code", Kind.TEXT, Sort.IDENTITY, N_("Code"), N_("The code of the portfolio")),
    Column("name", Kind.TEXT, Sort.IDENTITY, N_("Name"), N_("The candidate's name")),
    Column(
        "candidate_id",
        Kind.TEXT,
        Sort.IDENTITY,
        N_("Candidate"),
        N_("The candidate's id on the lead's desk"),
        missing=N_("not on a list of candidates"),
    ),
    Column("school", Kind.TEXT, Sort.SCHOOL, N_("School"), N_("The candidate's school"), missing=N_("not known")),
    Column(
        "language",
        Kind.TEXT,
        Sort.GROUP,
        N_("Language"),
        N_("The language of the candidate's documents (BCP 47)"),
        missing=N_("not known"),
    ),
    Column(
        "subject",
        Kind.TEXT,
        Sort.GROUP,
        N_("Subject"),
        N_("The subject that the candidate teaches"),
        missing=N_("not known"),
    ),
    Column(
        "attempt",
        Kind.WHOLE,
        Sort.RESULT,
        N_("Attempt"),
        N_("1 for the first time, 2 for the first resubmission, and so on"),
    ),
)
_OUTCOME = (
    Column("outcome", Kind.TEXT, Sort.RESULT, N_("Outcome id"), N_("The id of the outcome in the rubric")),
    Column("outcome_label", Kind.TEXT, Sort.RESULT, N_("Outcome"), N_("The outcome as it was told")),
    Column("certifies", Kind.YES_NO, Sort.RESULT, N_("Certifies"), N_("Whether the outcome leads to a certificate")),
    Column(
        "score_exact",
        Kind.TEXT,
        Sort.RESULT,
        N_("Score, exact"),
        N_("What the rules turn on, exactly: 3, 2.75 or 38/15"),
        missing=N_("no score could be worked out"),
    ),
    Column(
        "score",
        Kind.NUMBER,
        Sort.RESULT,
        N_("Score"),
        N_("The score as a decimal, cut off after six places"),
        missing=N_("no score could be worked out"),
    ),
)

_RESULT_COLUMNS = (
    *_KEYS,
    *_RUBRIC,
    *_WHO,
    *_OUTCOME,
    Column("decided_on", Kind.DAY, Sort.RESULT, N_("Decided on"), N_("The day of the decision, in universal time")),
    Column("released_on", Kind.DAY, Sort.RESULT, N_("Released on"), N_("The day of the release, in universal time")),
    Column(
        "ratings", Kind.WHOLE, Sort.RESULT, N_("Ratings"), N_("How many signed assessments there are of this portfolio")
    ),
    Column(
        "certificate",
        Kind.TEXT,
        Sort.PROOF,
        N_("Certificate"),
        N_("The number of the certificate that stands"),
        missing=N_("no certificate"),
    ),
    Column(
        "certificate_state",
        Kind.TEXT,
        Sort.PROOF,
        N_("State"),
        N_("active, renewal_due, lapsed, withdrawn or superseded, on the day of the hand-over"),
        missing=N_("no certificate"),
    ),
    Column(
        "issued_on",
        Kind.DAY,
        Sort.PROOF,
        N_("Issued on"),
        N_("The day on the certificate"),
        missing=N_("no certificate"),
    ),
    Column(
        "valid_until",
        Kind.DAY,
        Sort.PROOF,
        N_("Valid until"),
        N_("The last day on which the certificate holds"),
        missing=N_("no certificate"),
    ),
    Column(
        "report_file",
        Kind.TEXT,
        Sort.PROOF,
        N_("Report"),
        N_("The signed report in this folder, below data/"),
        missing=N_("no report is in this folder"),
    ),
    Column(
        "certificate_file",
        Kind.TEXT,
        Sort.PROOF,
        N_("Certificate file"),
        N_("The signed certificate in this folder, below data/"),
        missing=N_("no certificate is in this folder"),
    ),
)

_MARK_COLUMNS = (
    *_KEYS,
    Column("criterion", Kind.TEXT, Sort.KEY, N_("Criterion"), N_("The id of the criterion")),
    Column(
        "turn",
        Kind.TEXT,
        Sort.KEY,
        N_("Turn"),
        N_("first, second, third, moderator or appeal: as what somebody marked; result: the mark that counts"),
    ),
    *_RUBRIC,
    *_WHO,
    Column("section", Kind.TEXT, Sort.MARK, N_("Section"), N_("The id of the criterion's section")),
    Column("criterion_title", Kind.TEXT, Sort.MARK, N_("Criterion title"), N_("The title of the criterion")),
    Column(
        "assessor",
        Kind.TEXT,
        Sort.ASSESSOR,
        N_("Assessor"),
        N_("Who marked: a label for the same person throughout this hand-over, or the name where that was chosen"),
        missing=N_("the mark that counts is nobody's own"),
    ),
    Column(
        "kind",
        Kind.TEXT,
        Sort.MARK,
        N_("Kind of mark"),
        N_("level, not_observed, unscorable, comment_only or unmarked: five things that are never the same"),
    ),
    Column(
        "level_exact",
        Kind.TEXT,
        Sort.MARK,
        N_("Level, exact"),
        N_("The level exactly: 3, 2.5 or 7/3"),
        missing=N_("a kind of mark that has no level"),
    ),
    Column(
        "level",
        Kind.NUMBER,
        Sort.MARK,
        N_("Level"),
        N_("The level as a decimal, cut off after six places"),
        missing=N_("a kind of mark that has no level"),
    ),
    Column(
        "level_label",
        Kind.TEXT,
        Sort.MARK,
        N_("Level in words"),
        N_("The level's name on its scale"),
        missing=N_("a kind of mark that has no level"),
    ),
    Column(
        "unscorable_code",
        Kind.TEXT,
        Sort.MARK,
        N_("Why it can't be scored"),
        N_("The code of the reason; never a level, never averaged, never a fail"),
        missing=N_("the mark is of another kind"),
    ),
    Column(
        "counts",
        Kind.YES_NO,
        Sort.MARK,
        N_("Counts"),
        N_("Whether the mark that counts stands on this mark; always true in turn result"),
    ),
    Column(
        "rule",
        Kind.TEXT,
        Sort.MARK,
        N_("Rule"),
        N_("How it was settled: only_mark, same, mean_of_two, third_equals_one, median_of_three, ruled, banked"),
        missing=N_("an assessor's own mark"),
    ),
    Column(
        "averaged",
        Kind.YES_NO,
        Sort.MARK,
        N_("Averaged"),
        N_("Whether the level is a mean of several ratings: a result and no rating, so keep it out of agreement"),
    ),
    Column(
        "marked_on",
        Kind.DAY,
        Sort.MARK,
        N_("Marked on"),
        N_("The day on which the assessor signed, or of the decision in turn result"),
        missing=N_("not known"),
    ),
    *_OUTCOME,
    Column(
        "strength",
        Kind.TEXT,
        Sort.WORDS,
        N_("Strength"),
        N_("What the candidate was told to be good at, in turn result"),
        missing=N_("no words, or another turn"),
    ),
    Column(
        "next_step",
        Kind.TEXT,
        Sort.WORDS,
        N_("Next step"),
        N_("What the candidate was told to do next, in turn result"),
        missing=N_("no words, or another turn"),
    ),
)


def _ordered(columns: tuple[Column, ...], first: str, last: str) -> tuple[Column, ...]:
    """Put columns in the order in which people look at them: those named first, the others, those that never vary."""
    known = {column.name: column for column in columns}
    front, back = first.split(), last.split()
    middle = (name for name in known if name not in {*front, *back})
    return tuple(known[name] for name in (*front, *middle, *back))


_NEVER_VARY = "candidate_id programme cohort rubric rubric_version"
RESULTS: tuple[Column, ...] = _ordered(
    _RESULT_COLUMNS, "code name id outcome_label score attempt school subject language", _NEVER_VARY
)
MARKS: tuple[Column, ...] = _ordered(
    _MARK_COLUMNS,
    "code name id criterion turn kind level level_label level_exact unscorable_code counts averaged rule assessor "
    "marked_on",
    _NEVER_VARY,
)
