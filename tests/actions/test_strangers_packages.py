"""Packages of strangers and enemies: each costs a sentence, nothing is changed, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.desks import BEN, CLEO, DeskOf, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions import finding_packages
from certdesk.actions.merging_in import accept_sender
from certdesk.actions.packing import PackageScope
from certdesk.actions.quarantine import HELD, hold_files
from certdesk.actions.taking_back import take_back
from certdesk.core.errors import NotFoundError
from certdesk.store.portfolios import find_portfolio, load_items


@pytest.fixture(autouse=True)
def lent_process(reader, monkeypatch):
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)


@pytest.fixture
def ben(tmp_path: Path):
    here = desk(tmp_path / "ben", BEN)
    yield here
    here.workspace.close()


@pytest.fixture
def mallory(tmp_path: Path, ben: DeskOf):
    here = desk(tmp_path / "mallory", CLEO).knows(ben)
    yield here
    here.workspace.close()


def sent(sender: DeskOf, to: DeskOf, folder: Path, code: str = "P-001", **more) -> Path:
    portfolio = put_files(sender, code)
    made = pack(sender, PackageScope((portfolio.id,), (to.person,), **more))
    return hand_over(sender, made, place(folder)).path


def held_files(one: DeskOf) -> list[Path]:
    folder = one.workspace.folder / "inbox" / HELD
    return list(folder.iterdir()) if folder.is_dir() else []


def vaulted(one: DeskOf) -> list[Path]:
    return [path for path in (one.workspace.folder / "vault").rglob("*") if path.is_file()]


def test_files_of_a_stranger_wait_apart_until_they_are_accepted(ben, mallory, tmp_path):
    package = sent(mallory, ben, tmp_path / "stick")
    take(ben, package)
    assert len(held_files(ben)) == 2
    assert vaulted(ben) == []
    accept_sender(ben.workspace, mallory.card.text, " ".join(mallory.card.words))
    portfolio = find_portfolio(ben.workspace.db, "P-001")
    assert all(ben.workspace.vault.has(item.digest) for item in load_items(ben.workspace.db, portfolio.id))
    assert held_files(ben) == []


def test_files_of_a_stranger_go_when_their_package_is_taken_back(ben, mallory, tmp_path):
    kept = take(ben, sent(mallory, ben, tmp_path / "stick"))
    take_back(ben.workspace, kept.receipts[0].exchange_id)
    assert held_files(ben) == vaulted(ben) == []
    with pytest.raises(NotFoundError):
        find_portfolio(ben.workspace.db, "P-001")


def test_strangers_get_no_more_room_than_is_set_aside(ben, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}").write_bytes(bytes(100))
    files = [(f"{number:064}", tmp_path / f"{number}") for number in range(3)]
    assert hold_files(ben.workspace, files, most=250) == (f"{2:064}",)
    assert len(held_files(ben)) == 2
