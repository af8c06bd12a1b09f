"""Fixtures of this folder."""

from tests.support.fixtures import assessment_id, workspace
from tests.support.issuing import lead, lead_keys
from tests.support.programmes import desks, made_programme

__all__ = ["assessment_id", "desks", "lead", "lead_keys", "made_programme", "workspace"]
