"""Standard-setting sessions: take the judges' tables in, keep them, and find the cut for the what-if of the rubric."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from certdesk.actions.leading import refuse_unless_directing
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.fields import exact_number
from certdesk.core.headline import score
from certdesk.core.plain import from_plain, to_plain
from certdesk.core.portfolio import RubricRef
from certdesk.core.result_assessments import is_result_assessment
from certdesk.core.rubric import Rubric
from certdesk.core.setting_standards import GROUPS, JUDGEMENTS, CutFound, Judgements, Method, Scores, cut_of
from certdesk.core.words import _
from certdesk.rubric_formats.csv_cells import read_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.tables import meant, neutralised
from certdesk.store.results import StoredResult, results_of
from certdesk.store.rubrics import load_rubric
from certdesk.store.training import StoredSession, load_sessions, session_row
from certdesk.store.workspace import Workspace

_MOST_ROWS = 20_000
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with the cut that follows from it now: scores of portfolios may have come in since."""

    session: StoredSession
    judgements: Judgements
    found: CutFound


def template(rubric: Rubric, method: Method) -> str:
    """Return an empty table (CSV) for a method, with one row to replace."""
    out = io.StringIO()
    table = csv.writer(out)
    match method:
        case Method.ANGOFF:
            table.writerow(["judge", *(neutralised(criterion.id) for criterion in rubric.criteria)])
            table.writerow(["Judge 1", *(str(rubric.scale_of(one).standard) for one in rubric.criteria)])
        case Method.HOFSTEE:
            table.writerow(["judge", "lowest cut", "highest cut", "fewest fail %", "most fail %"])
            table.writerow(["Judge 1", "2.5", "3", "10", "40"])
        case Method.CONTRASTING_GROUPS:
            table.writerow(["code", "judgement"])
            table.writerow(["KITE-37", GROUPS[1]])
        case _:
            table.writerow(["code", "judgement"])
            table.writerow(["KITE-37", JUDGEMENTS[1]])
    return out.getvalue()


def read_judgements(rubric: Rubric, method: Method, file: Source) -> Judgements:
    """Read a judges' table (CSV). Raises UntrustedFileError naming the row and what is wrong."""
    head, *rows = _rows(file)
    numbered = enumerate(rows, 2)
    match method:
        case Method.ANGOFF:
            return Judgements(method, levels=tuple(_levels(rubric, head, rows)))
        case Method.HOFSTEE:
            return Judgements(method, limits=tuple(_limits(number, row) for number, row in numbered))
        case _:
            allowed = GROUPS if method is Method.CONTRASTING_GROUPS else JUDGEMENTS
            return Judgements(method, portfolios=tuple(_said(number, row, allowed) for number, row in numbered))


def keep_session(workspace: Workspace, ref: RubricRef, judgements: Judgements, title: str = "") -> Change:
    """Keep a session; ``change.subjects`` holds its id. Raises NotAllowedError where nobody said anything."""
    refuse_unless_directing(workspace)
    if not (judgements.levels or judgements.portfolios or judgements.limits):
        raise NotAllowedError(_("The table has no judgements in it."), _("Fill in the template and take it in again."))
    load_rubric(workspace.db, ref)
    made = StoredSession(
        id=workspace.new_id(),
        rubric_id=ref.id,
        rubric_version=ref.version,
        method=judgements.method.value,
        title=title.strip() or judgements.method.value,
        at=workspace.clock(),
        body=to_plain(judgements),
    )
    with workspace.recording("standard.set", _("standard-setting session"), subject=made.id) as recording:
        recording.put("standard_setting", session_row(made))
    return recording.change


def sessions_of(workspace: Workspace, rubric_id: str = "") -> tuple[SessionView, ...]:
    """Return the sessions about a rubric, or all, the newest first, each with its cut."""
    known: dict[RubricRef, Scores] = {}  # thousands of results are read once for all sessions
    return tuple(_view(workspace, session, known) for session in load_sessions(workspace.db, rubric_id))


