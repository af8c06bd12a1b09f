"""What a cell of a table or a row of a list shows, as a value that item models hand out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from certdesk.core.marks import Mark
from certdesk.core.rubric import Scale

CELL = int(Qt.ItemDataRole.UserRole) + 100
"""The role under which a model returns a `Cell`; its ``DisplayRole`` says the same in words, for screen readers."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, and what stands around them. What is empty is not drawn.

    ``rest`` follows in a lighter colour; ``below`` is a second, smaller line; ``chip`` is the kind of chip that the
    words stand in; ``share`` 0.0 to 1.0 draws a bar; ``marks`` draw discs, each on the scale at
    its place, and leave a gap at None; ``trailing`` stands at the far end.
    """

    words: str = ""
    rest: str = ""
    below: str = ""
    tone: str = "text"
    weight: int = 400
    icon: str = ""
    icon_tone: str = ""
    chip: str = ""
    right: bool = False
    share: float | None = None
    marks: tuple[Mark | None, ...] = ()
    scales: tuple[Scale | None, ...] = ()
    picture: QPixmap | None = None
    trailing: str = ""
    trailing_icon: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; ``codes`` stand above the discs of a column of marks."""

    words: str = ""
    right: bool = False
    codes: tuple[str, ...] = ()


def cell_of(index: Index) -> Cell:
    """Return the cell of an index, or its words alone when the model gives no cell."""
    found = index.data(CELL)
    return found if isinstance(found, Cell) else Cell(str(index.data() or ""))


DISC = 14
_CLOSEST = 16


def marks_pitch(count: int, room: float = 0.0, scale: float = 1.0) -> float:
    """Return the distance in px between discs of a row, so that the codes above them have room.

    With ``room`` in px they come closer together where they would not all fit, but never touch; ``scale`` is that of
    the text.
    """
    wanted = (20 if count < 10 else 26) * scale
    if not room or count < 2:
        return wanted
    return max(_CLOSEST * scale, min(wanted, (room - DISC * scale) / (count - 1)))


def marks_width(count: int, *, codes: bool) -> int:
    """Return the width in px at 100 % that so many discs want, with their codes above them or alone."""
    pitch = (20 if count < 10 else 22) if codes else (20 if count < 10 else _CLOSEST)
    return pitch * max(0, count - 1) + DISC + (6 if codes else 0)
