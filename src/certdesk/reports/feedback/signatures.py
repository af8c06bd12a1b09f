"""The panels of the signatures: the assessor who signs now, and the place of the lead who may countersign."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.documents import FeedbackReport
from certdesk.core.words import _
from certdesk.reports.look import Sheet
from certdesk.reports.signature_panel import LEAD_FIELD, PANEL_PAD, Place, signature_panel, signed_by
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.structure import Node

__all__ = ["LEAD_FIELD", "SIGNATURE_FIELD", "signature_panels"]

SIGNATURE_FIELD = "CertDesk.Assessor"

_GAP = 16.0


def signature_panels(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    """Make the panel of the assessor who signs now, and beside it the place of the lead who may countersign."""
    width, signer = (sheet.width - _GAP) / 2, report.signer
    own = Place(SIGNATURE_FIELD, _("Signature of {name}").format(name=signer.name), width)
    later = Place(LEAD_FIELD, _("Countersignature of the lead"), width, locks=True)
    made = [
        signature_panel(root, signed_by(sheet, signer, root, width), own),
        signature_panel(root, _countersignature(sheet, root, width, settled=report.settled), later),
    ]
    least = max(panel.height for panel in made)
    panels = [replace(panel, panel=replace(panel.panel, least=least)) for panel in made]
    return [sheet.beside((0, width, panels[0]), (width + _GAP, width, panels[1]))]


def _countersignature(sheet: Sheet, root: Node, width: float, *, settled: bool) -> Stack:
    kind, inner = sheet.styles, width - 2 * PANEL_PAD[0]
    note = _("Place of the programme lead’s signature. CertDesk and your PDF reader show whether it has been given.")
    if settled:
        note = _("Nobody signs here: the programme itself signed this report.")
    return Stack(
        (
            paragraph(root.child("P"), _("Countersignature"), kind.quiet, inner, sheet.start),
            Space(2),
            paragraph(root.child("P"), note, kind.quiet, inner, sheet.start),
        )
    )
