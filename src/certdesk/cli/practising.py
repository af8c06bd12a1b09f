"""Make a practice cohort."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from certdesk import shipped
from certdesk.actions import practising
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import bring_rubrics
from certdesk.cli.printing import say, say_json
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.store.opening import is_workspace
from certdesk.store.workspace import Workspace


def practise(options: argparse.Namespace) -> int:
    """Make a workspace with an invented cohort under way, and say how to look at it."""
    folder = options.folder or Path.cwd() / f"certdesk-practice-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    if is_workspace(folder):
        text = _("There is a workspace in {folder} already.").format(folder=folder)
        raise NotAllowedError(text, _("Name a new folder with --in."))
    practising.check_size(options.candidates)
    with Workspace(folder) as workspace:
        bring_rubrics(workspace)
        words = shipped.resources() / practising.WORDS
        plan = practising.plan_practice(workspace, words, options.candidates, options.seed)
        practising.keep_practice(workspace, plan, practising.make_practice(plan, progress_line()))
    told = plan.words
    if options.json:
        say_json(
            {"workspace": str(folder), "cohorts": [told.earlier, told.now], "candidates": len(plan.now),
             "lead": told.lead, "passphrase": practising.PASSPHRASE}
        )  # fmt: skip
        return 0
    say(_("Workspace: {folder}").format(folder=folder))
    text = _("{now}: {count} invented candidates, under way. {earlier}: released a year ago.")
    say(text.format(now=told.now, count=len(plan.now), earlier=told.earlier))
    say(_("You are {name}, an invented lead; her passphrase is “{words}”.").format(
        name=told.lead, words=practising.PASSPHRASE))  # fmt: skip
    text = _('Begin with: certdesk -w "{folder}" disputes --cohort "{name}", or: certdesk open "{folder}"')
    say(text.format(folder=folder, name=told.now))
    return 0
