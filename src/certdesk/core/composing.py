"""What the feedback report and the certificate of one assessment say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, clock
from certdesk.core.assessment import Assessment
from certdesk.core.decision import Decision
from certdesk.core.documents import CriterionFeedback, EvidencePointer, FeedbackReport, SignerLine
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven, Mark, Unscorable, level_of
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.rubric import Criterion, Rubric, Scale
from certdesk.core.wordings import in_language, languages
from certdesk.core.words import N_, _

PRIORITIES = 2
_STANCES = {Stance.CONTRADICTS: N_("Speaks against this level"), Stance.QUESTION: N_("Raises a question")}


@dataclass(frozen=True, slots=True)
class Judged:
    """All that the documents are made of. ``pictures`` are small PNGs by annotation id."""

    portfolio: Portfolio
    items: tuple[EvidenceItem, ...]
    rubric: Rubric
    assessment: Assessment
    decision: Decision
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def for_the_candidate(judged: Judged) -> Judged:
    """Put rubric and outcomes into the candidate's language, where the rubric has it; marks and rules stay the same.

    Somebody who reads pt-BR is told in pt where that is what there is.
    """
    known, wanted = languages(judged.rubric), judged.portfolio.candidate.language
    language = next((each for each in (wanted, wanted.partition("-")[0]) if each in known), judged.rubric.language)
    if language == judged.rubric.language:
        return judged
    rubric = in_language(judged.rubric, language)
    labels = {outcome.id: outcome.label for outcome in rubric.decision.outcomes}
    decision = judged.decision
    told = replace(
        decision,
        label=labels.get(decision.outcome, decision.label),
        trace=tuple(replace(tried, label=labels.get(tried.outcome, tried.label)) for tried in decision.trace),
    )
    return replace(judged, rubric=rubric, decision=told)


def compose_report(judged: Judged, signer: SignerLine, document_id: str) -> FeedbackReport:
    """Say everything that the feedback report prints. It carries the portfolio's code, never the name."""
    judged = for_the_candidate(judged)
    portfolio, rubric, assessment = judged.portfolio, judged.rubric, judged.assessment
    return FeedbackReport(
        language=rubric.language,
        programme=portfolio.programme,
        cohort=portfolio.cohort,
        portfolio_code=portfolio.code,
        portfolio_title=portfolio.title,
        candidate_name=None,
        rubric_title=rubric.title,
        rubric_version=rubric.version,
        scale=rubric.scale,
        decision=judged.decision,
        outcome_label=judged.decision.label,
        summary=assessment.summary,
        priorities=priorities(rubric, assessment),
        criteria=tuple(_criterion(judged, criterion) for criterion in rubric.criteria),
        resubmit=resubmission(rubric, assessment, judged.decision),
        appeal=appeal_route(),
        signer=signer,
        document_id=document_id,
        # A certificate is signed with it, so this result waits for nobody.
        released=judged.decision.certifies,
    )


