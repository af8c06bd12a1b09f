"""Hand the results of a cohort over: tables, signed documents and proofs in one signed folder. Plan, make, keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from certdesk.actions.identifying import my_identity
from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.proofs_handed_over import proofs_for
from certdesk.actions.result_tables import (
    HandOverChoice,
    Papers,
    papers_of,
    records_of,
    refuse_choice,
    released_results,
    told_in,
)
from certdesk.actions.stating import my_card
from certdesk.core.changes import Change
from certdesk.core.codebook import all_tables
from certdesk.core.cohorts import Cohort
from certdesk.core.did_keys import did_key
from certdesk.core.errors import NotAllowedError
from certdesk.core.exchange import Medium
from certdesk.core.progress import Progress, silent
from certdesk.core.result_tables import ResultRecord, Table
from certdesk.core.words import _, ngettext
from certdesk.exchange import bag
from certdesk.exchange.building import Author
from certdesk.exchange.disk import Disk
from certdesk.exchange.handing import layout
from certdesk.exchange.handing.building import (
    BuiltResults,
    CopiedFile,
    ResultsDraft,
    ResultsJob,
    build_results,
)
from certdesk.exchange.handing.checking import CheckedResults, check_results
from certdesk.exchange.handing.names import FreeNames, safe_stem
from certdesk.exchange.handing.reading import read_results
from certdesk.exchange.handing.signing import FORMAT, ResultsHead
from certdesk.exchange.media import check_free, problems_of
from certdesk.exchange.stick_writer import Stage, write_stick
from certdesk.signing.issuer import StatementSigner
from certdesk.store.handed_over import HandedOverResults, handed_over_row, result_pseudonyms, results_handed_over
from certdesk.store.workspace import Workspace

__all__ = [
    "CheckedResults", "HandOverChoice", "ResultsHandedOver", "ResultsPlan", "check_results", "hand_overs_of",
    "keep_results_hand_over", "make_results_hand_over", "plan_results_hand_over", "read_results",
]  # fmt: skip
_FOR_A_ROW, _FOR_TABLES, _FOR_PAGES = 1_700, 4, 400_000
"""Bytes that a row of marks takes in all formats together, in how many formats words are, and what all else takes."""
_MOST_TRIES = 1_000
_LONGEST_PATH = 190
"""Signs that the longest path in the folder has: that of the Parquet file, whose folders are called after names."""


@dataclass(frozen=True, slots=True)
class ResultsPlan:
    """What would be handed over to a place. ``problems`` in words keep it from being begun.

    ``without_report`` are the codes of candidates who have no signed report here. ``needed`` are bytes, roughly.
    """

    cohort: Cohort
    choice: HandOverChoice
    draft: ResultsDraft
    medium: Medium
    target: Path
    staging: Path
    card: str
    left_out: int
    without_report: tuple[str, ...]
    needed: int
    problems: tuple[str, ...] = ()

    @property
    def candidates(self) -> int:
        """How many candidates it is about."""
        return self.draft.head.candidates

    def tables(self) -> tuple[Table, ...]:
        """Make the tables to look at; thousands of candidates take some seconds."""
        return all_tables(self.draft.records, self.draft.told)


@dataclass(frozen=True, slots=True)
class ResultsHandedOver:
    """What was brought to a place, read back and signed there. ``digest`` is that of the list that was signed."""

    plan: ResultsPlan
    path: Path
    files: int
    size: int
    digest: str

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.plan.medium.removable:
            return _("Done: you may remove {label}.").format(label=self.plan.medium.label)
        return _("Done: it lies in {path}, read back and whole.").format(path=self.path)


def plan_results_hand_over(
    workspace: Workspace, cohort: Cohort, medium: Medium, choice: HandOverChoice | None = None
) -> ResultsPlan:
    """See what the hand-over of a cohort's released results to a medium would hold.

    Where names are left out, pseudonyms are made and kept on this desk. Raises NotAllowedError for a choice that
    contradicts itself and when nothing is released, NotFoundError without the rubric or somebody who acts.
    """
    refuse_unless_lead(workspace)
    choice = choice or HandOverChoice()
    released = released_results(workspace, cohort)
    refuse_choice(released.rubric, choice)
    if not released.results:
        text = _("No result of {cohort} is released yet, so there is nothing to hand over.").format(cohort=cohort.name)
        raise NotAllowedError(text, _("Release the cohort first: certdesk results release."))
    ids: Mapping[str, str] = {one: one for one in released.ids}
    if choice.pseudonymised:
        ids = result_pseudonyms(workspace, released.ids, choice.recipient)
    records = records_of(workspace, released, choice, ids)
    naming = not choice.pseudonymised
    papers = papers_of(workspace, released) if naming and choice.documents else {}
    records, copied = _with_papers(workspace, records, papers)
    told = told_in(workspace, released, choice)
    texts = dict(proofs_for(workspace, released, naming=naming))
    identity = my_identity(workspace)
    head = ResultsHead(
        FORMAT, workspace.clock().date(), cohort.programme, cohort.name, released.rubric.id, released.rubric.version,
        choice.pseudonymised, len(records), released.left_out, sum(bool(one.report) for one in records),
        sum(bool(one.certificate_file) for one in records), (),
        did_key(identity.statement_key), identity.name,
    )  # fmt: skip
    draft = ResultsDraft(head, records, told, copied, texts, _newest(records), _title(cohort))
    needed = _needed(draft, medium)
    target = Path(medium.path) / _folder_name(cohort, choice)
    return ResultsPlan(
        cohort, choice, draft, medium, target, workspace.staging / f"results-{workspace.new_id()}", my_card(workspace),
        released.left_out, tuple(one.result.member.code for one in records if papers and not one.report), needed,
        problems_of(medium, needed, 0, len(str(target)) + _LONGEST_PATH),
    )  # fmt: skip


def make_results_hand_over(
    plan: ResultsPlan, signer: StatementSigner, progress: Progress = silent, disk: Disk | None = None
) -> ResultsHandedOver:
    """Make the folder, write it, read everything back past the cache, sign it last, and read that back.

    Takes no database. ``progress`` counts bytes twice, for writing and for reading back, once the tables are made;
    what it raises stops the work, and the same call goes on where it was. Raises StorageError, and NotAllowedError for
    a plan with problems or another person's key.
    """
    if plan.problems:
        raise NotAllowedError(plan.problems[0], _("Choose another stick or folder."))
    author = Author(did_key(signer.statement_key), signer.sign_statement)
    if author.did != plan.draft.head.author:
        raise NotAllowedError(_("This is the key of somebody else than who planned the hand-over."))
    built = build_results(plan.draft, plan.staging, author, plan.card, progress)
    target = _free_target(plan.target, built)
    meter = _Meter(built, progress)
    write_stick(ResultsJob(built, target), disk, meter.on)
    digest = sha256(built.tag_files[bag.TAG_MANIFEST]).hexdigest()
    return ResultsHandedOver(plan, target, len(built.payload), built.size, digest)


def keep_results_hand_over(workspace: Workspace, done: ResultsHandedOver) -> Change:
    """Write into the journal what was handed over, to whom and where."""
    import shutil

    plan = done.plan
    shutil.rmtree(plan.staging, ignore_errors=True)
    entry = HandedOverResults(
        workspace.new_id(), plan.cohort.id, workspace.clock(), plan.choice.recipient, str(done.path), plan.candidates,
        plan.choice.pseudonymised, done.digest,
    )  # fmt: skip
    label = ngettext("{count} result handed over", "{count} results handed over", plan.candidates)
    label = label.format(count=plan.candidates)
    with workspace.recording("results.handed_over", label, subject=plan.cohort.id) as recording:
        recording.put("handed_over", handed_over_row(entry))
    return recording.change


def hand_overs_of(workspace: Workspace, cohort: Cohort) -> tuple[HandedOverResults, ...]:
    """Return what was handed over of a cohort, the newest first."""
    return results_handed_over(workspace.db, cohort.id)


def _with_papers(
    workspace: Workspace, records: tuple[ResultRecord, ...], papers: Mapping[str, Papers]
) -> tuple[tuple[ResultRecord, ...], tuple[CopiedFile, ...]]:
    """Name the documents in the folder, and tell each record the names of its own."""
    names, found, copied = FreeNames(), [], []
    for record in records:
        one = papers.get(record.result.member.portfolio_id, Papers())
        report = certificate = ""
        if one.report:
            stem = safe_stem(record.result.member.code, "portfolio")
            report = f"{layout.REPORTS}/{names.of(stem + '-report', '.pdf')}"
            copied.append(CopiedFile(report, workspace.documents / one.report.file_name, one.report.digest))
        if one.certificate:
            name = names.of(safe_stem(one.certificate.serial, "certificate"), ".pdf")
            certificate = f"{layout.CERTIFICATES}/{name}"
            copied.append(
                CopiedFile(certificate, workspace.documents / one.certificate.file_name, one.certificate.digest)
            )
        found.append(replace(record, report=report, certificate_file=certificate))
    return tuple(found), tuple(copied)


def _newest(records: tuple[ResultRecord, ...]) -> date:
    """Return the day of the newest release: the day in the workbook, so that the same results give the same file."""
    days = [one.result.released_at.date() for one in records if one.result.released_at]
    return max(days, default=date(2026, 1, 1))


def _title(cohort: Cohort) -> str:
    return _("Results of cohort {name}").format(name=cohort.name)


def _folder_name(cohort: Cohort, choice: HandOverChoice) -> str:
    parts = ["CertDesk-results", safe_stem(cohort.name, "cohort")[:40]]
    if choice.pseudonymised:
        parts.append("without-names")
    return "-".join(parts)


def _needed(draft: ResultsDraft, medium: Medium) -> int:
    criteria = len(draft.told.rubric.criteria)
    rows = sum((len(one.ratings) + 1) * criteria for one in draft.records)
    words = sum(len(text.strength) + len(text.next_step) for one in draft.records for text in one.words.values())
    tables = _FOR_A_ROW * (rows + 3 * len(draft.records)) + _FOR_TABLES * 4 * words + _FOR_PAGES
    sizes = [tables, *(len(content) for content in draft.texts.values())]
    sizes += [one.source.stat().st_size if one.source.is_file() else 0 for one in draft.copied]
    return check_free(medium, tuple(sizes))


def _free_target(wanted: Path, built: BuiltResults) -> Path:
    """Return the folder to write to: one that is not there, or that an earlier try of the very same left unfinished.

    A folder that was finished, or that holds anything else, is never touched.
    """
    ours = {f"{bag.DATA}/{part.name}" for part in built.payload} | set(built.tag_files) | {"probe.tmp"}
    for number in range(1, _MOST_TRIES):
        target = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        if not target.exists():
            return target
        if target.is_dir() and not (target / layout.SIGNATURE).exists() and set(_files(target)) <= ours:
            return target
    raise NotAllowedError(_("There are too many folders called {name} there.").format(name=wanted.name))


def _files(folder: Path) -> Iterator[str]:
    return (one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir())


@dataclass
class _Meter:
    """Turns what the writer tells of files into bytes done of all bytes, twice."""

    built: BuiltResults
    progress: Callable[[int, int, str], None]

    def __post_init__(self) -> None:
        self._total = max(1, 2 * self.built.size)
        self._done = 0
        self._seen: dict[tuple[Stage, str], int] = {}

    def on(self, stage: Stage, name: str, done: int) -> None:
        """Hear how far a file is."""
        if stage is Stage.RELEASE:
            return
        self._done += done - self._seen.get((stage, name), 0)
        self._seen[stage, name] = done
        self.progress(self._done, self._total, _("Reading back") if stage is Stage.READ_BACK else _("Copying"))
