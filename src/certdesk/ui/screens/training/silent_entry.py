"""What one member chooses, criterion by criterion, without anything on the screen that says what."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.marks import LevelGiven, Mark, NotObserved
from certdesk.core.rubric import Criterion, Rubric, Scale

HALF = Fraction(1, 2)


class SilentEntry:
    """The choices of one member until they are kept. A press of a key that is no level changes nothing."""

    def __init__(self, rubric: Rubric, criteria: tuple[str, ...], member: str) -> None:
        self._rubric = rubric
        self._criteria = criteria
        self._marks: list[Mark] = []
        self._half = False
        self.member = member

    @property
    def place(self) -> int:
        """How many criteria have a choice: the one that comes next has this place."""
        return len(self._marks)

    @property
    def count(self) -> int:
        """How many criteria there are."""
        return len(self._criteria)

    @property
    def done(self) -> bool:
        """Whether everything is chosen."""
        return self.place == self.count

    @property
    def criterion(self) -> Criterion:
        """The criterion that is chosen for now; the last one when all is chosen."""
        return self._rubric.criterion(self._criteria[min(self.place, self.count - 1)])

    @property
    def scale(self) -> Scale:
        """The scale of that criterion."""
        return self._rubric.scale_of(self.criterion)

    def marks(self) -> dict[str, Mark]:
        """Return what was chosen, by criterion."""
        return dict(zip(self._criteria, self._marks, strict=False))

    def begin_half(self) -> None:
        """Let the next digit mean half a level more, where the rubric has half levels."""
        self._half = not self.done and self.scale.half_levels

    def choose(self, digit: int) -> bool:
        """Choose a level and go on; False where the criterion has no such level."""
        value = Fraction(digit) + (HALF if self._half else 0)
        self._half = False
        if self.done or not self.scale.allows(value):
            return False
        self._marks.append(LevelGiven(value))
        return True

    def not_observed(self) -> bool:
        """Choose that it was not observed, and go on."""
        if self.done:
            return False
        self._marks.append(NotObserved())
        return True

    def back(self) -> None:
        """Take the last choice back."""
        self._half = False
        if self._marks:
            self._marks.pop()
