"""Who the people of a cohort are: portfolios joined with the list of candidates, and which attempt each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from certdesk.core.candidates import ListedCandidate
from certdesk.core.cohorts import Cohort, CohortMember
from certdesk.intake.names import same_name
from certdesk.store.cohort_members import Taking


def joined_members(
    cohort: Cohort,
    portfolios: Sequence[Taking],
    listed: Sequence[ListedCandidate],
    known_as: Mapping[str, tuple[str, ...]],
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> tuple[CohortMember, ...]:
    """Return the portfolios of a cohort by code, each with what the list says of its candidate.

    ``portfolios`` are all of the programme: earlier ones of the same candidate make later attempts. ``known_as`` are
    the users of other systems by portfolio; ``earlier`` is the attempt before, where the lead has said which one it is.
    """
    lookup = _Listed(one for one in listed if one.programme in {"", cohort.programme})
    found = {one.portfolio_id: lookup.of(one) for one in portfolios}
    attempts = _attempts(portfolios, found, known_as) | _linked(earlier)
    return tuple(
        _member(one, found[one.portfolio_id], attempts[one.portfolio_id])
        for one in portfolios
        if one.cohort == cohort.name
    )


def waiting_members(
    cohort: Cohort, members: Iterable[CohortMember], listed: Iterable[ListedCandidate]
) -> tuple[CohortMember, ...]:
    """Return the listed candidates of a cohort who have no portfolio in it."""
    here = {one.candidate_id for one in members}
    return tuple(
        CohortMember("", one.code, one.name, one.school, one.language, one.subject, one.id)
        for one in listed
        if one.id not in here and one.cohort == cohort.name and one.programme in {"", cohort.programme}
    )


class _Listed:
    """The list of candidates, to find somebody by code, then by name and school."""

    def __init__(self, listed: Iterable[ListedCandidate]) -> None:
        self._listed = tuple(listed)
        self._by_code: dict[str, list[ListedCandidate]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[ListedCandidate]] | None = None
        for one in self._listed:
            if one.code:
                self._by_code[same_name(one.code)].append(one)

    def of(self, portfolio: Taking) -> ListedCandidate | None:
        """Return the candidate of a portfolio, None where nobody or several could be meant."""
        found = self._by_code.get(same_name(portfolio.code), [])
        if not found and portfolio.name:
            found = self._named().get((same_name(portfolio.name), same_name(portfolio.school)), [])
        same = [one for one in found if one.cohort == portfolio.cohort] or found
        return same[0] if len(same) == 1 else None

    def _named(self) -> dict[tuple[str, str], list[ListedCandidate]]:
        """Return the listed by name and school; made only where a code was not enough."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for one in self._listed:
                self._by_name[same_name(one.name), same_name(one.school)].append(one)
        return self._by_name


def _member(one: Taking, listed: ListedCandidate | None, attempt: int) -> CohortMember:
    if listed is None:
        return CohortMember(one.portfolio_id, one.code, one.name, one.school, one.language, attempt=attempt)
    return CohortMember(
        one.portfolio_id,
        one.code,
        one.name or listed.name,
        one.school or listed.school,
        listed.language or one.language,
        listed.subject,
        listed.id,
        attempt,
    )


def _attempts(
    portfolios: Sequence[Taking],
    found: Mapping[str, ListedCandidate | None],
    known_as: Mapping[str, tuple[str, ...]],
) -> dict[str, int]:
    """Count the portfolios of each candidate in the order in which they came."""
    people = _joined(portfolios, found, known_as)
    counts: dict[str, int] = defaultdict(int)
    # Whoever has nothing in common with anybody has handed in once.
    attempts = dict.fromkeys([one.portfolio_id for one in portfolios], 1)
    several = [one for one in portfolios if one.portfolio_id in people]
    for one in sorted(several, key=lambda each: (each.received_on, each.portfolio_id)):
        person = people.find(one.portfolio_id)
        counts[person] += 1
        attempts[one.portfolio_id] = counts[person]
    return attempts


def _linked(earlier: Mapping[str, str]) -> dict[str, int]:
    """Count the attempts that the lead has linked: what somebody said counts more than what names suggest."""
    attempts: dict[str, int] = {}
    for portfolio_id in earlier:
        chain = [portfolio_id]
        while (before := earlier.get(chain[-1])) is not None and before not in chain:
            chain.append(before)
        attempts[portfolio_id] = len(chain)
    return attempts


def _joined(
    portfolios: Sequence[Taking],
    found: Mapping[str, ListedCandidate | None],
    known_as: Mapping[str, tuple[str, ...]],
) -> _People:
    people = _People()
    known: dict[str, list[str]] = defaultdict(list)
    named: dict[str, list[Taking]] = defaultdict(list)
    for one in portfolios:
        for key in (*_known_of(found[one.portfolio_id]), *known_as.get(one.portfolio_id, ())):
            known[key].append(one.portfolio_id)
        if one.name:
            named[same_name(one.name)].append(one)
    for same in known.values():
        people.join_all(same)
    for namesakes in named.values():
        for each in _by_school(namesakes) if len(namesakes) > 1 else ():
            if not _are_two(each, found):
                people.join_all([one.portfolio_id for one in each])
    return people


def _by_school(namesakes: Iterable[Taking]) -> Iterable[list[Taking]]:
    found: dict[str, list[Taking]] = defaultdict(list)
    for one in namesakes:
        found[same_name(one.school)].append(one)
    return found.values()


def _known_of(listed: ListedCandidate | None) -> tuple[str, ...]:
    if listed is None:
        return ()
    return (listed.id, *(f"{known.system} {known.value}" for known in listed.known_as if known.kind == "user"))


def _are_two(namesakes: Iterable[Taking], found: Mapping[str, ListedCandidate | None]) -> bool:
    """Whether a list knows two people of one name and school in one cohort, so that the name tells nothing."""
    ids: dict[str, set[str]] = defaultdict(set)
    for one in namesakes:
        listed = found[one.portfolio_id]
        if listed is not None:
            ids[one.cohort].add(listed.id)
    return any(len(each) > 1 for each in ids.values())


class _People:
    """Portfolios that belong to the same person, found by what they have in common."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __contains__(self, one: str) -> bool:
        return one in self._above

    def find(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join_all(self, same: Sequence[str]) -> None:
        """Say that these belong to one person; one alone belongs to nobody else."""
        first = same[0]
        for one in same[1:]:
            self._above.setdefault(first, first)
            self._above.setdefault(one, one)
            self._above[self.find(one)] = self.find(first)
