"""Taking a portfolio in from any screen: look and copy beside the window, keep, and say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.actions.receiving import (
    IntakeStoppedError,
    Looked,
    Received,
    ReceivePlan,
    keep_receive,
    known_here,
    look_into,
    make_receive,
    plan_receive,
)
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

Say = Callable[[Notice], None]


def take_in(tools: Tools, path: Path, say: Say) -> None:
    """Take in what is not doubtful of a folder or file; what happened, and what waits, is said through ``say``."""
    known = known_here(tools.session.workspace)
    tools.jobs.start(
        _("Looking into {name}").format(name=path.name),
        lambda progress: look_into(path, known, progress),
        done=lambda looked: _plan(tools, looked, say),
        failed=lambda problem: _failed(problem, say),
    )


def _plan(tools: Tools, looked: Looked, say: Say) -> None:
    try:
        plan = plan_receive(tools.session.workspace, looked.path, looked=looked)
    except CertDeskError as problem:
        say(Notice(str(problem), "warn", problem.hint))
        return
    if not plan.found.portfolios:
        say(Notice(_("There is no portfolio in {name}.").format(name=plan.path.name), "warn", _nothing_hint(plan)))
        return
    tools.jobs.start(
        _("Taking in {name}").format(name=plan.path.name),
        lambda progress: make_receive(plan, tools.worker, progress),
        done=lambda received: _keep(tools, plan, received, say),
        failed=lambda problem: _not_made(tools, plan, problem, say),
    )


def _keep(tools: Tools, plan: ReceivePlan, received: Received, say: Say) -> None:
    try:
        receipt = keep_receive(tools.session.workspace, plan, received)
    except CertDeskError as problem:
        say(Notice(str(problem), "bad", problem.hint))
        return
    tools.session.announce(receipt.change)
    if receipt.waiting:
        place = leading_to("exchange", pane="now", files=[str(plan.path)])
        hint = "; ".join(why for one in plan.preview.to_decide[:2] for why in one.why)
        say(Notice(receipt.sentence, "warn", hint, _("Decide"), place))
        return
    left_out = [skipped for skipped in receipt.skipped if not skipped.expected]
    hint = "; ".join(f"{skipped.name}: {skipped.reason}" for skipped in left_out[:3])
    whole = not left_out and not received.ended
    say(Notice(receipt.sentence, "ok" if whole else "warn", hint, _("Show"), leading_to("today")))


def _not_made(tools: Tools, plan: ReceivePlan, problem: Exception, say: Say) -> None:
    if isinstance(problem, IntakeStoppedError):
        _keep(tools, plan, problem.received, say)
        return
    _failed(problem, say)


def _failed(problem: Exception, say: Say) -> None:
    if not isinstance(problem, CertDeskError):
        raise problem
    say(Notice(str(problem), "warn", problem.hint))


def _nothing_hint(plan: ReceivePlan) -> str:
    return "; ".join(skipped.reason for skipped in plan.skipped[:2]) or _("It holds no files.")
