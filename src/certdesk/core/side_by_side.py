"""Two versions of a rubric set side by side, in groups that people read one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.differences import Difference, DifferenceKind, number
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.sentences import sentence
from certdesk.core.tokens import in_words
from certdesk.core.wordings import texts
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: its place, what it is called, both texts, and its kind; None where both versions say the same."""

    place: str
    name: str
    before: str
    after: str
    kind: DifferenceKind | None = None
    words: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together: a criterion, the levels, the rules of one outcome."""

    key: str
    title: str
    pairs: tuple[Pair, ...]


def side_by_side(old: Rubric, new: Rubric, difference: Difference, *, everything: bool = False) -> tuple[Group, ...]:
    """Return the differences by group; with ``everything`` also all that both versions have in common."""
    pairs = [Pair(each.place, each.text, each.before, each.after, each.kind, each.words) for each in difference.lines]
    if everything:
        told = {pair.place for pair in pairs}
        pairs += [pair for pair in _all(new) if pair.place not in told]
    titles = _titles(old, new)
    groups: dict[str, list[Pair]] = {key: [] for key in titles}
    for pair in pairs:
        groups.setdefault(_group_of(pair.place), []).append(pair)
    return tuple(Group(key, titles.get(key, key), tuple(found)) for key, found in groups.items() if found)


def _group_of(place: str) -> str:
    start, _slash, rest = place.partition("/")
    if start in {"criterion", "outcome", "translation"} and rest:
        return f"{start}/{rest.partition('/')[0]}"
    if start in {"scale", "section", "sections", "criteria"}:
        return "scale" if start == "scale" else "sections"
    if start in {"incomplete", "decision", "outcomes"}:
        return "decision"
    if start in {"certificate", "renewal_route"}:
        return "certificate"
    if start in {"example", "examples"}:
        return "examples"
    return "beside" if start in {"external", "remarks", "translations"} else "rubric"


def _titles(old: Rubric, new: Rubric) -> dict[str, str]:
    """Name the groups in the order of reading: as in the new version, what only the old one has behind it."""
    titles = {"rubric": _("The rubric"), "scale": _("Levels"), "sections": _("Sections and order")}
    for criterion in (*new.criteria, *old.criteria):
        titles.setdefault(f"criterion/{criterion.id}", f"{criterion.id} {criterion.title}")
    titles["decision"] = _("How the result is decided")
    for outcome in (*new.decision.outcomes, *old.decision.outcomes):
        titles.setdefault(f"outcome/{outcome.id}", outcome.label)
    titles["certificate"] = _("The certificate")
    titles["examples"] = _("Worked examples")
    for one in (*new.translations, *old.translations):
        titles.setdefault(f"translation/{one.language}", _("Language “{name}”").format(name=one.language))
    titles["beside"] = _("Beside the text")
    return titles


def _all(rubric: Rubric) -> Iterator[Pair]:
    """Yield everything that a version says, as lines that are the same on both sides."""
    names = _names(rubric)
    for place, text in texts(rubric).items():
        shown = f"scale/{place}" if place.startswith("level/") else place
        yield Pair(shown, names.get(place, _last(place)), text, text, words=True)
    for criterion in rubric.criteria:
        place = f"criterion/{criterion.id}"
        facts = _facts(criterion)
        yield Pair(f"{place}/facts", _("Weight and floor"), facts, facts)
    for outcome in rubric.decision.outcomes:
        for position, condition in enumerate(outcome.conditions, start=1):
            said = in_words(sentence(condition, rubric))
            yield Pair(f"outcome/{outcome.id}/{position}", _("Rule"), said, said)


def _facts(criterion: Criterion) -> str:
    text = _("weight {weight}, floor {floor}").format(weight=number(criterion.weight), floor=number(criterion.floor))
    return text + (_(", critical") if criterion.critical else "")


def _names(rubric: Rubric) -> dict[str, str]:
    names = {"title": _("Title"), "audience": _("For whom"), "purpose": _("What for"), "renewal_route": _("Renewal")}
    for level in rubric.scale.levels:
        names[f"level/{level.value}/label"] = _("Level {value}").format(value=plain_number(level.value))
        names[f"level/{level.value}/meaning"] = _("Meaning of {label}").format(label=level.label)
    for section in rubric.sections:
        names[f"section/{section.id}/title"] = _("Section {id}").format(id=section.id)
    for outcome in rubric.decision.outcomes:
        names[f"outcome/{outcome.id}/label"] = _("Name")
    for criterion in rubric.criteria:
        place = f"criterion/{criterion.id}"
        names |= {
            f"{place}/title": _("Title"),
            f"{place}/question": _("Question"),
            f"{place}/sufficiency": _("Enough evidence"),
        }
        for level in rubric.scale_of(criterion).levels:
            value = plain_number(level.value)
            names[f"{place}/descriptor/{level.value}"] = f"{value} {level.label}"
            names[f"{place}/level/{level.value}/label"] = _("Level {value}").format(value=value)
        names |= {f"{place}/look_for/{n}": _("Look for") for n in range(1, len(criterion.look_for) + 1)}
        names |= {f"{place}/required/{n}": _("Evidence") for n in range(1, len(criterion.required) + 1)}
        names |= {f"{place}/cap/{n}": _("Limit") for n in range(1, len(criterion.caps) + 1)}
    return names


def _last(place: str) -> str:
    return place.rpartition("/")[2].replace("_", " ")
