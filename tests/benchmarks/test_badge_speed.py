"""Badges: making and verifying one against the bare JSON-LD that it takes."""

from __future__ import annotations

import pytest
from pyld import jsonld
from tests.benchmarks.conftest import median_seconds
from tests.signing.badge.badges import ISSUER, KEYS, LEVELS, NOW, award, programme, status_list

from certdesk.core.credentials import CriterionResult
from certdesk.signing.badge.contexts import load
from certdesk.signing.badge.make import make_badge, unsigned_badge
from certdesk.signing.badge.verify import verify_badge

pytestmark = pytest.mark.benchmark
BARE = "PyLD canonicalises it, no more"
TEN = tuple(
    CriterionResult(f"c{number}", f"Criterion {number}: plans lessons", "Proficient", "3", "2", LEVELS)
    for number in range(10)
)


def test_a_badge_is_made_and_verified(ratio):
    ours = award(results=TEN)
    document = unsigned_badge(ours, ISSUER)
    options = {"documentLoader": load, "algorithm": "URDNA2015", "format": "application/n-quads"}
    bare = median_seconds(lambda: jsonld.normalize(document, options), 20)
    made = make_badge(ours, ISSUER, KEYS)
    ratio("badge: made and signed", median_seconds(lambda: make_badge(ours, ISSUER, KEYS), 20), BARE, bare)
    trust = programme([status_list()])
    ratio("badge: verified", median_seconds(lambda: verify_badge(made, trust, now=NOW), 20), BARE, bare)
