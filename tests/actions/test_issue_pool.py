"""Workers make documents without ever holding a key; whoever holds the keys signs for them."""

from __future__ import annotations

import multiprocessing
import pickle
from dataclasses import replace
from threading import Thread

import pytest
from tests.support.issuing import copy_of, issuing_workspace

from certdesk.actions.certificates import eligible
from certdesk.actions.issue_pool import EACH_AT_LEAST, Failed, perform_all, suitable_workers, work
from certdesk.actions.issuing_batch import plan_issue
from certdesk.core.errors import CertDeskError
from certdesk.signing.remote_signer import DOCUMENT, MOST_BYTES, STATEMENT, PublicParts, RemoteSigner, SigningFor


@pytest.fixture(scope="module")
def plan(tmp_path_factory, lead_keys):
    folder = tmp_path_factory.mktemp("pool")
    issuing_workspace(folder / "workspace", lead_keys, [f"P-{number}" for number in range(6)]).close()
    with copy_of(folder / "workspace", folder / "copy", lead_keys.id) as workspace:
        return plan_issue(workspace, [each.assessment_id for each in eligible(workspace)])


@pytest.fixture
def parts(lead):
    return PublicParts(lead.certificate_pem, lead.chain, lead.statement_key)


def served(connection, keys):
    """Sign what a worker asks for, and return its answer."""
    while (message := connection.recv_bytes())[:1] in {DOCUMENT, STATEMENT}:
        connection.send_bytes(keys.answer(message[:1], message[1:]))
    return message


def test_a_worker_makes_what_is_ordered_with_signatures_from_elsewhere(plan, lead, parts):
    ours, theirs = multiprocessing.Pipe()
    worker = Thread(target=work, args=(theirs, plan.shop, parts))
    worker.start()
    ours.send(plan.steps[0].order)
    answer = served(ours, SigningFor(lead, lead))
    assert answer.startswith(b"R")
    assert b"%PDF" in answer[:20]
    assert plan.steps[0].order.award.id.encode() in answer
    broken = replace(plan.steps[1].order, award=replace(plan.steps[1].order.award, holder="\U00013000"))
    ours.send(broken)
    assert served(ours, SigningFor(lead, lead)).startswith(b"E"), "one that can't be made does not end the worker"
    ours.close()
    worker.join(20)
    assert not worker.is_alive()


def test_only_signatures_leave_whoever_holds_the_keys(lead, parts):
    keys = SigningFor(lead, lead)
    remote = RemoteSigner(parts, keys.answer)
    assert (remote.certificate_pem, remote.statement_key, remote.locked) == (
        lead.certificate_pem, lead.statement_key, False,
    )  # fmt: skip
    assert len(remote.sign_statement(b"statement")) == 64
    assert remote.sign_document(b"attributes").startswith(b"\x30")
    for request, data, told in ((b"X", b"", "X"), (b"", b"", "b''"), (DOCUMENT, bytes(MOST_BYTES + 1), "4194305")):
        with pytest.raises(ValueError, match=told):
            keys.answer(request, data)
    with pytest.raises(TypeError, match="never leave"):
        pickle.dumps(keys)
    assert "PRIVATE" not in repr(keys) + repr(remote)


def test_few_documents_and_little_memory_need_no_workers():
    assert suitable_workers(2 * EACH_AT_LEAST - 1) == 1
    assert 1 <= suitable_workers(300) <= 8


def test_what_cannot_be_made_is_told_and_the_rest_is_made(plan, lead):
    first, second = (step.order for step in plan.steps[:2])
    broken = replace(first, award=replace(first.award, holder="\U00013000"))
    failed, made = perform_all((broken, second), plan.shop, lead, lead)
    assert isinstance(failed, Failed)
    assert isinstance(failed.problem, CertDeskError)
    assert made.document_id == second.document_id


@pytest.mark.slow
def test_what_a_worker_was_at_when_it_died_is_made_here(plan, lead):
    orders = tuple(step.order for step in plan.steps)
    coming = perform_all(orders, plan.shop, lead, lead, workers=2)
    found = [next(coming)]
    for child in multiprocessing.active_children():
        if child.name == "certdesk-issuing":
            child.kill()
    found += coming
    assert {one.document_id for one in found} == {order.document_id for order in orders}
    assert not any(isinstance(one, Failed) for one in found)
