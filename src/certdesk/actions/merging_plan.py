"""What would become of the statements of a package: read and worked out only, nothing is changed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from certdesk.actions.merging_checks import is_sound, read_rubric
from certdesk.actions.merging_fit import Fit
from certdesk.actions.merging_reading import Read, put_aside, read_all, verdicts
from certdesk.actions.merging_rows import changes_between, standing_rows
from certdesk.actions.merging_values import Code, Incoming, MergePlan, Outcome, Touched
from certdesk.actions.record_state import Record, desk_of, record_of
from certdesk.core.comparing_versions import compare
from certdesk.core.errors import CertDeskError
from certdesk.core.portfolio import RubricRef
from certdesk.core.statements import Sealed, SubjectKind
from certdesk.core.words import _
from certdesk.store.exchanges import Fate
from certdesk.store.journal import next_position
from certdesk.store.records import RowChange
from certdesk.store.statement_rows import all_columns, rubric_of
from certdesk.store.statements import Kept, are_kept, kept_about
from certdesk.store.workspace import Workspace

DIRECTING = frozenset({"coordinator", "lead"})


def plan_merge(workspace: Workspace, incoming: Incoming | None, only: Collection[str] | None = None) -> MergePlan:
    """Work out what a package would change; without one, what is held here and can come in by now.

    ``only`` are the subjects (portfolios, assessments, rubrics) to look at. Raises NewerFormatError for a package
    that this version can't read.
    """
    read = read_all(workspace, incoming)
    here = are_kept(workspace.db, [one.hash for one in read.sealed])
    new = [
        one
        for one in read.sealed
        if one.hash not in here and (only is None or one.subject in only or portfolio_of(one) in only)
    ]
    known = [one for one in read.sealed if one.hash in here]
    subjects = [one.subject for one in (*new, *filter(_has_report, known))]
    planner = _Planner(workspace, read, incoming, kept_about(workspace.db, subjects))
    for one in known:
        planner.say(one, Fate.ALREADY)
    planner.judge(new)
    for one in filter(_has_report, known):
        planner.list_report(one.subject)
    return planner.planned()


def _has_report(sealed: Sealed) -> bool:
    """Whether a statement speaks of a report, whose file may come later than the marks."""
    return any(version.table == "document" for version in (sealed.statement.rows if sealed.statement else ()))


def portfolio_of(sealed: Sealed) -> str:
    """Return the portfolio that an assessment is about."""
    for version in sealed.statement.rows if sealed.statement else ():
        if version.table == "assessment" and version.row:
            return str(version.row["portfolio_id"])
    return ""


class _Planner:
    """Sorts the statements of one package, record by record."""

    def __init__(
        self, workspace: Workspace, read: Read, incoming: Incoming | None, kept: Mapping[str, tuple[Kept, ...]]
    ) -> None:
        self._workspace = workspace
        self._read = read
        self._kept = kept
        self._desk = desk_of(workspace)
        self._columns = all_columns(workspace.db)
        self._position = next_position(workspace.db)
        self._outcomes = {one.hash: one for one in read.damaged}
        self._touched: dict[tuple[SubjectKind, str], Touched] = {}
        self._others: list[Kept] = []
        self._records: dict[tuple[SubjectKind, str, tuple[str, ...]], Record] = {}
        self._fit = Fit(workspace, incoming)

    def planned(self) -> MergePlan:
        return MergePlan(
            tuple(self._outcomes.values()), tuple(self._touched.values()), tuple(self._others), self._read.cards
        )

    def judge(self, new: Collection[Sealed]) -> None:
        groups: dict[tuple[SubjectKind, str], list[Sealed]] = defaultdict(list)
        judged = verdicts(self._workspace, new, self._read.cards)
        for one in new:
            aside = put_aside(one, judged[one.hash], self._read.packages[one.hash])
            if aside is not None:
                self._outcomes[one.hash] = aside
            elif one.statement is None or (one.statement.kind is SubjectKind.RECEIPT and self._is_sound(one)):
                self._others.append(self._fresh(one))
                self.say(one, Fate.TAKEN)
            elif self._is_sound(one):
                groups[one.statement.kind, one.subject].append(one)
        for kind, judge in self._judges().items():
            for subject, sealed in [(each[1], found) for each, found in groups.items() if each[0] is kind]:
                judge(kind, subject, sealed)

    def say(self, sealed: Sealed, fate: Fate, why: tuple[str, str, str] = ("", "", "")) -> None:
        """Note what becomes of a statement; ``why`` is a code, words, and what it waits for."""
        package = self._read.packages[sealed.hash]
        self._outcomes[sealed.hash] = Outcome(
            sealed.hash, sealed.kind, sealed.subject, fate, *why, package=package, sealed=sealed
        )

    def list_report(self, subject: str) -> None:
        """List the report of an assessment that was here before, where its file has come now."""
        kind = SubjectKind.ASSESSMENT
        record = self._record(kind, subject, [])
        if (kind, subject) in self._touched or record.merged is None:
            return
        changes = changes_between(self._workspace, record, standing_rows(record, self._columns))
        if changes:
            self._touched[kind, subject] = Touched(kind, subject, record, record, (), changes)

    def _judges(self) -> Mapping[SubjectKind, Callable[[SubjectKind, str, list[Sealed]], None]]:
        """In the order in which one needs the other."""
        return {
            SubjectKind.RUBRIC: self._rubric,
            SubjectKind.PORTFOLIO: self._portfolio,
            SubjectKind.BLIND_PORTFOLIO: self._portfolio,
            SubjectKind.ASSESSMENT: self._assessment,
            SubjectKind.TASK: self._task,
        }

    def _is_sound(self, sealed: Sealed) -> bool:
        if sealed.statement is not None and is_sound(sealed.statement, self._columns):
            return True
        self.say(sealed, Fate.QUARANTINED, (Code.ODD, _("What it says can't be read, or belongs elsewhere."), ""))
        return False

    def _rubric(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> None:
        """Judge a version of a rubric, which is written once: it is new, the same, or it can't come in."""
        ref = RubricRef(*rubric_of(subject))
        for one in sorted(sealed, key=lambda each: each.hash):
            try:
                rubric = read_rubric(one)
            except CertDeskError as problem:
                self.say(one, Fate.QUARANTINED, (Code.ODD, str(problem), ""))
                continue
            here = self._fit.rubric(ref)
            if here is not None and not compare(here, rubric).lines:
                self.say(one, Fate.ALREADY)
            elif here is not None:
                text = _("Another version of “{title}” with the same number is here.").format(title=rubric.title)
                self.say(one, Fate.QUARANTINED, (Code.OTHER_RUBRIC, text, ""))
            elif self._rank(one):
                text = _("Only somebody who leads or coordinates hands out rubrics.")
                self.say(one, Fate.QUARANTINED, (Code.ROLE, text, ""))
            else:
                self._fit.will_have(ref, rubric)
                self._accept(kind, subject, [one])

    def _portfolio(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> None:
        sealed = self._by_writer(kind, subject, sealed)
        merged = self._record(kind, subject, sealed).merged
        if not sealed or merged is None:
            return
        lacks = self._fit.lacks(merged.rows) or self._fit.refused_here(subject, merged.rows)
        if lacks:
            self._hold(sealed, lacks)
            return
        self._fit.will_show(subject, merged.rows)
        self._accept(kind, subject, sealed)

    def _assessment(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> None:
        sealed = self._by_writer(kind, subject, sealed)
        merged = self._record(kind, subject, sealed).merged
        if not sealed or merged is None:
            return
        lacks = self._fit.misfit(merged.rows)
        if lacks:
            self._hold(sealed, lacks)
        else:
            self._accept(kind, subject, sealed)

    def _task(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> None:
        """Take in what is asked of somebody whose desk this is; what is asked of others is none of its business."""
        right = []
        for one in sealed:
            if self._rank(one):
                text = _("Only somebody who leads or coordinates says what is to be marked.")
                self.say(one, Fate.QUARANTINED, (Code.ROLE, text, ""))
            elif one.audience not in self._desk.people or not subject.endswith(f"/{one.audience}"):
                self.say(one, Fate.QUARANTINED, (Code.WRITER, _("It is meant for somebody else."), ""))
            else:
                right.append(one)
        right = self._by_writer(kind, subject, right)
        if right:
            self._accept(kind, subject, right)

    def _hold(self, sealed: Iterable[Sealed], why: tuple[str, str, str]) -> None:
        for one in sealed:
            self.say(one, Fate.HELD, why)

    def _by_writer(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> list[Sealed]:
        """Put aside what is said about a record that is somebody else's, also what would turn its owner out."""
        before, after = self._record(kind, subject, []), self._record(kind, subject, sealed)
        foreign = set(after.merged.foreign) if after.merged else set()
        if any(one.sealed.hash in foreign for one in before.kept) and not self._corrects(before, sealed, foreign):
            writer = before.merged.writer if before.merged else ""
            foreign |= {one.hash for one in sealed if one.person != writer}
        if kind is SubjectKind.ASSESSMENT:
            assessors = {row["assessor_id"] for (table, _key), row in before.rows.items() if table == kind.value}
            foreign |= {one.hash for one in sealed if assessors and one.person not in assessors}
        right = self._record(kind, subject, [one for one in sealed if one.hash not in foreign]).merged
        if right is not None and self._fit.is_taken_elsewhere(subject, right.rows):
            foreign |= {one.hash for one in sealed}
        for one in sealed:
            if one.hash in foreign:
                self.say(one, Fate.QUARANTINED, (Code.WRITER, _("This record is somebody else's."), ""))
        return [one for one in sealed if one.hash not in foreign]

    def _corrects(self, before: Record, sealed: list[Sealed], foreign: Collection[str]) -> bool:
        """Whether somebody who coordinates states a portfolio that somebody who doesn't had stated here before."""
        turned_out = [one.rank for one in before.kept if one.sealed.hash in foreign]
        counting = [self._rank(one) for one in sealed if one.hash not in foreign]
        return before.kind is not SubjectKind.ASSESSMENT and min(counting, default=1) < min(turned_out)

    def _accept(self, kind: SubjectKind, subject: str, sealed: list[Sealed]) -> None:
        sealed = self._from_elsewhere(self._record(kind, subject, sealed), sealed)
        if not sealed:
            return
        before, after = self._record(kind, subject, []), self._record(kind, subject, sealed)
        changes: tuple[RowChange, ...] = ()
        if not self._is_shadowed(kind, subject):
            changes = changes_between(self._workspace, before, standing_rows(after, self._columns))
        fresh = tuple(self._fresh(one) for one in sealed)
        self._touched[kind, subject] = Touched(kind, subject, before, after, fresh, changes)
        for one in sealed:
            self.say(one, Fate.TAKEN)

    def _from_elsewhere(self, after: Record, sealed: list[Sealed]) -> list[Sealed]:
        """Leave out what this very desk has said and somebody brings back."""
        given = {one.hash for one in sealed if self._desk.gave(one.epoch, one.seq)}
        own = given - after.local.doubles if after.local.rows else set()
        for one in sealed:
            if one.hash in own:
                self.say(one, Fate.ALREADY)
        return [one for one in sealed if one.hash not in own]

    def _is_shadowed(self, kind: SubjectKind, subject: str) -> bool:
        """Whether the full portfolio is here, so that the one under a pseudonym isn't shown."""
        if kind is not SubjectKind.BLIND_PORTFOLIO:
            return False
        full = self._record(SubjectKind.PORTFOLIO, subject, [])
        return (SubjectKind.PORTFOLIO, subject) in self._touched or bool(full.kept or full.local.owners)

    def _record(self, kind: SubjectKind, subject: str, sealed: Iterable[Sealed]) -> Record:
        """Return a record as it would be with these statements; worked out once."""
        sealed = tuple(sealed)
        which = (kind, subject, tuple(one.hash for one in sealed))
        if which not in self._records:
            kept = (*self._kept.get(subject, ()), *(self._fresh(one) for one in sealed))
            self._records[which] = record_of(self._workspace, self._desk, kind, subject, kept)
        return self._records[which]

    def _fresh(self, sealed: Sealed) -> Kept:
        return Kept(sealed, self._rank(sealed), self._position)

    def _rank(self, sealed: Sealed) -> int:
        card = self._read.cards.get(sealed.author)
        return 0 if card and card.role.casefold() in DIRECTING else 1
