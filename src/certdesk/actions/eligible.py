"""Who may mark which portfolio, and why somebody may not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.actions.cohorts import policy_of
from certdesk.actions.qualifying import who_is_not_qualified
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
    portfolio who have begun to mark, allocated or not; ``declared`` are those who declared a conflict.
    """

    allocations: tuple[Allocation, ...]
    conflicted: tuple[Allocation, ...]
    begun: Mapping[str, frozenset[str]]
    declared: Mapping[str, frozenset[str]]


def standing_of(workspace: Workspace, cohort: Cohort, portfolio_id: str = "") -> Standing:
    """Return who marks what in a cohort now, or only who marks one portfolio of it."""
    declared = conflicts_declared(workspace.db, cohort, portfolio_id)
    every = load_allocations(workspace.db, cohort, portfolio_ids=[portfolio_id] if portfolio_id else None)
    over = tuple(one for one in every if one.assessor_id in declared.get(one.portfolio_id, ()))
    gone = {one.id for one in over}
    begun = work_begun(workspace.db, cohort, portfolio_id)
    return Standing(tuple(one for one in every if one.id not in gone), over, begun, declared)


class Eligible:
    """Answers for one cohort, or only for one portfolio of it, who may mark what; read once."""

    def __init__(self, workspace: Workspace, cohort: Cohort, portfolio_id: str = "") -> None:
        self.cohort = cohort
        self.standing = standing_of(workspace, cohort, portfolio_id)
        self.assessors = load_assessors(workspace.db)
        self._policy = policy_of(workspace, cohort)
        self._unqualified = who_is_not_qualified(workspace, [one.id for one in self.assessors])
        self._known: dict[tuple[About, str], dict[str, str]] = defaultdict(dict)
        grounds = set(self._policy.conflicts)
        for one in load_conflicts(workspace.db):
            if one.ground in grounds:
                subject = same_name(one.subject) if one.about is About.SCHOOL else one.subject
                self._known[one.about, subject][one.assessor_id] = one.ground
        self._marking = defaultdict(set, {key: set(people) for key, people in self.standing.begun.items()})
        for each in self.standing.allocations:
            self._marking[each.portfolio_id].add(each.assessor_id)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_school: dict[str, list[str]] = defaultdict(list)
        for person in self.assessors:
            self._by_name[same_name(person.name)].append(person.id)
            for school in person.schools:
                self._by_school[same_name(school)].append(person.id)

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
        if barred := self.barred_from_all(assessor, live=live):
            return barred
        if assessor.id in besides or assessor.id in self._marking.get(member.portfolio_id, ()):
            return Barred(Bar.TWICE, _("marks it already"))
        if why := self.conflicts(member).get(assessor.id):
            return Barred(Bar.CONFLICT, why)
        return _outside(assessor, member, basis)

    def barred_from_all(self, assessor: Assessor, *, live: bool = True) -> Barred | None:
        """Return why an assessor can't be given anything at all, None when they can."""
        if not assessor.active:
            return Barred(Bar.NOT_ACTIVE, _("is not active"))
        if live and (why := self._unqualified.get(assessor.id)):
            return Barred(Bar.NOT_QUALIFIED, why)
        return None

    def fits(self, basis: Basis, chosen: Iterable[Assessor]) -> _Fits:
        """Return the same question for many portfolios at once."""
        return _Fits(self, basis, tuple(chosen))

    def marking(self, portfolio_id: str) -> frozenset[str]:
        """Return who marks a portfolio now, allocated or begun."""
        return frozenset(self._marking.get(portfolio_id, ()))

    def conflicts(self, member: CohortMember) -> Mapping[str, str]:
        """Return who has a conflict of interest with a portfolio, by id, each with why: the weightiest ground."""
        grounds, school = self._policy.conflicts, same_name(member.school)
        found: dict[str, str] = {}
        places = (
            (About.SCHOOL, school),
            (About.CANDIDATE, member.candidate_id),
            (About.PORTFOLIO, member.portfolio_id),
        )
        for place in places:
            for person, ground in self._known.get(place, {}).items() if place[1] else ():
                found[person] = _("has a conflict of interest: {ground}").format(ground=ground_in_words(ground))
        if Conflict.SAME_SCHOOL in grounds and school and school in self._by_school:
            text = _("had to do with the school in the last {months} months")
            found |= dict.fromkeys(self._by_school[school], text.format(months=self._policy.same_school_months))
        if Conflict.SELF in grounds and member.name:
            found |= dict.fromkeys(self._by_name.get(same_name(member.name), ()), _("has the candidate's name"))
        declared = self.standing.declared.get(member.portfolio_id)
        return found | dict.fromkeys(declared, _("declared a conflict of interest")) if declared else found


class _Fits:
    """For one way to divide: who may mark a portfolio, and why nobody may."""

    def __init__(self, eligible: Eligible, basis: Basis, chosen: tuple[Assessor, ...]) -> None:
        self._eligible, self._basis, self._chosen = eligible, basis, chosen
        self._anything = [one for one in chosen if eligible.barred_from_all(one) is None]
        self._inside: dict[tuple[str, str], frozenset[str]] = {}

    def who(self, member: CohortMember, besides: Collection[str] = ()) -> frozenset[str]:
        """Return the ids of those who may."""
        kind = (member.subject, member.language)
        if kind not in self._inside:
            fit = [one.id for one in self._anything if _outside(one, member, self._basis) is None]
            self._inside[kind] = frozenset(fit)
        closed = self._eligible.conflicts(member).keys() | self._eligible.marking(member.portfolio_id)
        return self._inside[kind].difference(closed, besides)

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
