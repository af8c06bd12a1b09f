"""A portfolio that comes in, and the candidates' list: who it is by the ids of the other system."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.people_names import may_be_one_person
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _
from certdesk.intake.found import FoundPortfolio
from certdesk.intake.names import same_name

JOINED = ("list", "candidate")
"""System and kind of the id by which a portfolio is joined with a candidate of the list."""
_NUMBERS = frozenset({"user", "number", "idnumber", "sis", "submission"})
"""Every system counts from 1: such an id counts only beside a name."""
_ALIKE = {"login": "username", **dict.fromkeys(_NUMBERS, "number")}


def filled_in(found: FoundPortfolio, listed: Iterable[ListedCandidate]) -> FoundPortfolio:
    """Fill name, school, language, code and cohort in from the candidates' list, where one of the ids is on it.

    A description that came with the portfolio counts more than the list, and the list more than what another system
    made of a name. Two candidates with its ids, or one of quite another name, are a doubt.
    """
    ids = {_plain(one) for one in found.known_as}
    fitting = [one for one in listed if any(_plain(known) in ids for known in one.known_as)]
    name = found.candidate.name
    alike = [one for one in fitting if not name or may_be_one_person(name, one.name)]
    by_more_than_numbers = [
        one for one in alike if name or any(_plain(k) in ids and _is_telling(k) for k in one.known_as)
    ]
    if len(by_more_than_numbers) == 1:
        return _filled(found, by_more_than_numbers[0])
    telling = [one for one in fitting if any(_plain(known) in ids and _is_telling(known) for known in one.known_as)]
    if not telling:
        return found
    names = ", ".join(one.name for one in telling)
    doubt = _("By its ids it is the work of {names} on the candidates' list.").format(names=names)
    return replace(found, doubts=(*found.doubts, doubt))


def _filled(found: FoundPortfolio, one: ListedCandidate) -> FoundPortfolio:
    here, described = found.candidate, found.described
    joined = ExternalId(*JOINED, one.id)
    return replace(
        found,
        code=one.code if one.code and not described else found.code,
        candidate=Candidate(
            here.name if described and here.name else one.name or here.name,
            here.school if described and here.school else one.school or here.school,
            here.language if described else one.language or here.language,
        ),
        programme=found.programme or one.programme,
        cohort=found.cohort or one.cohort,
        known_as=(*found.known_as, joined),
    )


def _plain(one: ExternalId) -> tuple[str, str]:
    """Return kind and value so that the ids of a list and of several systems can be compared."""
    kind, value = _ALIKE.get(one.kind, one.kind), same_name(one.value.strip())
    return kind, value.lstrip("0") if kind == "number" else value


def _is_telling(one: ExternalId) -> bool:
    return one.kind not in _NUMBERS
