"""What could be better in a rubric's wording and weights. Hints never stand in the way, and each can be ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from certdesk.core import conditions as rule
from certdesk.core.editing_weights import WHOLE, are_per_cents, section_weight, total_weight
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _, ngettext

MOST_WORDS = 50
_SHARE_OF_ONE_SECTION = Fraction(3, 4)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SWEEPING = _words(
    "always never all none every everyone nobody perfectly flawless flawlessly constantly completely",
)
_JUDGING = _words(
    "excellent good poor weak strong outstanding adequate inadequate satisfactory unsatisfactory exemplary"
    " appropriate inappropriate exceptional brilliant superb",
)
_PLAIN_SWEEPING = frozenset(("always", "never", "nobody", "perfectly", "flawless", "flawlessly", "constantly"))
_DEGREES = _words(
    "a an the and some few many most several often sometimes rarely seldom usually occasionally consistently"
    " frequently generally mostly partly partially fully very highly quite more less little much well clearly"
    " limited minimal extensive considerable thorough thoroughly somewhat basic advanced effectively",
)

_UNSEEN = _DEGREES | _SWEEPING | _JUDGING


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that could be better. ``id`` stays while its cause stays.

    ``place`` is a key of `core.wordings`, or ``criterion/T4/critical``, or ``weights``.
    """

    id: str
    place: str
    text: str


def hints(rubric: Rubric) -> tuple[Hint, ...]:
    """Return what could be better, in reading order."""
    return (*_of_weights(rubric), *(hint for criterion in rubric.criteria for hint in _of_criterion(rubric, criterion)))


def open_hints(rubric: Rubric, ignored: Iterable[str]) -> tuple[Hint, ...]:
    """Return the hints that nobody chose to ignore."""
    gone = frozenset(ignored)
    return tuple(hint for hint in hints(rubric) if hint.id not in gone)


def _of_criterion(rubric: Rubric, criterion: Criterion) -> Iterator[Hint]:
    levels = rubric.scale_of(criterion).levels
    texts = tuple((str(level.value), level.label, criterion.descriptors.get(level.value, "")) for level in levels)
    yield from _of_texts(criterion.id, texts, english=rubric.language.startswith("en"))
    if criterion.critical and not _asked_for(rubric, criterion):
        place = f"criterion/{criterion.id}/critical"
        text = _("{id} is critical, but no rule asks for it.").format(id=criterion.id)
        yield Hint(f"critical-unasked:{criterion.id}", place, text)


@lru_cache(maxsize=2048)
def _of_texts(criterion_id: str, texts: tuple[tuple[str, str, str], ...], *, english: bool) -> tuple[Hint, ...]:
    """Look at the descriptors of one criterion; kept, because most stay as they are while one is typed.

    Single words are looked at in English only.
    """
    found: list[Hint] = []
    labels = tuple(label for _value, label, _text in texts if label.strip())
    for place, (value, label, text) in enumerate(texts):
        found += _of_text(criterion_id, value, label, text)
        found += _of_words(criterion_id, value, label, _without_names(text, labels)) if english else ()
        for _value, other_label, other in texts[:place]:
            if hint := _of_pair(criterion_id, value, label, text, (other_label, other)):
                found.append(hint)
                break
    return tuple(found)


def _without_names(text: str, labels: tuple[str, ...]) -> str:
    """Leave out where a text names a level of its own: “see Good”, not “good questions” nor “Good questions are”."""
    for label in labels:
        text = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", _name_or_word, text, flags=re.IGNORECASE)
    return text


def _name_or_word(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()].rstrip(), found.string[found.end() :]
    if before.endswith(("“", "‘", '"', "'", "«")) and after[:1] in tuple("”’\"'»"):
        return ""
    begins = not before or before.endswith((".", "!", "?", ":", ";", "“", '"'))
    stands_alone = not re.match(r"\s+\w", after)
    return "" if found[0][:1].isupper() and (stands_alone or not begins) else found[0]


