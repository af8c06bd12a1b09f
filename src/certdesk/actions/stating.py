"""Say what this desk has about portfolios, as signed statements; what others said is passed on byte for byte.

Saying the same twice gives the same bytes: numbers and times are those of the journal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.actions.identifying import my_identity
from certdesk.actions.record_state import Desk, Record, desk_of, record_of
from certdesk.core.allocating import Purpose, task_id
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical
from certdesk.core.statements import FORMAT, Place, RowVersion, Sealed, Statement, SubjectKind
from certdesk.signing.identity import list_identities
from certdesk.signing.signer import Signer
from certdesk.signing.statements import card_of, sign_statement
from certdesk.store.allocations import tasks_told
from certdesk.store.cohorts import load_tasks
from certdesk.store.portfolios import load_portfolio
from certdesk.store.statement_rows import rubric_subject
from certdesk.store.statements import Kept, load_cards
from certdesk.store.workspace import Workspace

_DIGEST = re.compile(r"[0-9a-f]{64}")

EVERYTHING = frozenset({SubjectKind.PORTFOLIO, SubjectKind.ASSESSMENT, SubjectKind.RUBRIC})
DIRECTING = frozenset({"coordinator", "lead"})


@dataclass(frozen=True, slots=True)
class BlindItem:
    """What takes the place of an item's own words and file in a blind portfolio."""

    file_name: str
    title: str
    digest: str
    size: int
    format: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class BlindAs:
    """A portfolio under a pseudonym. Items that are not named are left out, such as a signed consent form."""

    code: str
    items: Mapping[str, BlindItem]


@dataclass(frozen=True, slots=True)
class Blinded:
    """Portfolios (by id) under the pseudonyms that one recipient knows; ``recipient`` is the id of that person."""

    recipient: str
    portfolios: Mapping[str, BlindAs]


@dataclass(frozen=True, slots=True)
class NeededFile:
    """A file that a statement speaks of. ``document_name`` is set where it lies among the signed documents."""

    digest: str
    size: int
    document_name: str = ""


def statements_about(
    workspace: Workspace,
    portfolio_ids: Iterable[str],
    signer: Signer,
    *,
    kinds: Collection[SubjectKind] = EVERYTHING,
    people: Collection[str] | None = None,
    blind: Blinded | None = None,
) -> tuple[Sealed, ...]:
    """Return what there is to say about portfolios, signed by ``signer`` where it is for them to say.

    ``people`` are the assessors whose assessments go along, None for all of them. The portfolios in ``blind`` are
    stated under their pseudonyms only. Raises NotFoundError for an unknown portfolio.
    """
    desk = desk_of(workspace)
    teller = _Teller(workspace, desk, signer)
    hidden = blind or Blinded("", {})
    wanted = tuple(dict.fromkeys(portfolio_ids))
    found: list[Sealed] = []
    if SubjectKind.RUBRIC in kinds:
        found += teller.rubrics(wanted)
    for portfolio_id in wanted:
        if portfolio_id in hidden.portfolios:
            found.append(teller.blind(portfolio_id, hidden))
        elif SubjectKind.PORTFOLIO in kinds:
            found += teller.portfolio(portfolio_id)
    if SubjectKind.ASSESSMENT in kinds:
        found += teller.assessments(wanted, people)
    return tuple({one.hash: one for one in found}.values())


def tasks_for(workspace: Workspace, portfolio_ids: Iterable[str], recipient: str, signer: Signer) -> tuple[Sealed, ...]:
    """Return what one person is asked to do about portfolios, and what is asked of them no more: for them alone."""
    teller = _Teller(workspace, desk_of(workspace), signer)
    wanted = set(portfolio_ids)
    asked = load_tasks(workspace.db, assessor_id=recipient)
    going = {one.portfolio_id for one in asked if one.portfolio_id in wanted or one.purpose is Purpose.WITHDRAWN}
    # What was told them and then undone here stands in no table any more.
    going |= tasks_told(workspace.db, recipient) - {one.portfolio_id for one in asked}
    return tuple(teller.task(portfolio_id, recipient) for portfolio_id in sorted(going))


def passed_on(workspace: Workspace, portfolio_ids: Iterable[str]) -> tuple[Sealed, ...]:
    """Return what a newer version of the program said about these portfolios and this one can't read."""
    from certdesk.store.statements import kept_about

    found = kept_about(workspace.db, list(portfolio_ids))
    return tuple(one.sealed for each in found.values() for one in each if one.sealed.statement is None)


