"""A law: whatever happens to database and files, no number is given out that stands in the register already."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.register.samples import ISSUER, KEEPER, REGISTER
from tests.support.building import Clock, open_workspace

from certdesk.actions.registering import append_events, look_at_register, reserve, settle, take_over
from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import NotAllowedError
from certdesk.store.backups import back_up
from certdesk.store.opening import DATABASE
from certdesk.store.register_seen import FOLDER, SEEN

DEEDS = ("issue", "issue", "reserve", "back up", "restore", "forget", "copy", "crash")


class Desk:
    """A desk to which things happen; it goes on as a person would who does what the sentences say."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.copies = folder, 0
        self.backup: Path | None = None
        self.used: list[int] = []
        self.open(folder / "desk")

    def open(self, place: Path) -> None:
        self.workspace = open_workspace(place, person="", clock=Clock())

    def do(self, deed: str) -> None:
        getattr(self, deed.replace(" ", "_"))()

    def number(self) -> int:
        try:
            [number] = reserve(self.workspace, REGISTER, 2026, 1)
        except NotAllowedError:
            take_over(self.workspace, REGISTER)
            [number] = reserve(self.workspace, REGISTER, 2026, 1)
        assert number not in self.used, (number, self.used)
        return number

    def issue(self, *, settled: bool = True) -> None:
        number = self.number()
        if not look_at_register(self.workspace, REGISTER).look.ready:
            return
        event = RegisterEvent(Deed.ISSUED, self.workspace.clock(), f"HSTP-2026-{number:05}-0")
        with self.workspace.recording("certificate.issued", "issued") as recording:
            append_events(self.workspace, recording, REGISTER, [event], KEEPER)
        self.used.append(number)
        if settled:
            settle(self.workspace, REGISTER, ISSUER)

    def reserve(self) -> None:
        self.number()

    def crash(self) -> None:
        self.issue(settled=False)

    def back_up(self) -> None:
        self.backup = back_up(self.workspace.db, self.folder, f"backup{len(self.used)}")

    def restore(self) -> None:
        """Put back what the program itself set aside."""
        if self.backup is None:
            return
        place = self.workspace.folder
        self.workspace.close()
        for old in place.glob(f"{DATABASE}*"):
            old.unlink()
        shutil.copy(self.backup, place / DATABASE)
        self.open(place)

    def forget(self) -> None:
        (self.workspace.folder / FOLDER / REGISTER / SEEN).unlink(missing_ok=True)

    def copy(self) -> None:
        """Go on in a copy of the whole folder, as on another computer; nobody issues in the first one any more."""
        place = self.workspace.folder
        self.workspace.close()
        self.copies += 1
        shutil.copytree(place, self.folder / f"copy{self.copies}")
        self.open(self.folder / f"copy{self.copies}")


def live(deeds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        try:
            for deed in deeds:
                desk.do(deed)
            desk.number()
        finally:
            desk.workspace.close()


@given(st.lists(st.sampled_from(DEEDS), max_size=7))
@settings(max_examples=3)
def test_no_number_comes_back(deeds):
    live(deeds)


@pytest.mark.parametrize(
    "deeds",
    [
        ["issue", "back up", "issue", "restore", "issue"],
        ["issue", "back up", "issue", "issue", "forget", "restore", "issue"],
        ["issue", "copy", "issue", "forget", "copy", "issue"],
    ],
)
def test_no_number_comes_back_in_the_plain_cases(deeds):
    live(deeds)


@pytest.mark.slow
@given(st.lists(st.sampled_from(DEEDS), max_size=14))
@settings(max_examples=150)
def test_no_number_comes_back_at_length(deeds):
    live(deeds)
