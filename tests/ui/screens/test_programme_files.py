"""Programme files and cards in the window: compared words, people who are known then, and what is refused in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot
from tests.support.lent_worker import LentWorker
from tests.support.programmes import DESK, Made, made_programme

from certdesk.actions.accepting import my_words, write_card
from certdesk.actions.identifying import act_as
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.programme.screen import ProgrammeScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.text_box import LineField

from .conftest import PlayedDialogs, click, find

__all__ = ["made_programme"]
Sit = Callable[[str], ProgrammeScreen]


@pytest.fixture
def sit(
    made_programme: Made, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, shared_worker: EvidenceWorker
) -> Iterator[Sit]:
    """Open the window of the lead or of the assessor, in front of Programme."""
    opened: list[Running] = []

    def there(name: str) -> ProgrammeScreen:
        shutil.copytree(made_programme.folder / name, tmp_path / name, ignore=shutil.ignore_patterns("backups"))
        workspace = Workspace(tmp_path / name)
        act_as(workspace)
        opened.append(build(workspace, theme, dialogs, LentWorker(shared_worker)))
        opened[-1].window.resize(1366, 768)
        opened[-1].window.show()
        opened[-1].window.go("programme")
        screen = opened[-1].window.current
        assert isinstance(screen, ProgrammeScreen)
        return screen

    yield there
    for one in opened:
        one.close()


def field(pane: QWidget, name: str) -> LineField:
    found = find(pane, name)
    assert isinstance(found, LineField)
    return found


def rows(pane: QWidget) -> list[list[str]]:
    table = pane.findChild(QTableView, "knownPeople")
    model = table.model()
    return [[str(model.index(row, column).data()) for column in (0, 2)] for row in range(model.rowCount())]


def test_the_lead_saves_the_file_and_everybody_else_takes_it_in(
    sit: Sit, made_programme: Made, dialogs: PlayedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    lead, file = sit("lead"), tmp_path / "highlands.certdesk-programme"
    click(qtbot, lead, f"members-{made_programme.founded.programme_id}")
    lead.pane.unlock.field.line.setText(DESK)
    dialogs.files.append(file)
    click(qtbot, lead.pane, "saveProgramme")
    assert file.is_file()
    amara = sit("assessor")
    amara.take_file(file)
    heading = find(amara.pane, "fileHeading")
    assert isinstance(heading, QLabel)
    assert heading.text() == "Programme file of Highlands STEM"
    assert not find(amara.pane, "takeFile").isEnabled()
    field(amara.pane, "typedWords").line.setText("ten words that nobody of the programme has ever read")
    click(qtbot, amara.pane, "takeFile")
    assert amara.pane.objectName() == "pane-file"  # what is wrong is said below the words
    field(amara.pane, "typedWords").line.setText(" ".join(made_programme.founded.words))
    click(qtbot, amara.pane, "takeFile")
    click(qtbot, amara.pane, "people")
    assert rows(amara.pane) == [["Leïla Haddad", "Highlands STEM"]]
    assert not find(amara.pane, "unaccept").isVisible()
    amara.take_file(file)
    assert not find(amara.pane, "takeFile").isEnabled()  # it is here already


def test_six_words_are_compared_side_by_side_and_taken_back(
    sit: Sit, made_programme: Made, dialogs: PlayedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    with Workspace(made_programme.folder / "assessor") as other:
        act_as(other)
        card, words = write_card(other, tmp_path / "amara.certdesk-card"), my_words(other)
    lead = sit("lead")
    lead.take_file(card)
    mine = find(lead.pane, "myWords")
    assert isinstance(mine, QLabel)
    assert mine.text() == " ".join(my_words(lead.tools.session.workspace))
    shown = " ".join(label.text() for label in lead.pane.findChildren(QLabel))
    assert " ".join(words) not in shown  # they are typed as they are heard, not as they are seen
    field(lead.pane, "theirWords").line.setText(mine.text())
    click(qtbot, lead.pane, "acceptCard")
    assert lead.pane.objectName() == "pane-card"
    field(lead.pane, "theirWords").line.setText(" ".join(words))
    click(qtbot, lead.pane, "acceptCard")
    assert rows(lead.pane) == [["Amara", "Six words, by telephone"]]
    dialogs.consent = False
    click(qtbot, lead.pane, "unaccept")
    assert len(rows(lead.pane)) == 1
    dialogs.consent = True
    click(qtbot, lead.pane, "unaccept")
    assert rows(lead.pane) == []
    dialogs.files.append(tmp_path / "mine.certdesk-card")
    click(qtbot, lead.pane, "saveCard")
    lead.take_file(tmp_path / "mine.certdesk-card")
    assert not find(lead.pane, "acceptCard").isVisible()  # one's own


def test_the_recovery_key_goes_on_paper(
    sit: Sit, made_programme: Made, dialogs: PlayedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    lead = sit("lead")
    click(qtbot, lead, f"recovery-{made_programme.founded.programme_id}")
    for name in ("paperSecret", "paperSecretAgain"):
        assert not find(lead.pane, "saveRecoveryPaper").isEnabled()
        field(lead.pane, name).line.setText("paper in the safe")
    lead.pane._unlock.field.line.setText(DESK)
    dialogs.files.append(tmp_path / "paper.txt")
    click(qtbot, lead.pane, "saveRecoveryPaper")
    assert (tmp_path / "paper.txt").read_text(encoding="utf-8").startswith("RECOVERY KEY OF Highlands STEM")
    assert lead.pane.objectName() == "pane-overview"
