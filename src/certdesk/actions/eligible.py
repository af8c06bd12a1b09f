"""Who may mark which portfolio, and why somebody may not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.actions.assessors import who_may_not
from certdesk.actions.cohorts import policy_of
from certdesk.core.allocating import About
from certdesk.core.cohorts import Allocation, Assessor, Cohort, CohortMember
from certdesk.core.policy import Conflict
from certdesk.core.words import _, ngettext
from certdesk.intake.names import same_name
from certdesk.store.allocations import conflicts_declared, work_begun
from certdesk.store.cohorts import load_allocations, load_assessors, load_conflicts
from certdesk.store.workspace import Workspace


class Basis(StrEnum):
    """By what work is divided. Equal leaves shares aside; the others go by them."""

    EQUAL = "equal"
    SHARE = "share"
    SUBJECT = "subject"
    LANGUAGE = "language"


class Bar(StrEnum):
    """Why somebody can't be given a portfolio."""

    CONFLICT = "conflict"
    TWICE = "twice"
    NOT_QUALIFIED = "not_qualified"
    NOT_ACTIVE = "not_active"
    SUBJECT = "subject"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Barred:
    """That somebody can't be given a portfolio, in which way, and in words."""

    bar: Bar
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The allocations that stand: those not taken back, and whose assessor has not declared a conflict.

    ``conflicted`` are those that stand no more for that reason and have not been ended yet. ``begun`` are assessors by
    portfolio who have begun to mark, allocated or not.
    """

    allocations: tuple[Allocation, ...]
    conflicted: tuple[Allocation, ...]
    begun: Mapping[str, frozenset[str]]

    def by_portfolio(self) -> dict[str, list[Allocation]]:
        """Return the allocations of each portfolio."""
        found: dict[str, list[Allocation]] = defaultdict(list)
        for one in self.allocations:
            found[one.portfolio_id].append(one)
        return found


def standing_of(workspace: Workspace, cohort: Cohort) -> Standing:
    """Return who marks what in a cohort now."""
    declared = conflicts_declared(workspace.db, cohort)
    every = load_allocations(workspace.db, cohort)
    over = tuple(one for one in every if one.assessor_id in declared.get(one.portfolio_id, ()))
    gone = {one.id for one in over}
    return Standing(tuple(one for one in every if one.id not in gone), over, work_begun(workspace.db, cohort))


class Eligible:
    """Answers for one cohort who may mark what; read once."""

    def __init__(self, workspace: Workspace, cohort: Cohort, standing: Standing | None = None) -> None:
        self.standing = standing or standing_of(workspace, cohort)
        self.assessors = load_assessors(workspace.db)
        self._policy = policy_of(workspace, cohort)
        self._unqualified = who_may_not(workspace, [one.id for one in self.assessors])
        self._declared = conflicts_declared(workspace.db, cohort)
        self._known: dict[tuple[str, About, str], str] = {}
        grounds = set(self._policy.conflicts)
        for one in load_conflicts(workspace.db):
            if one.ground in grounds:
                subject = same_name(one.subject) if one.about is About.SCHOOL else one.subject
                self._known[one.assessor_id, one.about, subject] = one.ground
        self._marking = defaultdict(set, {key: set(people) for key, people in self.standing.begun.items()})
        for each in self.standing.allocations:
            self._marking[each.portfolio_id].add(each.assessor_id)
        self._schools = {one.id: frozenset(map(same_name, one.schools)) for one in self.assessors}

    def barred(
        self,
        assessor: Assessor,
        member: CohortMember,
        basis: Basis = Basis.EQUAL,
        besides: Collection[str] = (),
        *,
        live: bool = True,
    ) -> Barred | None:
        """Return why an assessor can't be given a portfolio, None when they can.

        ``besides`` are ids of people who would be given it too; what is not ``live`` is what people qualify on.
        """
        if not assessor.active:
            return Barred(Bar.NOT_ACTIVE, _("is not active"))
        if live and (why := self._unqualified.get(assessor.id)):
            return Barred(Bar.NOT_QUALIFIED, why)
        if assessor.id in besides or assessor.id in self._marking.get(member.portfolio_id, ()):
            return Barred(Bar.TWICE, _("marks it already"))
        if why := self._conflict(assessor, member):
            return Barred(Bar.CONFLICT, why)
        return _outside(assessor, member, basis)

    def fits(self, basis: Basis, chosen: Iterable[Assessor]) -> _Fits:
        """Return the same question for many portfolios at once."""
        return _Fits(self, basis, tuple(chosen))

    def marking(self, portfolio_id: str) -> frozenset[str]:
        """Return who marks a portfolio now, allocated or begun."""
        return frozenset(self._marking.get(portfolio_id, ()))

    def _conflict(self, assessor: Assessor, member: CohortMember) -> str:
        if assessor.id in self._declared.get(member.portfolio_id, ()):
            return _("declared a conflict of interest")
        grounds = self._policy.conflicts
        if Conflict.SELF in grounds and member.name and same_name(member.name) == same_name(assessor.name):
            return _("has the candidate's name")
        school = same_name(member.school)
        if Conflict.SAME_SCHOOL in grounds and school and school in self._schools[assessor.id]:
            return _("had to do with the school in the last {months} months").format(
                months=self._policy.same_school_months
            )
        places = (
            (About.PORTFOLIO, member.portfolio_id),
            (About.CANDIDATE, member.candidate_id),
            (About.SCHOOL, school),
        )
        for about, subject in places:
            ground = self._known.get((assessor.id, about, subject)) if subject else None
            if ground:
                return _("has a conflict of interest: {ground}").format(ground=ground_in_words(ground))
        return ""


class _Fits:
    """For one way to divide: who may mark a portfolio, and why nobody may."""

    def __init__(self, eligible: Eligible, basis: Basis, chosen: tuple[Assessor, ...]) -> None:
        self._eligible, self._basis, self._chosen = eligible, basis, chosen

    def who(self, member: CohortMember, besides: Collection[str] = ()) -> frozenset[str]:
        """Return the ids of those who may."""
        barred = self._eligible.barred
        return frozenset(one.id for one in self._chosen if barred(one, member, self._basis, besides) is None)

    def why_nobody(self, member: CohortMember, besides: Collection[str] = ()) -> str:
        """Say why nobody may."""
        if not self._chosen:
            return _("there is no assessor to give it to")
        found = [self._eligible.barred(one, member, self._basis, besides) for one in self._chosen]
        counts = Counter(one.bar for one in found if one)
        if len(counts) == 1:
            return _EVERYBODY[next(iter(counts))]().format(subject=member.subject, language=member.language)
        return "; ".join(_some(bar, count) for bar, count in counts.items())


def _outside(assessor: Assessor, member: CohortMember, basis: Basis) -> Barred | None:
    if basis is Basis.SUBJECT and not _names(assessor.subjects, member.subject):
        return Barred(Bar.SUBJECT, _("does not mark {subject}").format(subject=member.subject))
    if basis is Basis.LANGUAGE and not _names(assessor.languages, member.language):
        return Barred(Bar.LANGUAGE, _("does not mark work in {language}").format(language=member.language))
    return None


def ground_in_words(ground: str) -> str:
    """Return a ground of a conflict of interest as people say it."""
    words = {
        Conflict.SELF: _("it is their own work"),
        Conflict.RELATIVE: _("a relative"),
        Conflict.SAME_SCHOOL: _("the same school"),
        Conflict.LINE_MANAGER: _("their line manager"),
        Conflict.MENTOR: _("mentor of the candidate"),
        Conflict.FINANCIAL: _("a financial interest"),
        Conflict.DECLARED: _("declared otherwise"),
    }
    return words[Conflict(ground)] if ground in set(Conflict) else ground


_EVERYBODY = {
    Bar.CONFLICT: lambda: _("every assessor has a conflict"),
    Bar.TWICE: lambda: _("every assessor marks it already"),
    Bar.NOT_QUALIFIED: lambda: _("no assessor is qualified to mark now"),
    Bar.NOT_ACTIVE: lambda: _("no assessor is active"),
    Bar.SUBJECT: lambda: _("nobody marks {subject}"),
    Bar.LANGUAGE: lambda: _("nobody marks work in {language}"),
}


def _some(bar: Bar, count: int) -> str:
    words = {
        Bar.CONFLICT: ngettext("{count} has a conflict", "{count} have a conflict", count),
        Bar.TWICE: ngettext("{count} marks it already", "{count} mark it already", count),
        Bar.NOT_QUALIFIED: ngettext("{count} is not qualified", "{count} are not qualified", count),
        Bar.NOT_ACTIVE: ngettext("{count} is not active", "{count} are not active", count),
        Bar.SUBJECT: ngettext("{count} does not mark the subject", "{count} do not mark the subject", count),
        Bar.LANGUAGE: ngettext("{count} does not mark the language", "{count} do not mark the language", count),
    }
    return words[bar].format(count=count)


def _names(listed: Collection[str], wanted: str) -> bool:
    """Whether somebody marks a subject or language; who lists none marks all."""
    return not listed or same_name(wanted) in {same_name(one) for one in listed}
