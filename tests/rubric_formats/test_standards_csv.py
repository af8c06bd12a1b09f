"""Frameworks of standards from tables of any make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.errors import RubricError
from certdesk.core.importing import Verdict
from certdesk.core.standards import depths
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.standards_csv import read_standards, template


def read(text, name="Teaching standards.csv"):
    return read_standards(Source(name, text.encode() if isinstance(text, str) else text))


def told(reading):
    [framework] = reading.frameworks
    by_id = {item.identifier: item for item in framework.items}
    return [(item.code, item.statement, by_id[item.parent].code if item.parent else "") for item in framework.items]


def test_the_template_is_read():
    reading = read(template())
    assert [(code, parent) for code, _statement, parent in told(reading)] == [("A", ""), ("A.1", "A")]
    assert depths(reading.frameworks[0])[reading.frameworks[0].items[1].identifier] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Standard,Description,Parent code\n1,One,\n1.a,Below,1\n",
        "\n\nHuman Coding Scheme;Full Statement;Is Child Of\n1;One;\n1.a;Below;1\n",
        "fullStatement\thumanCodingScheme\tsmartLevel\nOne\t1\t1\nBelow\t1.a\t1.1\n",
        "code,standard\n1,One\n1.a,Below\n",
        "ID,Text\n1,One\n1.a,Below\n",
    ],
)
def test_heads_as_people_write_them(text):
    reading = read(text)
    assert told(reading) == [("1", "One", ""), ("1.a", "Below", "1")]
    assert reading.frameworks[0].title == "Teaching standards"


def test_identifiers_stay_the_same_and_own_ones_are_kept():
    first, again = read("code,statement\nA,One\n"), read("code,statement\nA,One, more\n")
    assert first.frameworks[0].identifier == again.frameworks[0].identifier
    assert first.frameworks[0].items[0].identifier == again.frameworks[0].items[0].identifier
    own = "0b1f2c3d-1111-4222-8333-444455556666"
    assert read(f"identifier,code,statement\n{own},A,One\n").frameworks[0].items[0].identifier == own


def test_bad_rows_are_said_and_the_rest_is_read():
    reading = read("code,statement,parent,kind\nA,One,,\n,,,area\nA,Twice,,\nB,Two,Z,\n\n")
    assert [row.reason for row in reading.rows if row.verdict is Verdict.SKIPPED] == [
        "It has neither a code nor a statement.",
        "Another row has the same code.",
    ]
    assert "no row “Z”" in next(row.reason for row in reading.rows if row.what == "B")
    assert told(reading)[1] == ("B", "Two", "")


def test_items_in_a_circle_are_cut():
    assert [parent for *_rest, parent in told(read("code,statement,parent\nA,One,B\nB,Two,A\n"))].count("") == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "code,statement\n", "\x00\x01"])
def test_what_is_no_framework_is_refused(text):
    with pytest.raises(RubricError) as caught:
        read(text)
    assert caught.value.hint


@given(st.lists(st.tuples(st.text("AB.1 ", max_size=4), st.text(max_size=5), st.text("AB.1", max_size=3))))
def test_every_item_stands_below_one_that_is_there(rows):
    text = "code,statement,parent\n" + "".join(f'"{code}","{parent}x","{parent}"\n' for code, _words, parent in rows)
    if not rows:
        return
    [framework] = read(text).frameworks
    ids = [item.identifier for item in framework.items]
    assert len(set(ids)) == len(ids)
    assert {item.parent for item in framework.items} <= {"", *ids}
    assert set(depths(framework)) == set(ids)
