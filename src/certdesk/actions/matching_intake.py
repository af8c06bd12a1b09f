"""Finding a portfolio again that is here already: by the ids of its system, by its code, by its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.known_here import SOURCE, Known, KnownItem, KnownPortfolio
from certdesk.core.candidates import ExternalId
from certdesk.core.people_names import may_be_one_person
from certdesk.core.words import _
from certdesk.intake.found import Found, FoundFile, FoundItem, FoundPortfolio
from certdesk.intake.name_words import says_nobody
from certdesk.intake.names import same_name

PERSON = frozenset(
    {"user", "email", "username", "person", "list", "number", "name", "idnumber", "sis", "login", "candidate"}
)
"""Kinds of id that name somebody, who may hand in more than one portfolio."""

Digests = Mapping[FoundFile, str]
"""SHA-256 of the files that had to be read for the comparison."""


@dataclass(frozen=True, slots=True)
class Match:
    """Which portfolios it could be, the likeliest first; ``sure`` when it is the first of them without a doubt."""

    options: tuple[str, ...] = ()
    sure: bool = False
    why: tuple[str, ...] = ()
    """What is doubtful, in sentences."""
    notes: tuple[str, ...] = ()


def source_id(found: Found) -> ExternalId | None:
    """Return the id that stands for the assignment or course that this comes from, where it has a name."""
    return ExternalId(found.system.value, SOURCE, found.title) if found.title else None


def match(found: FoundPortfolio, source: ExternalId | None, known: Known, digests: Digests) -> Match:
    """Say which portfolio that is here this one is."""
    by_work = _subjects(known, _ids(found, of_people=False))
    if by_work:
        return _by_ids(found, by_work, known)
    by_person = _subjects(known, _ids(found, of_people=True))
    same_source = [id_ for id_ in by_person if source is not None and source in known.portfolios[id_].sources]
    if same_source:
        return _by_ids(found, same_source, known)
    namesakes = [id_ for id_ in known.by_code.get(found.code.casefold(), ()) if id_ in known.portfolios]
    if namesakes:
        return _by_code(found, namesakes, known, digests)
    copies = [id_ for id_ in like_in_size(found, known) if _same_files(found, known.portfolios[id_], digests)]
    if copies:
        text = _("The same files are here as {code}.").format(code=known.portfolios[copies[0]].code)
        return Match(tuple(copies), why=(text,))
    if by_person:
        codes = ", ".join(known.portfolios[id_].code for id_ in by_person)
        return Match(notes=(_("The same person has {codes} here.").format(codes=codes),))
    return Match()


def possible(found: FoundPortfolio, known: Known) -> tuple[str, ...]:
    """Return every portfolio whose files are worth comparing with these, before a byte of them is read."""
    by_id = _subjects(known, (*_ids(found, of_people=False), *_ids(found, of_people=True)))
    by_code = known.by_code.get(found.code.casefold(), ())
    return tuple(dict.fromkeys((*by_id, *by_code))) or like_in_size(found, known)


def like_in_size(found: FoundPortfolio, known: Known) -> tuple[str, ...]:
    """Return the portfolios that had as many files of just these sizes when they came in."""
    sizes = tuple(sorted(item.file.size for item in found.items))
    return known.by_sizes.get(sizes, ()) if any(sizes) else ()


def is_somebody_else(name: str, here: KnownPortfolio) -> bool:
    """Whether two names are told and can't be of one person."""
    return bool(name and here.names) and not any(may_be_one_person(name, other) for other in here.names)


def _by_ids(found: FoundPortfolio, options: list[str], known: Known) -> Match:
    first = known.portfolios[options[0]]
    if len(options) > 1:
        codes = ", ".join(known.portfolios[id_].code for id_ in options)
        return Match(tuple(options), why=(_("Parts of it are here in {codes}.").format(codes=codes),))
    if is_somebody_else(found.candidate.name, first):
        text = _("By its ids it is {code}, but that is the portfolio of {name}.")
        return Match((first.id,), why=(text.format(code=first.code, name=first.names[0]),))
    return Match((first.id,), sure=True)


