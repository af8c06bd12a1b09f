"""Put a moderation report together, write it as a PDF, and sign it where somebody wants to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from certdesk.actions.cohort_statistics import figures_of
from certdesk.actions.cohorts import policy_of
from certdesk.actions.disputes import names_of
from certdesk.actions.figure_lines import criterion_lines, figure_sentences, statistic_lines
from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import signer_line
from certdesk.actions.moderating import Moderated, Sample, SampleRow, light_of, sample_of
from certdesk.actions.scoring import mark_in_words
from certdesk.core.adjudication import Why
from certdesk.core.case_states import COUNTED
from certdesk.core.cases import CaseRules, Ruling, settle
from certdesk.core.cohorts import Case, CaseState, SettledMark
from certdesk.core.figures_words import severity_in_words
from certdesk.core.marks import UNMARKED, Mark
from certdesk.core.moderation_checks import Verdict
from certdesk.core.moderation_light import Light, ModerationLight
from certdesk.core.moderation_report import DisputeLine, LightLine, ModerationReport, Pairs, SampleLine
from certdesk.core.policy_told import pick_in_words, told
from certdesk.core.words import N_, _
from certdesk.signing.signer import Signer
from certdesk.store.rulings import rulings_of
from certdesk.store.workspace import Workspace

_WORDS = {Light.GREEN: N_("Green"), Light.AMBER: N_("Amber"), Light.RED: N_("Red")}
_RULES = {
    "only_mark": N_("Marked by one assessor"), "same": N_("Marked the same by all"),
    "mean_of_two": N_("Mean of two"), "third_equals_one": N_("The third agrees with one"),
    "median_of_three": N_("Middle one of three"), "majority": N_("Given by more than half"),
    "median_of_all": N_("Middle one of all"), "ruled": N_("Decided by the lead"),
}  # fmt: skip


_WHYS = {
    Why.OUTCOMES: N_("open: at most one step apart, but the outcomes differ"),
    Why.APART: N_("open: more than one step apart"),
    Why.ONE_CODE: N_("open: one could not judge it"),
    Why.TWO_CODES: N_("open: different codes"),
    Why.NO_LEVEL: N_("open: one is no level"),
    Why.UNMARKED: N_("open: a mark is missing"),
    Why.OFF_SCALE: N_("open: a mark is not on the scale"),
    Why.BY_TABLE: N_("open: the table asks for a third mark"),
    Why.WITH_OTHERS: N_("open: marked again with the others in dispute"),
    Why.MEANS: N_("open: means would change the outcome"),
    Why.NO_MIDDLE: N_("open: the marks have no middle"),
}


@dataclass(frozen=True, slots=True)
class ReportWishes:
    """How the report is to be: with the candidates' names beside their codes, and signed or not."""

    names: bool = False
    signer: Signer | None = None


def write_moderation_report(
    workspace: Workspace, known: Moderated, target: Path, wishes: ReportWishes | None = None
) -> int:
    """Write the report of a cohort's moderation and return its number of pages. Raises StorageError.

    A signed one carries the signature of whoever acts, and says so.
    """
    from certdesk.reports.moderation_report import write_moderation_report as write  # loads what makes PDFs

    wishes = wishes or ReportWishes()
    report = moderation_report(workspace, known, names=wishes.names)
    if wishes.signer is None:
        return write(report, target)
    from certdesk.reports.moderation_report import LEAD_FIELD
    from certdesk.signing.pdf.request import Afterwards, SignatureRequest
    from certdesk.signing.pdf.sign_pdf import sign_pdf

    line = signer_line(my_identity(workspace), report.made_at)
    plain = workspace.staging / f"{report.document_id}.pdf"
    pages = write(replace(report, signer=line), plain)
    try:
        request = SignatureRequest(LEAD_FIELD, report.made_at, certify=Afterwards.NOTHING)
        sign_pdf(plain, target, wishes.signer, request)
    finally:
        plain.unlink(missing_ok=True)
    return pages


