"""Pictures of moments of films, several of a film at a time: beginning with a film costs more than a picture of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from certdesk.actions.evidence_pictures import PictureOrder
from certdesk.core.annotations import TimeSpan
from certdesk.core.errors import CertDeskError
from certdesk.evidence.film.taking import LARGEST, Still, take_stills

_FINE = 1920
"""The longer side in px of a film's picture of which only a part is shown."""
_TOGETHER = 8
"""Of more moments than these, only pictures near by would be taken."""
_MOST_KEPT = 16
_Wanted = tuple[Path, int, int]
"""The film, the longer side of the picture in px, and the moment in ms."""


class Moments:
    """Takes the pictures with which spans begin; ``orders`` are those that will probably be drawn, in their order."""

    def __init__(self, orders: Iterable[PictureOrder]) -> None:
        spans = [(order.path, order.anchor) for order in orders if not order.still]
        self._later = [_wanted(path, anchor) for path, anchor in spans if isinstance(anchor, TimeSpan)]
        self._taken: dict[_Wanted, Still] = {}

    def still(self, film: Path, span: TimeSpan) -> Still | None:
        """Return the picture of a film with which a span begins, or None where there is none."""
        wanted = _wanted(film, span)
        if wanted not in self._taken:
            self._take(wanted)
        return self._taken.get(wanted)

    def _take(self, wanted: _Wanted) -> None:
        """Take this picture, and those of the same film that come after it."""
        film, largest, moment = wanted
        if wanted in self._later:
            del self._later[: self._later.index(wanted)]
        others = [later[2] for later in self._later if later[:2] == wanted[:2] and later not in self._taken]
        # The one that is wanted comes first: a film that takes too long has then been tried for as long as ever.
        times = list(dict.fromkeys((moment, *others)))[:_TOGETHER]
        try:
            stills = take_stills(film, times, largest)
        except CertDeskError:
            return  # the evidence itself is gone, which signing and `check` tell
        if len(self._taken) > _MOST_KEPT - _TOGETHER:
            self._taken.clear()
        self._taken |= {(film, largest, times[still.number]): still for still in stills if still.number < len(times)}


def _wanted(film: Path, span: TimeSpan) -> _Wanted:
    return film, _FINE if span.region else LARGEST, span.start_ms
