"""What arrived while nobody looked: a package in the shared folder, a receipt that came back. Said once each."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.actions.outbox import packages_remembered
from certdesk.actions.shared_folder import shared_folder
from certdesk.core.errors import CertDeskError
from certdesk.core.exchange import Direction, ReceiptState
from certdesk.core.words import _, ngettext
from certdesk.exchange.box import Boxed, Standing, scan_box
from certdesk.store.exchanges import history
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_TOLD, _REMEMBERED = "exchange/told", 500
Say = Callable[[Notice], None]


def tell_news(tools: Tools, say: Say) -> None:
    """Say what is new; the folder is looked at beside the window, because it may be slow."""
    workspace = tools.session.workspace
    _tell_receipts(workspace, say)
    folder = shared_folder(workspace)
    if folder is None:
        return
    tools.jobs.start(
        _("Looking into {name}").format(name=folder.name),
        lambda _progress: scan_box(folder),
        done=lambda boxed: _tell_arrivals(workspace, boxed, say),
        failed=_failed,
        matters=False,
        quiet=True,
    )


def _tell_receipts(workspace: Workspace, say: Say) -> None:
    lines = [
        line
        for line in history(workspace.db, workspace.clock())
        if line.direction is Direction.HANDED_OVER and line.receipt is ReceiptState.BACK
    ]
    fresh = _fresh(workspace, [line.package for line in lines])
    names = ", ".join(dict.fromkeys(line.peer for line in lines if line.package in fresh))
    if not fresh:
        return
    text = ngettext("A receipt is back from {names}.", "{count} receipts are back from {names}.", len(fresh))
    said = text.format(names=names, count=len(fresh))
    say(Notice(said, "ok", "", _("Show"), leading_to("exchange", pane="history")))


def _tell_arrivals(workspace: Workspace, boxed: tuple[Boxed, ...], say: Say) -> None:
    known = {line.package for line in history(workspace.db, workspace.clock())}
    known |= {one.package for one in packages_remembered(workspace.folder)}
    arrived = [one.package for one in boxed if one.standing is Standing.WHOLE and one.package not in known]
    fresh = _fresh(workspace, arrived)
    if not fresh:
        return
    text = ngettext(
        "{count} package has arrived in the shared folder.",
        "{count} packages have arrived in the shared folder.",
        len(fresh),
    )
    said = text.format(count=len(fresh))
    say(Notice(said, "info", "", _("Look"), leading_to("exchange", pane="now")))


def _fresh(workspace: Workspace, packages: list[str]) -> set[str]:
    """Return those that were not told yet, and remember that they are told now."""
    told = list(recall_place(workspace, _TOLD).get("packages", ()))
    fresh = [one for one in dict.fromkeys(packages) if one not in told]
    if fresh:
        remember_place(workspace, _TOLD, {"packages": [*told, *fresh][-_REMEMBERED:]})
    return set(fresh)


def _failed(problem: Exception) -> None:
    """Take no notice of a folder that is away now: Exchange says so, where somebody looks for it."""
    if not isinstance(problem, CertDeskError):
        raise problem
