"""What a portfolio.yaml tells of consent."""

from __future__ import annotations

from datetime import date

import pytest

from certdesk.core.consent import Basis, Scope
from certdesk.core.errors import UntrustedFileError
from certdesk.intake.found import FoundConsent
from certdesk.intake.portfolio_yaml import read_description

HEAD = "schema: certdesk.portfolio/1\ncode: A-1\nitems: []\n"


def read(text: str) -> tuple[FoundConsent, ...]:
    return read_description((HEAD + text).encode(), name="portfolio.yaml").consents


def test_a_list_of_consents_is_read() -> None:
    first, second = read(
        "consents:\n"
        "- {people: '  table  two ', basis: parent, scopes: [assessment, training], file: a.mp4, given: 2026-10-02,\n"
        "   until: 2027-07-31, proof: form.pdf, note: seen}\n"
        "- {basis: nobody, file: map.jpg}\n"
    )
    assert first.people == "table two"
    assert first.scopes == (Scope.ASSESSMENT, Scope.TRAINING)
    assert (first.given, first.until, first.withdrawn) == (date(2026, 10, 2), date(2027, 7, 31), None)
    assert (second.basis, second.scopes, second.file) == (Basis.NOBODY, (Scope.ASSESSMENT,), "map.jpg")
    assert read("") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("consents: [{basis: override, people: x}]", "none of"),
        ("consents: [{basis: parent, scopes: [everything], people: x}]", "none of"),
        ("consents: [{basis: parent, until: soon, people: x}]", "not a date"),
        ("consents: [{people: x}]", "basis"),
        ("consents: [{basis: parent, people: x, child: Ann}]", "child"),
    ],
)
def test_what_makes_no_sense_is_named(text: str, says: str) -> None:
    with pytest.raises(UntrustedFileError, match=says):
        read(text)