def moderation_report(workspace: Workspace, known: Moderated, *, names: bool = False) -> ModerationReport:
    """Gather what the report says. Without ``names`` candidates stand in it by their codes only."""
    people = names_of(workspace)
    sample, light = sample_of(workspace, known.cohort, known), light_of(workspace, known.cohort, known)
    figures = figures_of(workspace, known.cohort, known.cases)
    whole = LightLine("", light.light.value, _(_WORDS[light.light]), light.sentence)
    return ModerationReport(
        language="en",
        document_id=workspace.new_id(),
        program=_program(),
        made_at=workspace.clock(),
        programme=known.cohort.programme,
        cohort=known.cohort.name,
        facts=tuple(_facts(known, sample)),
        whole=whole,
        closing=_closing(sample, people),
        requirements=tuple(
            (_("met") if one.met else _("not met"), _about(one.assessor, one.sentence, people))
            for one in light.requirements
        )
        if known.draws
        else (),
        lights=tuple(_lights(light)),
        sample=tuple(_sampled(one, known, people, names=names) for one in sample.rows) if sample else (),
        draws=tuple(
            (
                f"{one.at:%Y-%m-%d %H:%M} UTC",
                _("seed {seed}: {count} drawn").format(seed=one.seed, count=len(one.picks)),
            )
            for one in (sample.earlier if sample else ())
        ),
        sentences=tuple(figure_sentences(figures)),
        statistics=tuple(statistic_lines(figures)) if figures.whole.n else (),
        by_criterion=tuple(criterion_lines(figures)),
        severity=tuple(severity_in_words(one, people.get(one.assessor, one.assessor)) for one in figures.severity),
        settled=_by_rule(known.cases),
        disputes=tuple(_disputes(workspace, known, people, names=names)),
        policy=told(policy_of(workspace, known.cohort)),
    )


def _facts(known: Moderated, sample: Sample | None) -> Iterator[tuple[str, str]]:
    yield _("Rubric"), f"{known.rubric.title} {known.rubric.version}"
    yield (
        _("Portfolios"),
        _("{count}, of which {marked} are marked").format(count=len(known.cases), marked=len(known.entries)),
    )
    unsettled = sum(case.state is not CaseState.SETTLED for case in known.cases)
    yield _("Not settled yet"), str(unsettled)
    if sample is None:
        yield _("Sample"), _("not drawn yet")
        return
    draw = sample.draw
    yield _("Seed of the draw"), draw.seed
    yield (
        _("Drawn"),
        _("{count} of {eligible} on {moment}").format(
            count=len(draw.picks), eligible=draw.eligible, moment=f"{draw.at:%Y-%m-%d %H:%M} UTC"
        ),
    )
    yield _("How it is drawn"), _("by the SHA-256 of the seed and the portfolio’s id, so that anybody can repeat it")
    yield _("Near the cut is"), draw.band


def _closing(sample: Sample | None, people: Mapping[str, str]) -> Pairs:
    if sample is None or not sample.closings:
        return ()
    last = sample.closings[-1]
    found = [
        (_("Closed"), f"{last.at:%Y-%m-%d %H:%M} UTC"),
        (_("By"), people.get(last.closed_by, last.closed_by)),
        (_("The light said"), last.sentence),
    ]
    return (*found, (_("Reason given"), last.reason)) if last.reason else tuple(found)


def _about(assessor: str, sentence: str, people: Mapping[str, str]) -> str:
    return f"{people.get(assessor, assessor)}: {sentence}" if assessor else sentence


def _lights(light: ModerationLight) -> Iterator[LightLine]:
    for one in light.assessors:
        yield LightLine(
            one.name, one.light.value, _(_WORDS[one.light]), one.sentence, one.marked, one.drawn, one.looked_at
        )


