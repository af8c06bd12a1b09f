"""A lead, two assessors and a third on one machine: from portfolios that come in to a stick that anybody can check.

What travels are real packages through folders that stand for sticks; the certificates are those of a programme with an
authority of its own. Nobody has a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from tests.actions.test_blind_packages import every_byte
from tests.support.building import CRITERIA, level
from tests.support.desks import BEN, CLEO, DAN
from tests.support.journeys_of_packages import place
from tests.support.lead_office import LeadOffice, enter_assessors, open_office
from tests.support.lent_reader import LentReader, reader
from tests.support.programmes import Made, made_programme

from certdesk.actions import finding_packages
from certdesk.actions.allocating import allocations_of, give, keep_allocation, plan_allocation
from certdesk.actions.allocating_values import Given, Wishes
from certdesk.actions.appealing import appeals_of, decide_appeal, open_appeal, recheck_appeal
from certdesk.actions.assessors import add_conflicts, find_assessor
from certdesk.actions.cases import case_in, cases_of
from certdesk.actions.certificates import certificates
from certdesk.actions.checking_results import verify_results
from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import make_cohort, members_of, open_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.handing_over_results import (
    HandOverChoice,
    keep_results_hand_over,
    make_results_hand_over,
    plan_results_hand_over,
    read_results,
)
from certdesk.actions.insights import figures_of
from certdesk.actions.insights_documents import InsightDocument, print_insight
from certdesk.actions.issuing import CERTIFICATE, COUNTERSIGNED, RESULT_REPORT
from certdesk.actions.issuing_batch import keep_issue, make_issue
from certdesk.actions.issuing_cohort import papers_of_cohort, plan_cohort_issue
from certdesk.actions.moderating import close_moderation, draw_sample, light_of, sample_of
from certdesk.actions.moderation_looks import give_verdict
from certdesk.actions.releasing import hold, let_go, outlook, release
from certdesk.actions.retaining import due_lines, kept_lines
from certdesk.actions.second_marking import keep_second_marks, plan_second_marks
from certdesk.actions.settling import ask_third, disputes_of, look_at_dispute, third_candidates
from certdesk.actions.verifying import trust_here, verify_file
from certdesk.cli.main import main
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.appeals import AppealState
from certdesk.core.cohorts import CaseState, CohortState, ResultState, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import Mark, Unscorable
from certdesk.core.moderation_light import Light
from certdesk.core.policy import Conflict, Ground, Pick
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.sealing import opened_with
from certdesk.signing.verification import Verdict
from certdesk.store.rebuilding import rebuild, snapshot

__all__ = ["made_programme", "reader"]
NO_CODE = Unscorable("U-AUDIO")


def marks(*levels: object) -> dict[str, Mark]:
    """Marks on all four criteria."""
    return {
        criterion: one if isinstance(one, Unscorable) else level(str(one))
        for criterion, one in zip(CRITERIA, levels, strict=True)
    }


@dataclass(frozen=True)
class Planted:
    """Marks of two on one portfolio, what a third gives to what is in dispute, and what has to come of it."""

    name: str
    one: Mapping[str, Mark]
    other: Mapping[str, Mark]
    third: Mapping[str, Mark]
    rules: Mapping[str, str]
    outcome: str


SAME = dict.fromkeys(CRITERIA, "same")
PLANTED = {
    "H-01": Planted("Miriam Adeyemi", marks(3, 3, 3, 3), marks(3, 3, 3, 3), {}, SAME, "pass"),
    "H-02": Planted("Kwame Owusu", marks(3, 3, 3, 3), marks(4, 3, 3, 3), {}, SAME | {"T1": "mean_of_two"}, "pass"),
    "H-03": Planted("Leyla Okafor", marks(3, 3, 3, 3), marks(3, 3, 3, 2), {"T4": level(3)},
                    SAME | {"T4": "third_equals_one"}, "pass"),
    "H-04": Planted("Tomás García", marks(2, 4, 4, 4), marks(4, 4, 4, 4), {"T1": level(3)},
                    SAME | {"T1": "median_of_three"}, "pass"),
    "H-05": Planted("Aiko Tanaka", marks(3, NO_CODE, 3, 3), marks(3, 2, 3, 3), {"T2": level(2)},
                    SAME | {"T2": "third_equals_one"}, "near"),
    "H-06": Planted("Ngozi Eze", marks(2, 2, 2, 2), marks(2, 2, 2, 2), {}, SAME, "no"),
    "H-07": Planted("Zanele Dlamini", marks(4, 4, 4, 4), marks(4, 4, 4, 4), {}, SAME, "pass"),
    "H-08": Planted("أمل المنصوري", marks(3, 3, 3, 4), marks(3, 3, 3, 4), {}, SAME, "pass"),
}  # fmt: skip
DISPUTED = {code: tuple(one.third) for code, one in PLANTED.items() if one.third}
HELD, APPEALED, RELATED = "H-08", "H-06", "H-07"


@pytest.fixture
def office(
    tmp_path: Path, reader: LentReader, made_programme: Made, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LeadOffice]:
    # One limited process reads everything that comes in, here; starting one for each stick costs more than reading it.
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)
    with ExitStack() as stack:
        worker = stack.enter_context(EvidenceWorker(workers=1, files=1000))
        yield open_office(stack, tmp_path, made_programme, (BEN, CLEO, DAN), (worker, reader))


def open_and_allocate(office: LeadOffice) -> None:
    """Open the cohort; everything is marked twice, because it is small; nobody marks a relative."""
    workspace, ben, cleo = office.lead.workspace, office.assessors[BEN], office.assessors[CLEO]
    make_cohort(workspace, "Highlands STEM", "2026 B", RubricRef("small", "1.0.0"))
    enter_assessors(workspace, [one.person for one in office.assessors.values()])
    ids = {one.code: one.portfolio_id for one in members_of(workspace, office.cohort())}
    relative = KnownConflict(cleo.person, About.PORTFOLIO, ids[RELATED], Conflict.RELATIVE.value)
    add_conflicts(workspace, [relative])
    open_cohort(workspace, office.cohort())
    two = Wishes(assessors=(ben.person, cleo.person))
    first = plan_allocation(workspace, office.cohort(), two)
    assert [one.after for one in first.loads] == [4, 4]
    keep_allocation(workspace, first)
    second = plan_second_marks(workspace, office.cohort(), "14 July", two)
    assert {one.member.code for one in second.picks} == set(PLANTED)
    assert all(Pick.SMALL_COHORT in one.reasons for one in second.picks)
    (impossible,) = second.allocation.impossible
    assert impossible.member.code == RELATED
    keep_second_marks(workspace, second)
    give(workspace, Given(impossible.member, find_assessor(workspace, DAN), Turn.SECOND, (Pick.SMALL_COHORT,)))
    given = allocations_of(workspace, office.cohort())
    assert len({(one.portfolio_id, one.assessor_id) for one in given}) == 2 * len(PLANTED)
    assert (ids[RELATED], cleo.person) not in {(one.portfolio_id, one.assessor_id) for one in given}


def everybody_marks(office: LeadOffice) -> None:
    """Blind packages go out, are marked with evidence and signed, and the marks come back."""
    workspace = office.lead.workspace
    for name, one in office.assessors.items():
        office.send(name, f"OUT-{name[:3]}")
        for given in allocations_of(workspace, office.cohort()):
            if given.assessor_id == one.person:
                planted = PLANTED[code_of(office, given.portfolio_id)]
                told = planted.one if given.turn is Turn.FIRST else planted.other
                office.assess(name, given.portfolio_id, told, words=f"WORDS-OF-{name[:3]}")
    assert progress_of(workspace, office.cohort()).first.signed == 0
    for name in office.assessors:
        office.bring(name, f"BACK-{name[:3]}")
    progress = progress_of(workspace, office.cohort())
    assert (progress.first.signed, progress.second.signed, progress.missing) == (8, 8, ())


def code_of(office: LeadOffice, portfolio_id: str) -> str:
    return next(
        one.code for one in members_of(office.lead.workspace, office.cohort()) if one.portfolio_id == portfolio_id
    )


def settle(office: LeadOffice) -> None:
    """What is in dispute goes to a third, who sees nothing of the others, and is settled as the table says."""
    workspace, cohort = office.lead.workspace, office.cohort()
    found = disputes_of(workspace, cohort)
    assert {one.member.code: one.disputed for one in found} == DISPUTED
    for one in found:
        id_ = one.member.portfolio_id
        sides = {each.criterion.id: each.sides for each in look_at_dispute(workspace, cohort, id_).criteria}
        assert all(side.evidence and side.words.strength for side in sides[one.disputed[0]])
        free = [each.assessor.name for each in third_candidates(workspace, cohort, id_) if not each.why_not]
        assert free == [DAN]
        ask_third(workspace, id_, find_assessor(workspace, DAN), ())
    office.clock.after(hours=1)
    dan = office.assessors[DAN]
    stick = office.send(DAN, "OUT-third")
    seen = every_byte(stick, dan.signer.lend_statement_key(opened_with)).lower()
    assert b"pupils order the layers" in seen
    told = [word for word in words_of_others(office) if word.encode() in seen]
    assert told == []
    kept = b"".join(each.read_bytes() for each in dan.workspace.folder.rglob("*") if each.is_file())
    assert [word for word in words_of_others(office) if word.encode() in kept.lower()] == []
    for one in found:
        planted = PLANTED[one.member.code]
        office.assess(DAN, one.member.portfolio_id, planted.third, words="WORDS-OF-Dan")
    office.bring(DAN, "BACK-third")
    for case in cases_of(workspace, cohort):
        planted = PLANTED[case.member.code]
        assert case.state is CaseState.SETTLED, case.member.code
        assert {one.criterion_id: one.rule for one in case.settled} == planted.rules, case.member.code
    means = case_in(workspace, cohort, id_of(office, "H-02"))
    assert means.marks["T1"] == level("7/2")
    assert [one.criterion_id for one in means.settled if one.averaged] == ["T1"]


def words_of_others(office: LeadOffice) -> tuple[str, ...]:
    """What no blind desk may hold: names, codes, schools, the words of others, and why they were asked."""
    names = [one.name.casefold() for one in PLANTED.values()]
    reasons = ("words-of-ben", "words-of-cle", "dispute", "small_cohort", '"third"', '"second"', "14 july")
    people = (office.assessors[BEN].person, office.assessors[CLEO].person)
    # A shorter part stands in any noise.
    parts = (part for name in names for part in name.split() if len(part) > 5)
    return (*names, *parts, *map(str.casefold, PLANTED), *reasons,
            *people, "harbour school", "ben assessor", "cleo assessor")  # fmt: skip


def id_of(office: LeadOffice, code: str) -> str:
    return next(one.portfolio_id for one in members_of(office.lead.workspace, office.cohort()) if one.code == code)


def moderate(office: LeadOffice) -> None:
    """A sample by a recorded seed, verdicts, the light, and the end of it."""
    workspace, cohort = office.lead.workspace, office.cohort()
    draw_sample(workspace, cohort, "15 July")
    sample = sample_of(workspace, cohort)
    assert sample
    assert sample.draw.seed == "15 July"
    assert len(sample.rows) >= 6
    assert all(row.reasons.reasons for row in sample.rows)
    with pytest.raises(NotAllowedError):
        close_moderation(workspace, cohort)
    for row in sample.rows:
        give_verdict(workspace, cohort, row.case.member.portfolio_id)
    light = light_of(workspace, cohort)
    assert (light.light, light.done) == (Light.GREEN, True), light.sentence
    close_moderation(workspace, cohort)


def decide_and_release(office: LeadOffice) -> None:
    workspace = office.lead.workspace
    decided = decide_results(workspace, office.cohort())
    assert (decided.decided, decided.undecided) == (8, ())
    assert {one.member.code: one.outcome for one in results(office)} == {
        code: planted.outcome for code, planted in PLANTED.items()
    }
    hold(workspace, office.cohort(), [id_of(office, HELD)], "An answer of the school is on its way.")
    assert not outlook(workspace, office.cohort()).obstacles
    release(workspace, office.cohort())
    states = {one.member.code: one.state for one in results(office)}
    assert states == dict.fromkeys(PLANTED, ResultState.RELEASED) | {HELD: ResultState.HELD}
    assert office.cohort().state is CohortState.RELEASED


def results(office: LeadOffice):
    return results_of_cohort(office.lead.workspace, office.cohort())


def issue(office: LeadOffice, made: Made) -> None:
    """Certificates, reports and letters as one job; all are genuine, and nothing is made twice."""
    workspace = office.lead.workspace
    plan = plan_cohort_issue(workspace, office.cohort())
    assert make_issue(plan, office.lead.signer, made.keys, silent, 1).failed == ()
    keep_issue(workspace, plan, made.keys)
    passed = {code for code, one in PLANTED.items() if one.outcome == "pass" and code != HELD}
    papers = dict(papers_of_cohort(workspace, office.cohort(), {CERTIFICATE}))
    reports = dict(papers_of_cohort(workspace, office.cohort(), {COUNTERSIGNED, RESULT_REPORT}))
    assert (set(papers), set(reports)) == (passed, set(PLANTED) - {HELD})
    for paper in (*papers.values(), *list(reports.values())[:2]):
        told = verify_file(workspace.documents / paper.file_name, workspace.folder, now=office.clock())
        assert told.verdict is Verdict.GENUINE, (paper.kind, told.summary)
    assert len(certificates(workspace)) == len(passed)
    with pytest.raises(NotAllowedError):
        plan_cohort_issue(workspace, office.cohort())


def appeal(office: LeadOffice) -> None:
    """A clerical re-check comes to what was released, and the appeal is dismissed."""
    workspace, cohort = office.lead.workspace, office.cohort()
    open_appeal(workspace, cohort, id_of(office, APPEALED), Ground.CLERICAL, "T3 was added wrongly")
    (row,) = appeals_of(workspace, cohort)
    found = recheck_appeal(workspace, cohort, row.appeal.id)
    assert found.same, found.sentence
    assert all(one.fits for one in found.sources), [one.words for one in found.sources]
    decide_appeal(workspace, cohort, row.appeal.id, AppealState.DISMISSED, "Everything was added rightly.")
    (row,) = appeals_of(workspace, cohort)
    assert row.appeal.state is AppealState.DISMISSED


def tell(office: LeadOffice) -> None:
    """The figures count what is released; the brief prints them."""
    workspace = office.lead.workspace
    figures = figures_of(workspace, office.cohort())
    assert (figures.people, figures.members) == (7, 8)
    assert figures.certified
    assert (figures.certified.count, figures.certified.n) == (5, 7)
    target = office.folder / "brief.pdf"
    assert print_insight(workspace, figures, InsightDocument.BRIEF, target) == 1
    with pypdfium2.PdfDocument(target) as document:
        text = re.sub(r"\s+", " ", document[0].get_textpage().get_text_bounded())
    assert "71 %" in text or "5 of 7" in text
    assert not any(one.name in text for one in PLANTED.values())


def hand_results_over(office: LeadOffice) -> None:
    """A stick for the ministry: whole, genuine, and with the numbers of this desk."""
    workspace = office.lead.workspace
    stick = office.folder / "MINISTRY"
    plan = plan_results_hand_over(workspace, office.cohort(), place(stick), HandOverChoice(recipient="Ministry"))
    done = make_results_hand_over(plan, office.lead.signer)
    keep_results_hand_over(workspace, done)
    assert main(["check-stick", str(stick)]) == 0
    found = verify_results(done.path, trust_here(workspace.folder), workspace.folder)
    assert found.verdict is Verdict.GENUINE, found.summary
    assert main(["verify", str(done.path), "--workspace", str(workspace.folder)]) == 0
    tables = {one.name: one for one in read_results(done.path, from_csv=True)}
    rows = [dict(zip(tables["results"].names, row, strict=True)) for row in tables["results"].rows]
    assert {row["code"]: row["outcome"] for row in rows} == {
        code: one.outcome for code, one in PLANTED.items() if code != HELD
    }
    assert len(list((done.path / "data").rglob("*.pdf"))) == 7 + 5


def journey(office: LeadOffice, made: Made) -> None:
    workspace = office.lead.workspace
    office.receive({code: one.name for code, one in PLANTED.items()})
    open_and_allocate(office)
    everybody_marks(office)
    settle(office)
    moderate(office)
    decide_and_release(office)
    issue(office, made)
    appeal(office)
    tell(office)
    hand_results_over(office)
    let_go(workspace, office.cohort(), [id_of(office, HELD)])
    assert kept_lines(workspace)
    assert due_lines(workspace) == ()
    for one in (office.lead, *office.assessors.values()):
        assert snapshot(rebuild(one.workspace.db)) == snapshot(one.workspace.db)


def test_from_allocation_to_a_verified_stick(office, made_programme):
    journey(office, made_programme)


@pytest.mark.slow
def test_every_paper_is_genuine_and_the_held_one_follows(office, made_programme):
    """The same, then the one that was held: released, issued, and handed over once more, also without names."""
    journey(office, made_programme)
    workspace = office.lead.workspace
    decide_results(workspace, office.cohort())
    release(workspace, office.cohort(), override="The school has answered.", only=[id_of(office, HELD)])
    plan = plan_cohort_issue(workspace, office.cohort())
    assert {step.code for step in plan.steps} == {HELD}
    assert make_issue(plan, office.lead.signer, made_programme.keys, silent, 1).failed == ()
    keep_issue(workspace, plan, made_programme.keys)
    every = papers_of_cohort(workspace, office.cohort(), {CERTIFICATE, COUNTERSIGNED, RESULT_REPORT})
    assert {code for code, _paper in every} == set(PLANTED)
    for code, paper in every:
        told = verify_file(workspace.documents / paper.file_name, workspace.folder, now=office.clock())
        assert told.verdict is Verdict.GENUINE, (code, paper.kind, told.summary)
    choice = HandOverChoice(recipient="University", pseudonymised=True)
    plan = plan_results_hand_over(workspace, office.cohort(), place(office.folder / "STUDY"), choice)
    done = make_results_hand_over(plan, office.lead.signer)
    keep_results_hand_over(workspace, done)
    assert verify_results(done.path, trust_here(workspace.folder), workspace.folder).verdict is Verdict.GENUINE
    written = b"".join(one.read_bytes() for one in done.path.rglob("*") if one.is_file())
    assert [one.name for code, one in PLANTED.items() if one.name.encode() in written or code.encode() in written] == []
