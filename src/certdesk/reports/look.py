"""Colours and type of printed documents, as the design tokens say, and which way a document's language runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.boxes import Cell, Row
from certdesk.reports.text.bidi import runs_right_to_left
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Colour, Style


def ink(code: str) -> Colour:
    """Turn a colour token such as ``#1E1D1A`` into red, green and blue from 0 to 1."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


TEXT, TEXT2, TEXT3 = ink("#1E1D1A"), ink("#55524B"), ink("#69655D")
LINE, CONTROL, WARM = ink("#E4E1DA"), ink("#8B877D"), ink("#F7F6F3")
SUNKEN, ACCENT = ink("#F2F0EB"), ink("#3050C8")
OK, BAD, WARN = ink("#1B7247"), ink("#B3261E"), ink("#855000")
OK_SOFT, WARN_SOFT, BAD_SOFT = ink("#E6F3EB"), ink("#FCF1DC"), ink("#FBEAE8")
OK_LINE, WARN_LINE, BAD_LINE = ink("#B5DAC4"), ink("#EBCF9A"), ink("#EFC0BB")
PAPER, INK = ink("#FFFFFF"), ink("#000000")
TEAL, TEAL_SOFT, TEAL_DEEP, TEAL_TEXT = ink("#2B7F78"), ink("#E3F1EF"), ink("#0B4F4B"), ink("#1E6C66")
AMBER, AMBER_SOFT, AMBER_TEXT = ink("#B27B16"), ink("#FBF2DF"), ink("#7A5200")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a feedback report."""

    body: Style
    strong: Style
    label: Style
    medium: Style
    quiet: Style
    small: Style
    title: Style
    heading: Style
    result: Style
    numeral: Style


def styles(language: str, density: float = 1.0) -> Styles:
    """Make the styles for a language; ``density`` under 1 sets smaller and tighter."""
    body = Style(Family.BODY, 9.5 * density, 14 * density, TEXT, language)
    return Styles(
        body=body,
        strong=replace(body, family=Family.STRONG),
        label=replace(body, family=Family.STRONG, even=True),
        medium=replace(body, family=Family.MEDIUM, colour=TEXT2),
        quiet=replace(body, colour=TEXT3),
        small=replace(body, size=8.25 * density, leading=11.5 * density, colour=TEXT3),
        title=Style(Family.SERIF_BOLD, 21, 28, TEXT, language, even=True),
        heading=Style(Family.SERIF_BOLD, 12.5, 18, TEXT, language),
        result=Style(Family.SERIF_BOLD, 20, 28, TEAL_DEEP, language, even=True),
        numeral=Style(Family.SERIF_BOLD, 17, 20, ACCENT, language),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every part of a document needs to know: language, width of the text, styles, height of pictures (or 0)."""

    language: str
    width: float
    styles: Styles
    picture_height: float

    @property
    def rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return runs_right_to_left(self.language)

    @property
    def start(self) -> Align:
        """The side at which lines begin."""
        return Align.RIGHT if self.rtl else Align.LEFT

    @property
    def end(self) -> Align:
        """The side at which lines end."""
        return Align.LEFT if self.rtl else Align.RIGHT

    def beside(self, *parts: tuple[float, float, Block], within: float | None = None, whole_below: float = 0) -> Row:
        """Put blocks side by side: each with its distance from the side where lines begin, and its width."""
        width = self.width if within is None else within
        cells = [Cell(width - x - wide if self.rtl else x, block) for x, wide, block in parts]
        return Row(tuple(cells), whole_below)
