"""The command ``rubric print``: a rubric as a PDF, from a file or from the workspace."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from certdesk.actions.printing_rubrics import PrintWish, file_name, make_print, plan_print_to
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import bring_rubrics, opened
from certdesk.cli.printing import say, say_json
from certdesk.cli.rubric_files import find_version, read_one
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import languages
from certdesk.core.words import _
from certdesk.store.rubric_drafts import list_drafts


def print_rubric(options: argparse.Namespace) -> int:
    """Write a rubric as a PDF; nothing that is there is replaced unless asked for."""
    rubric, is_draft = _rubric(options)
    wish = PrintWish(
        options.paper, not options.portrait, _language(rubric, options.language), _language(rubric, options.beside)
    )
    target: Path = options.output or Path(file_name(rubric))
    if target.exists() and not options.force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file with -o, or replace it with --force."))
    plan = plan_print_to(target, rubric, wish, draft=is_draft, made_at=datetime.now(UTC))
    path = make_print(plan, progress_line())
    if options.json:
        say_json({"file": str(path), "id": rubric.id, "version": rubric.version, "draft": is_draft})
        return 0
    say(str(path))
    return 0


def _rubric(options: argparse.Namespace) -> tuple[Rubric, bool]:
    """Return the rubric that is meant, and whether it is a draft."""
    path = Path(options.rubric)
    if path.is_file():
        return read_one(path)[0], False
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        drafts = {one.id: one.rubric for one in list_drafts(workspace.db)}
        if options.rubric in drafts:
            return drafts[options.rubric], True
        return find_version(workspace, options.rubric), False


def _language(rubric: Rubric, wanted: str) -> str:
    if wanted and wanted not in languages(rubric):
        text = _("“{title}” is not written in “{language}”.").format(title=rubric.title, language=wanted)
        raise NotFoundError(text, _("It has {languages}.").format(languages=", ".join(languages(rubric))))
    return wanted
