"""The moderation sample: who is looked at once more and why, and whether a sample satisfies the policy.

What is drawn is a function of the seed, the policy and what is known of the portfolios, whatever the order in which
they are read and on whatever machine: a portfolio's place in the draw is the SHA-256 of the seed and its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from math import ceil

from certdesk.core.picking import drawn, random_share, with_reasons
from certdesk.core.policy import ModerationSample, Pick
from certdesk.core.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Entry:
    """What a draw has to know of a portfolio that has been marked.

    ``signed`` says who marked it and when they signed; ``score`` is the number that the rules turn on, None while it
    is open. ``near_cut`` says that it lies within the band around a cut.
    """

    portfolio_id: str
    signed: Mapping[str, datetime]
    score: Fraction | None = None
    unscorable: bool = False
    near_cut: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A portfolio of the sample, and every reason why it is in it."""

    portfolio_id: str
    reasons: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the policy wants of a sample, in words, and whether it holds. ``assessor`` where it is about one.

    ``missing`` are portfolios of which any (``enough`` of them) would meet it.
    """

    pick: Pick
    sentence: str
    met: bool
    assessor: str = ""
    missing: tuple[str, ...] = field(default=())


def sample_size(policy: ModerationSample, count: int) -> int:
    """Return how many portfolios are drawn at random: the share, rounded up, and never fewer than the minimum."""
    return min(count, max(ceil(policy.share * count), policy.minimum))


def draw(
    seed: str, entries: Iterable[Entry], policy: ModerationSample, new_assessors: Collection[str] = ()
) -> tuple[Drawn, ...]:
    """Draw the sample, in the order of the draw. ``new_assessors`` are ids."""
    known = _in_order(seed, entries)
    count = len(known)
    size = sample_size(policy, count)
    picks: list[tuple[Pick, Sequence[str]]] = [
        (Pick.RANDOM, random_share(seed, known, Fraction(size, count)) if count else ())
    ]
    picks += [(pick, ids) for pick, ids in _always(known, policy)]
    for person in sorted(new_assessors):
        picks.append((Pick.NEW_ASSESSOR, _first_of(known.values(), person, policy.first_of_new_assessor)))
    found = {id_ for _pick, ids in picks for id_ in ids}
    picks.append((Pick.EACH_ASSESSOR, _of_each(known, found, policy.each_assessor)))
    reasons = with_reasons(picks)
    return tuple(Drawn(id_, reasons[id_]) for id_ in known if id_ in reasons)


def requirements(
    entries: Iterable[Entry], policy: ModerationSample, new_assessors: Collection[str], sample: Collection[str]
) -> tuple[Requirement, ...]:
    """Say of each thing that the policy wants whether a sample has it, by what is known now."""
    known = _in_order("", entries)
    chosen = [known[id_] for id_ in known if id_ in sample]
    wanted = sample_size(policy, len(known))
    text = ngettext(
        "{share} of {count} portfolio, at least {minimum}: {wanted} wanted, {found} in the sample.",
        "{share} of {count} portfolios, at least {minimum}: {wanted} wanted, {found} in the sample.",
        len(known),
    )
    size = {"share": percent(policy.share), "count": len(known), "minimum": policy.minimum, "wanted": wanted}
    found = [Requirement(Pick.RANDOM, text.format(**size, found=len(chosen)), len(chosen) >= wanted)]
    for pick, sentence, ids in (
        (Pick.UNSCORABLE, _("Every portfolio with a code in its marks"), _unscorable(known, policy)),
        (Pick.NEAR_CUT, _("Every portfolio near the cut"), _near(known, policy)),
    ):
        if ids is not None:
            found.append(_every(pick, sentence, ids, sample))
    found += _extremes_in(known, policy, sample)
    found += _new_in(known, policy, new_assessors, sample)
    return (*found, *_each_in(known, policy, chosen))


def percent(share: Fraction) -> str:
    """Write a share as people do: 10 %, 12.5 %."""
    number = share * 100
    shown = str(number) if number.denominator == 1 else f"{float(number):.6g}"
    return _("{number} %").format(number=shown)


def _in_order(seed: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    by_id = {one.portfolio_id: one for one in entries}
    return {id_: by_id[id_] for id_ in drawn(seed, by_id)}


def _always(known: Mapping[str, Entry], policy: ModerationSample) -> Iterable[tuple[Pick, Sequence[str]]]:
    yield Pick.UNSCORABLE, _unscorable(known, policy) or ()
    yield Pick.NEAR_CUT, _near(known, policy) or ()
    for pick, ends in _ends(known, policy):
        yield pick, ends[:1]


def _unscorable(known: Mapping[str, Entry], policy: ModerationSample) -> list[str] | None:
    return [id_ for id_, one in known.items() if one.unscorable] if policy.unscorable else None


def _near(known: Mapping[str, Entry], policy: ModerationSample) -> list[str] | None:
    return [id_ for id_, one in known.items() if one.near_cut] if policy.near_cut else None


def _ends(known: Mapping[str, Entry], policy: ModerationSample) -> list[tuple[Pick, list[str]]]:
    """Return who has the highest and who the lowest score, all of them where several have it."""
    scores = {id_: one.score for id_, one in known.items() if one.score is not None}
    if not scores or not policy.extremes:
        return []
    ends = ((Pick.HIGHEST, max(scores.values())), (Pick.LOWEST, min(scores.values())))
    return [(pick, [id_ for id_, score in scores.items() if score == end]) for pick, end in ends]


def _first_of(entries: Iterable[Entry], person: str, count: int) -> list[str]:
    """Return the portfolios that somebody signed first."""
    theirs = sorted((one.signed[person], one.portfolio_id) for one in entries if person in one.signed)
    return [id_ for _at, id_ in theirs[:count]]


def _by_assessor(known: Mapping[str, Entry]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id_, one in known.items():
        for person in one.signed:
            found[person].append(id_)
    return {person: found[person] for person in sorted(found)}


def _of_each(known: Mapping[str, Entry], picked: Collection[str], least: int) -> list[str]:
    """Return whom else to draw so that so many of each assessor are there, one assessor after the other."""
    found = dict.fromkeys(picked)
    for ids in _by_assessor(known).values():
        fresh = [id_ for id_ in ids if id_ not in found]
        missing = max(0, least - (len(ids) - len(fresh)))
        found |= dict.fromkeys(fresh[:missing])
    return [id_ for id_ in found if id_ not in picked]


def _every(pick: Pick, sentence: str, ids: Sequence[str], sample: Collection[str]) -> Requirement:
    missing = tuple(sorted(id_ for id_ in ids if id_ not in sample))
    text = _("{what}: {found} of {count} in the sample.")
    return Requirement(
        pick, text.format(what=sentence, found=len(ids) - len(missing), count=len(ids)), not missing, missing=missing
    )


def _extremes_in(known: Mapping[str, Entry], policy: ModerationSample, sample: Collection[str]) -> list[Requirement]:
    words = {Pick.HIGHEST: _("The highest result"), Pick.LOWEST: _("The lowest result")}
    found = []
    for pick, ids in _ends(known, policy):
        met = any(id_ in sample for id_ in ids)
        text = _("{what} is in the sample.") if met else _("{what} is not in the sample.")
        found.append(Requirement(pick, text.format(what=words[pick]), met, missing=() if met else tuple(sorted(ids))))
    return found


def _new_in(
    known: Mapping[str, Entry], policy: ModerationSample, new_assessors: Collection[str], sample: Collection[str]
) -> list[Requirement]:
    count = policy.first_of_new_assessor
    if not count:
        return []
    found = []
    for person in sorted(new_assessors):
        ids = _first_of(known.values(), person, count)
        if not ids:
            continue
        text = ngettext(
            "The first portfolio of a new assessor", "The first {count} portfolios of a new assessor", count
        )
        one = _every(Pick.NEW_ASSESSOR, text.format(count=count), ids, sample)
        found.append(Requirement(one.pick, one.sentence, one.met, person, one.missing))
    return found


def _each_in(known: Mapping[str, Entry], policy: ModerationSample, chosen: Sequence[Entry]) -> list[Requirement]:
    found = []
    for person, ids in _by_assessor(known).items():
        wanted = min(policy.each_assessor, len(ids))
        have = sum(person in one.signed for one in chosen)
        if not wanted:
            continue
        text = ngettext(
            "{found} of {count} portfolio that this assessor marked is in the sample; {wanted} wanted.",
            "{found} of {count} portfolios that this assessor marked are in the sample; {wanted} wanted.",
            len(ids),
        )
        words = text.format(found=have, count=len(ids), wanted=wanted)
        missing = () if have >= wanted else tuple(sorted(ids))
        found.append(Requirement(Pick.EACH_ASSESSOR, words, have >= wanted, person, missing))
    return found
