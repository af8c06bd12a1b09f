"""What a candidate claims to show where, as the portfolio.yaml says it."""

from __future__ import annotations

import pytest

from certdesk.core.annotations import PageRegion, Rect, TimeSpan
from certdesk.core.errors import UntrustedFileError
from certdesk.core.portfolio import Claim
from certdesk.intake.portfolio_yaml import ItemDescription, read_description

NOWHERE = Rect(0, 0, 0, 0)


def item(claims: str) -> ItemDescription:
    text = f"schema: certdesk.portfolio/1\nitems:\n- {{file: a.pdf, claims: {claims}}}\n"
    return read_description(text.encode(), name="portfolio.yaml").items[0]


@pytest.mark.parametrize(
    ("claims", "criteria", "places"),
    [
        ("[]", (), ()),
        ("T1", ("T1",), ()),
        ("[T1, T4]", ("T1", "T4"), ()),
        ("[T1, T1]", ("T1",), ()),
        ("[{criterion: T4}]", ("T4",), ()),
        ("{criterion: T4, page: 3}", ("T4",), (Claim("T4", PageRegion(3, NOWHERE)),)),
        ('[{criterion: T4, from: 03:05, to: "03:40"}]', ("T4",), (Claim("T4", TimeSpan(185_000, 220_000)),)),
        ('[{criterion: T4, from: "1:02:09.5"}]', ("T4",), (Claim("T4", TimeSpan(3_729_500, 3_729_500)),)),
        ('[{criterion: T4, words: "they  argue\\n about it"}]', ("T4",), (Claim("T4", None, "they argue about it"),)),
        (
            "[T1, {criterion: T4, page: 3, words: here}, {criterion: T4, page: 5}, T2]",
            ("T1", "T4", "T2"),
            (Claim("T4", PageRegion(3, NOWHERE), "here"), Claim("T4", PageRegion(5, NOWHERE))),
        ),
    ],
)
def test_claims_are_names_or_have_a_place_each(claims, criteria, places):
    assert (item(claims).claims, item(claims).claim_places) == (criteria, places)


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ("[{page: 3}]", "item 1, claim 1: “criterion” is missing."),
        ("[T1, {criterion: T4, pages: 3}]", "item 1, claim 2: “pages” is not known here."),
        ("[{criterion: T4, page: 0}]", "“page” must be a whole number from 1"),
        ("[{criterion: T4, page: three}]", "“page” is “three”, which is not a number"),
        ("[{criterion: T4, page: }]", "“page” has no value"),
        ('[{criterion: T4, page: 3, from: "0:10"}]', "it names a page and a time"),
        ('[{criterion: T4, to: "0:10"}]', "says where a span ends, but not where it begins"),
        ('[{criterion: T4, from: "0:10", to: "0:09"}]', "the span ends before it begins"),
        ("[{criterion: T4, from: soon}]", "“from” is not a time in the recording"),
        ('[{criterion: T4, from: "0:60"}]', "“from” is not a time in the recording"),
        (f"[{{criterion: T4, words: {'x' * 501}}}]", "“words” is longer than 500 characters"),
        ("[" + "T1," * 101 + "]", "“claims” must name criteria by their ids"),
        ("[[T1]]", "“claims” must name criteria by their ids"),
    ],
)
def test_another_form_is_refused_with_its_place(claims, told):
    with pytest.raises(UntrustedFileError) as refused:
        item(claims)
    assert told in str(refused.value)
    assert refused.value.hint
