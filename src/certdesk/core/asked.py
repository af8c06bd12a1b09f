"""When somebody is asked for the marks on some criteria only: what counts for them, and what their record says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from certdesk.core.decision import INCOMPLETE, Decision
from certdesk.core.preflight_words import listed
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext


def is_partial(rubric: Rubric, asked: Collection[str]) -> bool:
    """Whether only some of a rubric's criteria are asked for; nothing asked for means all of them."""
    known = {criterion.id for criterion in rubric.criteria}
    return bool(known & set(asked)) and not known <= set(asked)


def asked_rubric(rubric: Rubric, asked: Collection[str]) -> Rubric:
    """Return the rubric with the criteria that are asked for; for marking and printing only, its rules stay behind."""
    if not is_partial(rubric, asked):
        return rubric
    return replace(rubric, criteria=tuple(criterion for criterion in rubric.criteria if criterion.id in asked))


def asked_sentence(asked: Collection[str]) -> str:
    """Say in a line what somebody is asked for; empty where it is everything. It never says why."""
    return _("You are asked for {names} only.").format(names=listed(asked)) if asked else ""


def asked_decision(rubric: Rubric, asked: Collection[str]) -> Decision:
    """Return what stands instead of a result: marks on some criteria decide nothing by themselves."""
    found = asked_rubric(rubric, asked).criteria
    names = ", ".join(criterion.id for criterion in found)
    reason = ngettext(
        "Only {names} was asked for: the programme puts the mark together with others.",
        "Only {names} were asked for: the programme puts these marks together with others.",
        len(found),
    )
    return Decision(
        INCOMPLETE,
        _("Marks on {names}").format(names=names),
        certifies=False,
        mean=None,
        trace=(),
        reasons=(reason.format(names=names),),
    )
