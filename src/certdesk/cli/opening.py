"""What commands share: the open workspace, the person, the passphrase, the worker."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from certdesk import shipped
from certdesk.actions.identifying import act_as
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.assessment import Assessment
from certdesk.core.errors import NotFoundError, StorageError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.store.assessments import find_assessment
from certdesk.store.opening import is_workspace
from certdesk.store.portfolios import find_portfolio
from certdesk.store.workspace import Workspace


@contextmanager
def opened(options: argparse.Namespace, *, needs_person: bool = True) -> Iterator[Workspace]:
    """Open the workspace of the command line, and let its person act. Raises NotFoundError when there is none."""
    if not is_workspace(options.workspace):
        text = _("There is no workspace in {folder}.").format(folder=options.workspace)
        raise NotFoundError(text, _("Make one with: certdesk new"))
    with Workspace(options.workspace) as workspace:
        load_built_in_rubrics(workspace, shipped.rubrics())
        if needs_person:
            act_as(workspace, options.person)
        yield workspace


def assessment_of(workspace: Workspace, code: str, *, begin: bool = False) -> Assessment:
    """Find this person's assessment of a portfolio; ``begin`` begins it, which declares no conflict of interest."""
    from certdesk.actions.assessing import begin_assessment

    portfolio = find_portfolio(workspace.db, code)
    if begin:
        begin_assessment(workspace, portfolio.id)
    found = find_assessment(workspace.db, portfolio.id, workspace.person)
    if found is None:
        raise NotFoundError(_("{code} has no marks of yours yet.").format(code=portfolio.code))
    return found


def passphrase(options: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase: from its file, the environment, or typed without being shown."""
    if options.passphrase_file:
        return _from_file(options.passphrase_file)
    if "CERTDESK_PASSPHRASE" in os.environ:
        return os.environ["CERTDESK_PASSPHRASE"]
    if not sys.stdin.isatty():
        text = _("A passphrase is needed, and there is nobody to ask.")
        raise NotFoundError(text, _("Put it in CERTDESK_PASSPHRASE or use --passphrase-file."))
    typed = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("Once more: ")) != typed:
        raise NotFoundError(_("The two passphrases differ."), _("Type the same one twice."))
    return typed


def progress_line() -> Progress:
    """Return a progress that draws one line on a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        return silent

    def draw(done: int, total: int, label: str) -> None:
        share = f"{done * 100 // total:3d} %" if total else "     "
        end = "\n" if total and done >= total else ""
        sys.stderr.write(f"\r\033[K{share}  {label[:70]}{end}")
        sys.stderr.flush()

    return draw


def _from_file(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        text = _("The passphrase file {file} could not be read.").format(file=path)
        raise StorageError(text, _("Check its name and that you may open it.")) from problem
    return lines[0] if lines else ""
