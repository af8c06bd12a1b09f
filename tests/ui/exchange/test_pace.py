"""Prepare says that one's usual time goes along with one's results, and lets it be left out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot
from tests.support.building import put_portfolio, sign
from tests.support.desks import ADA
from tests.support.fixtures import begun
from tests.ui.screens.conftest import find

from certdesk.store.places import add_time
from certdesk.ui.screens.exchange.prepare_pane import PreparePane
from certdesk.ui.screens.exchange.prepare_what import PORTFOLIOS, RESULTS

from .conftest import Desk


def test_the_usual_time_is_told_and_can_be_left_out(sit_down: Callable[[str], Desk], qtbot: QtBot) -> None:
    ada = sit_down(ADA)
    put_portfolio(ada.workspace, "P-003")
    for code, minutes in (("P-001", 90), ("P-002", 150), ("P-003", 142)):
        assessment = begun(ada.workspace, code)
        sign(ada.workspace, assessment)
        add_time(ada.workspace, assessment, minutes * 60)
    pane = ada.go("prepare").pane
    assert isinstance(pane, PreparePane)
    choice = find(pane, "tellPace")
    assert isinstance(choice, QCheckBox)

    def told() -> bool:
        shown = " ".join(part.text() for part in find(pane, "packFacts").findChildren(QLabel))
        return "It also tells your usual time for a portfolio: 142 minutes." in shown

    pane.what.kind.set_current(PORTFOLIOS)
    pane.what.choose_all()
    qtbot.waitUntil(find(pane, "packFacts").isVisible)
    assert not choice.isVisible(), "it goes along with one's own marks only"
    pane.what.kind.set_current(RESULTS)
    pane.what.kind.chosen.emit(RESULTS)
    pane.what.choose_all()
    pane.whom.choose(pane.whom._model._rows[0].id)
    qtbot.waitUntil(told)
    assert choice.isVisible()
    choice.click()
    qtbot.waitUntil(lambda: not told())
    assert not pane.scope().tell_usual_time
    choice.click()
    qtbot.waitUntil(told)