def _by_code(found: FoundPortfolio, namesakes: list[str], known: Known, digests: Digests) -> Match:
    there = [known.portfolios[id_] for id_ in namesakes]
    people = [one for one in there if not is_somebody_else(found.candidate.name, one)]
    if not people:
        text = _("{code} is here already, as the portfolio of {name}.")
        return Match(tuple(namesakes), why=(text.format(code=there[0].code, name=there[0].names[0]),))
    ranked = sorted(people, key=lambda one: -_alike(found, one, digests))
    alike = [_alike(found, one, digests) for one in ranked]
    options = tuple(one.id for one in ranked)
    if alike[0] and (len(alike) == 1 or alike[0] > alike[1]):
        return Match(options, sure=True)
    if len(ranked) > 1:
        text = _("Several portfolios here have the code {code}.").format(code=ranked[0].code)
        return Match(options, why=(text,))
    text = _("{code} is here already, with other files.").format(code=ranked[0].code)
    return Match(options, why=(text,))


def _alike(found: FoundPortfolio, here: KnownPortfolio, digests: Digests) -> int:
    """Count what speaks for it being the same: a file of the same name, and more one of the same bytes."""
    names = {same_name(name) for item in here.items for name in (item.file_name, item.came_name)}
    bytes_here = {digest for item in here.items for digest in (item.digest, item.came_as)}
    # A code that was made of "Portfolio" is the code of everybody's; then only the bytes say that it is the same.
    # A folder called after a person has a title that says nobody too, but its code was made of the name.
    of_a_name = found.candidate.name and not found.known_as and found.title == _("Portfolio")
    nobodys = not found.described and says_nobody(found.title) and not of_a_name
    same_names = 0 if nobodys else sum(same_name(item.file.name) in names for item in found.items)
    same_bytes = sum(digests.get(item.file, "") in bytes_here for item in found.items)
    empty = not found.items or not here.items
    return same_names + 2 * same_bytes + empty


def _same_files(found: FoundPortfolio, here: KnownPortfolio, digests: Digests) -> bool:
    return Counter(digests.get(item.file, "") for item in found.items) == Counter(item.came_as for item in here.items)


def _ids(found: FoundPortfolio, *, of_people: bool) -> tuple[ExternalId, ...]:
    every = (*found.known_as, *(one for item in found.items for one in item.known_as))
    return tuple(one for one in every if one.value and (one.kind in PERSON) == of_people)


def _subjects(known: Known, ids: tuple[ExternalId, ...]) -> list[str]:
    counted = Counter(subject for one in ids for subject in known.by_id.get(one, ()))
    return [subject for subject, _count in counted.most_common()]


@dataclass(frozen=True, slots=True)
class MatchedItem:
    """A file that was found, and the item that it is, if one is here; ``digest`` is empty where it was not needed."""

    found: FoundItem
    here: KnownItem | None
    digest: str = ""

    @property
    def is_same(self) -> bool:
        """Whether its bytes are those that came in before."""
        return self.here is not None and bool(self.digest) and self.here.is_of(self.digest)


def match_items(
    found: FoundPortfolio, here: KnownPortfolio, known: Known, digests: Digests
) -> tuple[tuple[MatchedItem, ...], tuple[KnownItem, ...]]:
    """Say which item each file is, and which items are no longer at the source.

    An id counts before a name, a name before the bytes; of several versions of an item the one with the same bytes.
    """
    free = {item.id: item for item in here.items}
    seen: set[str] = set()
    matched: dict[int, MatchedItem] = {}
    for way in (_items_by_id, _items_by_name, _items_by_bytes):
        for at, item in enumerate(found.items):
            digest = digests.get(item.file, "")
            options = [] if at in matched else [one for one in way(item, here, known, digest) if one.id in free]
            if not options:
                continue
            seen.update(one.id for one in options)
            best = next((one for one in options if digest and one.is_of(digest)), options[-1])
            matched[at] = MatchedItem(item, free.pop(best.id), digest)
    every = tuple(
        matched.get(at) or MatchedItem(item, None, digests.get(item.file, "")) for at, item in enumerate(found.items)
    )
    gone = tuple(item for item in here.items if item.id in free and item.id not in seen and not item.removed)
    return every, gone


def _items_by_id(item: FoundItem, here: KnownPortfolio, known: Known, _digest: str) -> list[KnownItem]:
    ids = {subject for one in item.known_as if one.kind not in PERSON for subject in known.items_by_id.get(one, ())}
    return [one for one in here.items if one.id in ids]


def _items_by_name(item: FoundItem, here: KnownPortfolio, _known: Known, _digest: str) -> list[KnownItem]:
    exact = [one for one in here.items if item.file.name in {one.file_name, one.came_name}]
    name = same_name(item.file.name)
    return exact or [one for one in here.items if name in {same_name(one.file_name), same_name(one.came_name)}]


def _items_by_bytes(_item: FoundItem, here: KnownPortfolio, _known: Known, digest: str) -> list[KnownItem]:
    return [one for one in here.items if digest and one.is_of(digest)]
