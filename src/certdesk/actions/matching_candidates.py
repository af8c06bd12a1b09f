"""Which portfolio is whose: the list and the portfolios that are here, joined only where nothing is doubtful."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.people_names import letters_of
from certdesk.core.words import _, ngettext
from certdesk.intake.names import same_name
from certdesk.store.candidates import candidate_row, list_candidates
from certdesk.store.external_ids import external_id_rows
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace

_JOINED = "candidate"

# Kinds of id that different systems call differently and that mean the same.
_ALIKE = {"login": "username", "user": "number", "idnumber": "number", "sis": "number", "submission": "number"}


@dataclass(frozen=True, slots=True)
class PortfolioHere:
    """A portfolio, as far as its owner is concerned."""

    id: str
    code: str
    title: str
    name: str
    known_as: tuple[ExternalId, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate and the portfolio that is, or may be, theirs; ``why`` says by what."""

    candidate: ListedCandidate
    portfolio: PortfolioHere
    why: str
    joined: bool = False
    """A person, or an unmistakable id or name earlier, has joined them already."""


@dataclass(frozen=True, slots=True)
class CandidateMatching:
    """All candidates and portfolios: sure pairs, pairs to decide on, who has none, and portfolios of nobody listed."""

    sure: tuple[Pair, ...]
    doubtful: tuple[Pair, ...]
    without_portfolio: tuple[ListedCandidate, ...]
    unlisted: tuple[PortfolioHere, ...]


def match_candidates(workspace: Workspace) -> CandidateMatching:
    """Match the list with the portfolios here, by what was joined, by code, by id and by name. Changes nothing.

    Sure is only what fits one candidate and one portfolio and contradicts nothing; the rest is offered. A candidate
    may have several portfolios by an id of theirs.
    """
    candidates, portfolios = list_candidates(workspace.db), _portfolios(workspace)
    listed, called = _List(candidates), Counter(_words(one.name) for one in portfolios)
    sure: list[Pair] = []
    doubtful: list[Pair] = []
    for portfolio in portfolios:
        offers = listed.offers(portfolio)
        best = offers[0][0] if offers else 0
        first = [pair for rank, pair in offers if rank == best]
        clear = len(first) == 1 and best <= _BY_NAME and not _contradicts(first[0], best)
        if clear and best == _BY_NAME:
            words = _words(first[0].candidate.name)
            clear = len(words) > 1 and listed.count(words) == 1 and called[words] == 1
        if clear:
            sure.append(first[0])
        else:
            doubtful += [pair for _rank, pair in offers]
    having = {pair.candidate.id for pair in sure}
    met = {pair.portfolio.id for pair in (*sure, *doubtful)}
    return CandidateMatching(
        tuple(sure),
        tuple(doubtful),
        tuple(one for one in candidates if one.id not in having),
        tuple(one for one in portfolios if one.id not in met),
    )


def join_pairs(workspace: Workspace, pairs: Iterable[Pair]) -> Change:
    """Note whose each portfolio is, and its code with the candidate. A pair that is joined already changes nothing."""
    wanted = [pair for pair in pairs if not pair.joined]
    if not wanted:
        return UNCHANGED
    label = ngettext("{count} portfolio assigned", "{count} portfolios assigned", len(wanted))
    with workspace.recording("candidates.matched", label.format(count=len(wanted))) as recording:
        for pair in wanted:
            for row in _joined_rows(workspace, pair.portfolio.id):
                recording.remove("external_id", row)
            mark = ExternalId("list", _JOINED, pair.candidate.id)
            for new in external_id_rows(pair.portfolio.id, (mark,)):
                recording.put("external_id", new)
            if not pair.candidate.code:
                changed = candidate_row(pair.candidate) | {"code": pair.portfolio.code}
                recording.put("candidate", changed)
    return recording.change


_BY_JOINING, _BY_CODE, _BY_ID, _BY_NAME, _BY_LETTERS = range(1, 6)


