"""Who sees Cohort and Insights on the rail, and what somebody finds there who should not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.building import Clock
from tests.support.desks import identity_at, signer_of

from certdesk.actions.leading import may_lead
from certdesk.signing.membership import MEMBERSHIP
from certdesk.store.workspace import Workspace

OTHER = "Ben Assessor"


@pytest.fixture
def desk_of(tmp_path: Path) -> Callable[[str], Workspace]:
    """A workspace in which somebody acts."""

    def made(name: str) -> Workspace:
        workspace = Workspace(tmp_path / "workspace", clock=Clock(), person=signer_of(name).identity_id)
        identity_at(workspace.identities, name)
        return workspace

    return made


def enter(workspace: Workspace, id_: str, role: str) -> None:
    row = {"id": id_, "name": role, "role": role, "fingerprint": id_ * 4, "made_at": "2026-11-01T00:00:00+00:00"}
    with workspace.local_change() as db:
        db["person"].insert(row)


@pytest.mark.parametrize(
    ("role", "others", "sees"),
    [
        ("lead", (), True),
        ("lead", ("lead", "assessor"), True),
        ("assessor", (), True),
        ("assessor", ("assessor",), True),
        ("assessor", ("lead",), False),
        ("coordinator", ("lead",), False),
        ("coordinator", (), True),
    ],
)
def test_the_lead_sees_the_cohort_and_who_works_where_nobody_leads(
    desk_of: Callable[[str], Workspace], role: str, others: tuple[str, ...], sees: bool
) -> None:
    with desk_of(OTHER) as workspace:
        enter(workspace, workspace.person, role)
        for number, other in enumerate(others):
            enter(workspace, f"other-{number}", other)
        assert may_lead(workspace) is sees


def test_who_marks_for_a_programme_elsewhere_does_not(desk_of: Callable[[str], Workspace]) -> None:
    with desk_of(OTHER) as workspace:
        enter(workspace, workspace.person, "assessor")
        (workspace.identities / workspace.person / MEMBERSHIP).write_text("{}", encoding="utf-8")
        assert not may_lead(workspace)
