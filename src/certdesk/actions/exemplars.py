"""The library of examples of good practice: added with consent, withdrawn at any time, found by criterion and level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.actions.blinding import telling_words, tells
from certdesk.actions.consent_gate import catalogue_here, handles_closed
from certdesk.actions.masking import masks_of, shareable_of
from certdesk.core.annotations import Anchor, WholeItem
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.exemplars import (
    Exemplar,
    ExemplarState,
    ExemplarView,
    consent_behind,
    tombstone,
    why_not_shown,
)
from certdesk.core.fields import shown
from certdesk.core.judging import plain_number
from certdesk.core.plain import canonical, to_plain
from certdesk.core.portfolio import EvidenceItem, RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.consents import load_consents
from certdesk.store.exemplars import exemplar_row, load_exemplar, load_exemplars
from certdesk.store.external_ids import external_ids
from certdesk.store.portfolios import load_item, load_items, load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

LONGEST_TITLE, LONGEST_NOTE = 120, 2000


@dataclass(frozen=True, slots=True)
class ExemplarDraft:
    """What somebody says about a piece of evidence that is to be an example; no words that name anybody."""

    item_id: str
    criterion_id: str
    level: Fraction
    title: str = ""
    note: str = ""
    anchor: Anchor = WholeItem()  # noqa: RUF009 - a frozen value


def exemplars(workspace: Workspace) -> tuple[ExemplarView, ...]:
    """Return every example with how it stands today, and the tombstones of those that ended."""
    rubrics: dict[RubricRef, Rubric] = {}
    return tuple(_view(workspace, one, rubrics) for one in load_exemplars(workspace.db))


def why_no_example(workspace: Workspace, item: EvidenceItem) -> str:
    """Say why an item may not be shown as an example today; empty where it may. Masks need their copy."""
    kind = catalogue_here().type(item.evidence_type)
    reason = why_not_shown(item, kind, load_consents(workspace.db, item.portfolio_id), workspace.clock().date())
    if reason:
        return reason
    if masks_of(workspace, item.id):
        copy = shareable_of(workspace, item.id)
        if copy is None or not copy.current:
            return _("Its masks are drawn, but the masked copy is not made from them yet.")
    elif not workspace.vault.has(item.digest):
        return _("Its file is not in the workspace any more.")
    return ""


def add_exemplar(workspace: Workspace, draft: ExemplarDraft) -> Change:
    """Add an item or a place in it; ``change.subjects`` holds the id.

    Raises NotAllowedError with the reason: no consent, no masked copy, a name in the words, no such level.
    """
    if not handles_closed(workspace):
        raise NotAllowedError(_("Examples are chosen by coordinators and leads."), _("Tell them what you found."))
    item = load_item(workspace.db, draft.item_id)
    reason = why_no_example(workspace, item)
    if reason:
        text = _("“{title}” can't be an example. {reason}").format(title=shown(item.title), reason=reason)
        raise NotAllowedError(text, _("Record the consent for examples or training first, or choose another item."))
    draft = replace(draft, title=" ".join(draft.title.split()), note=draft.note.strip())
    _check_words(workspace, item, draft)
    rubric = load_rubric(workspace.db, load_portfolio(workspace.db, item.portfolio_id).rubric)
    _check_place(rubric, draft)
    if any(_is_same(one, draft) for one in load_exemplars(workspace.db)):
        return UNCHANGED
    added = Exemplar(
        id=workspace.new_id(),
        portfolio_id=item.portfolio_id,
        item_id=item.id,
        criterion_id=draft.criterion_id,
        level=draft.level,
        added_at=workspace.clock(),
        anchor=draft.anchor,
        title=draft.title,
        note=draft.note,
        consent_id=consent_behind(item, load_consents(workspace.db, item.portfolio_id)),
    )
    label = _("example for {criterion} added").format(criterion=draft.criterion_id)
    with workspace.recording("exemplar.added", label, subject=added.id) as recording:
        recording.put("exemplar", exemplar_row(added))
    return recording.change


def withdraw_exemplar(workspace: Workspace, exemplar_id: str, reason: str = "") -> Change:
    """Take an example out of the library for good; a tombstone stays. Raises NotFoundError."""
    one = load_exemplar(workspace.db, exemplar_id)
    if one.state is not ExemplarState.SHOWN:
        return UNCHANGED
    told = " ".join(reason.split())[:LONGEST_NOTE]
    if one.item_id and told:
        words = telling_words(load_portfolio(workspace.db, one.portfolio_id), ())
        if tells(words, told):
            raise NotAllowedError(_("The reason names somebody, and it stays."), _("Say it without the name."))
    label = _("example for {criterion} withdrawn").format(criterion=one.criterion_id)
    with workspace.recording("exemplar.withdrawn", label, subject=one.id) as recording:
        gone = tombstone(one, ExemplarState.WITHDRAWN, workspace.clock(), told)
        recording.put("exemplar", exemplar_row(gone))
    return recording.change


def bury_ended(workspace: Workspace) -> Change:
    """Turn every example whose consent does not hold any more into a tombstone."""
    ended = [
        one
        for one in load_exemplars(workspace.db)
        if one.state is ExemplarState.SHOWN and _consent_ended(workspace, one)
    ]
    if not ended:
        return UNCHANGED
    label = ngettext("{count} example ended with its consent", "{count} examples ended with their consent", len(ended))
    with workspace.recording("exemplar.ended", label.format(count=len(ended))) as recording:
        for one in ended:
            gone = tombstone(
                one, ExemplarState.CONSENT_ENDED, workspace.clock(), _("The consent does not hold any more.")
            )
            recording.put("exemplar", exemplar_row(gone))
    return recording.change


def item_of(workspace: Workspace, one: Exemplar) -> EvidenceItem | None:
    """Return the item of an example, None where it was purged or taken out."""
    found = load_items(workspace.db, one.portfolio_id) if one.portfolio_id else ()
    return next((item for item in found if item.id == one.item_id), None)


def _consent_ended(workspace: Workspace, one: Exemplar) -> bool:
    item = item_of(workspace, one)
    if item is None:
        return True
    kind = catalogue_here().type(item.evidence_type)
    return bool(why_not_shown(item, kind, load_consents(workspace.db, item.portfolio_id), workspace.clock().date()))


def _view(workspace: Workspace, one: Exemplar, rubrics: dict[RubricRef, Rubric]) -> ExemplarView:
    item = item_of(workspace, one)
    if one.state is not ExemplarState.SHOWN or item is None:
        why = "" if one.state is not ExemplarState.SHOWN else _("Its evidence is not in the workspace any more.")
        return ExemplarView(one, why_not=why)
    ref = load_portfolio(workspace.db, one.portfolio_id).rubric
    if ref not in rubrics:
        rubrics[ref] = load_rubric(workspace.db, ref)
    criterion = next((each for each in rubrics[ref].criteria if each.id == one.criterion_id), None)
    level = rubrics[ref].scale_of(criterion).level(one.level) if criterion else None
    return ExemplarView(
        exemplar=one,
        rubric_id=ref.id,
        rubric_version=ref.version,
        criterion_title=criterion.title if criterion else "",
        level_label=level.label if level else "",
        kind=item.kind,
        format=item.format,
        masked=bool(masks_of(workspace, item.id)),
        why_not=why_no_example(workspace, item),
    )


def _is_same(one: Exemplar, draft: ExemplarDraft) -> bool:
    if one.state is not ExemplarState.SHOWN:
        return False
    mine = (draft.item_id, draft.criterion_id, draft.level, draft.anchor, draft.title, draft.note)
    return (one.item_id, one.criterion_id, one.level, one.anchor, one.title, one.note) == mine


def _check_words(workspace: Workspace, item: EvidenceItem, draft: ExemplarDraft) -> None:
    if len(draft.title) > LONGEST_TITLE or len(draft.note) > LONGEST_NOTE:
        raise NotAllowedError(_("The words are too long for an example."), _("Say it in a paragraph."))
    portfolio = load_portfolio(workspace.db, item.portfolio_id)
    known_as = [one.value for one in external_ids(workspace.db, portfolio.id)]
    # What is quoted of a document leaves with the place, so it is looked through too.
    said = f"{draft.title} {draft.note} {canonical(to_plain(draft.anchor))}"
    named = tells(telling_words(portfolio, known_as), said)
    if named:
        text = _("The words tell whose work it is (“{word}”).").format(word=shown(named))
        raise NotAllowedError(text, _("An example names nobody and no school. Say it without."))


def _check_place(rubric: Rubric, draft: ExemplarDraft) -> None:
    criterion = next((one for one in rubric.criteria if one.id == draft.criterion_id), None)
    if criterion is None:
        known = ", ".join(one.id for one in rubric.criteria)
        text = _("The rubric has no criterion {id}.").format(id=shown(draft.criterion_id))
        raise NotAllowedError(text, _("Choose one of {known}.").format(known=known))
    scale = rubric.scale_of(criterion)
    if scale.level(draft.level) is None:
        known = ", ".join(plain_number(level.value) for level in scale.levels)
        text = _("{criterion} has no level {level}.").format(criterion=criterion.id, level=plain_number(draft.level))
        raise NotAllowedError(text, _("Choose one of {known}.").format(known=known))
