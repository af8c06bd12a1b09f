"""What the letter says that tells a candidate the result: the result first, then why, then what can be done now."""

from __future__ import annotations

from certdesk.core.composing import Judged, appeal_route, for_the_candidate, priorities, resubmission
from certdesk.core.documents import DecisionLetter, SignerLine
from certdesk.core.words import _, ngettext


def compose_letter(judged: Judged, signer: SignerLine, document_id: str) -> DecisionLetter:
    """Say everything that the letter prints, in the candidate's language where the rubric has it."""
    judged = for_the_candidate(judged)
    portfolio, rubric = judged.portfolio, judged.rubric
    again = resubmission(rubric, judged.assessment, judged.decision)
    return DecisionLetter(
        language=rubric.language,
        programme=portfolio.programme,
        cohort=portfolio.cohort,
        portfolio_code=portfolio.code,
        portfolio_title=portfolio.title,
        candidate_name=portfolio.candidate.name,
        candidate_school=portfolio.candidate.school,
        rubric_title=rubric.title,
        rubric_version=rubric.version,
        outcome_label=judged.decision.label,
        certifies=judged.decision.certifies,
        opening=_opening(judged),
        reasons=_reasons(judged),
        resubmit=_named(judged, again),
        next_steps=_next_steps(judged, again),
        appeal=appeal_route(),
        closing=_closing(judged),
        signer=signer,
        document_id=document_id,
    )


def _opening(judged: Judged) -> str:
    decision, title = judged.decision, judged.rubric.title
    if not decision.complete:
        return _(
            "Thank you for the work that you handed in. There is no result yet: something that the rules of {rubric} "
            "need could not be judged. This says nothing against your work."
        ).format(rubric=title)
    if decision.certifies:
        return _(
            "We are glad to tell you that your portfolio meets the standard of {rubric}. The result is: {outcome}."
        ).format(rubric=title, outcome=decision.label)
    return _(
        "Thank you for the work that you handed in. Your portfolio does not meet the standard of {rubric} yet. "
        "The result is: {outcome}."
    ).format(rubric=title, outcome=decision.label)


def _reasons(judged: Judged) -> tuple[str, ...]:
    decision = judged.decision
    if not decision.complete or decision.deciding is None:
        return decision.reasons
    said = []
    for line in decision.deciding.lines:
        sentence = _("{rule}: {found}.") if line.met else _("{rule}: {found}, so this is not met.")
        said.append(sentence.format(rule=line.rule, found=line.found))
    return tuple(said)


def _named(judged: Judged, criteria: tuple[str, ...]) -> tuple[str, ...]:
    titles = {criterion.id: criterion.title for criterion in judged.rubric.criteria}
    return tuple(f"{each}\u2002{titles.get(each, '')}".strip() for each in criteria)


def _next_steps(judged: Judged, again: tuple[str, ...]) -> tuple[str, ...]:
    """Say what can be done: with a certificate how to keep it, else what to hand in, and what would help most."""
    steps: list[str] = []
    if judged.decision.certifies:
        steps.append(_("Your certificate is a file of its own. Keep it as it is: whoever checks it needs the file."))
        years = judged.rubric.certificate.valid_years
        valid = ngettext("It is valid for one year.", "It is valid for {years} years.", years)
        steps.append(valid.format(years=years) + " " + _("Please renew it before it lapses."))
    elif again:
        steps.append(_("Hand in new evidence for what is named above. Nothing else needs to be done again."))
    if judged.decision.banked:
        kept = ", ".join(judged.decision.banked)
        steps.append(_("These criteria are kept for your next attempt: {criteria}.").format(criteria=kept))
    helpful = priorities(judged.rubric, judged.assessment)
    steps += [_("What would help most, {criterion}: {step}").format(criterion=c, step=step) for c, step in helpful]
    steps.append(_("Your feedback report says for every criterion what is strong and what comes next."))
    return tuple(steps)


def _closing(judged: Judged) -> str:
    if not judged.decision.complete:
        return _("We write again as soon as there is a result. Please ask us whenever something is unclear.")
    if judged.decision.certifies:
        return _("Congratulations, and thank you for what you do for your pupils.")
    return _("Much of what you showed counts. We look forward to seeing your work again, and are glad to help.")
