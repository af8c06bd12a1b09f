"""Filing what is looked at as evidence, and handing out copies of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from certdesk.actions.annotating import Filing, file_evidence, keep_still
from certdesk.core.annotations import Anchor, TimeSpan
from certdesk.core.changes import Change
from certdesk.core.portfolio import EvidenceItem
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.copies import save_copy
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_STILL_QUALITY = 85


class EvidenceFiler:
    """Files places in evidence; ``still`` gives the picture of a film that is in view, for the report."""

    def __init__(self, tools: Tools, still: Callable[[], QImage]) -> None:
        self._tools = tools
        self._still = still

    def file(self, assessment_id: str, filing: Filing) -> Change | None:
        """File it. A moment of a film keeps the picture in view, so that the report can show it."""
        anchor: Anchor = filing.anchor
        if isinstance(anchor, TimeSpan):
            anchor = replace(anchor, still=self._keep_still(self._tools.session.workspace))
        return self._tools.session.do(file_evidence, assessment_id, replace(filing, anchor=anchor))

    def save_copy(self, item: EvidenceItem) -> Notice | None:
        """Save a copy for another program, and return what to say."""
        return save_copy(self._tools, self._tools.session.workspace.vault.path(item.digest), item.file_name)

    def _keep_still(self, workspace: Workspace) -> str:
        """Keep the frame in view and return its digest, or an empty text without one."""
        image = self._still()
        if image.isNull():
            return ""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, b"jpg")
        writer.setQuality(_STILL_QUALITY)
        writer.write(image)
        return keep_still(workspace, bytes(buffer.data().data()))
