"""The assessment that a cohort's result is made of where several assessors' marks were settled into one.

It looks like any signed assessment, so that reports, certificates and the register are made of it as of any other.
But nobody gave its marks: it is no rating, it stands in nobody's worklist, and it never travels in a package.
"""

from __future__ import annotations

RESULT_AUTHOR = "result"
"""Stands where other assessments have the id of their assessor; whoever led is in the journal and on the result."""
_PREFIX = "result-of-"


def result_assessment_id(portfolio_id: str) -> str:
    """Return the id of the settled assessment of a portfolio: there is never more than one."""
    return f"{_PREFIX}{portfolio_id}"


def is_result_assessment(assessment_id: str) -> bool:
    """Whether an assessment is a settled result, and no rating of anybody."""
    return assessment_id.startswith(_PREFIX)
