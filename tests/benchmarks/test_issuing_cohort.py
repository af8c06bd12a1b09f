"""Issuing a whole cohort against the bare cost of rendering and signing the same documents on the same cores."""

from __future__ import annotations

import os
from time import perf_counter, process_time

import pytest
from tests.benchmarks.test_issuing_speed import processor_seconds, pyhankos_own
from tests.support.cohorts import Shape, put_cohort
from tests.support.issuing import issuing_workspace, lead, lead_keys

from certdesk.actions.issue_work import CertificateOrder, LetterOrder, ReportOrder, text_of
from certdesk.actions.issuing_batch import keep_issue, make_issue
from certdesk.actions.issuing_cohort import plan_cohort_issue
from certdesk.actions.printing_cohort import Printed, print_all
from certdesk.actions.releasing import release
from certdesk.core.progress import silent
from certdesk.reports.certificate_pdf import certificate_bytes
from certdesk.reports.feedback_pdf import write_feedback
from certdesk.reports.letter_pdf import write_letter

__all__ = ["lead", "lead_keys"]
pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]
CANDIDATES = int(os.environ.get("CERTDESK_BENCH_COHORT", "60"))
"""A fifth of the 300 of a large cohort, unless the environment asks for another number."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory, lead_keys):
    folder = tmp_path_factory.mktemp("cohort") / "workspace"
    with issuing_workspace(folder, lead_keys, ()) as workspace:
        workspace.person = lead_keys.id
        made = put_cohort(workspace, Shape(candidates=CANDIDATES, double=0.2))
        release(workspace, made.cohort, override="a trial")
        yield workspace, made.cohort


def test_issuing_a_cohort(ratio, desk, lead, tmp_path):
    workspace, cohort = desk
    begun = perf_counter()
    plan = plan_cohort_issue(workspace, cohort)
    planned = perf_counter() - begun
    count = len(plan.steps)
    rendering = _rendering(plan, tmp_path)
    certificate = next(step.order for step in plan.steps if isinstance(step.order, CertificateOrder))
    page, sign = certificate_bytes(text_of(certificate, plan.shop.line)), pyhankos_own()
    signing = _busy(lambda: [sign(page) for _each in range(20)]) / 20 * count
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # What other programs do meanwhile does not weigh on processor time; the whole is compared with both.
    begun, busy = perf_counter(), processor_seconds()
    assert make_issue(plan, lead, lead, silent).finished == count
    made, busy = perf_counter() - begun, processor_seconds() - busy
    begun = perf_counter()
    keep_issue(workspace, plan, lead)
    kept = perf_counter() - begun
    note = f"{CANDIDATES} candidates, {count} documents, {cores} cores"
    parts = "bare rendering and pyHanko's own signer"
    ratio(
        "a cohort issued", planned + made + kept, f"{parts}, shared by all cores", (rendering + signing) / cores, note
    )
    ratio("a cohort issued, processor time", busy, parts, rendering + signing, note)
    ratio("a cohort planned and entered", planned + kept, parts, rendering + signing, note)
    begun = perf_counter()
    print_all(workspace, cohort, Printed.REPORTS, tmp_path / "all.pdf")
    joined = perf_counter() - begun
    ratio("all reports joined for paper", joined, "rendering everything", rendering, note)


def _rendering(plan, folder):
    """Return the processor time that the pages alone take, on one core."""
    target = folder / "bare.pdf"

    def all_pages():
        for step in plan.steps:
            match step.order:
                case CertificateOrder():
                    certificate_bytes(text_of(step.order, plan.shop.line))
                case LetterOrder(letter=letter):
                    write_letter(letter, target)
                case ReportOrder(report=report):
                    write_feedback(report, target)

    return _busy(all_pages)


def _busy(work):
    """Return how long this process is kept busy by something, in seconds."""
    begun = process_time()
    work()
    return process_time() - begun
