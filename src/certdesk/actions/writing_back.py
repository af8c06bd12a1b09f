"""Write released results back to where portfolios came from: a preview of everything first, then one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Protocol

from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.result_tables import Released, papers_of, released_results
from certdesk.core.cohorts import Cohort, CohortResult
from certdesk.core.composing import level_label
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.marks import UNMARKED, level_of
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.exchange.looking import read_bounded
from certdesk.exchange.writing_back.canvas_scores import fill_scores, plan_scores
from certdesk.exchange.writing_back.coursework_sheet import plan_coursework
from certdesk.exchange.writing_back.files import ZipEntry, plan_canvas_files, plan_moodle_files, write_zip
from certdesk.exchange.writing_back.leap2a import leap2a_entries, zip_name
from certdesk.exchange.writing_back.moodle_sheet import plan_sheet
from certdesk.exchange.writing_back.raw_table import LARGEST
from certdesk.exchange.writing_back.told import BackLine, ToldCriterion, ToldResult, as_number
from certdesk.store.assessments import load_assessments
from certdesk.store.candidates import list_candidates
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace

_LIST, _CANDIDATE = "list", "candidate"


class BackTo(StrEnum):
    """Where results can go back to, and as what."""

    MOODLE = "moodle"
    """Moodle's grading worksheet, filled in."""
    MOODLE_FILES = "moodle-files"
    CANVAS = "canvas"
    """Canvas's CSV of rubric scores."""
    CANVAS_FILES = "canvas-files"
    LEAP2A = "leap2a"
    COURSEWORK = "coursework"


class Grade(StrEnum):
    """What is written where a system wants one grade."""

    SCORE = "score"
    """The score that the rules turn on."""
    PERCENT = "percent"
    """The score in percent of the highest one that there is."""
    OUTCOME = "outcome"
    """The outcome in words, for scales."""


@dataclass(frozen=True, slots=True)
class BackChoice:
    """What to write. ``sheet`` is the file that the system gave to be filled in.

    ``named`` are headings by what they are (``grade``), or names of criteria by id, from whoever knows better.
    """

    to: BackTo
    sheet: Path | None = None
    grade: Grade = Grade.SCORE
    named: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class BackPlan:
    """What would be written: line by line, and the codes of candidates who go nowhere.

    ``name`` is how the file would be called, or the folder where it is one for each candidate.
    """

    to: BackTo
    name: str
    lines: tuple[BackLine, ...]
    unmatched: tuple[str, ...]
    write: Callable[[Path], int]

    @property
    def count(self) -> int:
        """How many lines are written."""
        return sum(line.is_written for line in self.lines)

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        text = ngettext("{count} result would be written.", "{count} results would be written.", self.count)
        text = text.format(count=self.count)
        if self.unmatched:
            count = len(self.unmatched)
            left = ngettext(
                "{count} candidate goes nowhere: {codes}.", "{count} candidates go nowhere: {codes}.", count
            )
            shown = ", ".join(self.unmatched[:12]) + (" …" if count > 12 else "")
            text += " " + left.format(count=count, codes=shown)
        return text


class _WithContent(Protocol):
    @property
    def lines(self) -> tuple[BackLine, ...]: ...

    @property
    def unmatched(self) -> tuple[str, ...]: ...

    def content(self) -> bytes: ...


def plan_write_back(workspace: Workspace, cohort: Cohort, choice: BackChoice) -> BackPlan:
    """See what would be written. Nothing is, until its `write_back`.

    Raises NotAllowedError when nothing is released, no sheet is named where one is needed, or it is of another kind.
    """
    refuse_unless_lead(workspace)
    released = released_results(workspace, cohort)
    if not released.results:
        text = _("No result of {cohort} is released yet, so there is nothing to write back.")
        raise NotAllowedError(text.format(cohort=cohort.name), _("Release the cohort first: certdesk results release."))
    told = _told(workspace, released, choice)
    stem = f"{choice.to.value}-{cohort.name}".replace(" ", "-").replace("/", "-")
    match choice.to:
        case BackTo.MOODLE:
            sheet = _sheet(choice)
            return _of_table(choice.to, sheet, plan_sheet(_read(sheet), sheet.name, told, choice.named))
        case BackTo.COURSEWORK:
            sheet = _sheet(choice)
            return _of_table(choice.to, sheet, plan_coursework(_read(sheet), sheet.name, told))
        case BackTo.CANVAS:
            if choice.sheet is None:
                return _of_table(choice.to, Path(f"{stem}.csv"), plan_scores(told, choice.named))
            plan = fill_scores(_read(choice.sheet), choice.sheet.name, told, choice.named)
            return _of_table(choice.to, choice.sheet, plan)
        case BackTo.LEAP2A:
            return _leap2a(told, stem)
    if choice.to is BackTo.MOODLE_FILES:
        files = plan_moodle_files(told)
    else:
        files = plan_canvas_files(told, _attached(workspace, released))
    return BackPlan(choice.to, f"{stem}.zip", files.lines, files.unmatched, partial(_zip, files.entries))


def write_back(plan: BackPlan, target: Path) -> int:
    """Write what was planned to a file that is not there yet (a folder for Leap2A). Returns how many results.

    Raises NotAllowedError when nothing would be written, StorageError.
    """
    if not plan.count:
        raise NotAllowedError(_("Nobody in it could be matched, so nothing would be written."), plan.sentence)
    return plan.write(target)


