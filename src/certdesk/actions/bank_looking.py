"""What the screen of the comment bank and the command line need to know about it, read in one go."""

from __future__ import annotations

from certdesk.core.bank_filtering import MINE, OFFICIAL, OTHERS, BankRow
from certdesk.core.comment_bank import Comment
from certdesk.core.rubric import Rubric
from certdesk.core.searching import fold
from certdesk.store.bank import load_bank, times_used
from certdesk.store.people import list_people
from certdesk.store.rubrics import newest_rubrics
from certdesk.store.workspace import Workspace


def look_at_bank(workspace: Workspace) -> tuple[BankRow, ...]:
    """Read the whole bank with whose each comment is and how often it was used here; by criterion, then by words."""
    names = {person.id: person.name for person in list_people(workspace.db)}
    used = times_used(workspace.db)
    rows = []
    for comment in load_bank(workspace.db):
        use = used.get(comment.id)
        whose = OFFICIAL if not comment.owner else MINE if comment.owner == workspace.person else OTHERS
        name = names.get(comment.owner, "")
        rows.append(BankRow(comment, whose, name, use.times if use else 0, use.last if use else None))
    return tuple(sorted(rows, key=lambda row: _order(row.comment)))


def rubrics_for_bank(workspace: Workspace) -> tuple[Rubric, ...]:
    """Read the newest version of every rubric, whose criteria comments can be for."""
    return newest_rubrics(workspace.db)


def _order(comment: Comment) -> tuple[str, tuple[str, ...], str, str, str]:
    return (comment.rubric, comment.criteria, comment.kind.value, fold(comment.text), comment.id)
