"""What stands above a list of results: why nothing can be issued here, and jobs that were begun and not finished."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from certdesk.actions.issuing_batch import UnfinishedBatch
from certdesk.core.words import _, ngettext
from certdesk.signing.identity import Identity
from certdesk.ui.screens.standing import day
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


def can_not_issue(theme: ThemeSource, identity: Identity, *, reports: bool) -> Card:
    """Say calmly that this happens elsewhere, and what happens next."""
    if reports:
        told = _("Reports are countersigned by the programme's lead. You act here as {role}.").format(
            role=identity.role
        )
    else:
        text = _(
            "Certificates are issued at the issuing desk of {programme}, for results that were signed on that "
            "computer. Results can't be sent there yet; ask the programme's lead."
        )
        told = text.format(programme=identity.programme_name)
    made = card(tone="sunken", name="canNotIssue")
    made.body.addLayout(_row(theme, "info", "text2", told))
    return made


def unfinished(
    theme: ThemeSource,
    batch: UnfinishedBatch,
    go_on: Callable[[UnfinishedBatch], None],
    give_up: Callable[[UnfinishedBatch], None],
) -> Card:
    """Offer to go on with a job that was stopped, or that ended with the program."""
    text = ngettext(
        "A job of {day} was not finished: {finished} of {count} document is made.",
        "A job of {day} was not finished: {finished} of {count} documents are made.",
        batch.steps,
    )
    told = text.format(day=day(batch.at), finished=batch.finished, count=batch.steps)
    made = card(tone="warn", name="unfinished")
    row = _row(theme, "clock", "warn", told)
    on = button(theme, _("Go on"), size="small")
    on.setObjectName("goOn")
    on.setAccessibleDescription(told)
    on.clicked.connect(lambda: go_on(batch))
    away = button(theme, _("Throw away…"), kind="quiet", size="small")
    away.setObjectName("giveUp")
    away.clicked.connect(lambda: give_up(batch))
    row.addWidget(on)
    row.addWidget(away)
    made.body.addLayout(row)
    return made


def _row(theme: ThemeSource, icon: str, tone: str, told: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(IconView(theme, icon, tone))
    row.addWidget(Paragraph(theme, told), 1)
    return row