def _sampled(row: SampleRow, known: Moderated, people: Mapping[str, str], *, names: bool) -> SampleLine:
    reasons = ", ".join(pick_in_words(pick) for pick in row.reasons.reasons)
    check = row.check
    verdict, differences = _("not looked at yet"), []
    if row.outdated:
        verdict = _("to be looked at again: the marks changed")
    if check:
        words = _("agrees") if check.verdict is Verdict.AGREES else _("differs")
        blind = _(", without having seen the marks") if check.blind else ""
        verdict = _("{who}: {verdict}{blind}").format(
            who=people.get(check.moderator_id, check.moderator_id), verdict=words, blind=blind
        )
        differences = [
            _("{criterion}: moderator {own}, assessor {theirs}").format(
                criterion=each.id,
                own=mark_in_words(check.marks[each.id]),
                theirs=", ".join(mark_in_words(marks.get(each.id, UNMARKED)) for marks in check.looked_at.values()),
            )
            for each in known.rubric.criteria
            if each.id in check.marks
            and any(marks.get(each.id, UNMARKED) != check.marks[each.id] for marks in check.looked_at.values())
        ]
    return SampleLine(
        row.case.member.code,
        row.case.member.name if names else "",
        reasons,
        ", ".join(people.get(one, one) for one in row.assessors),
        verdict,
        tuple(differences),
        check.note if check else "",
    )


def _by_rule(cases: Iterable[Case]) -> Pairs:
    counts = Counter(one.rule for case in cases for one in case.settled)
    found = [(_(_RULES.get(rule, rule)), str(count)) for rule, count in sorted(counts.items(), key=_most)]
    waiting = sum(len(case.disputed) for case in cases)
    return (*found, (_("Still in dispute"), str(waiting))) if counts else ()


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _disputes(
    workspace: Workspace, known: Moderated, people: Mapping[str, str], *, names: bool
) -> Iterator[DisputeLine]:
    rules = CaseRules(known.rubric, policy_of(workspace, known.cohort).adjudication)
    rulings = rulings_of(workspace.db, known.cohort)
    for case in known.cases:
        about = rulings.get(case.member.portfolio_id, {})
        if sum(one.signed and one.turn in COUNTED for one in case.ratings) < 2 and not about:
            continue
        lines = tuple(_criteria(rules, case, about, people))
        if lines:
            yield DisputeLine(case.member.code, case.member.name if names else "", lines)


def _criteria(
    rules: CaseRules, case: Case, about: Mapping[str, Ruling], people: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    found = settle(rules, case.ratings, about)
    settled = {one.criterion_id: one for one in found.settled}
    still = {one.criterion_id: one for one in found.open}
    for key in rules.scales:
        given = _given(case, key)
        if len({mark for _who, mark in given}) < 2 and key not in about:
            continue
        marks = ", ".join(
            _("{who}: {mark}").format(who=people.get(who, who), mark=mark_in_words(mark)) for who, mark in given
        )
        if key in settled:
            yield key, marks, _counts(settled[key], people.get(about[key].ruled_by, "") if key in about else "")
        elif key in still:
            yield key, marks, _(_WHYS[still[key].why])


def _counts(one: SettledMark, who: str) -> str:
    """Say briefly what counts and by which rule; what the lead decided with its reason."""
    text = _("{mark}, {rule}").format(mark=mark_in_words(one.mark), rule=_(_RULES.get(one.rule, one.rule)).lower())
    if not one.reason:
        return text
    return f"{text}. {who}: {one.reason}" if who else f"{text}. {one.reason}"


def _given(case: Case, key: str) -> Sequence[tuple[str, Mark]]:
    return [
        (one.assessor_id, one.marks.get(key, UNMARKED))
        for one in case.ratings
        if one.signed and one.turn in COUNTED and (not one.criteria or key in one.criteria)
    ]


def _program() -> str:
    try:
        return f"CertDesk {version('certdesk')}"
    except PackageNotFoundError:
        return "CertDesk"
