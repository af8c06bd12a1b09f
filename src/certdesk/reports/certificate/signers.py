"""Who signs: a line for each, the names under them, and over the first the field of the electronic signature."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.words import _
from certdesk.reports.certificate.sheet import Sheet, shares
from certdesk.reports.certificate.wording import role_in_words
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family

SIGNATURE_FIELD = "CertDesk.Lead"

_ROOM, _UNDER_LINE = 38.0, 5.0
_NAMES = ((12.0, 1), (11.0, 2), (9.5, 2), (8.5, 4))
_ROLES = ((10.5, 1), (9.5, 2), (8.5, 4))


@dataclass(frozen=True, slots=True)
class Signers:
    """The lines for one or two people, each ``width`` points wide and ``gap`` apart."""

    sheet: Sheet
    people: tuple[Stack, ...]
    form: Node | None
    width: float
    gap: float

    @property
    def room(self) -> float:
        """The height above the lines, for ink."""
        return _ROOM * self.sheet.scale

    @property
    def height(self) -> float:
        """The height with names."""
        return self.room + _UNDER_LINE + max(person.height for person in self.people)

    def draw(self, pen: Pen, side: float, y: float) -> None:
        """Draw them beside each other, the first ``side`` points from where lines begin."""
        line = y + self.room
        for number, person in enumerate(self.people):
            x = self.sheet.place(side + number * (self.width + self.gap), self.width)
            with pen.artifact():
                pen.line((x, line), (x + self.width, line), self.sheet.hair)
            person.draw(pen, x, line + _UNDER_LINE)
        if self.form is not None:
            label = str(self.form.attributes["Alt"])
            size = (self.width, self.room + _UNDER_LINE + self.people[0].height)
            corner = (self.sheet.place(side, self.width), y)
            pen.field(self.form, SIGNATURE_FIELD, corner, size, label=label, locks=False)


def signers(sheet: Sheet, width: float, gap: float, families: tuple[Family, Family], *, signed: bool) -> Signers:
    """Set the signer, and beside them the second person of the design; ``signed`` puts a field over the first."""
    text, design = sheet.text, sheet.design
    people = [_person(sheet, text.signer.name, role_in_words(text.signer.role), width, families)]
    form = sheet.root.child("Form", Alt=_("Signature of {name}").format(name=text.signer.name)) if signed else None
    if design.second_name or design.second_role:
        people.append(_person(sheet, design.second_name, design.second_role, width, families))
    return Signers(sheet, tuple(people), form, width, gap)


def _person(sheet: Sheet, name: str, role: str, width: float, families: tuple[Family, Family]) -> Stack:
    lines = []
    said = ((name, families[0], _NAMES, sheet.ink), (role, families[1], _ROLES, sheet.quiet))
    for words, family, sizes, colour in said:
        if words:
            lines.append(sheet.fitted(sheet.root.child("P"), words, shares(sheet, family, 1.42, colour), sizes, width))
    return Stack(tuple(lines))
