"""Taking a package back from any page: asked, done, and said; where that can't be, the reason."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.actions.taking_back import take_back, why_not_taken_back
from certdesk.core.words import _
from certdesk.store.exchanges import history
from certdesk.ui.screens.exchange.history_side import take_back_question
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


def ask_back(tools: Tools, line_id: str, say: Callable[[Notice], None]) -> None:
    """Take back what a line of the history brought, if the person wants it and it can still be done."""
    workspace = tools.session.workspace
    now = workspace.clock()
    one = next((row for row in history(workspace.db, now) if row.id == line_id), None)
    if one is None:
        return
    if why := why_not_taken_back(workspace, line_id):
        say(Notice(_("It can't be taken back."), "warn", why))
        return
    question, detail = take_back_question(one, now.astimezone())
    if tools.dialogs.confirm(question, detail, _("Take it back")) and tools.session.do(take_back, line_id):
        say(Notice(_("Taken back. Everything is as it was before."), "ok"))
