"""A repair that is offered, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import Recipe, Rotate, Smaller, Trim
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair that is offered for an item. ``most_ms`` is how long a recording may be, ``hidden`` what would go."""

    item: EvidenceItem
    steps: tuple[Recipe, ...]
    hidden: tuple[str, ...] = ()
    stays: str = ""
    most_ms: int = 0
    new_name: str = ""
    """What its file would be called; then there are no steps."""
    refusal: str = ""
    """Why it can't be done; empty where it can."""


def turn_words() -> tuple[str, str, str]:
    """Name the turns by a quarter, a half and three quarters."""
    return _("Right"), _("Upside down"), _("Left")


def title_of(step: Recipe | None) -> str:
    """Return what stands above a repair."""
    match step:
        case None:
            return _("Rename")
        case Rotate():
            return _("Turn")
        case Trim():
            return _("Cut to a span")
        case Smaller():
            return _("Make smaller")
    return _("Take out place and author")


def verb_of(step: Recipe | None) -> str:
    """Return what the button says that does it."""
    match step:
        case None:
            return _("Rename it")
        case Rotate():
            return _("Turn it")
        case Trim():
            return _("Cut it")
        case Smaller():
            return _("Make it smaller")
    return _("Take it out")


def told(offer: Offer, pages: tuple[int, ...]) -> str:
    """Say in sentences what would be done; ``pages`` are those that would be turned, none for all."""
    match offer.steps[0] if offer.steps else None:
        case None:
            text = _("“{old}” becomes “{new}”. What is in it, and its title, stay.")
            return text.format(old=shown(offer.item.file_name), new=offer.new_name)
        case Rotate():
            text = _("Only what lies wrongly is turned: pages {pages}.")
            whole = _("Nothing of it is lost: it is only shown the other way round.")
            return text.format(pages=", ".join(map(str, pages))) if pages else whole
        case Trim():
            return _("The rest goes from the copy that assessors see. Choose what shows most, without a break.")
        case Smaller(height=height):
            text = _(
                "It takes {size} now. The copy has {height} lines, as a television picture: faces and a board can still"
                " be made out, and it takes a tenth to a third. That may take as long as the video plays."
            )
            return text.format(size=size_words(offer.item.size), height=height)
    gone = _("What goes: {what}.").format(what=", ".join(offer.hidden)) if offer.hidden else ""
    return " ".join(part for part in (gone, _("Nothing that you see in it changes."), offer.stays) if part)
