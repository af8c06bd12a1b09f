"""Take in a list of candidates: plan (look at rows and columns), decide, keep; a second import updates."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.candidate_rows import NO_DEFAULTS, Defaults, ListHere, PlannedRow, Standing, decided, once_each
from certdesk.core.candidates import ListedCandidate
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Heading, Paragraph, TableBlock
from certdesk.evidence.requests import ReadDocument
from certdesk.intake.candidates.columns import ColumnMatch, Part, Rows, guess_columns, with_map
from certdesk.intake.candidates.reading import read_rows
from certdesk.intake.names import same_name
from certdesk.rubric_formats.tables import neutralised
from certdesk.store.candidates import candidate_row, list_candidates
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a list, or the only table of a CSV, whose ``name`` is empty."""

    name: str
    rows: Rows
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CandidatesPlan:
    """A list as it was looked at: its sheets, the proposal which column holds what, and all rows under it."""

    path: Path
    sheets: tuple[Sheet, ...]
    sheet: int
    match: ColumnMatch
    rows: tuple[PlannedRow, ...]
    defaults: Defaults = NO_DEFAULTS

    @property
    def table(self) -> Rows:
        """The cells of the sheet."""
        return self.sheets[self.sheet].rows

    @property
    def preview(self) -> Rows:
        """The heading and the first rows below it."""
        start = max(self.match.heading, 0)
        return self.table[start : start + 8]

    def having(self, standing: Standing) -> tuple[PlannedRow, ...]:
        """Return the rows of one standing."""
        return tuple(row for row in self.rows if row.standing is standing)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says before the list is looked at: the sheet's name or number from 1, columns as in `with_map`.

    ``fill_down`` are the parts of which an empty cell means the one above it; None leaves that to be guessed.
    """

    sheet: str = ""
    columns: tuple[str, ...] = ()
    fill_down: tuple[Part, ...] | None = None
    defaults: Defaults = NO_DEFAULTS


def read_sheets(worker: EvidenceWorker, path: Path) -> tuple[Sheet, ...]:
    """Read CSV, XLSX, ODS or XLS in the limited worker. Raises its errors, and UntrustedFileError without a table."""
    reading = worker.ask(ReadDocument(path, path.name))
    sheets: list[Sheet] = []
    title = ""
    lines: list[tuple[str, ...]] = []
    for block in reading.blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, TableBlock):
            sheets.append(Sheet(title, block.rows, reading.complete))
        elif isinstance(block, Paragraph):
            lines += [(line.strip(),) for line in block.text.splitlines() if line.strip()]
    if not sheets and lines:
        sheets.append(Sheet("", tuple(lines), reading.complete))
    if not sheets:
        problem = _("“{file}” holds no table.").format(file=shown(path.name))
        raise UntrustedFileError(problem, _("Choose a list saved as CSV or XLSX, with one candidate in each row."))
    return tuple(sheets)


def whole_list(sheets: tuple[Sheet, ...]) -> Rows:
    """Return the rows of the first sheet. Raises UntrustedFileError where not all of it could be read."""
    if not sheets[0].complete:
        problem = _("The list is too long to be read at once: only its first {count} rows are.")
        hint = _("Save it in parts, each with the headings, and take in one after the other.")
        raise UntrustedFileError(problem.format(count=f"{len(sheets[0].rows):,}"), hint)
    return sheets[0].rows


def plan_candidates(
    workspace: Workspace, path: Path, sheets: tuple[Sheet, ...], wishes: Wishes | None = None
) -> CandidatesPlan:
    """Propose which column holds what and say what would become of each row. Nothing is changed.

    Raises UntrustedFileError when no column holds names, or what is wished for is not there.
    """
    wishes = wishes or Wishes()
    chosen = _chosen(sheets, wishes.sheet)
    rows = sheets[chosen].rows
    match = with_map(guess_columns(rows), rows, wishes.columns)
    if wishes.fill_down is not None:
        match = replace(match, fill_down=wishes.fill_down)
    return with_columns(workspace, CandidatesPlan(path, sheets, chosen, match, (), wishes.defaults), match)


def with_columns(workspace: Workspace, plan: CandidatesPlan, match: ColumnMatch) -> CandidatesPlan:
    """Look at the same list with other columns. Raises UntrustedFileError when none of them holds names."""
    if not match.has_names:
        problem = _("No column of “{file}” could be recognised as the names.").format(file=shown(plan.path.name))
        raise UntrustedFileError(problem, _("Say which one it is: the heading, or the column’s number."))
    known = ListHere(list_candidates(workspace.db), plan.defaults)
    rows = tuple(known.planned(row) for row in read_rows(plan.table, match))
    return replace(plan, match=match, rows=once_each(rows))


def keep_candidates(workspace: Workspace, plan: CandidatesPlan, decisions: Mapping[str, str] | None = None) -> Change:
    """Keep all new and updated candidates, and the undecided ones as decided; the rest stays out.

    ``decisions`` maps `PlannedRow.key` to `NEW`, `LEAVE` or a candidate's id. Raises NotAllowedError for others.
    """
    here = {one.id: one for one in list_candidates(workspace.db)}
    kept: list[ListedCandidate] = []
    for row in plan.rows:
        chosen = decided(row, (decisions or {}).get(row.key, ""), here)
        if chosen is None:
            continue
        kept.append(chosen if chosen.id else replace(chosen, id=workspace.new_id()))
        here[kept[-1].id] = kept[-1]
    if not kept:
        return UNCHANGED
    label = ngettext("{count} candidate listed", "{count} candidates listed", len(kept)).format(count=len(kept))
    with workspace.recording("candidates.listed", label) as recording:
        for one in kept:
            recording.put("candidate", candidate_row(one))
    return recording.change


def remove_candidate(workspace: Workspace, candidate: ListedCandidate) -> Change:
    """Take one candidate off the list; portfolios stay."""
    with workspace.recording("candidate.removed", candidate.name, subject=candidate.id) as recording:
        recording.remove("candidate", {"id": candidate.id})
    return recording.change


def candidates_as_csv(candidates: tuple[ListedCandidate, ...]) -> str:
    """Return the list as CSV, with what a spreadsheet would take for a formula made harmless."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    kinds = ("email", "username", "number")
    table.writerow(("code", "name", "school", "language", "programme", "cohort", "subject", *kinds, "note"))
    for one in candidates:
        ids = [" ".join(known.value for known in one.known_as if known.kind == kind) for kind in kinds]
        cells = (one.code, one.name, one.school, one.language, one.programme, one.cohort, one.subject, *ids, one.note)
        table.writerow([neutralised(cell) for cell in cells])
    return out.getvalue()


def _chosen(sheets: tuple[Sheet, ...], wished: str) -> int:
    """Return the sheet of a name or number, else the first with a column of names, else the first."""
    if not wished:
        return next((number for number, one in enumerate(sheets) if guess_columns(one.rows).has_names), 0)
    names = [same_name(one.name) for one in sheets]
    if same_name(wished) in names:
        return names.index(same_name(wished))
    if wished.isdecimal() and len(wished) < 4 and 1 <= int(wished) <= len(sheets):
        return int(wished) - 1
    problem = _("There is no sheet “{name}”.").format(name=shown(wished))
    told = ", ".join(shown(one.name) for one in sheets)
    raise UntrustedFileError(problem, _("The sheets are: {names}.").format(names=told))