def priorities(rubric: Rubric, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return the two next steps that would move the weighted mean most, as criterion and text."""

    def room(criterion: Criterion) -> Fraction:
        level = level_of(assessment.mark(criterion.id))
        highest = rubric.scale_of(criterion).levels[-1].value
        return criterion.weight * (highest - (level if level is not None else 0))

    steps = [criterion for criterion in rubric.criteria if assessment.words(criterion.id).next_step.strip()]
    best = sorted(steps, key=room, reverse=True)[:PRIORITIES]
    return tuple((criterion.id, assessment.words(criterion.id).next_step.strip()) for criterion in best)


def resubmission(rubric: Rubric, assessment: Assessment, decision: Decision) -> tuple[str, ...]:
    """Name the criteria that need new evidence: what could not be scored, or what a near miss does not bank."""
    if not decision.complete:
        return tuple(c.id for c in rubric.criteria if isinstance(assessment.mark(c.id), Unscorable))
    if decision.certifies or not decision.banked:
        return ()
    return tuple(c.id for c in rubric.criteria if c.id not in decision.banked)


def place_in_words(annotation: Annotation) -> str:
    """Say where an annotation points: p. 3, 03:05-03:40, detail, the quoted words.

    Another program may break the pages of an office document elsewhere, so its page is only near.
    """
    match annotation.anchor:
        case PageRegion(page, _rect, quote, view):
            place = (_("near p. {page}") if view else _("p. {page}")).format(page=page)
            return f"{place}, “{_shortened(quote)}”" if quote else place
        case TimeSpan(start, end, _still, region):
            time = f"{clock(start)}–{clock(end)}" if clock(end) != clock(start) else clock(start)
            return _("{time}, detail").format(time=time) if region else time
        case PhotoRegion(Rect(left=0, top=0), page) if page > 1:
            return _("p. {page}").format(page=page)  # all of it, or a part that begins in its corner
        case PhotoRegion(_rect, page):
            return _("detail") if page == 1 else _("p. {page}, detail").format(page=page)
        case TextQuote(quote):
            return f"“{_shortened(quote)}”"
        case _:
            return _("whole item")


def gist(descriptor: str) -> str:
    """Return the first sentence of a descriptor; the point of an abbreviation such as "e.g." does not end it."""
    return re.split(r"(?<=[.;!?؟۔।።])(?<!\b[a-z]\.)\s|(?<=[。！？])", descriptor.strip(), maxsplit=1)[0].rstrip(";")


def serial_number(programme: str, year: int, number: int) -> str:
    """Make a certificate number ``INITIALS-YEAR-NUMBER-CHECK``; the check digit is that of ISO 7064 MOD 11-10.

    It finds every single wrong digit of year and number.
    """
    initials = "".join(word[0] for word in re.findall(r"\w+", programme))[:5].upper() or "CD"
    digits = f"{year}{number:05}"
    carry = 10
    for digit in digits:
        carry = ((carry + int(digit)) % 10 or 10) * 2 % 11
    return f"{initials}-{year}-{number:05}-{(11 - carry) % 10}"


def _criterion(judged: Judged, criterion: Criterion) -> CriterionFeedback:
    mark = judged.assessment.mark(criterion.id)
    words = judged.assessment.words(criterion.id)
    level = level_of(mark)
    scale = judged.rubric.scale_of(criterion)
    return CriterionFeedback(
        id=criterion.id,
        title=criterion.title,
        mark=mark,
        level_label=level_label(scale, mark),
        gist="" if level is None else gist(criterion.descriptors.get(scale.counted(level), "")),
        strength="\n".join(text for text in (words.strength.strip(), words.comment.strip()) if text),
        next_step=words.next_step.strip(),
        evidence=tuple(_pointer(judged, note) for note in judged.assessment.evidence_for(criterion.id)),
        weight=plain_number(criterion.weight),
        critical=criterion.critical,
        below_standard=level is not None and scale.is_below_standard(level),
        own_scale=scale if criterion.own_levels else None,
        standards=_standards(criterion),
    )


def _standards(criterion: Criterion) -> tuple[str, ...]:
    codes: dict[str, list[str]] = {}
    for each in criterion.alignments:
        codes.setdefault(each.framework, []).append(each.code or each.statement)
    return tuple(
        f"{', '.join(named)} ({framework})" if framework else ", ".join(named) for framework, named in codes.items()
    )


def level_label(scale: Scale, mark: Mark) -> str:
    """Name a mark in the words of its scale: Secure, Not observed, Cannot be scored (U-AUDIO)."""
    match mark:
        case LevelGiven(level):
            found = scale.standing(level)
            return found.label if found else plain_number(level)
        case Unscorable(code):
            return _("Cannot be scored ({code})").format(code=code)
    kinds = {"NotObserved": _("Not observed"), "CommentOnly": _("Comment only"), "Unmarked": _("Not marked")}
    return kinds[type(mark).__name__]


def _pointer(judged: Judged, annotation: Annotation) -> EvidencePointer:
    item = next(item for item in judged.items if item.id == annotation.item_id)
    place = place_in_words(annotation)
    alt = _("{item}, {place}").format(item=item.title, place=place)
    stance = _(_STANCES[annotation.stance]) if annotation.stance in _STANCES else ""
    return EvidencePointer(item.title, place, annotation.note, judged.pictures.get(annotation.id), alt, stance)


def appeal_route() -> str:
    """Say on which grounds and until when a result may be questioned."""
    return _(
        "You may appeal within 28 days if a procedure was not followed, evidence was overlooked, an assessor had a "
        "conflict of interest, or a figure is wrong. Disagreement with professional judgement alone is no ground."
    )


def _shortened(quote: str, most: int = 60) -> str:
    return quote if len(quote) <= most else f"{quote[:most].rsplit(' ', 1)[0]}…"
