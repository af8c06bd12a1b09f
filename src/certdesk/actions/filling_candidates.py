"""A portfolio that comes in, and the candidates' list: who it is by the ids of the other system."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _
from certdesk.intake.found import FoundPortfolio
from certdesk.intake.names import same_name

_ANY = "list"
"""The system of ids that stand on a list without a word of where they are from."""


def filled_in(found: FoundPortfolio, listed: Iterable[ListedCandidate]) -> FoundPortfolio:
    """Fill name, school, language, code and cohort in from the candidates' list, where one of the ids is on it.

    What the portfolio says of itself counts more. Two candidates with its ids are a doubt.
    """
    known = {_plain(one) for one in found.known_as}
    loose = {value for _system, _kind, value in known}
    fitting = [
        one
        for one in listed
        if any(_plain(id_) in known or (id_.system == _ANY and _plain(id_)[2] in loose) for id_ in one.known_as)
    ]
    if len(fitting) > 1:
        names = ", ".join(one.name for one in fitting)
        doubt = _("Several people on the candidates' list have its ids: {names}.").format(names=names)
        return replace(found, doubts=(*found.doubts, doubt))
    if not fitting:
        return found
    one, candidate = fitting[0], found.candidate
    return replace(
        found,
        code=one.code if one.code and not found.described else found.code,
        candidate=Candidate(
            candidate.name or one.name,
            candidate.school or one.school,
            one.language if not found.described else candidate.language,
        ),
        programme=found.programme or one.programme,
        cohort=found.cohort or one.cohort,
    )


def _plain(one: ExternalId) -> tuple[str, str, str]:
    return one.system, one.kind, same_name(one.value.strip())