def files_of(sealed: Sealed) -> tuple[NeededFile, ...]:
    """Return the files that a statement speaks of, each once for each place; what makes no sense is left out."""
    found: dict[NeededFile, None] = {}
    for version in sealed.statement.rows if sealed.statement else ():
        row = version.row
        if row is None or version.table not in {"item", "item_copy", "document"}:
            continue
        digest, size = str(row.get("digest")), row.get("size")
        name = str(row.get("file_name")) if version.table == "document" else ""
        if _DIGEST.fullmatch(digest):
            found[NeededFile(digest, size if isinstance(size, int) else 0, name)] = None
    return tuple(found)


def cards_for(workspace: Workspace, statements: Iterable[Sealed]) -> tuple[str, ...]:
    """Return the cards of the authors of statements, as far as they are known here."""
    authors = {one.author for one in statements}
    cards = load_cards(workspace.db, authors)
    for identity in list_identities(workspace.identities):
        mine = card_of(identity)
        if mine.did in authors:
            cards[mine.did] = mine.text
    return tuple(cards[did] for did in sorted(cards))


def my_card(workspace: Workspace) -> str:
    """Return the card of whoever acts. Raises NotFoundError when nobody does."""
    return card_of(my_identity(workspace)).text


class _Teller:
    """Says records one by one."""

    def __init__(self, workspace: Workspace, desk: Desk, signer: Signer) -> None:
        self._workspace = workspace
        self._desk = desk
        self._signer = signer
        here = list_identities(workspace.identities)
        self._directs = any(one.id == signer.identity_id and one.role.casefold() in DIRECTING for one in here)

    def rubrics(self, portfolio_ids: Iterable[str]) -> list[Sealed]:
        refs = {load_portfolio(self._workspace.db, id_).rubric for id_ in portfolio_ids}
        subjects = sorted(rubric_subject(ref.id, ref.version) for ref in refs)
        return [each for subject in subjects for each in self._said(SubjectKind.RUBRIC, subject, "", mine=True)]

    def portfolio(self, portfolio_id: str) -> list[Sealed]:
        programme = load_portfolio(self._workspace.db, portfolio_id).programme
        record = record_of(self._workspace, self._desk, SubjectKind.PORTFOLIO, portfolio_id)
        if not (record.kept or record.local.owners):
            # Known here under a pseudonym only: passed on as it came.
            hidden = record_of(self._workspace, self._desk, SubjectKind.BLIND_PORTFOLIO, portfolio_id)
            return [one.sealed for one in hidden.kept]
        writer = record.merged.writer if record.merged else ""
        mine = bool(record.local.owners) or writer == self._signer.identity_id or self._directs
        return self._stated(record, programme, mine=mine)

    def assessments(self, portfolio_ids: Iterable[str], people: Collection[str] | None) -> list[Sealed]:
        sql = (
            "select a.id, a.assessor_id, p.programme from assessment a join portfolio p on p.id = a.portfolio_id"
            " where a.portfolio_id in (select value from json_each(?)) and a.assessor_id <> 'result' order by a.id"
        )
        rows = self._workspace.db.execute(sql, [json.dumps(list(portfolio_ids))]).fetchall()
        wanted = [row for row in rows if people is None or row[1] in people]
        return [
            sealed
            for id_, assessor, programme in wanted
            for sealed in self._said(SubjectKind.ASSESSMENT, id_, programme, mine=assessor == self._signer.identity_id)
        ]

    def blind(self, portfolio_id: str, hidden: Blinded) -> Sealed:
        record = record_of(self._workspace, self._desk, SubjectKind.PORTFOLIO, portfolio_id)
        whole = self._whole(record, load_portfolio(self._workspace.db, portfolio_id).programme)
        standing = [row for row in whole.rows if row.row is None or record.rows.get(row.place) == dict(row.row)]
        statement = replace(
            whole,
            kind=SubjectKind.BLIND_PORTFOLIO,
            rows=tuple(_hidden_rows(standing, hidden.portfolios[portfolio_id])),
            audience=hidden.recipient,
            settles=(),
        )
        return sign_statement(statement, self._signer)

    def task(self, portfolio_id: str, person: str) -> Sealed:
        record = record_of(self._workspace, self._desk, SubjectKind.TASK, task_id(portfolio_id, person))
        programme = load_portfolio(self._workspace.db, portfolio_id).programme
        return sign_statement(replace(self._whole(record, programme), audience=person), self._signer)

    def _said(self, kind: SubjectKind, subject: str, programme: str, *, mine: bool) -> list[Sealed]:
        return self._stated(record_of(self._workspace, self._desk, kind, subject), programme, mine=mine)

    def _stated(self, record: Record, programme: str, *, mine: bool) -> list[Sealed]:
        heads = set(record.merged.heads) if record.merged else set()
        passed = [one.sealed for one in record.kept if one.sealed.hash in heads]
        if not (mine and _has_news(record)):
            return passed
        return [sign_statement(self._whole(record, programme), self._signer)]

    def _whole(self, record: Record, programme: str) -> Statement:
        """Return the record as this desk has it, with the number of the entry that changed it last here."""
        epoch, seq, at = self._number(record)
        knows = dict(record.merged.knows if record.merged else record.local.knows)
        knows.pop(epoch, None)
        versions = _versions(record)
        rows = [version for place in sorted(versions) for version in versions[place]]
        return Statement(
            format=FORMAT,
            kind=record.kind,
            subject=record.subject,
            programme=programme,
            author="",
            person="",
            epoch=epoch,
            seq=seq,
            after=tuple(sorted(knows.items())),
            at=at,
            rows=tuple(sorted(rows, key=lambda row: (row.place, row.seq, row.epoch))),
            settles=tuple(sorted(record.local.settles)),
        )

    def _number(self, record: Record) -> tuple[str, int, datetime]:
        positions = [local.version.seq for local in record.local.rows.values()]
        positions += [one.arrived for one in record.kept]
        sql = "select epoch, position, at from journal where position = ?"
        found = self._workspace.db.execute(sql, [max(positions, default=0)]).fetchone()
        if found is None:
            raise NotFoundError(f"{record.kind.value} {record.subject}")
        return found[0], found[1], datetime.fromisoformat(found[2])


