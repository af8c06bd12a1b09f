"""The keyring: what is unlocked is forgotten when nobody is at the desk, and never under work that has borrowed it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.core.errors import CertDeskError
from certdesk.signing.signer import Signer
from certdesk.ui.keyring import Keyring


@dataclass
class Clocks:
    """The time that passes while the computer runs, and the time on its clock."""

    running: float = 1000.0
    wall: float = 5000.0
    heard: list[str] = field(default_factory=list)

    def go_on(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def keyring(qapp: object, clocks: Clocks) -> Keyring:
    made = Keyring(clock=lambda: clocks.running, wall=lambda: clocks.wall)
    made.changed.connect(lambda: clocks.heard.append("changed"))
    return made


def a_signer(name: str = "amara") -> Signer:
    return Signer(name, "", ec.generate_private_key(ec.SECP256R1()), Ed25519PrivateKey.generate())


def pass_time(keyring: Keyring, clocks: Clocks, seconds: float) -> None:
    """Let time pass as it does at a desk: the keyring looks every few seconds."""
    while seconds > 0:
        step = min(30.0, seconds)
        clocks.go_on(step)
        keyring.look()
        seconds -= step


def test_ten_minutes_without_key_or_mouse_forget_everything(keyring: Keyring, clocks: Clocks) -> None:
    signer, authority = a_signer(), a_signer("programme")
    keyring.keep(signer)
    keyring.keep_authority("abc", authority)
    pass_time(keyring, clocks, 9 * 60 + 59)
    assert keyring.signer() is signer
    assert keyring.seconds_left() == 1
    pass_time(keyring, clocks, 1)
    assert keyring.signer() is None
    assert keyring.authority("abc") is None
    assert signer.locked
    assert authority.locked
    with pytest.raises(CertDeskError):
        signer.sign_document(b"x")


def test_idle_is_counted_from_the_last_key_not_from_unlocking(keyring: Keyring, clocks: Clocks) -> None:
    keyring.keep(a_signer())
    for _round in range(5):
        pass_time(keyring, clocks, 9 * 60)
        keyring.touch()
    assert keyring.signer() is not None
    assert keyring.seconds_left() == 600


def test_keys_and_mouse_in_any_window_count(keyring: Keyring, clocks: Clocks, qtbot: QtBot) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    keyring.keep(a_signer())
    clocks.go_on(300)
    QTest.keyClick(box.windowHandle(), Qt.Key.Key_A)
    assert keyring.seconds_left() == 600
    clocks.go_on(300)
    QTest.mouseClick(box.windowHandle(), Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert keyring.seconds_left() == 600
    clocks.go_on(300)
    box.setText("changed by the program")
    assert keyring.seconds_left() == 300


def test_a_computer_that_slept_is_locked_on_waking(keyring: Keyring, clocks: Clocks) -> None:
    keyring.keep(a_signer())
    clocks.wall += 120  # the clock on the wall went on, the computer did not
    keyring.look()
    assert keyring.signer() is None


def test_work_that_borrowed_a_key_ends_well_and_then_it_is_forgotten(keyring: Keyring) -> None:
    signer = a_signer()
    keyring.keep(signer)
    keyring.lend(signer)
    keyring.lend(signer)
    keyring.lock()
    assert keyring.signer() is None
    assert not signer.locked
    keyring.give_back(signer)
    assert signer.sign_statement(b"the last page")
    keyring.give_back(signer)
    assert signer.locked


def test_what_is_still_kept_is_not_forgotten_when_it_is_given_back(keyring: Keyring) -> None:
    signer = a_signer()
    keyring.keep(signer)
    with keyring.lent(signer):
        pass
    assert not signer.locked


def test_at_once_keeps_nothing(keyring: Keyring) -> None:
    signer = a_signer()
    keyring.keep(signer)
    keyring.set_minutes(0)
    assert signer.locked
    another = a_signer()
    keyring.lend(another)
    keyring.keep(another)
    assert keyring.signer() is None
    assert not another.locked
    keyring.give_back(another)
    assert another.locked


def test_another_signer_takes_the_place_of_the_first(keyring: Keyring) -> None:
    first, second = a_signer(), a_signer("leila")
    keyring.keep(first)
    keyring.keep(second)
    assert first.locked
    assert keyring.signer() is second


def test_a_shorter_time_holds_at_once(keyring: Keyring, clocks: Clocks) -> None:
    keyring.keep(a_signer())
    pass_time(keyring, clocks, 6 * 60)
    keyring.set_minutes(5)
    assert keyring.signer() is None


def test_locking_and_unlocking_is_told(keyring: Keyring, clocks: Clocks) -> None:
    keyring.keep(a_signer())
    keyring.lock()
    assert clocks.heard == ["changed", "changed"]
    assert "Private" not in repr(keyring)
