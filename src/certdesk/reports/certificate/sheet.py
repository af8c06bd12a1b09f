"""What every design works with: the words, the colours, the page, and text that is as large as it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from certdesk.core.certificate_colours import channels, mixed
from certdesk.core.certificate_design import CertificateDesign, Palette
from certdesk.core.documents import CertificateText
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.reports.certificate.wording import Wording
from certdesk.reports.paper import Paper
from certdesk.reports.tagged.blocks import Paragraph, paragraph
from certdesk.reports.tagged.boxes import Cell, Row
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.bidi import line_level, runs_right_to_left
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Colour, Span, Style, make_words
from certdesk.reports.text.tidy import clean

Sizes = Sequence[tuple[float, int]]
"""Sizes of type to try, largest first, each with the most lines that it may take."""
_CLOSE_ENOUGH = 2.0  # points


@dataclass(frozen=True, slots=True)
class Layout:
    """A page that was laid out: whether all of it has room, and how it is drawn."""

    fits: bool
    draw: Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One try at a certificate. ``scale`` under 1 sets everything smaller, for texts that are very long."""

    text: CertificateText
    design: CertificateDesign
    palette: Palette
    wording: Wording
    paper: Paper
    digest: bytes
    scale: float = 1.0
    root: Node = field(default_factory=lambda: Node("Document"))

    @property
    def rtl(self) -> bool:
        """Whether the page runs from right to left."""
        return runs_right_to_left(self.text.language)

    @property
    def start(self) -> Align:
        """The side at which lines begin."""
        return Align.RIGHT if self.rtl else Align.LEFT

    @property
    def ink(self) -> Colour:
        """The colour of text."""
        return channels(self.palette.ink)

    @property
    def quiet(self) -> Colour:
        """The colour of what is less important, still well readable."""
        return channels(mixed(self.palette.ink, self.palette.ground, 0.26))

    @property
    def hair(self) -> Colour:
        """The colour of fine lines."""
        return channels(mixed(self.palette.ink, self.palette.ground, 0.66))

    @property
    def faint(self) -> Colour:
        """The colour of lines that only divide."""
        return channels(mixed(self.palette.ink, self.palette.ground, 0.84))

    @property
    def accent(self) -> Colour:
        """The accent as words are written in it."""
        return channels(self.palette.accent_text)

    def place(self, x: float, wide: float) -> float:
        """Return where something ``wide`` stands that is ``x`` from the side where lines begin."""
        return self.paper.width - x - wide if self.rtl else x

    def at_start(self, block: Paragraph, width: float) -> Row:
        """Let a paragraph that is narrower than its column stand at the side where lines begin."""
        return Row((Cell(width - block.width if self.rtl else 0.0, block),))

    def style(self, family: Family, size: float, leading: float, colour: Colour | None = None) -> Style:
        """Make a style in the language of the certificate, in its ink unless a colour is given."""
        scale = self.scale
        return Style(family, size * scale, leading * scale, colour or self.ink, self.text.language)

    def set(
        self, node: Node, text: str | Iterable[Span], style: Style, width: float, align: Align | None = None
    ) -> Paragraph:
        """Set a paragraph at the side where lines begin, or centred."""
        return paragraph(node, text, style, width, self.start if align is None else align)

    def fitted(
        self, node: Node, text: str, style: Style, sizes: Sizes, width: float, align: Align | None = None
    ) -> Paragraph:
        """Set a text as large as it fits without breaking a word; the last size takes all the lines it needs.

        Of ``style``, the size is left aside and leading and tracking are shares of the size.
        """
        for size, most in sizes:
            points = size * self.scale
            tried = replace(style, size=points, leading=style.leading * points, tracking=style.tracking * points)
            widest = widest_word(text, tried)
            block = self.set(node, text, tried, width, align)
            if len(block.lines) <= most and widest <= width:
                break
        return self._evened(block, text, max(widest, width / len(block.lines)))

    def _evened(self, block: Paragraph, text: str, narrow: float) -> Paragraph:
        """Make lines of about the same length, as few as there are, no word of which is broken for it."""
        wide = block.width
        while len(block.lines) > 1 and wide - narrow > _CLOSE_ENOUGH:
            middle = (narrow + wide) / 2
            tried = paragraph(block.node, text, block.style, middle, block.align)
            if len(tried.lines) == len(block.lines):
                wide, block = middle, replace(tried, width=block.width)
            else:
                narrow = middle
        return block


def too_long(holder: str) -> CertDeskError:
    """Make the error that says that a page has no room for its words."""
    return CertDeskError(
        _("The certificate of {holder} has more words than fit on its page.").format(holder=holder),
        _("Shorten the statement, the small print or the names of programme and certificate."),
    )


def shares(sheet: Sheet, family: Family, leading: float, colour: Colour | None = None, tracking: float = 0.0) -> Style:
    """Make a style for `Sheet.fitted`: leading and tracking are shares of the size that is found."""
    return Style(family, 1.0, leading, colour or sheet.ink, sheet.text.language, tracking=tracking)


def widest_word(text: str, style: Style) -> float:
    """Return the width of the widest word of a text in points."""
    words = make_words([Span(clean(text), style)], line_level(text, style.language))
    return max((sum(run.width for run in word if not run.blank) for word in words), default=0.0)
