"""How a programme's certificates look and what they say, as far as a coordinator may choose it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    ``logo`` and ``seal`` are PNG, JPEG or SVG files as they were chosen, or empty. ``second_name`` and ``second_role``
    name who stands beside the signer on paper, such as the chair of the board.
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
