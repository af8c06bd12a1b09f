"""The register of consent decides what assessors may open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.consent_gate import catalogue_here, closings, file_of
from certdesk.actions.consenting import (
    ending_soon,
    link_form,
    override_consent,
    record_consent,
    register_of,
    withdraw_consent,
)
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.register_tables import register_as_csv, registers_of_cohort
from certdesk.actions.searching import find_in_portfolio, plan_index
from certdesk.actions.undoing import undo
from certdesk.core.annotations import WholeItem
from certdesk.core.consent import Basis, Consent, ConsentState, Scope
from certdesk.core.consent_rules import consent_state, is_unsettled
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import EvidenceItem
from certdesk.store.consents import load_consents
from certdesk.store.portfolios import item_row, load_items, load_portfolio, portfolio_row
from certdesk.store.workspace import Workspace

PORTFOLIO = "portfolio-P-001"
TODAY = date(2026, 11, 22)


@pytest.fixture
def video(workspace: Workspace) -> EvidenceItem:
    """The first item of P-001, as a lesson video of a programme that keeps a register."""
    found = load_portfolio(workspace.db, PORTFOLIO)
    item = replace(load_items(workspace.db, PORTFOLIO)[0], evidence_type="lesson_video", kind="video")
    with workspace.recording("test", "test") as recording:
        recording.put("portfolio", portfolio_row(replace(found, programme="Highland STEM")))
        recording.put("item", item_row(item))
    return item


def given_by_parents(item: EvidenceItem, **more: object) -> Consent:
    return replace(Consent("", item.portfolio_id, "class 9B", Basis.PARENT), **more)  # type: ignore[arg-type]


def test_without_a_record_it_is_closed_everywhere(
    workspace: Workspace, video: EvidenceItem, assessment_id: str
) -> None:
    closing = closings(workspace, PORTFOLIO)[video.id]
    assert closing.state is ConsentState.MISSING
    assert look_at_assessment(workspace, assessment_id).closed[video.id] == closing
    with pytest.raises(NotAllowedError, match="no consent is recorded"):
        file_of(workspace, video)
    with pytest.raises(NotAllowedError, match="no consent is recorded"):
        file_evidence(workspace, assessment_id, Filing(video.id, WholeItem(), ("T1",)))
    assert video.digest not in {one.digest for one in plan_index(workspace, PORTFOLIO).unread}
    reasons = {one.item_id: one.reason for one in find_in_portfolio(workspace, PORTFOLIO, "word").unsearchable}
    assert reasons[video.id] == closing.sentence


def test_a_record_opens_it_and_withdrawing_closes_it(workspace: Workspace, video: EvidenceItem) -> None:
    record_consent(workspace, given_by_parents(video))
    assert not closings(workspace, PORTFOLIO)
    (record,) = load_consents(workspace.db, PORTFOLIO)
    withdraw_consent(workspace, record.id)
    assert closings(workspace, PORTFOLIO)[video.id].state is ConsentState.WITHDRAWN
    with pytest.raises(NotAllowedError, match="withdrawn"):
        override_consent(workspace, video.id, "I have seen the forms")
    undo(workspace)
    assert not closings(workspace, PORTFOLIO)


def test_the_leads_opening_is_kept_with_its_reason(workspace: Workspace, video: EvidenceItem) -> None:
    with pytest.raises(NotAllowedError, match="for a reason"):
        override_consent(workspace, video.id, "  ")
    change = override_consent(workspace, video.id, "Forms lie at the school")
    assert change
    assert not closings(workspace, PORTFOLIO)
    entry = next(iter(workspace.db.query("select type, body from journal where id = ?", [change.entry_id])))
    assert entry["type"] == "consent.overridden"
    assert "Forms lie at the school" in entry["body"]
    assert not override_consent(workspace, video.id, "Again")


def test_whoever_assesses_a_folder_of_their_own_is_not_locked_out(workspace: Workspace, video: EvidenceItem) -> None:
    own = replace(load_portfolio(workspace.db, PORTFOLIO), programme="")
    with workspace.recording("test", "test") as recording:
        recording.put("portfolio", portfolio_row(own))
    assert not closings(workspace, PORTFOLIO)
    record_consent(workspace, given_by_parents(video, item_id=load_items(workspace.db, PORTFOLIO)[1].id))
    assert video.id in closings(workspace, PORTFOLIO), "from the first record on, there is a register"


def test_what_was_here_before_there_was_a_register_stays_open(workspace: Workspace, video: EvidenceItem) -> None:
    with workspace.local_change() as db:
        db.execute("insert into before_consents (portfolio_id) values (?)", [PORTFOLIO])
    assert video.id not in closings(workspace, PORTFOLIO)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"people": " "}, "who can be recognised"),
        ({"basis": Basis.OVERRIDE}, "no consent"),
        ({"scopes": ()}, "for something"),
        ({"given_on": TODAY, "until": TODAY - timedelta(1)}, "ends before"),
        ({"item_id": "item-P-002-1"}, "another portfolio"),
    ],
)
def test_what_contradicts_itself_is_refused(
    workspace: Workspace, video: EvidenceItem, wrong: dict[str, object], says: str
) -> None:
    if "item_id" in wrong:
        wrong = {"item_id": load_items(workspace.db, "portfolio-P-002")[0].id}
    with pytest.raises(NotAllowedError, match=says):
        record_consent(workspace, given_by_parents(video, **wrong))


def test_the_register_tells_what_ends_and_prints_as_a_table(workspace: Workspace, video: EvidenceItem) -> None:
    record_consent(workspace, given_by_parents(video, people="=HYPERLINK(1)", until=TODAY + timedelta(60)))
    record_consent(workspace, given_by_parents(video, until=TODAY + timedelta(61)))
    (soon,) = ending_soon(workspace)
    assert soon.code == "P-001"
    form = load_items(workspace.db, PORTFOLIO)[1]
    link_form(workspace, soon.consent.id, form.id)
    register = register_of(workspace, PORTFOLIO)
    assert register.consents[0].proof_item_id == form.id
    assert {line.item.id: line.state for line in register.items}[video.id] is ConsentState.GIVEN
    table = register_as_csv(registers_of_cohort(workspace, "Highland STEM"))
    assert "'=HYPERLINK(1)" in table
    assert table.count("\r\n") == 3


DAYS = st.one_of(st.none(), st.dates(TODAY - timedelta(3), TODAY + timedelta(3)))
RECORDS = st.builds(
    Consent,
    st.just("c"),
    st.just("p"),
    st.just("class 9B"),
    st.sampled_from(Basis),
    st.sampled_from([(Scope.ASSESSMENT,), (Scope.TRAINING,), tuple(Scope)]),
    st.sampled_from(["", "i", "other"]),
    DAYS,
    DAYS,
    DAYS,
)


@given(st.lists(RECORDS, max_size=4), st.sampled_from(["lesson_video", "photo", "unit_plan", "shared_example"]))
def test_laws_of_consent(records: list[Consent], kind: str) -> None:
    item = EvidenceItem("i", "p", 0, "d", 1, "a.mp4", "A", kind, kind="video")
    sort = catalogue_here().type(kind)
    state = consent_state(item, sort, records, TODAY)
    assert consent_state(item, sort, records[::-1], TODAY) is state, "the order of the records counts for nothing"
    elsewhere = Consent("x", "p", "x", Basis.PARENT, item_id="other")
    assert consent_state(item, sort, [*records, elsewhere], TODAY) is state, "other items' records neither"
    own = replace(elsewhere, item_id="i", withdrawn_on=TODAY)
    assert consent_state(item, sort, [*records, own], TODAY) is ConsentState.WITHDRAWN
    if not records:
        assert state.is_open is (kind in {"photo", "unit_plan"})
        assert is_unsettled(item, sort, records) is (kind == "photo")
