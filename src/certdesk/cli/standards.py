"""The commands ``standards list|import|show|results|template``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.actions.standards import (
    CohortResults,
    read_framework_file,
    results_as_csv,
    results_by_code,
    template_of_a_framework,
)
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.errors import NotFoundError
from certdesk.core.importing import Verdict
from certdesk.core.judging import plain_number
from certdesk.core.reading_by_code import FEWEST, CodeResult
from certdesk.core.scoring import show_number
from certdesk.core.standards import Framework, depths, found_in
from certdesk.core.words import _, ngettext
from certdesk.store.frameworks import list_frameworks
from certdesk.store.workspace import Workspace


def list_all(options: argparse.Namespace) -> int:
    """List the frameworks."""
    with opened(options, needs_person=False) as workspace:
        frameworks = list_frameworks(workspace.db)
    if options.json:
        say_json([_line(one) for one in frameworks])
        return 0
    if not frameworks:
        say(_("No framework yet. Take one in with: certdesk standards import FILE"))
        return 0
    rows = [(one.identifier, str(len(one.items)), one.version, one.title) for one in frameworks]
    say_table((_("Id"), _("Items"), _("Version"), _("Title")), rows)
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take the frameworks of a file in, and say what was left out."""
    reading = read_framework_file(options.file)
    skipped = [row for row in reading.rows if row.verdict is Verdict.SKIPPED]
    with opened(options, needs_person=False) as workspace:
        change = keep_frameworks(workspace, reading.frameworks)
    if options.json:
        told = [{"place": row.place, "what": row.what, "reason": row.reason} for row in skipped]
        say_json({"frameworks": [_line(one) for one in reading.frameworks], "changed": bool(change), "skipped": told})
        return 0
    for one in reading.frameworks:
        text = ngettext("{title}: {count} item.", "{title}: {count} items.", len(one.items))
        say(text.format(title=one.title, count=len(one.items)))
    if not change:
        say(_("It was here already."))
    for row in skipped:
        say(_("Left out: {place}. {reason}").format(place=row.place, reason=row.reason))
    return 0


def show(options: argparse.Namespace) -> int:
    """Read one framework as an indented list."""
    with opened(options, needs_person=False) as workspace:
        framework = _find(workspace, options.id)
    items = found_in(framework, options.find) if options.find else framework.items
    if options.json:
        shown = {item.identifier for item in items}
        say_json(
            _line(framework)
            | {
                "list": [
                    {"identifier": one.identifier, "code": one.code, "statement": one.statement, "parent": one.parent}
                    for one in framework.items
                    if one.identifier in shown
                ]
            }
        )
        return 0
    say(f"{framework.title} {framework.version}".strip())
    depth = depths(framework)
    for item in items:
        words = " ".join(item.statement.split())
        code = f"{item.code}  " if item.code else ""
        say(f"{'  ' * depth[item.identifier]}{code}{words if words != item.code else ''}".rstrip())
    return 0


def results(options: argparse.Namespace) -> int:
    """Tell the signed results by code."""
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        found = results_by_code(workspace, options.cohort)
    if options.json:
        say_json([_shape(part, one) for part in found for one in part.codes])
        return 0
    if options.csv:
        write_text(results_as_csv(found))
        return 0
    if not found:
        say(_("No criterion of a rubric with results stands for a code yet."))
        return 0
    for number, part in enumerate(found):
        if number:
            say()
        say(part.framework or _("Codes without a framework"))
        head = (_("Code"), _("Criteria"), _("People"), _("Mean"), _("At standard"), _("Levels"))
        say_table(head, list(_rows(part)), indent="  ")
    if any(one.hidden for part in found for one in part.codes):
        say()
        say(_("–  fewer than {count} people: not told").format(count=FEWEST))
    return 0


def write_template(options: argparse.Namespace) -> int:
    """Write the table that a framework can be written in."""
    write_file(options.file, template_of_a_framework(), force=options.force)
    if options.json:
        say_json({"file": str(options.file)})
        return 0
    say(_("Written: {file}").format(file=options.file))
    return 0


def _rows(part: CohortResults) -> Iterator[tuple[str, ...]]:
    for one in part.codes:
        criteria = ", ".join(one.criteria)
        if not one.people:
            none = "–" if one.hidden else "0"
            yield one.code, criteria, none, "", "", ""
            continue
        mean = show_number(one.mean) if one.mean is not None else ""
        levels = "  ".join(f"{plain_number(value)}: {count}" for _label, value, count in one.levels)
        yield one.code, criteria, str(one.people), mean, f"{one.at_standard}/{one.marks}", levels


def _shape(part: CohortResults, one: CodeResult) -> dict[str, Any]:
    numbers: dict[str, Any] = {
        "people": one.people,
        "marks": one.marks,
        "mean": str(one.mean) if one.mean is not None else None,
        "at_standard": one.at_standard,
        "levels": [{"label": label, "value": str(value), "count": count} for label, value, count in one.levels],
    }
    return {
        "framework": part.framework,
        "cohort": part.cohort,
        "code": one.code,
        "statement": one.statement,
        "criteria": list(one.criteria),
        "hidden": one.hidden,
    } | ({} if one.hidden else numbers)


def _line(framework: Framework) -> dict[str, Any]:
    return {
        "id": framework.identifier,
        "title": framework.title,
        "version": framework.version,
        "creator": framework.creator,
        "items": len(framework.items),
    }


def _find(workspace: Workspace, wanted: str) -> Framework:
    frameworks = list_frameworks(workspace.db)
    for one in frameworks:
        if one.identifier == wanted:
            return one
    begun = [one for one in frameworks if one.title.casefold().startswith(wanted.casefold())]
    if len(begun) == 1:
        return begun[0]
    text = _("There is no framework {id} in this workspace.").format(id=wanted)
    if begun:
        text = _("Several frameworks begin with {id}.").format(id=wanted)
    raise NotFoundError(text, near(wanted, [one.title for one in frameworks]))
