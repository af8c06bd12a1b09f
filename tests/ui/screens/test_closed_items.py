"""What nobody consented to is closed: no picture, no viewer, nothing filed; a record opens it at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from certdesk.actions.consenting import override_consent, record_consent, withdraw_consent
from certdesk.core.consent import Basis, Consent
from certdesk.store.consents import load_consents
from certdesk.ui.app import Running
from certdesk.ui.screens.item_card import ItemCard
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.viewers.problem_panel import ProblemPanel

from .conftest import PlayedDialogs, find, press
from .test_score import score


def withdrawn(running: Running, screen: ScoreScreen, item: str) -> None:
    """Record the consent of the people in an item, and that they withdrew."""
    assert screen.view is not None
    portfolio = screen.view.portfolio.id
    session = running.tools.session
    session.do(record_consent, Consent("", portfolio, "table two", Basis.PARENT, item_id=item))
    session.do(withdraw_consent, load_consents(session.workspace.db, portfolio)[-1].id)


def test_a_closed_item_is_not_shown_and_nothing_is_filed_from_it(
    running: Running, assessment: str, qtbot: QtBot
) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    item = screen.view.items[1]
    screen.viewing.go_to_item(item.id)
    assert screen.stage.viewer is not None
    withdrawn(running, screen, item.id)
    assert screen.stage.viewer is None, "it closes while somebody looks at it"
    panel = find(screen, "withheld")
    assert isinstance(panel, ProblemPanel)
    assert "withdrawn" in panel.sentence
    press(qtbot, running, "e")
    assert not screen.view.assessment.annotations
    index = screen.evidence.model.index_of(item.id)
    assert index.data(screen.evidence.model.RowRole).closed == panel.sentence
    assert index.data(screen.evidence.model.PictureRole) is None
    running.tools.session.do(override_consent, item.id, "I want to look")
    assert screen.stage.withheld, "what was withdrawn nobody opens"
    screen.viewing.step(1)
    assert not screen.stage.withheld
    running.window.go("portfolio", {"portfolio": screen.view.portfolio.id})
    card = find(running.window, f"item-{item.position}")
    assert isinstance(card, ItemCard)
    assert panel.sentence in card.accessibleName()


def test_a_record_opens_a_closed_item_at_once(running: Running, assessment: str) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    item = screen.view.items[0].id
    withdrawn(running, screen, item)
    assert screen.stage.withheld
    (record,) = load_consents(running.tools.session.workspace.db, screen.view.portfolio.id)
    running.tools.session.do(record_consent, Consent(record.id, record.portfolio_id, "table two", Basis.PARENT,
                                                     item_id=item))  # fmt: skip
    assert not screen.stage.withheld
    assert screen.stage.viewer is not None


def test_whoever_works_alone_opens_it_with_a_reason(running: Running, assessment: str, dialogs: PlayedDialogs) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    item = screen.view.items[0]
    ended = Consent("", screen.view.portfolio.id, "x", Basis.PARENT, item_id=item.id, until=date(2020, 1, 1))
    running.tools.session.do(record_consent, ended)
    assert screen.stage.withheld
    dialogs.reasons = ["The forms lie at the school"]
    screen.items.open_menu(item.id, QPoint())
    menu = screen.findChild(QMenu, "itemMenu")
    assert menu is not None
    next(action for action in menu.actions() if "consent" in action.text()).trigger()
    assert not screen.stage.withheld
    assert (
        load_consents(running.tools.session.workspace.db, screen.view.portfolio.id)[-1].note
        == "The forms lie at the school"
    )
