"""Portfolios with real files on a desk, and one desk packing for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tests.support.building import a_portfolio, some_items
from tests.support.desks import DeskOf

from certdesk.actions.blinding import Cleaner
from certdesk.actions.handing_over import HandedOverTo, keep_hand_over, make_hand_over, plan_hand_over
from certdesk.actions.packing import (
    Made,
    PackageScope,
    keep_package,
    make_package,
    plan_package,
    prepare_package,
    state_package,
)
from certdesk.actions.taking_packages import TakeKept, keep_take, make_take, plan_take
from certdesk.core.exchange import Medium
from certdesk.core.portfolio import Portfolio
from certdesk.store.portfolios import item_row, portfolio_row


def put_files(desk: DeskOf, code: str = "P-001", contents: Iterable[bytes] = (b"plan ", b"video "), **more: object):
    """Enter a portfolio whose files are in the vault; each file begins with the portfolio's code."""
    workspace = desk.workspace
    portfolio: Portfolio = a_portfolio(code, **({"programme": ""} | more))
    items = []
    for item, content in zip(some_items(portfolio), contents, strict=True):
        data = content + code.encode()
        digest = sha256(data).hexdigest()
        staged = workspace.staging / digest
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(data)
        workspace.vault.keep(staged, digest)
        items.append(replace(item, digest=digest, size=len(data), kind="text", file_name=f"{item.title}.txt"))
    with workspace.recording("portfolio.received", f"{code} taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for item in items:
            recording.put("item", item_row(item))
    return portfolio


def pack(desk: DeskOf, scope: PackageScope, cleaner: Cleaner | None = None) -> Made:
    """Pack from plan to outbox."""
    plan = prepare_package(plan_package(desk.workspace, scope), cleaner)
    made = make_package(state_package(desk.workspace, plan, desk.signer), desk.signer)
    keep_package(desk.workspace, made)
    return made


def place(folder: Path, free: int = 10**9) -> Medium:
    """A folder that stands for a stick with so many bytes free."""
    folder.mkdir(exist_ok=True)
    return Medium(str(folder), folder.name, "FAT32", 2 * free, free, True, True, 4 * 2**30 - 1, 512)


def hand_over(desk: DeskOf, made: Made, medium: Medium, **more: object) -> HandedOverTo:
    """Hand a package over to one place."""
    done = make_hand_over(plan_hand_over(desk.workspace, made.packed.package, medium, **more))  # type: ignore[arg-type]
    keep_hand_over(desk.workspace, done)
    return done


def take(desk: DeskOf, *paths: Path, **more: object) -> TakeKept:
    """Take packages in from plan to end."""
    made = make_take(plan_take(desk.workspace, paths), desk.signer)
    return keep_take(desk.workspace, made, **more)  # type: ignore[arg-type]
