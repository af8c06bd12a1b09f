"""Examples of good practice: a piece of evidence with a criterion and a level, for as long as consent holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from certdesk.core.annotations import Anchor, WholeItem
from certdesk.core.consent import Consent, ConsentState, Scope
from certdesk.core.consent_rules import consent_state, is_unsettled
from certdesk.core.evidence_types import EvidenceType
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import N_, _

_SHOWING = {"video", "image", "audio"}
"""What may show or sound people, sorted or not."""


class ExemplarState(StrEnum):
    """How an example stands. What was withdrawn or lost its consent is only a tombstone."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    CONSENT_ENDED = "consent_ended"


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One example. A tombstone keeps id, criterion, level and when and why it ended, nothing else."""

    id: str
    portfolio_id: str
    item_id: str
    criterion_id: str
    level: Fraction
    added_at: datetime
    anchor: Anchor = WholeItem()  # noqa: RUF009 - a frozen value
    title: str = ""
    note: str = ""
    consent_id: str = ""
    state: ExemplarState = ExemplarState.SHOWN
    ended_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExemplarView:
    """An example with what people read of it. ``why_not`` is a sentence where it may not be shown today.

    ``masked`` says that a masked copy stands in its place. Words of the rubric are empty for tombstones.
    """

    exemplar: Exemplar
    rubric_id: str = ""
    rubric_version: str = ""
    criterion_title: str = ""
    level_label: str = ""
    kind: str = ""
    format: str = ""
    masked: bool = False
    why_not: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether it may be looked at and exported today."""
        return self.exemplar.state is ExemplarState.SHOWN and not self.why_not


_WHY = {
    ConsentState.MISSING: N_("No consent to show it as an example or in training is recorded."),
    ConsentState.ENDED: N_("The consent to show it as an example or in training has ended."),
    ConsentState.WITHDRAWN: N_("The consent of the people in it was withdrawn."),
}
UNSETTLED = N_("Nobody has recorded whether people can be recognised in it.")
RESTRICTED = N_("It is for the programme's lead only, so it is no example.")


def why_not_shown(item: EvidenceItem, kind: EvidenceType | None, consents: Iterable[Consent], today: date) -> str:
    """Say why an item may not be an example on a day, by its consents; empty where it may.

    Consent has to be given for examples of good practice or for training; that for assessment is not enough.
    """
    known = tuple(consents)
    if kind is not None and kind.restricted:
        return _(RESTRICTED)
    states = [consent_state(item, kind, known, today, scope) for scope in (Scope.EXEMPLAR, Scope.TRAINING)]
    if ConsentState.WITHDRAWN in states:
        return _(_WHY[ConsentState.WITHDRAWN])
    if ConsentState.GIVEN in states:
        return ""
    unsorted = kind is None and item.kind in _SHOWING and not known
    if ConsentState.NOT_NEEDED in states:
        return _(UNSETTLED) if unsorted or is_unsettled(item, kind, known) else ""
    return _(_WHY[ConsentState.ENDED if ConsentState.ENDED in states else ConsentState.MISSING])


def consent_behind(item: EvidenceItem, consents: Iterable[Consent]) -> str:
    """Return the id of the record that an example rests on; empty where none is needed."""
    wanted = {Scope.EXEMPLAR, Scope.TRAINING}
    fitting = [one for one in consents if one.item_id in {"", item.id} and wanted & set(one.scopes)]
    return max(fitting, key=lambda one: (one.item_id == item.id, one.id)).id if fitting else ""


def tombstone(exemplar: Exemplar, state: ExemplarState, at: datetime, reason: str) -> Exemplar:
    """Return what stays of an example that ended: nothing of the work and nobody's name."""
    return Exemplar(
        id=exemplar.id,
        portfolio_id="",
        item_id="",
        criterion_id=exemplar.criterion_id,
        level=exemplar.level,
        added_at=exemplar.added_at,
        state=state,
        ended_at=at,
        reason=reason,
    )


def found_exemplars(
    views: Iterable[ExemplarView], criterion: str = "", level: Fraction | None = None, words: str = ""
) -> tuple[ExemplarView, ...]:
    """Return the examples of a criterion and a level that hold every one of these words."""
    wanted = words.casefold().split()
    return tuple(
        one
        for one in views
        if criterion in {"", one.exemplar.criterion_id}
        and level in {None, one.exemplar.level}
        and all(word in _text(one) for word in wanted)
    )


def _text(one: ExemplarView) -> str:
    parts = (one.exemplar.title, one.exemplar.note, one.criterion_title, one.level_label, one.kind)
    return " ".join(parts).casefold()
