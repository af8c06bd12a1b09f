"""Filing what is looked at as evidence, with a picture of it where it is a moment of a film."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from certdesk.actions.annotating import Filing, file_evidence, keep_still
from certdesk.core.annotations import Anchor, TimeSpan
from certdesk.core.changes import Change
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.stage import EvidenceStage

_STILL_QUALITY = 85


class EvidenceFiler:
    """Files places in evidence. A moment of a film keeps its picture, so that the report can show it."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def file(self, assessment_id: str, filing: Filing, stage: EvidenceStage) -> Change | None:
        """File it; returns None when it was refused."""
        placed = replace(filing, anchor=self.with_still(filing.anchor, stage))
        return self._tools.session.do(file_evidence, assessment_id, placed)

    def with_still(self, anchor: Anchor, stage: EvidenceStage) -> Anchor:
        """Return a span of a recording with the picture in view, if that belongs to it; any other place as it is.

        Who has played on past the span sees another moment: then the report takes the one it begins with.
        """
        if not isinstance(anchor, TimeSpan):
            return anchor
        return replace(anchor, still=self._keep(stage.still_within(anchor)))

    def _keep(self, image: QImage) -> str:
        """Keep a picture and return its digest, or an empty text without one."""
        if image.isNull():
            return ""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, b"jpg")
        writer.setQuality(_STILL_QUALITY)
        writer.write(image)
        return keep_still(self._tools.session.workspace, bytes(buffer.data().data()))
