"""Is everything there and unchanged? The database, the journal, the evidence, and what was signed."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from certdesk.actions.consent_gate import closings
from certdesk.core.errors import CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.recipes import CopyPurpose
from certdesk.core.words import _, ngettext
from certdesk.signing.identity import load_identity
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace

BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: a stable name, a sentence, and what is wrong, each with what to do."""

    name: str
    sentence: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A file that has to be there. ``size`` is in bytes, None where it was not written down; ``owner`` for people."""

    name: str
    path: Path
    digest: str
    size: int | None
    owner: str


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """What the database said, and the files that have to be there."""

    findings: tuple[Finding, ...]
    evidence: tuple[Expected, ...]
    documents: tuple[Expected, ...]


def plan_check(workspace: Workspace) -> CheckPlan:
    """Check the database and the journal, and list the files."""
    tables = snapshot(workspace.db)
    codes = {row["id"]: str(row["code"]) for row in tables["portfolio"]}
    return CheckPlan(
        findings=(
            _database(workspace),
            _journal(workspace),
            _tables(workspace, tables),
            _identities(workspace, tables["person"]),
        ),
        evidence=tuple(_evidence(workspace, tables, codes)),
        documents=tuple(
            Expected(str(row["file_name"]), workspace.documents / str(row["file_name"]), str(row["digest"]), None, "")
            for row in tables["document"]
        ),
    )


def make_check(plan: CheckPlan, progress: Progress, *, deep: bool) -> tuple[Finding, ...]:
    """Look at every file; ``deep`` reads all evidence again. Signed documents are always read: they are small."""
    count = len(plan.evidence)
    faults = [fault for one in _reported(plan.evidence, progress) if (fault := _fault(one, read=deep))]
    there = ngettext("{count} file of evidence is there", "{count} files of evidence are there", count)
    read = _("read again and unchanged") if deep else _("with the right size")
    evidence = Finding("evidence", f"{there.format(count=count)}, {read}", tuple(faults))
    signed = len(plan.documents)
    faults = [fault for one in plan.documents if (fault := _fault(one, read=True))]
    text = ngettext(
        "{count} signed document is there and unchanged", "{count} signed documents are there and unchanged", signed
    )
    return (*plan.findings, evidence, Finding("documents", text.format(count=signed), tuple(faults)))


def _database(workspace: Workspace) -> Finding:
    answers = [str(row[0]) for row in workspace.db.execute("pragma quick_check")]
    hint = _("The database is damaged: {reason}. Go back to the newest file in “backups”.")
    faults = [hint.format(reason=answer) for answer in answers if answer != "ok"]
    return Finding("database", _("the database is sound"), tuple(faults))


def _journal(workspace: Workspace) -> Finding:
    broken = broken_links(workspace.db)
    count = workspace.db.table("journal").count
    text = ngettext("{count} entry of the journal, unaltered", "{count} entries of the journal, unaltered", count)
    fault = _("Entry {id} of the journal was altered, or one before it was taken out.")
    return Finding("journal", text.format(count=count), tuple(fault.format(id=one) for one in broken))


def _tables(workspace: Workspace, tables: dict[str, list[Row]]) -> Finding:
    fresh = rebuild(workspace.db)
    try:
        told = snapshot(fresh)
    finally:
        fresh.close()
    fault = _("The table “{table}” is not what the journal says: it was changed by something else than CertDesk.")
    faults = [fault.format(table=table) for table, rows in tables.items() if rows != told[table]]
    return Finding("tables", _("marks and words are what the journal says"), tuple(faults))


def _identities(workspace: Workspace, people: list[Row]) -> Finding:
    faults = []
    for row in people:
        # Somebody whose key is on another computer has no folder here.
        if not (workspace.identities / str(row["id"])).is_dir():
            continue
        try:
            load_identity(workspace.identities, str(row["id"]))
        except CertDeskError as problem:
            faults.append(problem.sentence)
    return Finding("identities", _("the identities are readable"), tuple(faults))


def _evidence(workspace: Workspace, tables: dict[str, list[Row]], codes: Mapping[Any, str]) -> Iterator[Expected]:
    told_by_others = {row["subject"] for row in tables["statement"]}
    purged = {row["item_id"] for row in tables["purged_item"]}
    for row in tables["item"]:
        if row["id"] in purged:
            continue
        digest, size = str(row["digest"]), row["size"]
        if row["portfolio_id"] in told_by_others and not workspace.vault.has(digest) and _is_closed(workspace, row):
            continue  # it never came: packages leave out what is closed to assessors
        owner = codes.get(row["portfolio_id"], "")
        yield Expected(str(row["file_name"]), workspace.vault.path(digest), digest, int(size or 0), owner)
    for row in tables["item_copy"]:
        if row["digest"] and not row["discarded"] and row["item_id"] not in purged:
            digest, size = str(row["digest"]), row["size"]
            if row["purpose"] == CopyPurpose.SHAREABLE.value and not workspace.vault.has(digest):
                continue  # it can be made again from the item, and does not travel
            yield Expected(_("a kept copy of an item"), workspace.vault.path(digest), digest, int(size or 0), "")
    for row in tables["removed_item"]:
        if row["id"] in purged:
            continue
        taken_out = json.loads(str(row["body"]))["item"]
        digest, owner = str(taken_out["digest"]), codes.get(row["portfolio_id"], "")
        yield Expected(str(taken_out["file_name"]), workspace.vault.path(digest), digest, int(taken_out["size"]), owner)
    yield from _stills(workspace, tables["annotation"], purged)


def _stills(workspace: Workspace, annotations: list[Row], purged: Container[object]) -> Iterator[Expected]:
    for row in annotations:
        still = json.loads(str(row["anchor"])).get("still")
        if still and row["item_id"] not in purged:
            yield Expected(_("a still picture"), workspace.vault.path(still), still, None, "")


def _is_closed(workspace: Workspace, item: Row) -> bool:
    return item["id"] in closings(workspace, str(item["portfolio_id"]), to_others=True)


def _reported(files: tuple[Expected, ...], progress: Progress) -> Iterator[Expected]:
    for done, one in enumerate(files):
        progress(done, len(files), one.name)
        yield one
    progress(len(files), len(files), "")


def _fault(one: Expected, *, read: bool) -> str:
    """Say what is wrong with a file, or return an empty text."""
    owner = f"{one.owner}, {one.name}" if one.owner else one.name
    try:
        size = one.path.stat().st_size
        same = one.size in {None, size} and (not read or _digest(one.path) == one.digest)
    except FileNotFoundError:
        return _("{file} is missing ({path}). {hint}").format(file=owner, path=one.path, hint=_hint(one))
    except OSError as problem:
        text = _("{file} can't be read ({path}): {reason}.")
        return text.format(file=owner, path=one.path, reason=problem.strerror or problem)
    if same:
        return ""
    text = _("{file} was changed or damaged ({path}). Move that file away. {hint}")
    return text.format(file=owner, path=one.path, hint=_hint(one))


def _hint(one: Expected) -> str:
    if one.owner:
        return _("Take {code} in once more from where it came from; that puts the file back.").format(code=one.owner)
    return _("Take it back from a backup.")


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