def _of_table(to: BackTo, name: Path, plan: _WithContent) -> BackPlan:
    count = sum(line.is_written for line in plan.lines)
    return BackPlan(to, name.name, plan.lines, plan.unmatched, lambda target: _write(target, plan.content(), count))


def _leap2a(told: Iterable[ToldResult], stem: str) -> BackPlan:
    results = tuple(told)
    names = {one.portfolio_id: zip_name(one) for one in results}
    lines = tuple(BackLine(names[one.portfolio_id], one.code, one.outcome) for one in results)
    zips = tuple((names[one.portfolio_id], leap2a_entries(one)) for one in results)
    return BackPlan(BackTo.LEAP2A, stem, lines, (), partial(_zips, zips))


def _write(target: Path, content: bytes, count: int) -> int:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as problem:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file: the one that was downloaded is never changed.")) from problem
    except OSError as problem:
        text = _("{file} can't be written: {reason}.").format(file=target, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder.")) from problem
    return count


def _zip(entries: tuple[ZipEntry, ...], target: Path) -> int:
    return write_zip(target, entries)


def _zips(zips: tuple[tuple[str, tuple[ZipEntry, ...]], ...], target: Path) -> int:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("{file} can't be written: {reason}.").format(file=target, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder.")) from problem
    for name, entries in zips:
        write_zip(target / name, entries)
    return len(zips)


def _sheet(choice: BackChoice) -> Path:
    if choice.sheet is None:
        text = _("The sheet to be filled in is needed.")
        raise NotAllowedError(text, _("Download it from the system, and name it with --sheet."))
    return choice.sheet


def _read(path: Path) -> bytes:
    return read_bounded(path, LARGEST)


def _told(workspace: Workspace, released: Released, choice: BackChoice) -> tuple[ToldResult, ...]:
    """Collect what is told of each candidate, with the ids of the system in question."""
    assessments = {
        one.id: one for one in load_assessments(workspace.db, [one.assessment_id for one in released.results])
    }
    ids = _ids(workspace, released, choice.to.value.partition("-")[0])
    papers = papers_of(workspace, released)
    highest = _highest(released.rubric)
    found = []
    for result in released.results:
        assessment = assessments[result.assessment_id]
        report = papers[result.member.portfolio_id].report
        told = ToldResult(
            result.member.portfolio_id, result.member.code, result.member.name, released.cohort.programme,
            result.label, result.certifies, _grade(result, choice.grade, highest), assessment.summary,
            result.released_at, ids=ids.get(result.member.portfolio_id, {}),
            report=workspace.documents / report.file_name if report else None,
            report_digest=report.digest if report else "",
        )  # fmt: skip
        criteria = []
        for criterion in released.rubric.criteria:
            mark, words = result.marks.get(criterion.id, UNMARKED), assessment.words(criterion.id)
            label = level_label(released.rubric.scale_of(criterion), mark)
            criteria.append(
                ToldCriterion(
                    criterion.id, criterion.title, level_of(mark), label, words.strength, words.next_step
                )
            )  # fmt: skip
        found.append(replace(told, criteria=tuple(criteria)))
    return tuple(found)


def _grade(result: CohortResult, grade: Grade, highest: Fraction) -> str:
    if grade is Grade.OUTCOME:
        return result.label
    if result.score is None:
        return ""
    if grade is Grade.PERCENT:
        return as_number(100 * result.score / highest) if highest else ""
    return as_number(result.score)


def _highest(rubric: Rubric) -> Fraction:
    """Return the highest level that there is: what a mean is a share of."""
    return max((level.value for one in rubric.criteria for level in rubric.scale_of(one).levels), default=Fraction(0))


def _ids(workspace: Workspace, released: Released, system: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the ids of portfolios in a system, with those that lists of candidates have of everybody."""
    systems = {"moodle"} if system == "coursework" else {system}
    listed = {one.id: one for one in list_candidates(workspace.db)}
    rows: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for subject, *known in workspace.db.execute("select subject, system, kind, value from external_id").fetchall():
        rows[subject].append((known[0], known[1], known[2]))
    found = {}
    for result in released.results:
        member = result.member
        candidates = {value for one, kind, value in rows[member.portfolio_id] if (one, kind) == (_LIST, _CANDIDATE)}
        known = [(kind, value) for one, kind, value in rows[member.portfolio_id] if one in systems]
        for id_ in sorted(candidates | {member.candidate_id} - {""}):
            if id_ in listed:
                known += [
                    (one.kind, one.value) for one in listed[id_].known_as if one.system in {*systems, _LIST}
                ]  # fmt: skip
        by_kind: defaultdict[str, list[str]] = defaultdict(list)
        for kind, value in known:
            by_kind[kind].append(value)
        found[member.portfolio_id] = {kind: tuple(dict.fromkeys(values)) for kind, values in by_kind.items()}
    return found


def _attached(workspace: Workspace, released: Released) -> Mapping[str, tuple[str, str]]:
    """Return number and name of the first PDF that came through Canvas, by portfolio."""
    sql = "select subject, value from external_id where system = 'canvas' and kind = 'attachment'"
    numbers = dict(workspace.db.execute(sql).fetchall())
    found: dict[str, tuple[str, str]] = {}
    for id_ in released.ids if numbers else ():
        for item in load_items(workspace.db, id_):
            if item.id in numbers and item.file_name.lower().endswith(".pdf"):
                found.setdefault(id_, (str(numbers[item.id]), item.file_name))
    return found
