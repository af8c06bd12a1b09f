"""Receipts: what came in with a package, signed, for whoever sent it; and what went out, until its receipt is back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from certdesk.core.changes import Change
from certdesk.core.errors import NotFoundError
from certdesk.core.exchange import Carrier, Direction, HistoryLine, ReceiptState
from certdesk.core.statements import FORMAT, RowVersion, Sealed, Statement, SubjectKind
from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.signing.statements import sign_statement
from certdesk.store.exchanges import (
    Content,
    Exchange,
    Fate,
    State,
    content_row,
    exchange_row,
    history,
    load_contents,
    load_exchange,
)
from certdesk.store.journal import HANDED_OVER
from certdesk.store.statements import kept_about
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A package that went out. ``peer`` is the id of whom it is for (or empty), ``size`` in bytes."""

    package: str
    carrier: Carrier
    peer: str
    peer_name: str
    statements: tuple[Sealed, ...]
    size: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What became of one record at the other desk, as its receipt says. Words are a stranger's."""

    kind: str
    subject: str
    fate: Fate
    reason: str


def receipt_for(workspace: Workspace, exchange_id: str, signer: Signer) -> Sealed:
    """Sign what became of everything in a package that came in. The same state gives the same receipt.

    Raises NotFoundError for a package that isn't in the history, or that went out.
    """
    exchange = load_exchange(workspace.db, exchange_id)
    entry = _entry(workspace, exchange_id)
    if exchange is None or exchange.direction is not Direction.RECEIVED or entry is None:
        raise NotFoundError(_("There is no such package in the history."))
    epoch, seq, at = entry
    contents = load_contents(workspace.db, exchange_id)
    statement = Statement(
        format=FORMAT,
        kind=SubjectKind.RECEIPT,
        subject=exchange.package,
        programme="",
        author="",
        person="",
        epoch=epoch,
        seq=seq,
        after=(),
        at=at,
        rows=tuple(_row(one, epoch, seq) for one in contents if one.kind != SubjectKind.RECEIPT),
    )
    return sign_statement(statement, signer)


def receipts_to_send(workspace: Workspace, peer: str = "") -> tuple[str, ...]:
    """Return the packages (their ids in the history) whose sender waits for a receipt; of one sender, or of all."""
    lines = history(workspace.db, workspace.clock())
    waiting = [line.id for line in lines if line.receipt is ReceiptState.TO_SEND]
    found = [load_exchange(workspace.db, id_) for id_ in waiting]
    return tuple(one.id for one in found if one and peer in {"", one.peer})


def waiting_for_receipt(workspace: Workspace) -> tuple[HistoryLine, ...]:
    """Return the packages that went out and of which nobody has said yet that they arrived."""
    lines = history(workspace.db, workspace.clock())
    return tuple(line for line in lines if line.receipt is ReceiptState.WAITED_FOR)


def receipt_of(workspace: Workspace, package: str) -> tuple[ReceiptLine, ...]:
    """Return what the receipts of those whom a package was for say about its records; empty while none is back."""
    sent = _sent(workspace, package)
    people = frozenset(sent.peer.split()) if sent else frozenset()
    found: dict[str, ReceiptLine] = {}
    for kept in sorted(kept_about(workspace.db, [package]).get(package, ()), key=lambda one: one.sealed.seq):
        statement = kept.sealed.statement
        if people and kept.sealed.person not in people:
            continue
        for version in statement.rows if statement and statement.kind is SubjectKind.RECEIPT else ():
            row = version.row or {}
            line = ReceiptLine(str(row["kind"]), str(row["subject"]), Fate(str(row["outcome"])), str(row["reason"]))
            found[version.key["hash"]] = line
    return tuple(found[hash_] for hash_ in sorted(found))


def record_handed_over(workspace: Workspace, handed: HandedOver) -> Change:
    """Write into the history that a package went out. Receipts in it mark what they are for as answered.

    The same package again, as after a second stick, renews its line.
    """
    before = _sent(workspace, handed.package)
    exchange = Exchange(
        id=before.id if before else workspace.new_id(),
        package=handed.package,
        direction=Direction.HANDED_OVER,
        carrier=handed.carrier,
        peer=handed.peer,
        peer_name=handed.peer_name,
        at=before.at if before else workspace.clock(),
        state=State.COMPLETE if handed.complete else State.PARTIAL,
        size=handed.size,
    )
    label = _("package for {name} handed over").format(name=handed.peer_name or _("somebody"))
    with workspace.recording(HANDED_OVER, label, subject=exchange.id) as recording:
        recording.put("exchange", exchange_row(exchange))
        for one in handed.statements:
            content = Content(one.hash, one.kind, one.subject, Fate.SENT)
            recording.put("exchange_statement", content_row(exchange.id, content))
    return recording.change


def _sent(workspace: Workspace, package: str) -> Exchange | None:
    sql = "select id from exchange where package = ? and direction = ?"
    found = workspace.db.execute(sql, [package, Direction.HANDED_OVER.value]).fetchone()
    return load_exchange(workspace.db, found[0]) if found else None


def _row(content: Content, epoch: str, seq: int) -> RowVersion:
    told = {
        "kind": content.kind,
        "subject": content.subject,
        "outcome": content.fate.value,
        "reason": content.reason,
    }
    return RowVersion("receipt", {"hash": content.hash}, told, epoch, seq)


def _entry(workspace: Workspace, exchange_id: str) -> tuple[str, int, datetime] | None:
    """Return the newest entry about a package: the number of its receipt."""
    sql = "select epoch, position, at from journal where subject = ? order by position desc limit 1"
    found = workspace.db.execute(sql, [exchange_id]).fetchone()
    return (found[0], found[1], datetime.fromisoformat(found[2])) if found else None
