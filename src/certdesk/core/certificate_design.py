"""How a programme's certificates look and what they say, as far as a coordinator may choose it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.certificate_colours import WHITE, contrast, is_colour, readable
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _


class Look(StrEnum):
    """The three designs."""

    LEDGER = "ledger"
    SIGNAL = "signal"
    FIELD = "field"


class PaperSize(StrEnum):
    """The paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class CertificateDesign:
    """Colours are ``#RRGGBB`` or empty for the design's own; texts may hold slots such as ``{holder}``.

    ``logo`` and ``seal`` are PNG or JPEG files, or empty. ``second_name`` and ``second_role`` name who stands beside
    the signer on paper, such as the chair of the board.
    """

    look: Look = Look.LEDGER
    paper: PaperSize = PaperSize.A4
    ink: str = ""
    accent: str = ""
    opening: str = ""
    statement: str = ""
    small_print: str = ""
    second_name: str = ""
    second_role: str = ""
    names_criteria: bool = True
    logo: bytes = b""
    logo_alt: str = ""
    seal: bytes = b""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look: paper, text, accent as it is filled, and accent as it is written on the paper."""

    ground: str
    ink: str
    accent: str
    accent_text: str


_OWN: dict[Look, tuple[str, str, str]] = {
    Look.LEDGER: ("#FFFEFB", "#23221F", "#0B4F4B"),
    Look.SIGNAL: ("#FFFFFF", "#1E1D1A", "#24398F"),
    Look.FIELD: ("#FBF7EF", "#2A241B", "#0B4F4B"),
}


def palette_of(design: CertificateDesign) -> Palette:
    """Return the colours that are printed: those chosen, made darker where words could not be read in them."""
    ground, ink, accent = _OWN[design.look]
    accent = design.accent or accent
    if design.look is Look.SIGNAL:
        accent = readable(accent, WHITE)  # white words stand on it
    return Palette(ground, readable(design.ink or ink, ground), accent, readable(accent, ground))


def colour_hints(design: CertificateDesign) -> tuple[str, ...]:
    """Say which chosen colours are printed darker than they were chosen, and why."""
    ground = _OWN[design.look][0]
    told = []
    for code, name in ((design.ink, _("Ink")), (design.accent, _("Accent"))):
        if code and readable(code, ground) != code:
            text = _("{name} {code} is hard to read on this paper ({ratio} to 1). It prints as {darker}.")
            ratio = f"{contrast(code, ground):.1f}"
            told.append(text.format(name=name, code=code, ratio=ratio, darker=readable(code, ground)))
    return tuple(told)


def must_be_colours(design: CertificateDesign) -> None:
    """Raise `CertDeskError` unless both colours are empty or written as ``#RRGGBB``."""
    for code in (design.ink, design.accent):
        if code and not is_colour(code):
            text = _("{code} is not a colour.").format(code=code)
            raise CertDeskError(text, _("Write it as # and six digits, such as #0B4F4B."))