class _List:
    """The list by everything by which somebody on it can be found."""

    def __init__(self, candidates: tuple[ListedCandidate, ...]) -> None:
        self._found: dict[object, dict[str, ListedCandidate]] = defaultdict(dict)
        self._names: Counter[tuple[str, ...]] = Counter()
        for one in candidates:
            code = [("code", same_name(one.code))] if one.code else []
            for key in (("id", one.id), *code, *map(_plain, one.known_as), *letters_of(one.name), _words(one.name)):
                self._found[key][one.id] = one
            self._names[_words(one.name)] += 1

    def count(self, words: tuple[str, ...]) -> int:
        """Return how many are called so."""
        return self._names[words]

    def offers(self, portfolio: PortfolioHere) -> list[tuple[int, Pair]]:
        """Return who it may belong to, the likeliest first, each with the rank of what speaks for it."""
        ids = {_plain(known) for known in portfolio.known_as}
        joined = {known.value for known in portfolio.known_as if (known.system, known.kind) == ("list", _JOINED)}
        # A folder without a description says no name, but is mostly called after its teacher: a hint, never more.
        called = portfolio.name or portfolio.title
        by_name = (*letters_of(called), _words(called)) if called else ()
        keys = (*(("id", id_) for id_ in joined), ("code", same_name(portfolio.code)), *ids, *by_name)
        likely = {id_: one for key in keys for id_, one in self._found.get(key, {}).items()}
        offers: list[tuple[int, Pair]] = []
        for one in likely.values():
            rank, why = _fit(portfolio, one, ids, joined)
            if rank:
                offers.append((rank, Pair(one, portfolio, why, rank == _BY_JOINING)))
        return sorted(offers, key=lambda offer: (offer[0], same_name(offer[1].candidate.name), offer[1].candidate.id))


def _fit(
    portfolio: PortfolioHere, one: ListedCandidate, ids: set[tuple[str, str]], joined: set[str]
) -> tuple[int, str]:
    shared = next((known for known in one.known_as if _plain(known) in ids), None)
    alike = bool(portfolio.name) and bool(letters_of(one.name) & letters_of(portfolio.name))
    fit = (0, "")
    if one.id in joined:
        fit = _BY_JOINING, _("assigned before")
    elif one.code and same_name(one.code) == same_name(portfolio.code):
        fit = _BY_CODE, _("by the code {code}").format(code=portfolio.code)
    elif shared is not None and (alike or _plain(shared)[0] != "number"):
        fit = _BY_ID, _by_id(shared)
    elif shared is not None and not portfolio.name:
        # Every system counts from 1: a number alone, without a name, is no more than a hint.
        fit = _BY_LETTERS, _("the number {number} is the same").format(number=shared.value)
    elif portfolio.name and _words(portfolio.name) == _words(one.name):
        fit = _BY_NAME, _("by the name")
    elif alike:
        fit = _BY_LETTERS, _("the names are alike")
    elif not portfolio.name and _words(portfolio.title) == _words(one.name):
        fit = _BY_LETTERS, _("it is called “{title}”").format(title=portfolio.title)
    return fit


def _by_id(known: ExternalId) -> str:
    words = {
        "email": _("by the address {value}"),
        "username": _("by the user name {value}"),
        "number": _("by the number {value}"),
    }
    return words.get(_plain(known)[0], _("by {value}")).format(value=known.value)


def _contradicts(pair: Pair, rank: int) -> bool:
    """Whether code or id say one thing and the names another; what a person has joined is right."""
    if rank in {_BY_JOINING, _BY_NAME} or not pair.portfolio.name:
        return False
    return not (letters_of(pair.candidate.name) & letters_of(pair.portfolio.name))


def _portfolios(workspace: Workspace) -> tuple[PortfolioHere, ...]:
    ids: dict[str, list[ExternalId]] = defaultdict(list)
    for row in workspace.db.query("select subject, system, kind, value from external_id"):
        ids[row["subject"]].append(ExternalId(row["system"], row["kind"], row["value"]))
    query = "select id, code, title, candidate_name as name from portfolio order by code, id"
    return tuple(PortfolioHere(**row, known_as=tuple(ids[row["id"]])) for row in list(workspace.db.query(query)))


def _joined_rows(workspace: Workspace, portfolio_id: str) -> list[Row]:
    query = "select subject, system, kind, value from external_id where subject = ? and system = 'list' and kind = ?"
    return list(workspace.db.query(query, [portfolio_id, _JOINED]))


def _plain(known: ExternalId) -> tuple[str, str]:
    """Return kind and value so that the ids of several systems can be compared."""
    kind = _ALIKE.get(known.kind, known.kind)
    return kind, known.value.casefold().lstrip("0") if kind == "number" else known.value.casefold()


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(same_name(name).replace(",", " ").split()))
