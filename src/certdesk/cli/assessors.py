"""The commands ``cohort assessors`` and ``cohort conflicts``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from certdesk.actions.assessors import (
    add_conflicts,
    assessors_here,
    conflict_about,
    conflicts_known,
    find_assessor,
    keep_assessors,
    people_to_add,
    remove_assessor,
    remove_conflict,
)
from certdesk.actions.cohort_lists import (
    Rows,
    assessors_as_csv,
    conflicts_as_csv,
    read_assessors,
    read_conflicts,
)
from certdesk.actions.eligible import ground_in_words
from certdesk.actions.listing_candidates import read_sheets, whole_list
from certdesk.actions.qualifying import who_is_not_qualified
from certdesk.cli.opening import led, near
from certdesk.cli.printing import say, say_json, say_table, warn, write_text
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.cohorts import Assessor
from certdesk.core.errors import NotFoundError
from certdesk.core.fields import shown, written
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import load_portfolios
from certdesk.store.workspace import Workspace


def assessors(options: argparse.Namespace) -> int:
    """List the assessors, and add, import or remove some."""
    skipped: tuple[str, ...] = ()
    with led(options) as workspace:
        if options.take:
            read = read_assessors(workspace, rows_of(options.take))
            skipped = read.skipped
            _keep(workspace, read.assessors, options)
        elif options.add or options.add_all:
            _keep(workspace, _to_add(workspace, options.add), options)
        elif options.remove and not options.dry_run:
            remove_assessor(workspace, find_assessor(workspace, options.remove).id)
        found = assessors_here(workspace)
        others = people_to_add(workspace)
        barred = who_is_not_qualified(workspace, [one.id for one in found])
    if options.csv:
        write_text(assessors_as_csv(found))
        return 0
    if options.json:
        say_json({
            "assessors": [_shape(one) | {"may_not_mark": barred.get(one.id, "")} for one in found],
            "not_added": [{"id": one.id, "name": one.name} for one in others], "skipped": list(skipped),
        })  # fmt: skip
        return 1 if skipped else 0
    for sentence in skipped:
        warn(sentence)
    if found:
        head = (_("Assessor"), _("Desk"), _("Share"), _("Subjects"), _("Languages"), _("Note"))
        say_table(head, [_row(one, barred.get(one.id, "")) for one in found])
    if others:
        text = ngettext(
            "{count} more person is known here: {names}.", "{count} more are known here: {names}.", len(others)
        )
        say(text.format(count=len(others), names=", ".join(one.name for one in others)))
    if not found:
        say(_("No assessor yet. Add everybody who is known here with: certdesk cohort assessors --add-all"))
    return 1 if skipped else 0


def conflicts(options: argparse.Namespace) -> int:
    """List the known conflicts of interest, and add, import or remove some."""
    skipped: tuple[str, ...] = ()
    with led(options) as workspace:
        if options.take:
            read = read_conflicts(workspace, rows_of(options.take))
            skipped = read.skipped
            if not options.dry_run:
                add_conflicts(workspace, read.conflicts)
        elif options.add and not options.dry_run:
            add_conflicts(workspace, [_conflict(workspace, options.add, options)])
        elif options.remove and not options.dry_run:
            remove_conflict(workspace, _conflict(workspace, options.remove, options))
        found, names = conflicts_known(workspace), {one.id: one.name for one in assessors_here(workspace)}
        table = conflicts_as_csv(workspace)
        ids = [one.subject for one in found if one.about is About.PORTFOLIO]
        codes = {one.id: one.code for one in load_portfolios(workspace.db, ids)}
        found = tuple(replace(one, subject=codes.get(one.subject, one.subject)) for one in found)
    if options.csv:
        write_text(table)
        return 0
    if options.json:
        say_json({"conflicts": [_conflict_shape(one, names) for one in found], "skipped": list(skipped)})
        return 1 if skipped else 0
    for sentence in skipped:
        warn(sentence)
    if not found:
        say(_("No conflict of interest is known. Those that assessors declare come with their packages."))
    else:
        say_table((_("Assessor"), _("With"), _("Which"), _("Ground"), _("Note")), [
            (names.get(one.assessor_id, one.assessor_id), one.about.value, one.subject, ground_in_words(one.ground),
             one.note)
            for one in found
        ])  # fmt: skip
    return 1 if skipped else 0


def rows_of(path: Path) -> Rows:
    """Read the first sheet of a list, in the worker that files from elsewhere are read in."""
    with EvidenceWorker() as worker:
        return whole_list(read_sheets(worker, path))


def _keep(workspace: Workspace, found: tuple[Assessor, ...], options: argparse.Namespace) -> None:
    if not options.dry_run:
        keep_assessors(workspace, found)
        return
    for one in found:
        say(_("would be kept: {name}").format(name=one.name))


def _to_add(workspace: Workspace, names: list[str]) -> tuple[Assessor, ...]:
    known = people_to_add(workspace)
    if not names:
        return known
    found = []
    for name in names:
        called = [one for one in known if name == one.id or name.strip().casefold() == one.name.casefold()]
        if len(called) != 1:
            text = _("Nobody who could be added is called “{name}”.").format(name=shown(name))
            raise NotFoundError(text, near(name, [one.name for one in known]))
        found += called
    return tuple(found)


def _conflict(workspace: Workspace, told: list[str], options: argparse.Namespace) -> KnownConflict:
    name, about, subject = told
    kind, id_ = conflict_about(workspace, about, subject)
    return KnownConflict(find_assessor(workspace, name).id, kind, id_, options.ground, options.note)


def _row(one: Assessor, barred: str) -> tuple[str, ...]:
    notes = [barred, "" if one.active else _("not active"), one.note]
    if one.new_since:
        notes.insert(0, _("new since {day}").format(day=one.new_since))
    subjects, languages = ", ".join(one.subjects) or _("all"), ", ".join(one.languages) or _("all")
    return one.name, one.desk, written(one.share), subjects, languages, "; ".join(note for note in notes if note)


def _shape(one: Assessor) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "desk": one.desk, "subjects": list(one.subjects),
        "languages": list(one.languages), "schools": list(one.schools), "share": str(one.share),
        "new_since": one.new_since.isoformat() if one.new_since else None, "active": one.active, "note": one.note,
    }  # fmt: skip


def _conflict_shape(one: KnownConflict, names: dict[str, str]) -> dict[str, Any]:
    return {
        "assessor": names.get(one.assessor_id, one.assessor_id), "about": one.about.value, "subject": one.subject,
        "ground": one.ground, "note": one.note,
    }  # fmt: skip
