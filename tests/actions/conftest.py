"""Fixtures of this folder."""

from tests.support.fixtures import assessment_id, workspace
from tests.support.issuing import lead, lead_keys
from tests.support.programmes import desks, made_programme
from tests.support.receiving_desk import desk, reader, worker

__all__ = ["assessment_id", "desk", "desks", "lead", "lead_keys", "made_programme", "reader", "worker", "workspace"]
