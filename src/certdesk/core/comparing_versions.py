"""Compare two versions of a rubric in plain language, by identity and never by name or place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from certdesk.core.comparing_criteria import criterion_lines, level_lines
from certdesk.core.comparing_rules import decision_lines
from certdesk.core.differences import OTHER, REVIEW, WORDING, Difference, Line, by_key, moved, numbers
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric, Scale, Translation, WorkedExample
from certdesk.core.words import _


def compare(old: Rubric, new: Rubric) -> Difference:
    """Return every difference but that of the version numbers; none means that both say the same.

    A criterion that was renamed or stands elsewhere is the same one, because only its id counts.
    """
    lines = tuple(_all(old, new))
    if not lines and replace(old, version="", based_on="") != replace(new, version="", based_on=""):
        # Two parts with the same id can't be told apart; a draft may hold such a contradiction.
        lines = (Line("", _("Parts that share an id differ"), REVIEW),)
    return Difference(lines)


def _all(old: Rubric, new: Rubric) -> Iterator[Line]:
    if old.id != new.id:
        text = _("This is another rubric: {after} instead of {before}").format(before=old.id, after=new.id)
        yield Line("", text, OTHER, old.id, new.id)
    yield from _headings(old, new)
    yield from _scale_lines(old.scale, new.scale)
    yield from _sections(old, new)
    yield from criterion_lines(old, new)
    yield from decision_lines(old, new)
    yield from _certificate(old, new)
    yield from _examples(old.examples, new.examples)
    yield from _translations(old, new)
    yield from _beside(old, new)


def _headings(old: Rubric, new: Rubric) -> Iterator[Line]:
    if old.title != new.title:
        text = _("The rubric is now called “{title}”").format(title=new.title)
        yield Line("title", text, WORDING, old.title, new.title, words=True)
    for place, before, after, text in (
        ("audience", old.audience, new.audience, _("Whom it is for: new wording")),
        ("purpose", old.purpose, new.purpose, _("What it is for: new wording")),
    ):
        if before != after:
            yield Line(place, text, WORDING, before, after, words=True)
    if old.language != new.language:
        text = _("It is written in “{after}” instead of “{before}”")
        text = text.format(before=old.language, after=new.language)
        yield Line("language", text, WORDING, old.language, new.language)


def _scale_lines(old: Scale, new: Scale) -> Iterator[Line]:
    yield from level_lines(old.levels, new.levels, "scale/", "")
    if old.standard != new.standard:
        before, after = plain_number(old.standard), plain_number(new.standard)
        text = _("The certificate standard is level {after} instead of {before}").format(before=before, after=after)
        yield Line("scale/standard", text, REVIEW, before, after)
    if old.not_observed_at_most != new.not_observed_at_most:
        before, after = str(old.not_observed_at_most), str(new.not_observed_at_most)
        text = _("“Not observed” is allowed on {after} criteria instead of {before}").format(before=before, after=after)
        yield Line("scale/not_observed", text, REVIEW, before, after)
    if old.never_not_observed != new.never_not_observed:
        before, after = (", ".join(sorted(each.never_not_observed)) for each in (old, new))
        yield Line("scale/never_not_observed", _("Other criteria must always be observed"), REVIEW, before, after)
    if old.half_levels != new.half_levels:
        text = _("Half levels may be given now") if new.half_levels else _("Half levels may not be given any more")
        yield Line("scale/half_levels", text, REVIEW, _yes(old.half_levels), _yes(new.half_levels))
    if old.ranges != new.ranges:
        text = _("Values between levels may be given now") if new.ranges else _("Only levels may be given now")
        yield Line("scale/ranges", text, REVIEW, _yes(old.ranges), _yes(new.ranges))


def _sections(old: Rubric, new: Rubric) -> Iterator[Line]:
    both, removed, added, reordered = by_key(old.sections, new.sections, lambda section: section.id)
    for section in removed:
        text = _("Section {id} removed: {title}").format(id=section.id, title=section.title)
        yield Line(f"section/{section.id}", text, WORDING, section.title)
    for section in added:
        text = _("Section {id} added: {title}").format(id=section.id, title=section.title)
        yield Line(f"section/{section.id}", text, WORDING, "", section.title)
    if reordered:
        before, after = (", ".join(section.id for section in each.sections) for each in (old, new))
        yield Line("sections", _("The sections stand in another order"), WORDING, before, after)
    known = {criterion.id: criterion.section for criterion in old.criteria}
    now = {criterion.id: criterion.section for criterion in new.criteria}
    told = {name for name in known | now if known.get(name) != now.get(name)}
    for before_, after_ in both:
        place = f"section/{after_.id}"
        if before_.title != after_.title:
            text = _("Section {id} is now called “{title}”").format(id=after_.id, title=after_.title)
            yield Line(f"{place}/title", text, WORDING, before_.title, after_.title, words=True)
        was = tuple(name for name in before_.criteria if name not in told)
        is_ = tuple(name for name in after_.criteria if name not in told)
        if was != is_ and not (_told_by_criteria(old, was) and _told_by_criteria(new, is_) and set(was) == set(is_)):
            text = _("Section {id}: another order of criteria").format(id=after_.id)
            if set(was) != set(is_):
                text = _("Section {id} lists other criteria").format(id=after_.id)
            kind = WORDING if set(was) == set(is_) else REVIEW
            yield Line(f"{place}/criteria", text, kind, ", ".join(before_.criteria), ", ".join(after_.criteria))


def _told_by_criteria(rubric: Rubric, listed: tuple[str, ...]) -> bool:
    """Whether a section lists its criteria as the rubric does, so that another order is told there, once."""
    return tuple(criterion.id for criterion in rubric.criteria if criterion.id in listed) == listed


def _certificate(old: Rubric, new: Rubric) -> Iterator[Line]:
    before, after = old.certificate, new.certificate
    if before.valid_years != after.valid_years:
        text = moved(_("How many years a certificate holds"), before.valid_years, after.valid_years)
        yield Line("certificate/valid_years", text, WORDING, str(before.valid_years), str(after.valid_years))
    if before.renewal_window_months != after.renewal_window_months:
        months = before.renewal_window_months, after.renewal_window_months
        text = moved(_("How many months before its end it can be renewed"), *months)
        yield Line("certificate/renewal_window", text, WORDING, str(months[0]), str(months[1]))
    if before.renewal_route != after.renewal_route:
        routes = before.renewal_route, after.renewal_route
        yield Line("renewal_route", _("How it is renewed: new wording"), WORDING, *routes, words=True)


def _examples(old: tuple[WorkedExample, ...], new: tuple[WorkedExample, ...]) -> Iterator[Line]:
    both, removed, added, reordered = by_key(old, new, lambda example: example.name)
    for example in removed:
        text = _("Worked example “{name}” removed").format(name=example.name)
        yield Line("examples", text, WORDING, _example(example))
    for example in added:
        text = _("Worked example “{name}” added").format(name=example.name)
        yield Line(f"example/{new.index(example) + 1}", text, WORDING, "", _example(example))
    for before, after in both:
        if before != after:
            text = _("Worked example “{name}” changed").format(name=after.name)
            yield Line(f"example/{new.index(after) + 1}", text, WORDING, _example(before), _example(after))
    if reordered:
        yield Line("examples", _("The worked examples stand in another order"), WORDING)


def _translations(old: Rubric, new: Rubric) -> Iterator[Line]:
    both, removed, added, reordered = by_key(old.translations, new.translations, lambda each: each.language)
    for one in removed:
        yield Line(f"translation/{one.language}", _("Language “{name}” removed").format(name=one.language), WORDING)
    for one in added:
        yield Line(f"translation/{one.language}", _("Language “{name}” added").format(name=one.language), WORDING)
    for before, after in both:
        yield from _translation(before, after)
    if reordered:
        was, now = (", ".join(one.language for one in each.translations) for each in (old, new))
        yield Line("translations", _("The languages stand in another order"), WORDING, was, now)


def _translation(old: Translation, new: Translation) -> Iterator[Line]:
    for key in dict.fromkeys((*old.texts, *new.texts)):
        before, after = old.texts.get(key), new.texts.get(key)
        if before != after:
            text = _("{language}, {place}: new wording").format(language=new.language, place=key.replace("/", " "))
            place = f"translation/{new.language}/{key}"
            yield Line(place, text, WORDING, before or "", after or "", words=True)


def _beside(old: Rubric, new: Rubric) -> Iterator[Line]:
    """Yield what stands beside the rubric's own words: names in other systems, remarks of its file."""
    if old.external != new.external:
        text = _("Other names in other systems")
        before, after = ("\n".join(f"{e.system} {e.part}: {e.value}" for e in each.external) for each in (old, new))
        yield Line("external", text, WORDING, before, after)
    if dict(old.remarks) != dict(new.remarks):
        before, after = (_remarks(each.remarks) for each in (old, new))
        yield Line("remarks", _("Other remarks in its file"), WORDING, before, after, words=True)


def _example(example: WorkedExample) -> str:
    marks = ", ".join(f"{name} {mark}" for name, mark in example.marks.items())
    text = _("{marks}: mean {mean}, {outcome}")
    return text.format(marks=marks, mean=numbers((example.mean,)), outcome=example.outcome)


def _remarks(remarks: Mapping[str, str]) -> str:
    return "\n".join(remarks.values())


def _yes(flag: bool) -> str:
    return _("yes") if flag else _("no")
