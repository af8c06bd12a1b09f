"""The design pane: what is chosen is kept, shown large and small, and taken back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot
from tests.support.building import furnished, open_workspace, put_portfolio, put_rubric, small_rubric
from tests.support.ui_tools import tools_over
from tests.ui.screens.conftest import PlayedDialogs, click, find

from certdesk.actions.designing import change_design, design_of
from certdesk.actions.undoing import undo
from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize
from certdesk.ui.screens.results.design_pane import DesignPane
from certdesk.ui.session import Session
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools

PROGRAMME = "Highland STEM Teaching Programme"


@pytest.fixture
def tools(tmp_path: Path, theme: ThemeSource) -> Iterator[Tools]:
    with furnished(tmp_path / "workspace", ()) as workspace:
        put_portfolio(workspace, "P-001", programme=PROGRAMME)
        put_portfolio(workspace, "P-002", programme="Coast Schools")
        with tools_over(workspace, theme, PlayedDialogs()) as made:
            yield made


def shown(tools: Tools, qtbot: QtBot, *, preview: bool) -> DesignPane:
    made = DesignPane(tools)
    tools.session.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.resize(1286, 700)
    made.preview.setVisible(preview)
    made.show_programme(PROGRAMME)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def pane(tools: Tools, qtbot: QtBot) -> Iterator[DesignPane]:
    """The pane without its preview, which would start a process in every test."""
    made = shown(tools, qtbot, preview=False)
    yield made
    made.let_go()


@pytest.fixture
def whole(tools: Tools, qtbot: QtBot) -> Iterator[DesignPane]:
    made = shown(tools, qtbot, preview=True)
    yield made
    made.let_go()


def kept(pane: DesignPane, tools: Tools) -> CertificateDesign:
    return design_of(tools.session.workspace, pane.programme or "")


def type_into(qtbot: QtBot, pane: DesignPane, name: str, words: str) -> None:
    field = find(pane, name)
    assert isinstance(field, QLineEdit | QTextEdit)
    field.setFocus()
    qtbot.keyClicks(field, words)


def test_all_three_are_shown_in_small_and_the_chosen_one_large(whole, qtbot):
    cards = whole.form.looks.cards
    qtbot.waitUntil(lambda: all(card.has_page() for card in cards.values()), timeout=20_000)
    qtbot.waitUntil(lambda: bool(whole.preview.pages.looked_at()), timeout=10_000)


def test_a_design_is_chosen_with_mouse_and_arrow_keys(pane, tools, qtbot):
    cards = pane.form.looks.cards
    qtbot.mouseClick(cards[Look.FIELD], Qt.MouseButton.LeftButton)
    assert kept(pane, tools).look is Look.FIELD
    qtbot.keyClick(cards[Look.FIELD], Qt.Key.Key_Left)
    assert kept(pane, tools).look is Look.SIGNAL
    assert not find(pane, "designCriteria").isHidden()


def test_what_is_typed_is_kept_when_the_writer_pauses_and_undone(pane, tools, qtbot):
    type_into(qtbot, pane, "designStatement", "is awarded the {title}.")
    qtbot.waitUntil(lambda: kept(pane, tools).statement == "is awarded the {title}.")
    type_into(qtbot, pane, "designSecondName", "Samuel Bekele")
    qtbot.waitUntil(lambda: kept(pane, tools).second_name == "Samuel Bekele")
    tools.session.do(undo)
    assert find(pane, "designSecondName").text() == ""
    assert find(pane, "designStatement").toPlainText() == "is awarded the {title}."


def test_a_slot_that_does_not_exist_is_said_and_not_kept(pane, tools, qtbot):
    type_into(qtbot, pane, "designOpening", "for {holdr}")
    qtbot.waitUntil(lambda: "{holder}" in find(pane, "designOpening").accessibleDescription())
    assert kept(pane, tools).opening == ""
    type_into(qtbot, pane, "designSmallPrint", "Ask {signer}.")
    qtbot.waitUntil(lambda: kept(pane, tools).small_print == "Ask {signer}.")


def test_a_slot_is_put_in_where_somebody_writes(pane, tools, qtbot):
    type_into(qtbot, pane, "designOpening", "Know that")
    click(qtbot, pane, "slot-holder")
    qtbot.waitUntil(lambda: kept(pane, tools).opening == "Know that {holder}")
    assert pane.focusWidget() is find(pane, "designOpening")
    qtbot.keyClick(find(pane, "designOpening"), Qt.Key.Key_Escape)
    assert pane.focusWidget() is pane.form.looks.cards[Look.LEDGER]
    find(pane, "slot-title").setFocus()
    qtbot.keyClick(find(pane, "slot-title"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: kept(pane, tools).opening == "Know that {holder} {title}")


def test_colours_are_taken_from_swatches_or_typed_and_told_when_too_light(pane, tools, qtbot):
    click(qtbot, pane, "designAccent-24398F")
    assert kept(pane, tools).accent == "#24398F"
    type_into(qtbot, pane, "designInk", "c0c0c0")
    qtbot.waitUntil(lambda: kept(pane, tools).ink == "#C0C0C0")
    hint = find(pane, "designColourHint")
    assert not hint.isHidden()
    assert "#C0C0C0" in hint.text()
    click(qtbot, pane, "designInk-own")
    assert kept(pane, tools).ink == ""
    assert hint.isHidden()


def test_a_colour_that_is_none_is_said(pane, tools, qtbot):
    type_into(qtbot, pane, "designAccent", "green")
    qtbot.waitUntil(lambda: "six digits" in find(pane, "designAccent").accessibleDescription())
    assert kept(pane, tools).accent == ""


def test_a_logo_is_chosen_and_taken_off(pane, tools, qtbot, tmp_path):
    target = io.BytesIO()
    Image.new("RGB", (90, 30), "teal").save(target, "PNG")
    (tmp_path / "logo.png").write_bytes(target.getvalue())
    tools.dialogs.files.append(tmp_path / "logo.png")
    click(qtbot, pane, "designLogoChoose")
    qtbot.waitUntil(lambda: kept(pane, tools).logo != b"")
    assert "90 × 30" in find(pane, "designLogoHint").text()
    assert not find(pane, "designLogoAlt").isHidden()
    click(qtbot, pane, "designLogoTakeOff")
    assert kept(pane, tools).logo == b""
    assert pane.focusWidget() is find(pane, "designLogoChoose")


def test_a_file_that_is_no_picture_is_said(pane, tools, qtbot, tmp_path):
    (tmp_path / "logo.png").write_text("no picture")
    tools.dialogs.files.append(tmp_path / "logo.png")
    with qtbot.waitSignal(pane.noticed) as said:
        click(qtbot, pane, "designSealChoose")
    assert "not a PNG" in said.args[0].words
    assert said.args[0].hint


def test_each_programme_has_its_own(pane, tools, qtbot):
    change_design(tools.session.workspace, "Coast Schools", CertificateDesign(Look.FIELD, PaperSize.LETTER))
    pane.show_programme("Coast Schools")
    assert pane.form.looks.cards[Look.FIELD].isChecked()
    pane.show_programme(PROGRAMME)
    assert pane.form.looks.cards[Look.LEDGER].isChecked()
    assert find(pane, "designProgramme").currentText() == PROGRAMME


def test_the_usual_design_comes_back(pane, tools, qtbot):
    change_design(tools.session.workspace, PROGRAMME, CertificateDesign(Look.FIELD, opening="Hear ye"))
    pane.renew()
    click(qtbot, pane, "designReset")
    assert kept(pane, tools) == CertificateDesign()
    assert find(pane, "designOpening").toPlainText() == ""


def test_a_specimen_with_a_name_is_saved(pane, tools, qtbot, tmp_path):
    type_into(qtbot, pane, "designHolder", "Amal al-Khatib")
    tools.dialogs.files.append(tmp_path / "mine")
    save = find(pane, "saveSpecimen")
    assert isinstance(save, QPushButton)
    qtbot.waitUntil(lambda: pane.preview.plan().text.holder == "Amal al-Khatib")
    with qtbot.waitSignal(pane.noticed, timeout=20_000) as said:
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert "mine.pdf" in said.args[0].words
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_gone_from_the_workspace_is_said(pane, tools, qtbot, tmp_path):
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, "PNG")
    workspace = tools.session.workspace
    change_design(workspace, PROGRAMME, replace(CertificateDesign(), seal=target.getvalue()))
    for path in (workspace.folder / "vault").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.unlink()
    with qtbot.waitSignal(pane.noticed) as said:
        pane.renew()
    assert "seal" in said.args[0].words


def test_without_a_programme_it_says_what_to_do(tools, qtbot, tmp_path):
    with open_workspace(tmp_path / "empty") as workspace:
        put_rubric(workspace, small_rubric())
        pane = DesignPane(replace(tools, session=Session(workspace)))
        qtbot.addWidget(pane)
        pane.renew()
        assert pane.programme is None
        assert not pane.form.isEnabled()
        assert not find(pane, "saveSpecimen").isEnabled()