def scores_here(workspace: Workspace, rubric: Rubric) -> Mapping[str, Fraction]:
    """Return the score of every signed portfolio on this version of a rubric, by code.

    What was settled from several counts alone; else it is the mean of those who signed.
    """
    signed: defaultdict[str, list[StoredResult]] = defaultdict(list)
    for one in results_of(workspace.db, rubric.id):
        if one.version == rubric.version and one.state == "signed":
            signed[one.code].append(one)
    found = {}
    for code, results in signed.items():
        settled = [one for one in results if is_result_assessment(one.assessment_id)]
        values = [made.value for one in settled or results if (made := score(rubric, one.marks)) is not None]
        if values:
            found[code] = sum(values, Fraction(0)) / len(values)
    return found


def _view(workspace: Workspace, session: StoredSession, known: dict[RubricRef, Scores]) -> SessionView:
    ref = RubricRef(session.rubric_id, session.rubric_version)
    rubric = load_rubric(workspace.db, ref)
    judgements = from_plain(Judgements, session.body)
    if judgements.method is Method.ANGOFF:  # which asks for no scores
        return SessionView(session, judgements, cut_of(rubric, judgements, {}))
    if ref not in known:
        known[ref] = scores_here(workspace, rubric)
    return SessionView(session, judgements, cut_of(rubric, judgements, known[ref]))


def _rows(file: Source) -> list[tuple[str, ...]]:
    rows = [tuple(meant(cell.strip()) for cell in row) for row in read_cells(file).rows if any(map(str.strip, row))]
    if not 2 <= len(rows) <= _MOST_ROWS:
        text = _("A session needs a row of headings, and a row for each judge or portfolio.")
        raise UntrustedFileError(text, _("“certdesk cut template” writes one to fill in."))
    return rows


def _levels(rubric: Rubric, head: Row, rows: list[Row]) -> Iterator[tuple[str, tuple[Fraction | None, ...]]]:
    places = {heading: at for at, heading in enumerate(head)}
    ids = [criterion.id for criterion in rubric.criteria]
    if lacking := [id_ for id_ in ids if id_ not in places]:
        raise UntrustedFileError(_("The table has no column for {ids}.").format(ids=", ".join(lacking)))
    for number, row in enumerate(rows, 2):
        values = tuple(_level(rubric, number, id_, _cell(row, places[id_])) for id_ in ids)
        yield _cell(row, 0) or _("Judge {number}").format(number=number - 1), values


def _level(rubric: Rubric, number: int, criterion_id: str, text: str) -> Fraction | None:
    if not text:
        return None
    value = _exact(number, text)
    scale = rubric.scale_of(next(one for one in rubric.criteria if one.id == criterion_id))
    if not scale.covers(value):
        words = _("Row {row}, {criterion}: {value} is not on the scale.")
        raise UntrustedFileError(words.format(row=number, criterion=criterion_id, value=text))
    return value


def _limits(number: int, row: Row) -> tuple[str, tuple[Fraction, Fraction, Fraction, Fraction]]:
    low, high, fewest, most = (_exact(number, _cell(row, at)) for at in range(1, 5))
    if low > high or not 0 <= fewest <= most <= 100:
        text = _("Row {row}: the lowest must not be above the highest, and shares are from 0 to 100.")
        raise UntrustedFileError(text.format(row=number))
    return _cell(row, 0) or _("Judge {number}").format(number=number - 1), (low, high, fewest / 100, most / 100)


def _said(number: int, row: Row, allowed: tuple[str, ...]) -> tuple[str, str]:
    code, said = _cell(row, 0), _cell(row, 1).casefold()
    if not code or said not in allowed:
        text = _("Row {row}: “{said}” is no judgement. Allowed are: {allowed}.")
        raise UntrustedFileError(text.format(row=number, said=_cell(row, 1), allowed=", ".join(allowed)))
    return code, said


def _exact(number: int, text: str) -> Fraction:
    try:
        return exact_number(text.removesuffix("%").strip().replace(",", "."))
    except ValueError as problem:
        words = _("Row {row}: “{text}” is not a number.").format(row=number, text=text)
        raise UntrustedFileError(words) from problem


def _cell(row: Row, at: int) -> str:
    return row[at] if at < len(row) else ""
