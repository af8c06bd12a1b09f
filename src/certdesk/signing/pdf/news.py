"""What a register says about one file and about the award that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.signing.trust import ProgrammeTrust, RegisterView, Trust

_PAPERS = frozenset({Deed.ISSUED, Deed.REPORTED, Deed.RELEASED})


@dataclass(frozen=True, slots=True)
class News:
    """``entry`` is the line that holds this very file; ``others`` hold another file with the same serial.

    ``view`` is the register that was asked, None if there is none to ask. ``withdrawn`` and ``successor`` are about
    the award itself, whichever file shows it.
    """

    view: RegisterView | None = None
    entry: RegisterEvent | None = None
    others: tuple[RegisterEvent, ...] = ()
    withdrawn: RegisterEvent | None = None
    successor: RegisterEvent | None = None

    @property
    def serial(self) -> str:
        """The serial under which the register knows this file."""
        return self.entry.serial if self.entry else ""


def news_of(sha256: str, serial: str, views: Iterable[RegisterView]) -> News:
    """Ask ``views`` for the file with this SHA-256, or else for ``serial`` as the document names it."""
    there = tuple(views)
    for view in there:
        entry = next((each for each in view.events if each.pdf == sha256 and each.deed in _PAPERS), None)
        if entry is not None:
            return _about(view, entry.serial, sha256, entry)
    for view in there:
        if serial and any(each.serial == serial for each in view.events):
            return _about(view, serial, sha256, None)
    return News(max(there, key=lambda view: view.as_of, default=None))


def registers_of(trust: Trust, programmes: Sequence[ProgrammeTrust]) -> tuple[RegisterView, ...]:
    """Return the registers to ask: those of ``programmes``, or without any the ones of this desk's own people."""
    views = tuple(each.register for each in programmes if each.register is not None)
    return views if programmes else trust.own_registers


def _about(view: RegisterView, serial: str, sha256: str, entry: RegisterEvent | None) -> News:
    same = [each for each in view.events if each.serial == serial]
    withdrawn = next((each for each in reversed(same) if each.deed is Deed.WITHDRAWN), None)
    later = (each for each in view.events if serial and each.replaces == serial and each.deed is Deed.ISSUED)
    others = tuple(each for each in same if each.deed is Deed.ISSUED and each.pdf and each.pdf != sha256)
    return News(view, entry, others, withdrawn, next(later, None))
