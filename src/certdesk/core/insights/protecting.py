"""Which groups of a cohort's results may be told of, as a whole and by criterion: one decision for all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from certdesk.core.bank_words import language_words
from certdesk.core.cohorts import CohortResult
from certdesk.core.insights.hiding import Atom, Group, Hiding, atom_of, choose_hidden, recoverable
from certdesk.core.insights.marks_table import MarksTable
from certdesk.core.words import _

TABLES = (("school",), ("subject",), ("language",), ("school", "subject"), ("language", "subject"))
"""Everything that can be told of parts of a cohort. School with language is not: there are too few of each."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The groups of each result, what is hidden of all, and what else is hidden of single criteria."""

    atoms: tuple[Atom, ...]
    labels: Mapping[Group, str]
    hiding: Hiding
    by_criterion: Mapping[str, frozenset[Group]] = field(default_factory=dict)

    def shows(self, group: Group, criterion: str = "") -> bool:
        """Whether a group's number may be told, on a criterion or ("") as a whole."""
        return group not in self.hiding and group not in self.by_criterion.get(criterion, frozenset())


def protect(table: MarksTable, results: Sequence[CohortResult], smallest: int) -> Protection:
    """Choose what is hidden. Groups are hidden whole; further cells where too few of a group have a level."""
    labels: dict[Group, str] = {}
    atoms = tuple(_atom(one, labels) for one in results)
    hiding = choose_hidden(atoms, smallest)
    whole = hiding.small | hiding.others
    full = Counter(
        atom for row, atom in zip(table.rows, atoms, strict=True) if all(type(entry) is int for entry in row)
    )
    # What those with every level leave open is open on every criterion, so it needs no second look.
    unclear = frozenset(recoverable(full, whole, whole)) | (whole - {group for atom in full for group in atom})
    more = {
        criterion.id: _of_criterion(_with_level(table, atoms, at), hiding, unclear, smallest)
        for at, criterion in enumerate(table.rubric.criteria)
    }
    return Protection(atoms, labels, hiding, {id_: groups for id_, groups in more.items() if groups})


def _of_criterion(counts: Counter[Atom], hiding: Hiding, unclear: frozenset[Group], smallest: int) -> frozenset[Group]:
    whole = hiding.small | hiding.others
    sizes: Counter[Group] = Counter()
    for atom, n in counts.items():
        for group in atom:
            sizes[group] += n
    few = {group for group, n in sizes.items() if n < smallest and group not in whole}
    small = {group for group, n in sizes.items() if n < smallest}
    given_away = recoverable(counts, whole, unclear & small) if unclear and not few else set()
    if not few and not given_away:
        return frozenset()
    found = choose_hidden(counts.elements(), smallest, whole, whole - unclear)
    return (found.small | found.others) - whole


def _with_level(table: MarksTable, atoms: Sequence[Atom], place: int) -> Counter[Atom]:
    return Counter(atom for row, atom in zip(table.rows, atoms, strict=True) if type(row[place]) is int)


def _atom(one: CohortResult, labels: dict[Group, str]) -> Atom:
    member = one.member
    said = {"school": member.school, "subject": member.subject, "language": member.language}
    facts = {name: " ".join(text.split()) for name, text in said.items()}
    atom = atom_of({name: text.casefold() for name, text in facts.items()}, TABLES)
    for group in atom:
        if group not in labels:
            labels[group] = " / ".join(_said(name, facts[name]) for name, _which in group)
    return atom


def _said(name: str, text: str) -> str:
    if not text:
        return _("not stated")
    return language_words(text) if name == "language" else text
