"""MarkUs's criteria: a YAML file of criteria by name, or one of the CSVs of its older versions.

A criterion is a rubric with named levels, "flexible" (any mark up to a maximum) or a "checkbox" (all or nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading
from certdesk.core.words import _
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_points import plain, read_points
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.markus_csv import criteria_of, looks_like_csv
from certdesk.rubric_formats.markus_writing import losses, write
from certdesk.rubric_formats.text_encoding import decoded
from certdesk.rubric_formats.yaml_entries import LARGEST, Entries, Entry, read_entries

FORMAT = "markus"
_OLD_LEVEL = re.compile(r"level[_ ]?(\d+)", re.IGNORECASE)
_MOST = re.compile(rb"(?:^\s+|[{,]\s*)[:\"']?max_mark[\"']?\s*:", re.MULTILINE)
_KNOWN = frozenset({"type", "max_mark", "description", "levels", "ta_visible", "peer_visible", "position"})


def markus() -> RubricFormat:
    """Return MarkUs's format."""
    return RubricFormat(FORMAT, _("MarkUs criteria"), ".yml", looks_like, read, write, losses)


def looks_like(source: Source) -> float:
    """Whether it is YAML with maximum marks in it, or one of the old CSVs, which have no names of columns."""
    start = source.data[:65_536].replace(b"\x00", b"")
    if _MOST.search(start) and start.lstrip()[:1] not in {b"<", b"{", b"["}:
        return 0.9
    return looks_like_csv(source)


def read(source: Source, answers: Answers) -> Reading:
    """Read the criteria. Raises RubricError when the file is neither such YAML nor such a CSV."""
    asking = Asking(answers)
    if looks_like_csv(source) > 0:
        criteria = criteria_of(source, asking)
    else:
        if len(source.data) > LARGEST:
            problem = _("{file} is larger than any list of criteria.").format(file=shown(source.name))
            raise RubricError(problem, _("Choose another file."))
        criteria = tuple(_criteria(read_entries(decoded(source.data), source.name), source, asking))
    return reading(FORMAT, source, [FoundRubric("1", "", criteria)], asking)


def _criteria(file: Entry, source: Source, asking: Asking) -> Iterator[FoundCriterion]:
    if not isinstance(file, Entries):
        problem = _("{file} holds no criteria by name.").format(file=shown(source.name))
        raise RubricError(problem, _("Download the criteria once more from MarkUs."))
    for name, value, line in file.pairs:
        place = _("line {number}").format(number=line)
        if not isinstance(value, Entries):
            asking.skipped(place, name, _("It holds nothing that describes a criterion."))
            continue
        dropped = [key for key, _value, _line in value.pairs if _bare(key) not in _KNOWN and not _OLD_LEVEL.match(key)]
        if dropped:
            reason = _("Left out, as CertDesk has no such thing: {names}.")
            asking.skipped(place, name, reason.format(names=shown(", ".join(dropped), 80)))
        kind = _text(value.get("type")).strip().lower()
        levels = _levels(value, (place, name), asking)
        yield _criterion(value, kind or ("rubric" if levels else "flexible"), (place, name, levels), asking)


def _criterion(
    value: Entries, kind: str, found: tuple[str, str, tuple[FoundLevel, ...]], asking: Asking
) -> FoundCriterion:
    place, name, levels = found
    most = _text(value.get("max_mark")).strip()
    ranges = False
    if kind == "checkbox":
        levels = (FoundLevel("0", _("Not met")), FoundLevel(most, _("Met")))
        asking.accepted(place, name, _("A checkbox became a criterion with two levels."))
    elif kind != "rubric":
        if kind != "flexible":
            asking.accepted(place, name, _("“{type}” is no type of MarkUs's.").format(type=shown(kind)))
        levels, ranges = (FoundLevel("0"), FoundLevel(most)), True
        asking.accepted(place, name, _("Any mark up to the highest may be given: it became a range of two levels."))
    _say_another_most(levels, most, (place, name), asking)
    return FoundCriterion(place, name, levels, description=_text(value.get("description")), ranges=ranges)


def _say_another_most(levels: tuple[FoundLevel, ...], most: str, at: tuple[str, str], asking: Asking) -> None:
    marks = [read_points(level.points).value for level in levels]
    highest, told = max((mark for mark in marks if mark is not None), default=None), read_points(most).value
    if highest is not None and told is not None and told != highest:
        reason = _("Its highest mark is given as {most}, but its highest level has {highest}; the levels count.")
        asking.accepted(*at, reason.format(most=plain(told), highest=plain(highest)))


def _levels(value: Entries, at: tuple[str, str], asking: Asking) -> tuple[FoundLevel, ...]:
    levels = value.get("levels")
    if isinstance(levels, Entries):
        named = levels.pairs
        return tuple(_level(name, level) for name, level, _line in named)
    if isinstance(levels, tuple) and levels:
        parts = [level for level in levels if isinstance(level, Entries)]
        return tuple(_level(_text(level.get("name")), level) for level in parts)
    return _old_levels(value, at, asking)


def _level(name: str, level: Entry) -> FoundLevel:
    if not isinstance(level, Entries):
        return FoundLevel("", name, _text(level))
    return FoundLevel(_text(level.get("mark")), name, _text(level.get("description")))


def _old_levels(value: Entries, at: tuple[str, str], asking: Asking) -> tuple[FoundLevel, ...]:
    """Read ``level_0`` to ``level_4``, whose marks are fractions of the highest mark where they aren't given."""
    old = [
        (int(match[1]), level)
        for name, level, _line in value.pairs
        if (match := _OLD_LEVEL.match(name)) and isinstance(level, Entries) and len(match[1]) < 3
    ]
    if not old:
        return ()
    most = read_points(_text(value.get("max_mark"))).value
    highest = max(4, *(number for number, _level in old))
    found: list[FoundLevel] = []
    counted = False
    for number, level in old:
        mark, name, text = (_text(level.get(field)) for field in ("mark", "name", "description"))
        if not name and not text:
            continue
        if not mark and most is not None:
            mark, counted = plain(most * number / highest), True
        found.append(FoundLevel(mark, name, text))
    if counted:
        reason = _(
            "Its levels have no marks of their own; they are spread evenly up to the highest mark, as in MarkUs."
        )
        asking.accepted(*at, reason)
    return tuple(found)


def _bare(key: str) -> str:
    return key.strip().lstrip(":").lower()


def _text(value: Entry) -> str:
    return value if isinstance(value, str) else ""
