"""What keeping a candidates' list would make of each row, beside those who are on the list already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import shown
from certdesk.core.importing import Verdict
from certdesk.core.words import _
from certdesk.intake.candidates.reading import ListRow
from certdesk.intake.names import same_name

NEW, LEAVE = "new", "leave"
"""Decisions on a row: somebody new, or left out. Any other decision is the id of the candidate that it updates."""


class Standing(StrEnum):
    """What keeping would do with a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    SKIPPED = "skipped"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row, what keeping would make of it, and the candidate as they would be kept (None where nobody is).

    ``options`` are the candidates here whom it may be; the decisions are those, `NEW` and `LEAVE`.
    """

    row: ListRow
    standing: Standing
    candidate: ListedCandidate | None = None
    reason: str = ""
    options: tuple[ListedCandidate, ...] = ()

    @property
    def key(self) -> str:
        """By what a decision on it is named."""
        return str(self.row.number)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What rows get that do not say it themselves."""

    programme: str = ""
    cohort: str = ""
    school: str = ""
    language: str = "en"


NO_DEFAULTS = Defaults()


class ListHere:
    """Who is on the list already, to find again by address, user name, number or code."""

    def __init__(self, candidates: tuple[ListedCandidate, ...], defaults: Defaults) -> None:
        self._defaults = defaults
        self._by_id: dict[ExternalId, list[ListedCandidate]] = {}
        self._by_code: dict[str, list[ListedCandidate]] = {}
        self._by_name: dict[str, list[ListedCandidate]] = {}
        for one in candidates:
            for known in one.known_as:
                self._by_id.setdefault(known, []).append(one)
            self._by_code.setdefault(same_name(one.code), []).append(one)
            self._by_name.setdefault(same_name(one.name), []).append(one)

    def planned(self, row: ListRow) -> PlannedRow:
        """Say what becomes of a row."""
        fresh = merged(ListedCandidate("", row.name), row, self._defaults)
        if row.verdict is Verdict.SKIPPED:
            return PlannedRow(row, Standing.SKIPPED, None, row.reason)
        found = self._same(row)
        namesakes = tuple(self._by_name.get(same_name(row.name), ()))
        options = tuple(dict.fromkeys((*found, *namesakes)))
        if row.verdict is Verdict.QUESTION and not (len(found) == 1 and row.name and _is_known(row, found[0])):
            return PlannedRow(row, Standing.UNDECIDED, fresh, row.reason, options)
        if len(found) > 1:
            reason = _("its address, user name, number and code belong to several candidates here")
            return PlannedRow(row, Standing.UNDECIDED, fresh, reason, options)
        if not found:
            return self._by_its_name(row, fresh, namesakes)
        updated = merged(found[0], row, self._defaults)
        if same_name(found[0].name) != same_name(row.name):
            reason = _("by its address, number or code it is {name}").format(name=shown(found[0].name))
            return PlannedRow(row, Standing.UNDECIDED, fresh, reason, options)
        return PlannedRow(row, Standing.SAME if updated == found[0] else Standing.UPDATED, updated, options=found)

    def _by_its_name(self, row: ListRow, fresh: ListedCandidate, namesakes: tuple[ListedCandidate, ...]) -> PlannedRow:
        """Somebody of this name who nothing speaks against is updated; where something does, a person decides."""
        if not namesakes:
            return PlannedRow(row, Standing.NEW, fresh)
        alike = [one for one in namesakes if _nothing_differs(one, row)]
        if len(alike) != 1 or len(namesakes) > 1:
            reason = _("somebody of this name is on the list already, with another address, number, code or school")
            return PlannedRow(row, Standing.UNDECIDED, fresh, reason, namesakes)
        updated = merged(alike[0], row, self._defaults)
        return PlannedRow(row, Standing.SAME if updated == alike[0] else Standing.UPDATED, updated, options=namesakes)

    def _same(self, row: ListRow) -> tuple[ListedCandidate, ...]:
        by_code = self._by_code.get(same_name(row.code), ()) if row.code else ()
        by_id = [one for known in row.known_as for one in self._by_id.get(known, ())]
        return tuple({one.id: one for one in (*by_id, *by_code)}.values())


def once_each(rows: Iterable[PlannedRow]) -> tuple[PlannedRow, ...]:
    """Ask about two rows that would update the same candidate."""
    seen: dict[str, int] = {}
    checked: list[PlannedRow] = []
    for row in rows:
        one, id_ = row, row.candidate.id if row.candidate else ""
        if id_ and id_ in seen and one.standing in {Standing.UPDATED, Standing.SAME}:
            reason = _("row {number} is the same candidate").format(number=seen[id_])
            one = replace(one, standing=Standing.UNDECIDED, reason=reason)
        elif id_:
            seen[id_] = one.row.number
        checked.append(one)
    return tuple(checked)


def decided(row: PlannedRow, decision: str, here: Mapping[str, ListedCandidate]) -> ListedCandidate | None:
    """Return the candidate whom a row makes, or None. Raises NotAllowedError for what is no answer."""
    if not decision:
        return row.candidate if row.standing in {Standing.NEW, Standing.UPDATED} else None
    if decision == LEAVE or row.candidate is None:
        return None
    if not row.candidate.name:
        text = _("Row {number} has no name.").format(number=row.row.number)
        raise NotAllowedError(text, _("Add the name to the list, or leave the row out."))
    if decision == NEW:
        return replace(row.candidate, id="")
    if decision in here:
        return merged(here[decision], row.row, Defaults())
    text = _("“{decision}” is no answer for row {number}.").format(decision=shown(decision), number=row.row.number)
    raise NotAllowedError(text, _("Answer “new”, “leave” or the id of a candidate on the list."))


def merged(here: ListedCandidate, row: ListRow, new: Defaults) -> ListedCandidate:
    """Put what a row says over what is known; what it leaves out stays."""
    return replace(
        here,
        name=row.name or here.name,
        school=row.school or here.school or new.school,
        language=row.language or (here.language if here.id else new.language),
        code=row.code or here.code,
        programme=row.programme or here.programme or new.programme,
        cohort=row.cohort or here.cohort or new.cohort,
        subject=row.subject or here.subject,
        known_as=_newer(here.known_as, row.known_as),
        note=row.note or here.note,
    )


def _is_known(row: ListRow, here: ListedCandidate) -> bool:
    """Whether the question about two rows of one name was answered before: this one is here by its own id."""
    return same_name(here.name) == same_name(row.name) and set(row.known_as) <= set(here.known_as)


def _nothing_differs(here: ListedCandidate, row: ListRow) -> bool:
    kinds = {known.kind: known.value for known in here.known_as}
    if any(kinds.get(known.kind, known.value) != known.value for known in row.known_as):
        return False
    if row.code and here.code and same_name(row.code) != same_name(here.code):
        return False
    return not (row.school and here.school) or same_name(row.school) == same_name(here.school)


def _newer(here: tuple[ExternalId, ...], row: tuple[ExternalId, ...]) -> tuple[ExternalId, ...]:
    """Join ids. An old address stays beside a new one, because files may still come under it."""
    return tuple(sorted({*here, *row}, key=lambda known: (known.system, known.kind, known.value)))
