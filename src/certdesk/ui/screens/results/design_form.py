"""Everything that can be chosen about a certificate, below each other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize, colour_hints
from certdesk.core.certificate_texts import text_problem
from certdesk.core.words import _
from certdesk.ui.screens.results.design_colour import ColourField
from certdesk.ui.screens.results.design_looks import LookCards
from certdesk.ui.screens.results.design_picture import PictureField
from certdesk.ui.screens.results.design_slots import SlotButtons
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.text_box import LineField, TextBox

_INKS = ("", "#23221F", "#1F2E5A", "#4A1F2B", "#1F3A2E")
_ACCENTS = ("", "#0B4F4B", "#24398F", "#7A1F3D", "#8C510A", "#3B5B1F", "#4B2E83")


class DesignForm(QWidget):
    """The parts of a design. ``edited(CertificateDesign)`` hands over what can be printed.

    ``picture_asked(str)`` wants a file for ``logo`` or ``seal``.
    """

    edited = Signal(object)
    picture_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._design = CertificateDesign()
        self.looks = LookCards(theme)
        self._paper = Segment(theme, (Choice(PaperSize.A4, _("A4")), Choice(PaperSize.LETTER, _("Letter"))))
        self._paper.setObjectName("designPaper")
        self._paper.setAccessibleName(_("Paper"))
        self._colours = {
            "accent": ColourField(theme, _("Accent"), "designAccent", _offered(_ACCENTS)),
            "ink": ColourField(theme, _("Ink"), "designInk", _offered(_INKS)),
        }
        self._colour_hint = Paragraph(theme, role="small", tone="text2")
        self._colour_hint.setObjectName("designColourHint")
        self._texts = {
            "opening": self._box(_("Before the name"), "designOpening", 1, ""),
            "statement": self._box(_("After the name"), "designStatement", 4, _("the programme’s usual sentence")),
            "small_print": self._box(_("At the foot"), "designSmallPrint", 3, _("how it is signed and checked")),
        }
        self._writing = self._texts["statement"]
        self._slots = SlotButtons(theme)
        self._lines = {
            "second_name": self._line(_("Name"), "designSecondName", _("nobody")),
            "second_role": self._line(_("Role"), "designSecondRole", _("such as Chair of the board")),
            "logo_alt": self._line(_("What the logo shows"), "designLogoAlt", _("for those who can’t see it")),
        }
        self.pictures = {
            "logo": PictureField(theme, _("Logo"), "designLogo"),
            "seal": PictureField(theme, _("Seal"), "designSeal"),
        }
        self._criteria = Switch(theme, _("Name the criteria"))
        self._criteria.setObjectName("designCriteria")
        self._criteria_row = _beside(label(_("Name the criteria"), "body", "text2"), self._criteria)
        self._build()
        self._connect()

    def show_design(self, design: CertificateDesign) -> None:
        """Show a design; tells nobody. Fields that somebody writes in keep their cursor."""
        self._design = design
        self.looks.set_current(design.look)
        self._paper.set_current(design.paper)
        for name, colour in self._colours.items():
            colour.show_colour(getattr(design, name))
        fields: dict[str, TextBox | LineField] = {**self._texts, **self._lines}
        for name, field in fields.items():
            if field.text().strip() != getattr(design, name):
                field.show_text(getattr(design, name))
            field.show_wrong("")
        for name, picture in self.pictures.items():
            picture.show_picture(getattr(design, name))
        self._criteria.show_on(on=design.names_criteria)
        self._show_fitting(design)

    def _show_fitting(self, design: CertificateDesign) -> None:
        """Show only what the design has, and what is to know about its colours."""
        self._criteria_row.setVisible(design.look is Look.SIGNAL)
        self._lines["logo_alt"].setVisible(bool(design.logo))
        opening = _("This certifies that") if design.look is Look.LEDGER else _("nothing")
        self._texts["opening"].writing.setPlaceholderText(opening)
        hints = "\n".join(colour_hints(design))
        self._colour_hint.show_text(hints)
        self._colour_hint.setVisible(bool(hints))

    def _change(self, **values: object) -> None:
        design = replace(self._design, **values)  # type: ignore[arg-type]
        if design == self._design:
            return
        self._design = design
        self._show_fitting(design)
        self.edited.emit(design)

    def _on_text(self, name: str, text: str) -> None:
        problem = text_problem(text.strip())
        self._texts[name].show_wrong(" ".join(problem) if problem else "")
        if problem is None:
            self._change(**{name: text.strip()})

    def _remember(self, box: TextBox) -> None:
        """Note which text somebody was writing in, for a slot that is chosen with the keyboard."""
        self._writing = box

    def _insert(self, slot: str) -> None:
        """Write a slot into the text that somebody writes in, or wrote in last."""
        writing = [box for box in self._texts.values() if box.writing.hasFocus()]
        self._writing = writing[0] if writing else self._writing
        self._writing.insert(slot)
        self._writing.setFocus()

    def _box(self, words: str, name: str, rows: int, own: str) -> TextBox:
        """Make a box that says what is printed while it is empty."""
        box = TextBox(self._theme, words, hint=own, rows=rows)
        box.writing.setObjectName(name)
        return box

    def _line(self, words: str, name: str, hint: str) -> LineField:
        made = LineField(self._theme, words, hint=hint)
        made.line.setObjectName(name)
        return made

    def _connect(self) -> None:
        self.looks.chosen.connect(lambda look: self._change(look=look))
        self._paper.chosen.connect(lambda key: self._change(paper=PaperSize(key)))
        self._criteria.toggled.connect(lambda on: self._change(names_criteria=on))
        for name, colour in self._colours.items():
            colour.changed.connect(lambda code, name=name: self._change(**{name: code}))
        for name, box in self._texts.items():
            box.edited.connect(lambda text, name=name: self._on_text(name, text))
            box.done.connect(self.looks.take_focus)
            box.committed.connect(lambda _text, box=box: self._remember(box))
        self._slots.chosen.connect(self._insert)
        for name, one in self._lines.items():
            one.edited.connect(lambda text, name=name: self._change(**{name: text.strip()}))
        for name, picture in self.pictures.items():
            picture.asked.connect(lambda name=name: self.picture_asked.emit(name))
            picture.taken_off.connect(lambda name=name: self._take_off(name))

    def _take_off(self, name: str) -> None:
        self.pictures[name].show_picture(b"")
        self.pictures[name].show_hint("")
        self._change(**{name: b""})
        self.pictures[name].choose.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        parts: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (_("Design"), (self.looks, _beside(label(_("Paper"), "body", "text2"), self._paper), self._criteria_row)),
            (_("Colours"), (self._colours["accent"], self._colours["ink"], self._colour_hint)),
            (_("Logo and seal"), (self.pictures["logo"], self._lines["logo_alt"], self.pictures["seal"])),
            (_("Words"), (*self._texts.values(), self._slots)),
            (_("Beside the signer"), (self._lines["second_name"], self._lines["second_role"])),
        )
        for number, (title, widgets) in enumerate(parts):
            if number:
                column.addWidget(line())
            column.addWidget(label(title, "label"))
            for widget in widgets:
                column.addWidget(widget)


def _beside(words: QWidget, control: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(words)
    row.addStretch(1)
    row.addWidget(control)
    return made


def _offered(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _("Colour") if code else _("The design’s own")) for code in codes)
