"""Finding comments in the bank: by rubric, criterion, level, kind, owner, language, use, and by words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from certdesk.core.bank_ranking import haystack, same_language
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.searching import fold

OFFICIAL, MINE, OTHERS = "official", "mine", "others"


@dataclass(frozen=True, slots=True)
class BankRow:
    """One comment as a list shows it: whose it is, and how often it was used at this desk and when last."""

    comment: Comment
    whose: str = OFFICIAL
    owner_name: str = ""
    times: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class BankFilter:
    """What is asked for; what is empty lets everything through. Others' words come only when asked for."""

    rubric: str = ""
    criterion: str = ""
    level: Fraction | None = None
    kind: CommentKind | None = None
    whose: str = ""
    language: str = ""
    unused: bool = False
    others: bool = False
    words: str = ""

    def passes(self, row: BankRow) -> bool:
        """Whether a comment is asked for."""
        comment = row.comment
        return (
            self._is_shown(row)
            and (not self.rubric or comment.rubric in ("", self.rubric))
            and self._is_about(comment)
            and (self.level is None or comment.fits_levels((self.level,)))
            and self.kind in (None, comment.kind)
            and (not self.language or same_language(comment.language, self.language))
            and not (self.unused and row.times)
        )

    def _is_shown(self, row: BankRow) -> bool:
        if self.whose:
            return row.whose == self.whose
        return self.others or row.whose != OTHERS

    def _is_about(self, comment: Comment) -> bool:
        if not self.criterion:
            return True
        if self.criterion == ANY_CRITERION:
            return ANY_CRITERION in comment.criteria
        return comment.is_about(self.criterion, self.rubric)


def filtered(rows: Iterable[BankRow], wanted: BankFilter) -> tuple[BankRow, ...]:
    """Return the rows that are asked for, in their order. Words are found whatever their case and accents."""
    words = fold(wanted.words).split()
    return tuple(row for row in rows if wanted.passes(row) and all(word in haystack(row.comment) for word in words))
