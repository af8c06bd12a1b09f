"""A rubric's texts by key, so that they can stand in several languages side by side.

Keys are made of ids and level values, never of titles or places: ``title``, ``section/A/title``,
``criterion/T1/descriptor/3``, ``outcome/certified/label``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from certdesk.core.rubric import Cap, Criterion, EvidenceRule, Level, Outcome, Rubric, Section, Translation


def texts(rubric: Rubric) -> dict[str, str]:
    """Return every text of the rubric in its own language, in reading order; empty texts are left out."""
    return {key: text for key, text in _texts(rubric) if text}


def languages(rubric: Rubric) -> tuple[str, ...]:
    """Return the rubric's own language and those that it is translated into."""
    return (rubric.language, *(each.language for each in rubric.translations))


def untranslated(rubric: Rubric, language: str) -> tuple[str, ...]:
    """Return the keys of the texts that a language does not have yet."""
    have = _translation(rubric, language)
    return tuple(key for key in texts(rubric) if not have.get(key)) if language != rubric.language else ()


def with_text(rubric: Rubric, language: str, key: str, text: str) -> Rubric:
    """Write one text of a translation; an empty one takes it away. The language is added if it is not there yet."""
    written = {name: words for name, words in _translation(rubric, language).items() if name != key}
    if text:
        written[key] = text
    others = tuple(each for each in rubric.translations if each.language != language)
    if language in languages(rubric):
        changed = tuple(
            Translation(language, written) if each.language == language else each for each in rubric.translations
        )
        return replace(rubric, translations=changed)
    return replace(rubric, translations=(*others, Translation(language, written)))


def text_in(rubric: Rubric, language: str, key: str) -> str:
    """Return one text in a language, or an empty one where it is missing."""
    return texts(rubric).get(key, "") if language == rubric.language else _translation(rubric, language).get(key, "")


def with_language(rubric: Rubric, language: str) -> Rubric:
    """Add a language without any text yet."""
    if language in languages(rubric):
        return rubric
    return replace(rubric, translations=(*rubric.translations, Translation(language, {})))


def without_language(rubric: Rubric, language: str) -> Rubric:
    """Take a language away with all its texts; the rubric's own stays."""
    return replace(rubric, translations=tuple(each for each in rubric.translations if each.language != language))


def with_moved_keys(rubric: Rubric, move: Callable[[str], str | None]) -> Rubric:
    """Let translations follow their texts: ``move`` returns a key's new name, or None when its text is gone."""
    return replace(
        rubric,
        translations=tuple(
            replace(
                each,
                texts={now: text for key, text in each.texts.items() if (now := move(key)) is not None},
            )
            for each in rubric.translations
        ),
    )


def in_language(rubric: Rubric, language: str) -> Rubric:
    """Return the rubric with its texts in a language; what is not translated stays in the rubric's own.

    Ids, values, weights and rules are the same, so the result may be shown but is never kept or decided by.
    """
    if language == rubric.language or language not in languages(rubric):
        return rubric
    words = {key: text for key, text in _translation(rubric, language).items() if text}
    return replace(
        rubric,
        language=language,
        title=words.get("title", rubric.title),
        audience=words.get("audience", rubric.audience),
        purpose=words.get("purpose", rubric.purpose),
        scale=replace(rubric.scale, levels=_levels(rubric.scale.levels, "", words)),
        sections=tuple(_section(section, words) for section in rubric.sections),
        criteria=tuple(_criterion(criterion, words) for criterion in rubric.criteria),
        decision=replace(
            rubric.decision, outcomes=tuple(_outcome(outcome, words) for outcome in rubric.decision.outcomes)
        ),
        certificate=replace(
            rubric.certificate, renewal_route=words.get("renewal_route", rubric.certificate.renewal_route)
        ),
    )


def _texts(rubric: Rubric) -> Iterator[tuple[str, str]]:
    yield "title", rubric.title
    yield "audience", rubric.audience
    yield "purpose", rubric.purpose
    yield from _texts_of_levels(rubric.scale.levels, "")
    for section in rubric.sections:
        yield f"section/{section.id}/title", section.title
    for criterion in rubric.criteria:
        yield from _texts_of(criterion)
    for outcome in rubric.decision.outcomes:
        yield f"outcome/{outcome.id}/label", outcome.label
    yield "renewal_route", rubric.certificate.renewal_route


def _texts_of(criterion: Criterion) -> Iterator[tuple[str, str]]:
    place = f"criterion/{criterion.id}/"
    yield f"{place}title", criterion.title
    yield f"{place}question", criterion.question
    yield from _texts_of_levels(criterion.own_levels, place)
    for value in sorted(criterion.descriptors):
        yield f"{place}descriptor/{value}", criterion.descriptors[value]
    yield f"{place}sufficiency", criterion.sufficiency
    for number, look_for in enumerate(criterion.look_for, start=1):
        yield f"{place}look_for/{number}", look_for
    for number, rule in enumerate(criterion.required, start=1):
        yield f"{place}required/{number}", rule.note
    for number, cap in enumerate(criterion.caps, start=1):
        yield f"{place}cap/{number}", cap.reason


def _texts_of_levels(levels: tuple[Level, ...], place: str) -> Iterator[tuple[str, str]]:
    for level in levels:
        yield f"{place}level/{level.value}/label", level.label
        yield f"{place}level/{level.value}/meaning", level.meaning


def _translation(rubric: Rubric, language: str) -> Mapping[str, str]:
    return next((each.texts for each in rubric.translations if each.language == language), {})


def _levels(levels: tuple[Level, ...], place: str, words: Mapping[str, str]) -> tuple[Level, ...]:
    return tuple(
        replace(
            level,
            label=words.get(f"{place}level/{level.value}/label", level.label),
            meaning=words.get(f"{place}level/{level.value}/meaning", level.meaning),
        )
        for level in levels
    )


def _section(section: Section, words: Mapping[str, str]) -> Section:
    return replace(section, title=words.get(f"section/{section.id}/title", section.title))


def _criterion(criterion: Criterion, words: Mapping[str, str]) -> Criterion:
    place = f"criterion/{criterion.id}/"
    return replace(
        criterion,
        title=words.get(f"{place}title", criterion.title),
        question=words.get(f"{place}question", criterion.question),
        sufficiency=words.get(f"{place}sufficiency", criterion.sufficiency),
        own_levels=_levels(criterion.own_levels, place, words),
        descriptors={
            value: words.get(f"{place}descriptor/{value}", text) for value, text in criterion.descriptors.items()
        },
        look_for=tuple(
            words.get(f"{place}look_for/{number}", text) for number, text in enumerate(criterion.look_for, start=1)
        ),
        required=tuple(_rule(rule, words.get(f"{place}required/{n}")) for n, rule in enumerate(criterion.required, 1)),
        caps=tuple(_cap(cap, words.get(f"{place}cap/{n}")) for n, cap in enumerate(criterion.caps, 1)),
    )


def _rule(rule: EvidenceRule, note: str | None) -> EvidenceRule:
    return rule if note is None else replace(rule, note=note)


def _cap(cap: Cap, reason: str | None) -> Cap:
    return cap if reason is None else replace(cap, reason=reason)


def _outcome(outcome: Outcome, words: Mapping[str, str]) -> Outcome:
    return replace(outcome, label=words.get(f"outcome/{outcome.id}/label", outcome.label))
