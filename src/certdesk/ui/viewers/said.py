"""What is said when: looking things up in a transcript."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from certdesk.evidence.replies import Cue

_AT_ONCE = 4
"""So many cues may be shown at the same moment; more are a damaged file."""


class Said:
    """The cues of a recording in order of time."""

    def __init__(self, cues: Sequence[Cue] = ()) -> None:
        self.cues = tuple(sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)))
        self._starts = [cue.start_ms for cue in self.cues]

    def number_at(self, position: int) -> int | None:
        """Return the cue that is said, or the last one said before; None before the first."""
        number = bisect_right(self._starts, position) - 1
        return number if number >= 0 else None

    def words_at(self, position: int) -> str:
        """Return what is to be read on the picture now, one cue to a line."""
        last = bisect_right(self._starts, position)
        now = [cue.text for cue in self.cues[max(0, last - _AT_ONCE) : last] if cue.end_ms > position]
        return "\n".join(now)

    def with_words(self, needle: str) -> tuple[int, ...]:
        """Return the cues in which words stand, whatever their case."""
        wanted = " ".join(needle.split()).casefold()
        if not wanted:
            return ()
        return tuple(
            number for number, cue in enumerate(self.cues) if wanted in f"{cue.speaker} {_on_one_line(cue)}".casefold()
        )


def line_of(cue: Cue) -> str:
    """Return a cue as one line of a transcript, with who says it."""
    words = _on_one_line(cue)
    return f"{cue.speaker}: {words}" if cue.speaker else words


def _on_one_line(cue: Cue) -> str:
    return " ".join(cue.text.split())
