"""Write what was planned about a package, in one transaction with an entry of the journal for each record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from certdesk.actions.merging_values import MergePlan, Outcome
from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.signing.authority.profile import der
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.identity import list_identities
from certdesk.signing.statements import Card
from certdesk.store.exchanges import (
    Content,
    Exchange,
    Fate,
    content_row,
    exchange_row,
    load_contents,
    received,
    still_waiting,
)
from certdesk.store.journal import RECEIVED, next_position
from certdesk.store.people import find_person
from certdesk.store.records import RowChange
from certdesk.store.statements import Held, Kept, card_row, drop_held, load_cards, put_held, statement_row
from certdesk.store.workspace import Recording, Workspace

_PUT_ASIDE = frozenset({Fate.HELD, Fate.QUARANTINED})


def keep_plan(workspace: Workspace, plan: MergePlan, exchange: Exchange | None = None) -> Change:
    """Write what was planned; ``exchange`` is the package's line in the history. Raises StorageError."""
    name = exchange.peer_name if exchange else ""
    label = _("package of {name} taken in").format(name=name) if name else _("package taken in")
    with workspace.recording_many(RECEIVED, label) as many:
        for touched in plan.touched:
            with many.about(touched.subject) as recording:
                _put_statements(workspace, recording, touched.fresh)
                for change in touched.changes:
                    recording.apply(change)
        with many.about(exchange.id if exchange else "") as recording:
            _put_statements(workspace, recording, plan.others)
            people, cards = _put_people(workspace, recording, plan)
            if exchange is not None:
                brought = replace(exchange, people=(*exchange.people, *people), cards=(*exchange.cards, *cards))
                recording.put("exchange", exchange_row(brought))
            _put_fates(workspace, recording, plan.outcomes, exchange)
        _put_aside(workspace, plan)
    if not many.change:
        # Nothing for the journal, but the reason why something waits may be another one by now.
        with workspace.local_change():
            _put_aside(workspace, plan)
    return many.change


def _put_statements(workspace: Workspace, recording: Recording, kept: Iterable[Kept]) -> None:
    arrived = next_position(workspace.db)
    for one in kept:
        row = statement_row(replace(one, arrived=arrived))
        recording.apply(RowChange("statement", {"hash": one.sealed.hash}, None, row))


def _put_people(workspace: Workspace, recording: Recording, plan: MergePlan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Enter the authors of what came in; return the people and the keys that are new here."""
    authors = {one.sealed.author for one in plan.outcomes if one.fate is Fate.TAKEN and one.sealed}
    here = {identity.id for identity in list_identities(workspace.identities)}
    known = load_cards(workspace.db)
    people: list[str] = []
    cards: list[str] = []
    for did in sorted(authors & set(plan.cards)):
        card = plan.cards[did]
        if did not in known:
            cards.append(did)
        if known.get(did) != card.text:
            recording.put("card", card_row(did, card.person, card.text))
        if card.person not in here and card.person not in people and find_person(workspace.db, card.person) is None:
            people.append(card.person)
            recording.put("person", _person_row(card))
    return tuple(people), tuple(cards)


def _person_row(card: Card) -> dict[str, str | int | None]:
    return {
        "id": card.person,
        "name": card.name,
        "role": card.role,
        "fingerprint": fingerprint(der(card.leaf)),
        "made_at": card.since.isoformat(),
    }


def _put_fates(
    workspace: Workspace, recording: Recording, outcomes: Collection[Outcome], exchange: Exchange | None
) -> None:
    """Note with each package what became of its statements; what came in once isn't called "here already" later."""
    ids = {exchange.package: exchange.id} if exchange else {}
    before: dict[str, dict[str, Content]] = {}
    for one in outcomes:
        if one.package not in ids:
            found = received(workspace.db, one.package)
            ids[one.package] = found.id if found else ""
        exchange_id = ids[one.package]
        if not exchange_id:
            continue
        if exchange_id not in before:
            before[exchange_id] = {each.hash: each for each in load_contents(workspace.db, exchange_id)}
        known = before[exchange_id].get(one.hash)
        if known and known.fate is Fate.TAKEN:
            continue
        told = Content(one.hash, one.kind, one.subject, one.fate, one.reason)
        if told != known:
            recording.put("exchange_statement", content_row(exchange_id, told))
    _put_arrived(workspace, recording, outcomes)


def _put_arrived(workspace: Workspace, recording: Recording, outcomes: Iterable[Outcome]) -> None:
    """Say of earlier packages that what was held of them is here by now: it came with this one."""
    here = [one.hash for one in outcomes if one.fate in {Fate.TAKEN, Fate.ALREADY}]
    for exchange_id, content in still_waiting(workspace.db, here):
        arrived = replace(content, fate=Fate.ALREADY, reason="")
        recording.put("exchange_statement", content_row(exchange_id, arrived))


def _put_aside(workspace: Workspace, plan: MergePlan) -> None:
    """Hold back on this desk what can't count yet, and let go of what has come in."""
    drop_held(workspace.db, [one.hash for one in plan.outcomes if one.fate not in _PUT_ASIDE])
    for one in plan.outcomes:
        if one.fate in _PUT_ASIDE and one.sealed is not None:
            card = plan.cards.get(one.sealed.author)
            held = Held(
                text=one.sealed.text,
                hash=one.hash,
                kind=one.kind,
                subject=one.subject,
                author=one.sealed.author,
                code=one.code,
                reason=one.reason,
                waits_for=one.waits_for,
                card=card.text if card else "",
                package=one.package,
                at=workspace.clock(),
            )
            put_held(workspace.db, held)
