"""Small pictures: what is on screen comes first, wherever it stands in the list."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.models.evidence_items import ItemRow
from certdesk.ui.screens.contact_sheet import ContactSheet
from certdesk.ui.screens.score.evidence_column import EvidenceColumn
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.thumbnails import Thumbnails
from certdesk.ui.viewers.still_maker import StillMaker

COUNT = 7


@pytest.fixture
def thumbnails(tmp_path: Path) -> Iterator[tuple[Thumbnails, list[EvidenceItem]]]:
    stills = StillMaker()
    with Workspace(tmp_path / "workspace") as workspace, EvidenceWorker() as worker:
        items = [photo(workspace, tmp_path, number) for number in range(COUNT)]
        made = Thumbnails(workspace.vault, tmp_path / "thumbnails", worker, stills)
        yield made, items
        made.close()
        stills.close()


def photo(workspace: Workspace, folder: Path, number: int) -> EvidenceItem:
    path = folder / f"photo-{number}.png"
    Image.new("RGB", (60, 40), (30 * number, 90, 90)).save(path)
    content = path.read_bytes()
    digest = sha256(content).hexdigest()
    workspace.vault.keep(path, digest)
    return EvidenceItem(f"item-{number}", "portfolio", number, digest, len(content), path.name, path.stem, kind="image")


def test_what_is_in_sight_comes_first(thumbnails: tuple[Thumbnails, list[EvidenceItem]], qtbot: QtBot) -> None:
    made, items = thumbnails
    came: list[str] = []

    def receive(item_id: str, image: QImage) -> None:
        assert not image.isNull()
        came.append(item_id)

    for item in items:
        made.request(item, receive, lambda item_id: item_id in {"item-4", "item-6"})
        made.request(item, receive, lambda item_id: item_id in {"item-4", "item-6"})
    qtbot.waitUntil(lambda: len(came) >= COUNT, timeout=20_000)
    assert came == ["item-4", "item-6", "item-0", "item-1", "item-2", "item-3", "item-5"]


@pytest.mark.parametrize("make", [ContactSheet, EvidenceColumn])
def test_lists_know_what_is_in_sight(
    theme: ThemeSource, qtbot: QtBot, make: type[ContactSheet] | type[EvidenceColumn]
) -> None:
    items = tuple(EvidenceItem(f"item-{n}", "portfolio", n, f"{n:064x}", 1, f"{n}.png", f"{n}") for n in range(60))
    listed = make(theme)
    qtbot.addWidget(listed)
    if isinstance(listed, ContactSheet):
        listed.show_items(items)
    else:
        listed.model.show_rows(tuple(ItemRow(item, (), (), None, False) for item in items))
    assert not listed.in_sight("item-0"), "it is not shown yet"
    listed.resize(460, 500)
    listed.show()
    qtbot.waitExposed(listed)
    assert (listed.in_sight("item-0"), listed.in_sight("item-59"), listed.in_sight("none")) == (True, False, False)
    area = max(listed.findChildren(QAbstractScrollArea), key=lambda one: one.verticalScrollBar().maximum())
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert (listed.in_sight("item-0"), listed.in_sight("item-59")) == (False, True)
