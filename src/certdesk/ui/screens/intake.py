"""Taking a portfolio in from any screen: look, copy beside the window, keep, and say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.actions.receiving import Received, ReceivePlan, keep_receive, make_receive, plan_receive
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

Say = Callable[[Notice], None]


def take_in(tools: Tools, path: Path, say: Say) -> None:
    """Take in a folder or zip; what happened is said through ``say``."""
    try:
        plan = plan_receive(tools.session.workspace, path)
    except CertDeskError as problem:
        say(Notice(str(problem), "warn", problem.hint))
        return
    if not plan.found.portfolios:
        say(Notice(_("There is no portfolio in {name}.").format(name=path.name), "warn", _nothing_hint(plan)))
        return
    tools.jobs.start(
        _("Taking in {name}").format(name=path.name),
        lambda progress: make_receive(plan, tools.worker, progress),
        done=lambda received: _keep(tools, plan, received, say),
        failed=lambda problem: _failed(problem, say),
    )


def _keep(tools: Tools, plan: ReceivePlan, received: Received, say: Say) -> None:
    try:
        receipt = keep_receive(tools.session.workspace, plan, received)
    except CertDeskError as problem:
        say(Notice(str(problem), "bad", problem.hint))
        return
    tools.session.announce(receipt.change)
    left_out = [skipped for skipped in receipt.skipped if not skipped.expected]
    hint = "; ".join(f"{skipped.name}: {skipped.reason}" for skipped in left_out[:3])
    say(Notice(receipt.sentence, "warn" if left_out else "ok", hint, _("Show"), leading_to("today")))


def _failed(problem: Exception, say: Say) -> None:
    if not isinstance(problem, CertDeskError):
        raise problem
    say(Notice(str(problem), "warn", problem.hint))


def _nothing_hint(plan: ReceivePlan) -> str:
    return "; ".join(skipped.reason for skipped in plan.found.skipped[:2]) or _("It holds no files.")
