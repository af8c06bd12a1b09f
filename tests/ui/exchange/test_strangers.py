"""A package for somebody whom nobody here knows: six words to open it, six words to know who sent it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desks import ADA, CLEO
from tests.ui.screens.conftest import click, find

from certdesk.core.exchange import Carrier, SenderTrust
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.screens.exchange.prepare_pane import PreparePane

from .conftest import Desk


def type_into(parent: QWidget, name: str, words: str) -> None:
    field = find(parent, name)
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(words)


def incoming(pane: NowPane) -> SenderTrust:
    preview = pane.left.incoming.preview
    assert preview is not None
    return preview.sender.trust


@pytest.mark.slow
def test_six_words_open_it_and_six_words_tell_whose_it_is(
    sit_down: Callable[[str], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    ada = sit_down(ADA)
    prepare = ada.go("prepare").pane
    assert isinstance(prepare, PreparePane)
    prepare.what.choose_all()
    prepare.how.set_carrier(Carrier.MAIL)
    prepare.whom.stranger.setChecked(True)
    qtbot.waitUntil(find(prepare, "pack").isEnabled)
    click(qtbot, prepare, "pack")
    ada.finish(qtbot)
    pane = ada.screen.pane
    assert isinstance(pane, NowPane)
    shown = find(pane, "packageWords")
    assert isinstance(shown, QLabel)
    words = shown.text()
    assert len(words.split()) == 6
    assert "shown only now" in pane.unfinished()
    file = tmp_path / "for-cleo.certdesk.zip"
    ada.dialogs.files.append(file)
    click(qtbot, pane, "endHandOver")
    assert file.is_file()

    cleo = sit_down(CLEO)
    theirs = cleo.go().pane
    assert isinstance(theirs, NowPane)
    cleo.screen.take_files((file,))
    qtbot.waitUntil(find(theirs, "openPackage").isVisible)
    assert find(theirs, "openPackagePassphrase").line.accessibleName() == "Six words"
    type_into(theirs, "openPackagePassphrase", "these are not the six words")
    click(qtbot, theirs, "openPackageGive")
    cleo.finish(qtbot)
    qtbot.waitUntil(find(theirs, "openPackage").isVisible)
    type_into(theirs, "openPackagePassphrase", words)
    click(qtbot, theirs, "openPackageGive")
    cleo.finish(qtbot)
    qtbot.waitUntil(find(theirs, "incoming").isVisible)
    assert incoming(theirs) is SenderTrust.UNKNOWN
    type_into(theirs, "senderWords", words)
    click(qtbot, theirs, "acceptSender")
    assert "not those that open a package" in find(theirs, "senderWords")._wrong._words.text()
    assert incoming(theirs) is SenderTrust.UNKNOWN
    type_into(theirs, "senderWords", " ".join(ada.person.card.words))
    click(qtbot, theirs, "acceptSender")
    assert incoming(theirs) is SenderTrust.KNOWN
    click(qtbot, theirs, "takePackage")
    assert cleo.codes() == {"P-001", "P-002"}
