"""Fixtures of this folder."""

from tests.support.fixtures import assessment_id, workspace

__all__ = ["assessment_id", "workspace"]
