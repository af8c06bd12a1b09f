"""The plan of an intake: for each portfolio what it is, what would become of each file, and what is still to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.known_here import Known, KnownItem, KnownPortfolio
from certdesk.actions.matching_intake import Digests, Match, MatchedItem, match, match_items, source_id
from certdesk.actions.merging_intake import merged_day, merged_item, merged_portfolio
from certdesk.actions.previewing_intake import (
    Choice,
    Decision,
    IntakePreview,
    ItemStanding,
    Namesake,
    PreviewItem,
    PreviewPortfolio,
    Standing,
)
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _
from certdesk.intake.found import Found, FoundItem, FoundPortfolio, Skipped
from certdesk.store.as_received import load_as_received
from certdesk.store.item_days import item_days
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.vault import Vault
from certdesk.store.workspace import Clock, Workspace

COPIED = frozenset({ItemStanding.NEW, ItemStanding.CHANGED, ItemStanding.BESIDE})


@dataclass(frozen=True, slots=True)
class ItemWork:
    """What becomes of one file. ``digest`` is known where it had to be compared.

    ``lost`` says that its bytes were here and are missing by now: they come back.
    """

    found: FoundItem
    standing: ItemStanding
    here: KnownItem | None = None
    digest: str = ""
    lost: bool = False

    @property
    def is_copied(self) -> bool:
        """Whether its bytes are needed."""
        return self.lost or self.standing in COPIED


@dataclass(frozen=True, slots=True)
class Work:
    """What becomes of one portfolio. ``target`` is the one that is here which it goes into or is compared with."""

    key: str
    found: FoundPortfolio
    match: Match
    standing: Standing
    choice: Choice | None
    items: tuple[ItemWork, ...]
    target: KnownPortfolio | None = None
    gone: tuple[KnownItem, ...] = ()
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    selected: bool = True

    @property
    def comes_in(self) -> bool:
        """Whether anything changes here by it."""
        if not self.selected or self.choice in {None, Choice.LEAVE}:
            return False
        return self.choice is Choice.NEW or self.standing is not Standing.SAME or any(one.lost for one in self.items)

    @property
    def to_copy(self) -> tuple[ItemWork, ...]:
        """The files that have to be copied."""
        return tuple(item for item in self.items if item.is_copied) if self.comes_in else ()


@dataclass(frozen=True, slots=True)
class ReceivePlan:
    """What would come in. ``staging`` is where copies wait until they are kept; ``seen`` what was here when planned."""

    path: Path
    found: Found
    staging: Path
    default_rubric: RubricRef
    clock: Clock
    works: tuple[Work, ...]
    seen: Known
    digests: Digests
    vault: Vault
    skipped: tuple[Skipped, ...]

    @property
    def size(self) -> int:
        """Bytes to copy."""
        return sum(item.found.file.size for work in self.works for item in work.to_copy)

    @property
    def preview(self) -> IntakePreview:
        """What it would change, to be looked at."""
        portfolios = tuple(_previewed(work, self.seen) for work in self.works)
        return IntakePreview(self.path.name, self.found.system, self.found.title, portfolios, self.skipped)


def works_of(workspace: Workspace, found: Found, known: Known, digests: Digests) -> tuple[Work, ...]:
    """Say of each portfolio what it is, before anybody has decided anything."""
    source = source_id(found)
    works: list[Work] = []
    claimed: dict[str, str] = {}
    for key, plain in zip(_keys(found.portfolios), found.portfolios, strict=True):
        portfolio = _with_offers_taken_before(plain, known)
        matched = match(portfolio, source, known, digests)
        if matched.sure and (other := claimed.get(matched.options[0])):
            text = _("{other} here is taken for the same portfolio.").format(other=other)
            matched = replace(matched, sure=False, why=(text,))
        elif matched.sure:
            claimed[matched.options[0]] = key
        works.append(_work(workspace, Work(key, portfolio, matched, Standing.NEW, Choice.NEW, ()), known, digests))
    return tuple(works)


def _with_offers_taken_before(found: FoundPortfolio, known: Known) -> FoundPortfolio:
    """Count what is only offered, and came in before, among the items."""
    here = [item for item in found.offered if any(known.items_by_id.get(one) for one in item.known_as)]
    rest = tuple(item for item in found.offered if item not in here)
    return replace(found, items=(*found.items, *here), offered=rest) if here else found


def with_offers(workspace: Workspace, plan: ReceivePlan, keys: Iterable[str]) -> ReceivePlan:
    """Return the plan with what is only offered (pages of a profile) among the items of these portfolios.

    What was decided about them before is forgotten. Raises NotFoundError.
    """
    works = {work.key: work for work in plan.works}
    for key in (each for word in keys for each in _meant(plan.works, word)):
        work = works[key]
        whole = replace(work.found, items=(*work.found.items, *work.found.offered), offered=())
        works[key] = _work(workspace, replace(work, found=whole, items=()), plan.seen, plan.digests)
    return replace(plan, works=tuple(works.values()))


def decided(
    workspace: Workspace, plan: ReceivePlan, decisions: Iterable[Decision], only: Iterable[str] = (),
    leave_out: Iterable[str] = (),
) -> ReceivePlan:  # fmt: skip
    """Return the plan with decisions and a selection, by keys or codes; an empty ``only`` selects all.

    Raises NotFoundError for one that is not in the intake, NotAllowedError for an update that can't be.
    """
    works = {work.key: work for work in plan.works}
    for decision in decisions:
        for key in _meant(plan.works, decision.key):
            works[key] = _after(workspace, works[key], decision, plan)
    chosen = {key for word in only for key in _meant(plan.works, word)} or set(works)
    chosen -= {key for word in leave_out for key in _meant(plan.works, word)}
    return replace(plan, works=tuple(replace(work, selected=work.key in chosen) for work in works.values()))


def _after(workspace: Workspace, work: Work, decision: Decision, plan: ReceivePlan) -> Work:
    if decision.choice is Choice.LEAVE:
        return replace(work, choice=Choice.LEAVE)
    if decision.choice is Choice.NEW:
        return replace(work, choice=Choice.NEW, target=None, gone=(), items=_all_new(work.found))
    options = work.match.options
    wanted = decision.portfolio_id or (options[0] if len(options) == 1 else "")
    target = plan.seen.portfolios.get(wanted)
    if target is None:
        codes = ", ".join(plan.seen.portfolios[id_].code for id_ in options)
        text = _("It is not said which portfolio {key} should update.").format(key=work.key)
        raise NotAllowedError(text, _("It could be {codes}.").format(codes=codes) if codes else "")
    if target.signed:
        text = _("{code} is assessed and signed, so nothing can be changed in it any more.")
        raise NotAllowedError(text.format(code=target.code), _("Take it in as a new portfolio, or leave it out."))
    compared, changes, notes = _against(workspace, work, target, plan.seen, plan.digests)
    return replace(compared, choice=Choice.UPDATE, standing=Standing.UPDATED if changes else Standing.SAME, notes=notes)


def _work(workspace: Workspace, bare: Work, known: Known, digests: Digests) -> Work:
    matched, found = bare.match, bare.found
    if not matched.options:
        doubtful = found.doubts
        standing, choice = (Standing.DOUBTFUL, None) if doubtful else (Standing.NEW, Choice.NEW)
        return replace(bare, standing=standing, choice=choice, items=_all_new(found), why=doubtful, notes=matched.notes)
    target = known.portfolios[matched.options[0]]
    compared, changes, notes = _against(workspace, bare, target, known, digests)
    if not matched.sure:
        why = (*matched.why, *found.doubts)
        return replace(compared, standing=Standing.DOUBTFUL, choice=None, why=why, notes=notes)
    if not changes:
        return replace(compared, standing=Standing.SAME, choice=Choice.UPDATE)
    if target.signed:
        text = _("{code} is assessed and signed: what is new can only come in as a portfolio of its own.")
        return replace(compared, standing=Standing.DOUBTFUL, choice=None, why=(text.format(code=target.code),))
    return replace(compared, standing=Standing.UPDATED, choice=Choice.UPDATE, notes=notes)


def _against(
    workspace: Workspace, work: Work, target: KnownPortfolio, known: Known, digests: Digests
) -> tuple[Work, bool, tuple[str, ...]]:
    """Compare with a portfolio that is here: the work, whether anything would change, and what besides the files."""
    matched, gone = match_items(work.found, target, known, digests)
    came, days = load_as_received(workspace.db, target.id), item_days(workspace.db, target.id)
    here = {item.id: item for item in load_items(workspace.db, target.id)}
    items: list[ItemWork] = []
    for one in matched:
        standing = _standing(one, target)
        if standing is ItemStanding.SAME and one.here is not None:
            now, was, found = here[one.here.id], came.get(one.here.id), one.found
            newly = merged_item(now, was, found), merged_day(days.get(now.id), was, found)
            if newly != (now, days.get(now.id)):
                standing = ItemStanding.DESCRIBED
        lost = one.is_same and _is(one.here, one.digest) and not workspace.vault.has(one.digest)
        items.append(ItemWork(one.found, standing, one.here, one.digest, lost))
    before = load_portfolio(workspace.db, target.id)
    after = merged_portfolio(before, came.get(target.id), work.found)
    notes = _differences(before, after)
    quiet = {ItemStanding.SAME, ItemStanding.TAKEN_OUT}
    changes = before != after or any(item.standing not in quiet for item in items)
    return replace(work, target=target, items=tuple(items), gone=gone), changes, notes


def _standing(one: MatchedItem, target: KnownPortfolio) -> ItemStanding:
    if one.here is None:
        return ItemStanding.NEW
    if one.here.removed:
        return ItemStanding.TAKEN_OUT
    if one.is_same:
        return ItemStanding.SAME
    return ItemStanding.BESIDE if target.begun else ItemStanding.CHANGED


def _is(here: KnownItem | None, digest: str) -> bool:
    return here is not None and here.digest == digest


def _all_new(found: FoundPortfolio) -> tuple[ItemWork, ...]:
    return tuple(ItemWork(item, ItemStanding.NEW) for item in found.items)


def _differences(before: object, after: object) -> tuple[str, ...]:
    words = {
        "title": _("title"), "candidate": _("candidate"), "programme": _("programme"), "cohort": _("cohort"),
        "due_on": _("due date"), "note": _("note"),
    }  # fmt: skip
    changed = [word for name, word in words.items() if getattr(before, name) != getattr(after, name)]
    return (_("Newly described: {fields}.").format(fields=", ".join(changed)),) if changed else ()


def _previewed(work: Work, known: Known) -> PreviewPortfolio:
    found = work.found
    items = [
        PreviewItem(item.found.file.name, item.found.title, item.standing, item.found.file.size, _id(item.here))
        for item in work.items
    ]
    items += [PreviewItem(one.file_name, one.title, ItemStanding.GONE, one.size, one.id) for one in work.gone]
    options = (known.portfolios[id_] for id_ in work.match.options)
    namesakes = tuple(Namesake(one.id, one.code, one.title, next(iter(one.names), ""), one.signed) for one in options)
    return PreviewPortfolio(
        key=work.key,
        code=found.code,
        title=found.title,
        name=found.candidate.name,
        school=found.candidate.school,
        standing=work.standing,
        choice=work.choice,
        items=tuple(items),
        portfolio_id=work.target.id if work.target and work.choice is not Choice.NEW else "",
        why=work.why,
        warnings=found.warnings,
        notes=work.notes,
        namesakes=namesakes,
        offered=tuple(item.title for item in found.offered),
        selected=work.selected,
    )


def _id(here: KnownItem | None) -> str:
    return here.id if here else ""


def _keys(portfolios: tuple[FoundPortfolio, ...]) -> list[str]:
    """Name each portfolio by its code, with a number where another of the intake has the same."""
    seen: Counter[str] = Counter()
    keys = []
    for one in portfolios:
        seen[one.code.casefold()] += 1
        number = seen[one.code.casefold()]
        keys.append(one.code if number == 1 else f"{one.code}#{number}")
    return keys


def _meant(works: tuple[Work, ...], word: str) -> list[str]:
    """Return the keys that a key or code means, whatever its case. Raises NotFoundError."""
    wanted = word.casefold()
    keys = [work.key for work in works if work.key.casefold() == wanted]
    keys = keys or [work.key for work in works if work.found.code.casefold() == wanted]
    if not keys:
        known = ", ".join(work.key for work in works[:10])
        text = _("There is no portfolio {key} in this intake.").format(key=word)
        raise NotFoundError(text, _("It holds {codes}.").format(codes=known))
    return keys
