"""The panels of the signatures. What is seen is content of the page; the fields over it are empty and stay so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.core.documents import FeedbackReport, SignerLine
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Stack
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

SIGNATURE_FIELD = "CertDesk.Assessor"
LEAD_FIELD = "CertDesk.Lead"

_GAP = 16.0
_PAD = (14.0, 11.0)


@dataclass(frozen=True, slots=True)
class SignaturePanel(Block):
    """A panel with an empty signature field of the same size over it."""

    panel: Panel
    form: Node
    field: str
    label: str
    locks: bool

    @property
    def height(self) -> float:
        """The height of the panel."""
        return self.panel.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the panel and put the field over it."""
        self.panel.draw(pen, x, y)
        size = (self.panel.width, self.panel.height)
        pen.field(self.form, self.field, (x, y), size, label=self.label, locks=self.locks)


def signature_panels(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    """Make the panel of the assessor who signs now, and beside it the place of the lead who may countersign."""
    width = (sheet.width - _GAP) / 2
    signer = report.signer
    label = _("Signature of {name}").format(name=signer.name)
    assessor = _panel(sheet, root, _signed_by(sheet, signer, root, width), (SIGNATURE_FIELD, label))
    later = _panel(sheet, root, _countersignature(sheet, root, width), (LEAD_FIELD, _("Countersignature of the lead")))
    least = max(assessor.height, later.height)
    panels = [replace(panel, panel=replace(panel.panel, least=least)) for panel in (assessor, later)]
    return [sheet.beside((0, width, panels[0]), (width + _GAP, width, panels[1]))]


def _panel(sheet: Sheet, root: Node, inner: Stack, field: tuple[str, str]) -> SignaturePanel:
    name, label = field
    width = (sheet.width - _GAP) / 2
    panel = Panel(inner, width, None, look.CONTROL if name == SIGNATURE_FIELD else look.LINE, _PAD)
    return SignaturePanel(panel, root.child("Form", Alt=label), name, label, name == LEAD_FIELD)


def _signed_by(sheet: Sheet, signer: SignerLine, root: Node, width: float) -> Stack:
    kind, inner = sheet.styles, width - 2 * _PAD[0]
    role = ", ".join(part for part in (signer.role, with_time(signer.signed_at)) if part)
    key = _("Key {fingerprint}").format(fingerprint=isolated(signer.fingerprint))
    vouched = _("The key was made by its owner; no programme vouches for it.") if signer.self_made else ""
    lines = (
        (_("Signed by"), kind.quiet),
        (signer.name, kind.strong),
        (role, kind.body),
        (key, replace(kind.quiet, tabular=True)),
        (vouched, kind.small),
    )
    shown = [(text, style) for text, style in lines if text]
    return Stack(tuple(paragraph(root.child("P"), text, style, inner, sheet.start) for text, style in shown))


def _countersignature(sheet: Sheet, root: Node, width: float) -> Stack:
    kind, inner = sheet.styles, width - 2 * _PAD[0]
    note = _("Place of the programme lead’s signature. CertDesk and your PDF reader show whether it has been given.")
    return Stack(
        (
            paragraph(root.child("P"), _("Countersignature"), kind.quiet, inner, sheet.start),
            Space(2),
            paragraph(root.child("P"), note, kind.quiet, inner, sheet.start),
        )
    )
