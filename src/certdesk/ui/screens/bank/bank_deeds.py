"""What is done with the comment bank on its screen, and what is said about it then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from certdesk.actions import keeping_bank as keeping
from certdesk.actions.bank_exchange import save_bank
from certdesk.actions.bank_offers import forget_used
from certdesk.core.bank_filtering import BankFilter
from certdesk.core.changes import Change
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.errors import CertDeskError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.workspace import Workspace
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_FILE = "comment-bank.csv"
Made = Callable[[Workspace], tuple[str, Change]]


class BankDeeds:
    """Runs the actions; ``notice`` is told what came of them."""

    def __init__(self, tools: Tools, notice: Callable[[Notice], object]) -> None:
        self._tools = tools
        self._notice = notice

    def add(self, comment: Comment) -> str:
        """Add a comment and return its id; of the one that says the same, when there is one; empty when refused."""
        return self._made(lambda workspace: keeping.add_comment(workspace, replace(comment, id="")))

    def duplicate(self, comment_id: str) -> str:
        """Make a copy as the person's own and return its id."""
        return self._made(lambda workspace: keeping.duplicate_comment(workspace, comment_id))

    def edit(self, comment: Comment) -> bool:
        """Change a comment; False when that was refused."""
        return self._tools.session.do(keeping.edit_comment, comment) is not None

    def remove(self, comment_id: str) -> None:
        """Take a comment out; undo brings it back."""
        if self._tools.session.do(keeping.remove_comments, [comment_id]) is not None:
            self._notice(Notice(_("Comment removed."), "ok", _("Ctrl+Z brings it back.")))

    def merge(self) -> None:
        """Bring duplicates together and say how many there were."""
        merged: dict[str, str] = {}

        def together(workspace: Workspace) -> Change:
            found, change = keeping.merge_duplicates(workspace)
            merged.update(found)
            return change

        if self._tools.session.do(together) is None:
            return
        count = len(merged)
        text = ngettext("{count} duplicate was brought together.", "{count} duplicates were brought together.", count)
        words = text.format(count=count) if count else _("No two comments say the same for the same place.")
        self._notice(Notice(words, "ok", _("Ctrl+Z takes it back.") if count else ""))

    def forget(self) -> None:
        """Forget what the person used at this desk."""
        forget_used(self._tools.session.workspace)
        self._notice(Notice(_("What you used at this desk is forgotten."), "ok"))

    def export(self, comments: list[Comment]) -> None:
        """Ask where to, and save comments as CSV."""
        path = self._tools.dialogs.choose_target(_("Save the comments"), _FILE)
        if path is None:
            return
        try:
            save_bank(self._tools.session.workspace, path, comments, force=True)
        except CertDeskError as problem:
            self._notice(Notice(str(problem), "warn", problem.hint))
            return
        text = ngettext("{count} comment saved in {file}.", "{count} comments saved in {file}.", len(comments))
        self._notice(Notice(text.format(count=len(comments), file=path.name), "ok"))

    def _made(self, make: Made) -> str:
        made: list[str] = []

        def deed(workspace: Workspace) -> Change:
            id_, change = make(workspace)
            made.append(id_)
            return change

        return made[0] if self._tools.session.do(deed) is not None else ""


def new_comment(wanted: BankFilter, rubrics: tuple[Rubric, ...], person: str) -> Comment:
    """Return an empty comment of a person's own, for what is filtered."""
    scales = [rubric.scale for rubric in rubrics if wanted.rubric in ("", rubric.id)]
    every = tuple(sorted({level.value for scale in scales for level in scale.levels}))
    return Comment(
        id="",
        kind=wanted.kind or CommentKind.STRENGTH,
        criteria=(wanted.criterion or ANY_CRITERION,),
        levels=every if wanted.level is None else (wanted.level,),
        text="",
        rubric=wanted.rubric,
        owner=person,
        language=wanted.language or "en",
    )