def _of_text(criterion_id: str, value: str, label: str, text: str) -> Iterator[Hint]:
    key = f"criterion/{criterion_id}/descriptor/{value}"
    where = {"id": criterion_id, "label": label}
    if not text.strip():
        yield Hint(f"empty:{key}", key, _("{id} {label} has no descriptor yet.").format(**where))
        return
    if (count := len(text.split())) > MOST_WORDS:
        said = ngettext("{id} {label} has {count} word.", "{id} {label} has {count} words.", count)
        said += " " + _("Up to {most} can be held in mind while looking at evidence.")
        yield Hint(f"long:{key}", key, said.format(count=count, most=MOST_WORDS, **where))


def _of_words(criterion_id: str, value: str, label: str, text: str) -> Iterator[Hint]:
    key = f"criterion/{criterion_id}/descriptor/{value}"
    where = {"id": criterion_id, "label": label}
    words = [word.lower() for word in _WORD.findall(text)]
    if sweeping := [word for word in words if word in _PLAIN_SWEEPING]:
        said = _("{id} {label} says “{word}”, which one exception disproves. Say how often or how much is enough.")
        yield Hint(f"sweeping:{key}:{sweeping[0]}", key, said.format(word=sweeping[0], **where))
    if judging := [word for word in words if word in _JUDGING]:
        said = _("{id} {label} says “{word}”, which judges instead of describing. Say what can be seen.")
        yield Hint(f"judging:{key}:{judging[0]}", key, said.format(word=judging[0], **where))


def _of_pair(criterion_id: str, value: str, label: str, text: str, other: tuple[str, str]) -> Hint | None:
    other_label, other_text = other
    if not text.strip() or not other_text.strip():
        return None
    key = f"criterion/{criterion_id}/descriptor/{value}"
    where = {"id": criterion_id, "label": label, "other": other_label}
    if _folded(text) == _folded(other_text):
        return Hint(f"same:{key}", key, _("{id} {label} and {other} have the same descriptor.").format(**where))
    if _seen(text) == _seen(other_text):
        said = _("{id} {label} and {other} differ only in words of degree, not in what is seen.")
        return Hint(f"degree:{key}", key, said.format(**where))
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


@lru_cache(maxsize=4096)
def _seen(text: str) -> tuple[str, ...]:
    """Return what a text says is seen: its words without those of degree, frequency and judgement."""
    words = (word.casefold() for word in _WORD.findall(text))
    kept = tuple(word for word in words if word not in _UNSEEN and not word.endswith("ly"))
    return kept or (_folded(text),)


def _asked_for(rubric: Rubric, criterion: Criterion) -> bool:
    """Whether some rule asks for this criterion: as critical, by name, by its floor, or with every other."""
    for outcome in rubric.decision.outcomes:
        for condition in outcome.conditions:
            if isinstance(condition, rule.CriticalAtLeast | rule.EveryCriterionAtLeast):
                return True
            if isinstance(condition, rule.NamedAtLeast) and criterion.id in condition.criteria:
                return True
    return False


def _of_weights(rubric: Rubric) -> Iterator[Hint]:
    total = total_weight(rubric.criteria)
    if not are_per_cents(rubric):
        return
    if total != WHOLE:
        said = _("The weights total {total}, not 100.").format(total=plain_number(total))
        yield Hint(f"total:{total}", "weights", said)
    if len(rubric.sections) < 2:
        return
    for section in rubric.sections:
        share = section_weight(rubric, section.id)
        if section.criteria and share > total * _SHARE_OF_ONE_SECTION:
            said = _("Section {id} carries {share} of {total}: the others hardly count.")
            text = said.format(id=section.id, share=plain_number(share), total=plain_number(total))
            yield Hint(f"section-heavy:{section.id}", f"section/{section.id}/title", text)
        if not section.criteria:
            text = _("Section {id} has no criteria yet.").format(id=section.id)
            yield Hint(f"section-empty:{section.id}", f"section/{section.id}/title", text)
