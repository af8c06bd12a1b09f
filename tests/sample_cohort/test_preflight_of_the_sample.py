"""Portfolios that are good are not stopped by preflight: the sample cohort, once consent is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from certdesk import shipped
from certdesk.actions import looking_around
from certdesk.actions.preflighting import keep_preflight, make_preflight, plan_preflight
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.consent import Basis, Consent
from certdesk.core.preflight import Severity
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.consents import consent_row
from certdesk.store.preflight import portfolio_ids
from certdesk.store.workspace import Workspace


@pytest.mark.slow
def test_the_sample_cohort_is_not_stopped(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace") as workspace, EvidenceWorker() as worker:
        load_built_in_rubrics(workspace, shipped.rubrics())
        sample = looking_around.plan_sample(workspace, shipped.resources() / "sample_cohort")
        looking_around.keep_sample(workspace, sample, looking_around.make_sample(sample, worker, silent))
        ids = portfolio_ids(workspace.db)
        with workspace.recording("consent.recorded", "consent") as recording:
            for id_ in ids:
                recording.put("consent", consent_row(Consent(f"consent-{id_}", id_, "all", Basis.PARENT)))
        plan = plan_preflight(workspace, ids)
        told = keep_preflight(workspace, plan, make_preflight(plan, worker, silent))
    assert all(one.complete for one in told)
    stopped = [
        (one.portfolio_id, found.rule) for one in told for found in one.findings if found.severity is Severity.STOP
    ]
    assert stopped == []
    assert sum(len(one.findings) for one in told) <= 15
