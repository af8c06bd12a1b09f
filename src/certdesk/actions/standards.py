"""Keep frameworks of standards, say which criteria stand for their codes, and read results by code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.editing_rubrics import edit_draft
from certdesk.actions.importing_rubrics import read_source
from certdesk.core.aligning import align_criterion, criteria_from_items, unalign_criterion, with_new_criteria
from certdesk.core.changes import Change
from certdesk.core.errors import NotFoundError, RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Reading
from certdesk.core.judging import plain_number
from certdesk.core.reading_by_code import CodeResult, read_by_code
from certdesk.core.standards import StandardItem, shown_code
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.case import case
from certdesk.rubric_formats.csv_cells import write_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.standards_csv import read_standards, template
from certdesk.store.frameworks import list_frameworks, load_framework, signed_results
from certdesk.store.rubric_drafts import load_draft
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CohortResults:
    """What is known of one framework's codes, in its order, for a cohort or for all."""

    framework: str
    cohort: str | None
    codes: tuple[CodeResult, ...]


def read_framework_file(path: Path) -> Reading:
    """Read the frameworks of a CASE package or a CSV; for a worker thread. Raises RubricError or StorageError."""
    return read_frameworks(read_source(path))


def read_frameworks(source: Source) -> Reading:
    """Read the frameworks of a file. Raises RubricError when it holds none."""
    package = case()
    reading = package.read(source, {}) if package.looks_like(source) > 0 else read_standards(source)
    if reading.frameworks:
        return reading
    text = _("{file} holds no framework of standards.").format(file=shown(source.name))
    raise RubricError(text, _("Choose a CASE package with CFItems, or a CSV with codes and statements."))


def remove_framework(workspace: Workspace, identifier: str) -> Change:
    """Take a framework away; criteria keep the codes that they stand for. Raises NotFoundError."""
    framework = load_framework(workspace.db, identifier)
    label = _("framework {title} removed").format(title=framework.title)
    with workspace.recording("framework.removed", label, subject=identifier) as recording:
        recording.remove("framework", {"id": identifier})
    return recording.change


def align_in_draft(workspace: Workspace, draft_id: str, criterion_id: str, item: tuple[str, str]) -> Change:
    """Say in a draft that a criterion stands for an item: a framework's identifier and its own."""
    return _edit(workspace, draft_id, criterion_id, item, aligned=True)


def unalign_in_draft(workspace: Workspace, draft_id: str, criterion_id: str, item: tuple[str, str]) -> Change:
    """Say in a draft that a criterion doesn't stand for an item any more."""
    return _edit(workspace, draft_id, criterion_id, item, aligned=False)


def add_criteria_for(workspace: Workspace, draft_id: str, framework_id: str, identifiers: Collection[str]) -> Change:
    """Add a criterion to a draft for each of these items of a framework, at the end of its last section."""
    rubric = load_draft(workspace.db, draft_id).rubric
    framework = load_framework(workspace.db, framework_id)
    if not rubric.sections:
        raise RubricError(_("The rubric has no section yet."), _("Make one in the editor first."))
    new = criteria_from_items(framework, identifiers, rubric, rubric.sections[-1].id)
    label = ngettext("{count} criterion from {title}", "{count} criteria from {title}", len(new))
    words = label.format(count=len(new), title=framework.title)
    return edit_draft(workspace, draft_id, with_new_criteria(rubric, new), words)


def cohorts_with_results(workspace: Workspace) -> tuple[str, ...]:
    """Return the cohorts that have signed results, by name."""
    return tuple(sorted({one.cohort for one in signed_results(workspace.db)}))


def results_by_code(workspace: Workspace, cohort: str | None = None) -> tuple[CohortResults, ...]:
    """Read the signed results by code: the frameworks that are here in their own order, then codes of others.

    Raises NotFoundError for a cohort without signed results.
    """
    assessed = signed_results(workspace.db)
    if cohort is not None and cohort not in {one.cohort for one in assessed}:
        text = _("There are no signed results of the cohort {cohort}.").format(cohort=shown(cohort))
        known = ", ".join(sorted({one.cohort for one in assessed if one.cohort}))
        hint = _("There are some of: {cohorts}.").format(cohorts=known) if known else _("Finish an assessment first.")
        raise NotFoundError(text, hint)
    codes = read_by_code(assessed, cohort)
    order: dict[str, dict[str, int]] = {
        one.title: {shown_code(item): number for number, item in enumerate(one.items)}
        for one in list_frameworks(workspace.db)
    }
    titles = dict.fromkeys((*order, *(one.framework for one in codes)))
    found = ((title, [one for one in codes if one.framework == title]) for title in titles)
    return tuple(
        CohortResults(title, cohort, tuple(sorted(of, key=lambda one: _place(order, one)))) for title, of in found if of
    )


def results_as_csv(results: Iterable[CohortResults]) -> str:
    """Write results by code as a table: a row for each level of a code, one without numbers where they are hidden."""
    head = ("framework", "code", "statement", "criteria", "people", "marks", "mean", "at_standard", "level", "count")
    rows = [head, *(row for part in results for one in part.codes for row in _csv_rows(part, one))]
    return write_cells(rows, marked=False).decode()


def template_of_a_framework() -> bytes:
    """Return a CSV in which somebody can write a framework."""
    return template()


def _csv_rows(part: CohortResults, one: CodeResult) -> Iterator[tuple[str, ...]]:
    begin = (part.framework, one.code, one.statement, " ".join(one.criteria))
    if one.hidden:
        yield (*begin, "", "", "", "", "", "")
        return
    mean = "" if one.mean is None else plain_number(one.mean)
    numbers = (str(one.people), str(one.marks), mean, str(one.at_standard))
    for label, value, count in one.levels or (("", None, 0),):
        level = "" if value is None else label or plain_number(value)
        yield (*begin, *numbers, level, "" if value is None else str(count))


def _place(order: dict[str, dict[str, int]], one: CodeResult) -> int:
    places = order.get(one.framework, {})
    return places.get(one.code, len(places))


def _edit(workspace: Workspace, draft_id: str, criterion_id: str, item: tuple[str, str], *, aligned: bool) -> Change:
    framework_id, identifier = item
    rubric = load_draft(workspace.db, draft_id).rubric
    framework = load_framework(workspace.db, framework_id)
    found = framework.item(identifier)
    if found is None:
        text = _("{title} has no such item any more.").format(title=framework.title)
        raise NotFoundError(text, _("Look at the framework again."))
    change = align_criterion if aligned else unalign_criterion
    edited = change(rubric, criterion_id, framework, found)
    return edit_draft(workspace, draft_id, edited, _label(criterion_id, found, aligned=aligned))


def _label(criterion_id: str, item: StandardItem, *, aligned: bool) -> str:
    text = _("{id} stands for {code}") if aligned else _("{id} no longer stands for {code}")
    return text.format(id=criterion_id, code=shown_code(item))