def _has_news(record: Record) -> bool:
    """Whether this desk has something to say that no statement here says."""
    if record.merged is None:
        return bool(record.local.rows)
    heads = _statements(record, record.merged.heads)
    if record.local.settles - {hash_ for one in heads for hash_ in one.settles}:
        return True
    said = {(version.place, version.epoch, version.seq) for one in heads for version in one.rows}
    return any(
        local.version in record.merged.versions.get(place, ())
        and (place, local.version.epoch, local.version.seq) not in said
        for place, local in record.local.rows.items()
    )


def _statements(record: Record, hashes: Collection[str]) -> list[Statement]:
    found: Iterable[Kept] = (one for one in record.kept if one.sealed.hash in set(hashes))
    return [one.sealed.statement for one in found if one.sealed.statement]


def _versions(record: Record) -> Mapping[Place, tuple[RowVersion, ...]]:
    if record.merged is not None:
        return record.merged.versions
    return {place: (local.version,) for place, local in record.local.rows.items()}


def _hidden_rows(rows: Iterable[RowVersion], hidden: BlindAs) -> Iterable[RowVersion]:
    """Take everything out that says whose work it is."""
    for version in rows:
        row, table = version.row, version.table
        item_id = version.key.get("id", version.key.get("item_id", ""))
        if table in {"external_id", "item_copy"} or row is None:
            continue
        if table in {"item", "item_day"} and item_id not in hidden.items:
            continue
        if table == "consent" and row["item_id"] and row["item_id"] not in hidden.items:
            continue
        match table:
            case "portfolio":
                told = {"code": hidden.code, "title": hidden.code, "note": ""}
                nobody = {"candidate_name": "", "candidate_school": ""}
                yield replace(version, row={**row, **told, **nobody})
            case "item":
                yield replace(version, row={**row, **_hidden_item(row, hidden.items[item_id])})
            case "consent":
                proof = row["proof_item_id"] if row["proof_item_id"] in hidden.items else ""
                yield replace(version, row={**row, "people": "", "note": "", "proof_item_id": proof})
            case "item_day":
                yield version
            case _:
                continue  # of a newer version: nobody here knows whom it names


def _hidden_item(row: Mapping[str, str | int | None], item: BlindItem) -> dict[str, str | int | None]:
    names = (str(row["file_name"]), str(row["title"]))
    problem = str(row["problem"])
    return {
        "file_name": item.file_name,
        "title": item.title,
        "digest": item.digest,
        "size": item.size,
        "format": item.format,
        "caption": item.caption,
        "problem": "" if any(name and name in problem for name in names) else problem,
        "claim_places": canonical([{**place, "words": ""} for place in json.loads(str(row["claim_places"]))]),
    }
