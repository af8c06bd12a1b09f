"""Panels to be signed in. What is seen is content of the page; the field over it is empty and stays so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from certdesk.core.documents import SignerLine
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, paragraph
from certdesk.reports.tagged.boxes import Panel, Row, Stack
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style, isolated

LEAD_FIELD = "CertDesk.Lead"

PANEL_PAD = (14.0, 11.0)


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs: the field's full name, what it is called, how wide it is, and whether it locks the file."""

    field: str
    label: str
    width: float
    locks: bool = False


def signature_panel(root: Node, inner: Stack, place: Place) -> SignaturePanel:
    """Make a panel around ``inner``, with a field of that size."""
    panel = Panel(inner, place.width, None, look.LINE if place.locks else look.CONTROL, PANEL_PAD)
    return SignaturePanel(panel, root.child("Form", Alt=place.label), place.field, place.label, place.locks)


def signed_by(sheet: Sheet, signer: SignerLine, root: Node, width: float) -> Stack:
    """Say who signs, when and with which key, in a panel of that width."""
    kind, inner = sheet.styles, width - 2 * PANEL_PAD[0]
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
    return _lines(sheet, root, lines, inner)


def _lines(sheet: Sheet, root: Node, lines: Iterable[tuple[str, Style]], width: float) -> Stack:
    return Stack(tuple(paragraph(root.child("P"), text, style, width, sheet.start) for text, style in lines if text))


def lead_signs(sheet: Sheet, signer: SignerLine, root: Node) -> Row:
    """Make the panel of the lead who signs a document alone, where lines begin."""
    width = (sheet.width - 16) / 2
    place = Place(LEAD_FIELD, _("Signature of {name}").format(name=signer.name), width)
    return sheet.beside((0, width, signature_panel(root, signed_by(sheet, signer, root, width), place)))
