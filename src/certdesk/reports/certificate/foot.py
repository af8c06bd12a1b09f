"""The foot of a page that has no band: signers over the small print, and beside both the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certdesk.core.certificate_colours import channels
from certdesk.reports.certificate.code import code_figure, code_side, draw_code, quiet_side
from certdesk.reports.certificate.sheet import Sheet
from certdesk.reports.certificate.signers import Signers, signers
from certdesk.reports.certificate.smaller import SmallPrint, small_print
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family

_BETWEEN = 24.0  # two signers
_BESIDE = 18.0  # words and code
_LEAST, _ALONE = 9.0, 12.0  # between names and small print, beside a code and without one


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the lower end of a page; ``side`` is the code's width without its white border.

    The code reaches from the line for the first signature down to the last line of the small print.
    """

    sheet: Sheet
    signers: Signers
    small: SmallPrint
    code: Node | None
    side: float
    margin: float

    @property
    def height(self) -> float:
        """The height from the room for signatures to the last baseline."""
        return self.signers.room + max(self.side, self._words + (_LEAST if self.code else _ALONE))

    @property
    def _words(self) -> float:
        return self.signers.height - self.signers.room + self.small.to_baseline

    def draw(self, pen: Pen, end: float) -> None:
        """Draw it with its last baseline at ``end``."""
        sheet = self.sheet
        self.signers.draw(pen, self.margin, end - self.height)
        x = sheet.place(self.margin, self.small.width)
        self.small.draw(pen, x, end - self.small.to_baseline)
        if self.code is not None:
            # The white border hangs out of the measure: what is seen of the code lines up with the rest.
            quiet = quiet_side(sheet.text.code)
            whole = self.side + 2 * quiet
            x = sheet.place(sheet.paper.width - self.margin - self.side - quiet, whole)
            draw_code(pen, self.code, sheet.text.code, (x, end - self.side - quiet), channels(sheet.palette.ground))


def foot_of(sheet: Sheet, margin: float, *, signed: bool, facts: bool, extra: Sequence[str] = ()) -> Foot:
    """Set the foot within margins of so many points; ``signed`` and ``facts`` as in `signers` and `small_print`."""
    whole = sheet.paper.width - 2 * margin
    side = code_side(sheet.text.code) - 2 * quiet_side(sheet.text.code)
    beside = whole - side - _BESIDE if side else whole
    two = bool(sheet.design.second_name or sheet.design.second_role)
    each = (beside - _BETWEEN) / 2 if two else min(beside, whole * 0.46)
    people = signers(sheet, each, _BETWEEN, (Family.SERIF, Family.SERIF), signed=signed)
    small = small_print(sheet, beside, facts=facts, extra=extra)
    code = code_figure(sheet.root, sheet.text.serial) if side else None
    return Foot(sheet, people, small, code, side, margin)
