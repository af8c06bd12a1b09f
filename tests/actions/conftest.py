"""Fixtures of this folder."""

from tests.support.fixtures import assessment_id, workspace
from tests.support.issuing import lead, lead_keys

__all__ = ["assessment_id", "lead", "lead_keys", "workspace"]
