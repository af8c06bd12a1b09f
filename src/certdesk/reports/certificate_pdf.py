"""Writes a certificate: design A, "Ledger", one upright page with a double rule and a rosette of its own."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from certdesk.core.documents import CertificateText
from certdesk.core.words import _
from certdesk.reports.characters import must_be_printable
from certdesk.reports.dates import in_words
from certdesk.reports.files import write_bytes
from certdesk.reports.look import TEAL_DEEP, TEXT, TEXT2, TEXT3, ink, runs_right_to_left
from certdesk.reports.paper import A4, Paper
from certdesk.reports.rosette import digest_of, draw_rosette
from certdesk.reports.tagged.blocks import Paragraph, paragraph
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Style, isolated
from certdesk.reports.text.tidy import one_line

SIGNATURE_FIELD = "CertDesk.Lead"

_GOLD = ink("#B9B2A1")
_NAME_SIZES = (46.0, 40.0, 34.0, 28.0)
_SIDE = 76.0
_ROSETTE = 74.0


def write_certificate(text: CertificateText, target: Path, *, paper: Paper = A4) -> None:
    """Write the certificate to ``target``. Raises UnprintableTextError when no font has one of its characters."""
    text = _tidied(text)
    must_be_printable(_texts(text))
    pen = Pen(paper)
    root = Node("Document")
    _Certificate(text, pen, root).draw()
    properties = Properties(
        title=f"{text.title}: {text.holder}",
        author=text.programme,
        subject=_("Certificate {serial}").format(serial=text.serial),
        language=text.language,
        rtl=runs_right_to_left(text.language),
        made_at=text.signer.signed_at,
        document_id=text.document_id,
    )
    write_bytes(target, finish(pen, root, properties))


def _texts(text: CertificateText) -> list[str]:
    own = [value for field in fields(text) if isinstance(value := getattr(text, field.name), str)]
    return [*own, text.signer.name, text.signer.role, text.signer.fingerprint]


def _tidied(text: CertificateText) -> CertificateText:
    own = {field.name: one_line(value) for field in fields(text) if isinstance(value := getattr(text, field.name), str)}
    signer = replace(
        text.signer, name=one_line(text.signer.name), role=one_line(text.signer.role),
        fingerprint=one_line(text.signer.fingerprint),
    )  # fmt: skip
    return replace(text, signer=signer, **own)


class _Certificate:
    """One certificate being drawn; heights are counted from the top of the sheet."""

    def __init__(self, text: CertificateText, pen: Pen, root: Node) -> None:
        self.text, self.pen, self.root = text, pen, root
        self.width, self.sheet_height = pen.paper.width, pen.paper.height

    def draw(self) -> None:
        """Draw everything in reading order."""
        self._frame()
        y = self._heading(self.sheet_height * 0.0926)
        y = self._holder(y)
        self._middle(y)
        self._foot()

    def _frame(self) -> None:
        with self.pen.artifact("Background"):
            for inset, width in ((26.5, 0.8), (32.0, 2.2)):
                size = (self.width - 2 * inset, self.sheet_height - 2 * inset)
                self.pen.box((inset, inset), size, stroke=TEAL_DEEP, width=width)

    def _centred(self, node: Node, text: str, style: Style, y: float, inset: float = _SIDE) -> float:
        """Draw a centred paragraph and return the height under it."""
        block = paragraph(node, text, style, self.width - 2 * inset, Align.CENTRE)
        block.draw(self.pen, inset, y)
        return y + block.height

    def _style(self, family: Family, size: float, leading: float, colour: tuple[float, float, float] = TEXT) -> Style:
        return Style(family, size, leading, colour, self.text.language, even=True)

    def _heading(self, y: float) -> float:
        programme = replace(self._style(Family.STRONG, 11.5, 18, TEAL_DEEP), tracking=2.2)
        y = self._centred(self.root.child("P"), self.text.programme.upper(), programme, y)
        title = self._style(Family.DISPLAY, 34, 44)
        node = self.root.heading(1, self.text.title)
        y = self._centred(node, self.text.title, title, y + 27)
        certifies = self._style(Family.SERIF_ITALIC, 13.5, 20, TEXT2)
        return self._centred(self.root.child("P"), _("This certifies that"), certifies, y + 34)

    def _holder(self, y: float) -> float:
        block = self._name()
        room = 70.0
        block.draw(self.pen, 60, y + 10 + max(0.0, (room - block.height) / 2))
        y += 10 + max(room, block.height)
        with self.pen.artifact():
            self.pen.line((self.width / 2 - 107, y), (self.width / 2 + 107, y), _GOLD)
        statement = self._style(Family.SERIF, 14, 23)
        return self._centred(self.root.child("P"), self.text.statement, statement, y + 18, 130)

    def _name(self) -> Paragraph:
        """Set the holder's name as large as it fits on one line, else small on two or more."""
        node, width = self.root.child("P"), self.width - 120
        for size in _NAME_SIZES:
            style = self._style(Family.DISPLAY, size, size * 1.26)
            block = paragraph(node, self.text.holder, style, width, Align.CENTRE)
            if len(block.lines) == 1:
                break
        return block

    def _middle(self, y: float) -> None:
        foot = self.sheet_height - 250
        centre = (self.width / 2, max(y + _ROSETTE + 12, (y + foot) / 2 + 6))
        alt = _("Rosette drawn from the digest of this certificate")
        node = self.root.child("Figure", Alt=alt)
        corner, size = (centre[0] - _ROSETTE, centre[1] - _ROSETTE), (2 * _ROSETTE, 2 * _ROSETTE)
        node.attributes["BBox"] = self.pen.bounds(corner, size)
        text = self.text
        digest = digest_of(text.serial, text.holder, text.title, text.issued_on.isoformat(), text.document_id)
        with self.pen.content(node):
            draw_rosette(self.pen, centre, _ROSETTE, digest, TEAL_DEEP)
        word = self._style(Family.STRONG, 12, 15, TEAL_DEEP)
        block = paragraph(self.root.child("P"), text.outcome_label, word, 62, Align.CENTRE)
        block.draw(self.pen, centre[0] - 31, centre[1] - block.height / 2)

    def _foot(self) -> None:
        text, y = self.text, self.sheet_height - 184
        issued = (in_words(text.issued_on), _("Date of issue"))
        columns = [(text.signer.name, text.signer.role), issued]
        width = (self.width - 2 * _SIDE - 40) / 2
        places = (_SIDE, self.width - _SIDE - width)
        if runs_right_to_left(text.language):
            places = places[::-1]
        for x, (first, second) in zip(places, columns, strict=True):
            self._signed_line(x, y, width, first, second)
        form = self.root.child("Form", Alt=_("Signature of {name}").format(name=text.signer.name))
        label = _("Signature of {name}").format(name=text.signer.name)
        self.pen.field(form, SIGNATURE_FIELD, (places[0], y - 40), (width, 80), label=label, locks=False)
        self._small_print()

    def _signed_line(self, x: float, y: float, width: float, first: str, second: str) -> None:
        with self.pen.artifact():
            self.pen.line((x, y), (x + width, y), _GOLD)
        name = paragraph(self.root.child("P"), first, self._style(Family.SERIF, 12, 17), width, Align.CENTRE)
        name.draw(self.pen, x, y + 5)
        role = paragraph(self.root.child("P"), second, self._style(Family.SERIF, 10.5, 15, TEXT3), width, Align.CENTRE)
        role.draw(self.pen, x, y + 5 + name.height)

    def _small_print(self) -> None:
        text = self.text
        lines = (
            _("Valid until {date}. Certificate {serial}. Rubric {rubric}.").format(
                date=in_words(text.valid_until), serial=isolated(text.serial), rubric=isolated(text.rubric)
            ),
            _("Signed electronically with the key {fingerprint}.").format(fingerprint=isolated(text.signer.fingerprint)),
            _("Check it without a network: open this file in CertDesk."),
        )
        y = self.sheet_height - 110
        for line in lines:
            y = self._centred(self.root.child("P"), line, self._style(Family.BODY, 9, 14, TEXT2), y)
