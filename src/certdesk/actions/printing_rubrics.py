"""Print a rubric: plan what is printed, make the PDF, keep it where somebody wants it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.exporting_rubrics import name_of_file
from certdesk.core.errors import StorageError
from certdesk.core.progress import Progress
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.workspace import Workspace

A4, LETTER = "A4", "Letter"


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How somebody wants a rubric printed: paper, which way round, and in which languages."""

    paper: str = A4
    landscape: bool = True
    language: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """Everything that making the PDF needs, so that it needs no database."""

    rubric: Rubric
    wish: PrintWish
    draft: bool
    names: tuple[tuple[str, str], ...]
    made_at: datetime
    target: Path


def plan_print(workspace: Workspace, rubric: Rubric, wish: PrintWish, *, draft: bool) -> PrintPlan:
    """Gather what is printed, into a file of the workspace's staging folder."""
    target = workspace.staging / workspace.new_id() / "rubric.pdf"
    return plan_print_to(target, rubric, wish, draft=draft, made_at=workspace.clock())


def plan_print_to(target: Path, rubric: Rubric, wish: PrintWish, *, draft: bool, made_at: datetime) -> PrintPlan:
    """Gather what is printed into ``target``; no workspace is needed."""
    names = tuple((each.id, each.label) for each in evidence_types(shipped.rubrics()).types)
    return PrintPlan(rubric, wish, draft, names, made_at, target)


def make_print(plan: PrintPlan, progress: Progress) -> Path:
    """Write the PDF and return its path. Raises UnprintableTextError, StorageError."""
    from certdesk.reports.paper import A4 as A4_PAPER  # reports cost time that nobody should wait for at start
    from certdesk.reports.paper import LETTER as LETTER_PAPER
    from certdesk.reports.rubric_pdf import Printing, write_rubric_pdf

    progress(0, 1, _("Printing"))
    wish = plan.wish
    printing = Printing(
        paper=LETTER_PAPER if wish.paper == LETTER else A4_PAPER,
        landscape=wish.landscape,
        language=wish.language,
        beside=wish.beside,
        draft=plan.draft,
        names=dict(plan.names),
        made_at=plan.made_at,
    )
    try:
        plan.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("The folder {name} could not be made: {reason}.")
        reason = problem.strerror or str(problem)
        raise StorageError(
            text.format(name=plan.target.parent.name, reason=reason), _("Choose another folder.")
        ) from problem
    write_rubric_pdf(plan.rubric, plan.target, printing)
    progress(1, 1, _("Printing"))
    return plan.target


def save_print(made: Path, target: Path) -> None:
    """Copy a PDF that was made to where somebody wants it. Raises StorageError."""
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(made, part)
        part.replace(target)
    except OSError as problem:
        part.unlink(missing_ok=True)
        text = _("{name} could not be written: {reason}.")
        reason = problem.strerror or str(problem)
        raise StorageError(
            text.format(name=target.name, reason=reason), _("Choose another folder, or make room on the disk.")
        ) from problem


def discard_print(made: Path) -> None:
    """Take away a PDF that was only looked at; what is still open somewhere goes when the program starts next."""
    shutil.rmtree(made.parent, ignore_errors=True)


def file_name(rubric: Rubric) -> str:
    """Return a name for the PDF of a rubric."""
    return name_of_file(rubric, ".pdf")
