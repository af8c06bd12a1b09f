"""Packing, copying or taking in is killed: nothing looks complete that is not, and the next try completes it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

import pytest
from tests.support.building import Clock
from tests.support.desks import ADA, BEN, DeskOf, desk, signer_of
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take
from tests.support.package_deeds import duration, ended_after
from tests.support.packing import job

from certdesk.actions.outbox import load_built, packages_out, tidy_outbox
from certdesk.actions.packing import PackageScope
from certdesk.exchange.checking import check_stick, damaged_parts
from certdesk.exchange.disk import RealDisk
from certdesk.exchange.looking import look_at_bag
from certdesk.exchange.stick_writer import write_stick
from certdesk.signing.identity import list_identities
from certdesk.signing.statements import card_of
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.workspace import Workspace

SHORT, LONG = 2, 67
CODES = ("P-001", "P-002", "P-003")
FILES = (b"plan " * 300_000, b"video" * 400_000)


def again(folder: Path, name: str) -> DeskOf:
    """A desk that was left, perhaps in a hurry."""
    signer = signer_of(name)
    workspace = Workspace(folder, clock=Clock(), person=signer.identity_id)
    return DeskOf(workspace, signer, card_of(list_identities(workspace.identities)[0]))


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada's desk with three portfolios, Ben's, and a stick on which all of it lies."""
    folder = tmp_path_factory.mktemp("desks")
    ada, ben = desk(folder / "ada", ADA), desk(folder / "ben", BEN)
    ada.knows(ben)
    ben.knows(ada)
    with ada.workspace, ben.workspace:
        for code in CODES:
            put_files(ada, code, FILES)
        scope = PackageScope(tuple(f"portfolio-{code}" for code in CODES), (ben.person,), group=10**6, piece=10**6)
        hand_over(ada, pack(ada, scope), place(folder / "stick"))
    return folder


def _pack(folder: Path) -> None:
    ada = again(folder, ADA)
    ben = signer_of(BEN).identity_id
    with ada.workspace:
        pack(ada, PackageScope(tuple(f"portfolio-{code}" for code in CODES), (ben,), everything=True))


def _take(folder: Path, stick: Path) -> None:
    ben = again(folder, BEN)
    with ben.workspace:
        take(ben, stick)


def at_random_moments(times: int, deed: Callable[[Path], object], fresh: Callable[[int], Path], check) -> None:
    """Kill a deed at moments of its whole length, each time on what ``fresh`` makes, and check what is left."""
    whole = duration(lambda: deed(fresh(-1)))
    rng = random.Random(20261122)
    for number in range(times):
        place_ = fresh(number)
        moment = whole * (number + rng.random()) / times * 1.05
        check(place_, ended_after(max(moment, 0.001), lambda here=place_: deed(here)))


def packing_killed(desks: Path, tmp_path: Path, times: int) -> None:
    def fresh(number: int) -> Path:
        target = tmp_path / f"ada{number}"
        shutil.copytree(desks / "ada", target)
        return target

    def check(folder: Path, finished: bool) -> None:
        ada = again(folder, ADA)
        with ada.workspace:
            out = packages_out(ada.workspace)
            assert len(out) >= 1 + finished
            for one in out:
                built = load_built(folder, one.package)
                found = look_at_bag(built.folder)
                assert found.fits
                assert found.complete
                assert damaged_parts(found, RealDisk()) == ()
            tidy_outbox(ada.workspace)
            assert len(list((folder / "outbox").iterdir())) == len(out)
        shutil.rmtree(folder)

    at_random_moments(times, _pack, fresh, check)


def copying_killed(desks: Path, tmp_path: Path, times: int) -> None:
    (outbox,) = (desks / "ada" / "outbox").iterdir()
    built = load_built(desks / "ada", outbox.name)

    def fresh(number: int) -> Path:
        target = tmp_path / f"stick{number}"
        target.mkdir()
        return target

    def check(stick: Path, finished: bool) -> None:
        found = check_stick(stick)
        assert all(one.complete for one in found if one.finished)
        assert not finished or (found and found[0].complete)
        write_stick(job(built, stick / "CertDesk-1"))
        assert [one.complete for one in check_stick(stick)] == [True]
        assert not [path for path in stick.rglob("*") if path.suffix == ".tmp"]
        shutil.rmtree(stick)

    at_random_moments(times, lambda stick: write_stick(job(built, stick / "CertDesk-1")), fresh, check)


def taking_killed(desks: Path, tmp_path: Path, times: int) -> None:
    def fresh(number: int) -> Path:
        target = tmp_path / f"ben{number}"
        shutil.copytree(desks / "ben", target)
        return target

    def whole(ben: DeskOf, code: str) -> None:
        for item in load_items(ben.workspace.db, find_portfolio(ben.workspace.db, code).id):
            with ben.workspace.vault.path(item.digest).open("rb") as file:
                assert file_digest(file, "sha256").hexdigest() == item.digest

    def check(folder: Path, finished: bool) -> None:
        ben = again(folder, BEN)
        with ben.workspace:
            here = {row["code"] for row in ben.workspace.db.query("select code from portfolio")}
            assert here in ({*CODES}, set())
            assert not finished or here
            for code in here:
                whole(ben, code)
            kept = take(ben, desks / "stick")
            assert bool(kept.change) is not bool(here)
            for code in CODES:
                whole(ben, code)
            assert ben.workspace.db.execute("select count(*) from exchange").fetchone()[0] == 1
        shutil.rmtree(folder)

    at_random_moments(times, lambda folder: _take(folder, desks / "stick"), fresh, check)


@pytest.mark.parametrize("killed", [packing_killed, copying_killed, taking_killed])
def test_killed_at_some_moments(desks, tmp_path, killed):
    killed(desks, tmp_path, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("killed", [packing_killed, copying_killed, taking_killed])
def test_killed_at_random_moments(desks, tmp_path, killed):
    killed(desks, tmp_path, LONG)
