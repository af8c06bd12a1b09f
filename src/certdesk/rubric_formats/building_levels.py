"""The levels of one criterion with exact values, lowest first; what is not clear about them is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import Points, plain, read_points
from certdesk.rubric_formats.building_questions import SKIP, Asking, choices
from certdesk.rubric_formats.building_spans import EACH, HIGHER, LOWER, RANGE
from certdesk.rubric_formats.building_text import clean, one_line
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel

MOST_LEVELS = 50
RISING, FALLING = "rising", "falling"
_HUNDREDTH = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class ValuedLevel:
    """A level that has its value. ``down_to`` is the lower end where it stands for a range."""

    value: Fraction
    label: str
    text: str
    source_id: str = ""
    down_to: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What is asked once for all criteria: how levels without points stand, or nothing, and what spans mean."""

    order: str = ""
    spans: Question | None = None


def valued(criterion: FoundCriterion, key: str, shared: Shared, asking: Asking) -> tuple[ValuedLevel, ...]:
    """Return the levels from the lowest to the highest, each value once; ``key`` begins the ids of questions."""
    levels = criterion.levels[:MOST_LEVELS]
    if len(levels) < len(criterion.levels):
        reason = _("Only the first {count} levels are taken.").format(count=MOST_LEVELS)
        asking.skipped(criterion.place, criterion.title, reason)
    if not any(level.points.strip() for level in levels):
        return _counted(levels, shared.order)
    found: list[ValuedLevel] = []
    for number, level in enumerate(levels, start=1):
        here = level.key or f"{key}.{number}"
        one = _with_value(criterion, level, (here, shared.spans), asking)
        if one is not None:
            _add(found, one, (criterion, here), asking)
    return _down_to_the_lowest(criterion, sorted(found, key=lambda level: level.value), asking)


def _counted(levels: tuple[FoundLevel, ...], order: str) -> tuple[ValuedLevel, ...]:
    if not order:
        return ()
    rising = levels if order == RISING else tuple(reversed(levels))
    return tuple(_level(Fraction(number), level) for number, level in enumerate(rising, start=1))


def _level(value: Fraction, level: FoundLevel, down_to: Fraction | None = None) -> ValuedLevel:
    return ValuedLevel(value, one_line(level.label), clean(level.text), level.source_id, down_to)


def _with_value(
    criterion: FoundCriterion, level: FoundLevel, asked: tuple[str, Question | None], asking: Asking
) -> ValuedLevel | None:
    key, spans = asked
    points = read_points(level.points)
    if points.value is not None and points.value >= 0:
        return _level(points.value, level)
    question = _question_of_points(level, points, f"{key}.points")
    written = level.points or level.label
    what = f"{one_line(criterion.title)}: {written}" if criterion.title.strip() else written
    of_all = spans if points.is_range and not asking.answer(question) else None
    answer = asking.ask(criterion.place, criterion.title, of_all) if of_all else EACH
    if answer == EACH:
        answer = asking.ask(_place(criterion, level), what, question)
    if answer in {"", SKIP}:
        return None
    if answer in {LOWER, HIGHER}:
        return _level(min(points.possible) if answer == LOWER else max(points.possible), level)
    if answer == RANGE:
        return _level(max(points.possible), level, min(points.possible))
    given = read_points(answer)
    if given.value is None:
        asking.ask_again(question)
        return None
    return _level(given.value, level)


def _question_of_points(level: FoundLevel, points: Points, id_: str) -> Question:
    offered = [(plain(value), plain(value)) for value in points.possible]
    if points.value is not None:
        text = _("“{points}” is less than nothing. How many points is this level worth?")
        offered = [("0", "0"), (plain(points.value), plain(points.value))]
    elif not level.points.strip():
        text = _("Level “{label}” has no points. How many is it worth?")
    else:
        text = _("“{points}” is not one number. How many points is this level worth?")
    if points.is_range:
        ends = {"low": plain(min(points.possible)), "high": plain(max(points.possible))}
        offered.append((RANGE, _("Any points from {low} to {high}").format(**ends)))
    offered.append((SKIP, _("Leave this level out")))
    shown = text.format(points=one_line(level.points, 60), label=one_line(level.label, 60))
    return Question(id_, shown, choices(*offered), free=True)


def _add(found: list[ValuedLevel], one: ValuedLevel, at: tuple[FoundCriterion, str], asking: Asking) -> None:
    """Add a level, or ask what to do when there is one with its points already."""
    same = next((n for n, level in enumerate(found) if level.value == one.value), None)
    if same is None:
        found.append(one)
        return
    criterion, key = at
    other = found[same]
    text = _("“{one}” and “{other}” are both worth {points}. One level has to be above the other.")
    question = Question(
        f"{key}.same",
        text.format(one=one.label or one.text[:40], other=other.label or other.text[:40], points=plain(one.value)),
        choices(
            ("join", _("Join them to one level")),
            ("above", _("Put “{one}” a hundredth above").format(one=one.label or one.text[:40])),
            ("below", _("Put “{one}” a hundredth below").format(one=one.label or one.text[:40])),
            (SKIP, _("Leave “{one}” out").format(one=one.label or one.text[:40])),
        ),
    )
    answer = asking.ask(criterion.place, one.label or one.text, question)
    if answer == "join":
        found[same] = _joined(other, one)
    elif answer in {"above", "below"}:
        step = _HUNDREDTH if answer == "above" else -_HUNDREDTH
        value = one.value
        while any(level.value == value for level in found):
            value += step
        found.append(replace(one, value=value))


def _joined(first: ValuedLevel, second: ValuedLevel) -> ValuedLevel:
    labels = tuple(dict.fromkeys(label for label in (first.label, second.label) if label))
    texts = tuple(dict.fromkeys(text for text in (first.text, second.text) if text))
    return replace(first, label=" / ".join(labels), text="\n\n".join(texts))


def _down_to_the_lowest(
    criterion: FoundCriterion, levels: list[ValuedLevel], asking: Asking
) -> tuple[ValuedLevel, ...]:
    """Give a lowest range its lower end as a level of its own, or nobody could give those points."""
    lowest = levels[0] if levels else None
    if lowest is None or lowest.down_to is None:
        return tuple(levels)
    reason = _("The lowest level goes down to {low}, so a level at {low} was added.")
    asking.accepted(criterion.place, lowest.label or criterion.title, reason.format(low=plain(lowest.down_to)))
    return (replace(lowest, value=lowest.down_to, down_to=None, source_id=""), *levels)


def _place(criterion: FoundCriterion, level: FoundLevel) -> str:
    name = one_line(level.label, 60)
    return _("{place}, level {name}").format(place=criterion.place, name=name) if name else criterion.place
