"""What the palette finds: every command that is possible now, and every portfolio by code or title."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.actions.looking import look_at_worklist
from certdesk.core.words import _
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.models.worklist_table import STATES, state_words
from certdesk.ui.widgets.palette import Command as Offered

_PORTFOLIO = "portfolio:"


def offered(commands: Iterable[Command], workspace: Workspace) -> tuple[Offered, ...]:
    """Return commands first, then portfolios with their state."""
    found = [
        Offered(
            command.id,
            command.words,
            icon=command.icon or "forward",
            place=command.group,
            shortcut=command.keys[0] if command.keys else "",
            group=_("Commands"),
        )
        for command in commands
        if command.possible()
    ]
    if not workspace.person:
        return tuple(found)
    rows = look_at_worklist(workspace).rows
    return (
        *found,
        *(
            Offered(
                f"{_PORTFOLIO}{row.portfolio_id}",
                "  ".join(part for part in (row.code, row.candidate, row.title) if part),
                icon=STATES[row.state][0],
                place=state_words(row),
                group=_("Portfolios"),
            )
            for row in rows
        ),
    )


def portfolio_of(key: str) -> str:
    """Return the portfolio that an offered line stands for, or an empty text when it is a command."""
    return key.removeprefix(_PORTFOLIO) if key.startswith(_PORTFOLIO) else ""


def code_of(workspace: Workspace, subjects: Iterable[str]) -> str:
    """Return the code of the portfolio that a change was about, so that nobody wonders which one; else nothing."""
    touched = set(subjects)
    rows = look_at_worklist(workspace).rows if touched else ()
    return next((row.code for row in rows if {row.portfolio_id, row.assessment_id} & touched), "")
