from fractions import Fraction

import pytest

from certdesk.core.errors import RubricError
from certdesk.core.fields import Fields, exact_number, shown


def fields(**values: object) -> Fields:
    return Fields(values, "a.yaml, criterion T1", RubricError)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"),
        ("2.75", "11/4"),
        ("38/15", "38/15"),
        ("-1", "-1"),
        (" 2.60 ", "13/5"),
        ("0.000000000001", "1/1000000000000"),
    ],
)
def test_numbers_are_read_exactly(text, number):
    assert exact_number(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1e9", "1e999999999", "1/0", "1.5/2", "0x10", "1_000", "٣", "nan", "inf", "9" * 13, "1.", ".5", "1 2"],
)
def test_what_is_not_a_plain_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        exact_number(text)


def test_a_strangers_text_is_made_fit_for_a_sentence():
    assert shown("plan\n2\u202egpj.exe\0") == "plan�2�gpj.exe�"
    assert shown("a" * 61) == "a" * 59 + "…"
    assert shown("قطة 😀") == "قطة 😀"


def test_each_mistake_names_its_place_and_what_to_do():
    with pytest.raises(RubricError) as caught:
        fields().text("title")
    assert caught.value.sentence == "a.yaml, criterion T1: “title” is missing. Add “title: …”."


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_text_is_missing_unless_there_is_a_default(blank):
    assert fields(title=blank).text("title", "none") == "none"
    with pytest.raises(RubricError, match="missing"):
        fields(title=blank).text("title")


@pytest.mark.parametrize("value", [["a"], {"a": "b"}])
def test_a_list_is_not_a_text(value):
    with pytest.raises(RubricError, match="“title” must be a text"):
        fields(title=value).text("title")


def test_a_text_can_be_too_long():
    with pytest.raises(RubricError, match="longer than 3 characters"):
        fields(title="four").text("title", longest=3)


def test_numbers_flags_and_wholes_are_checked():
    assert fields(weight="12").whole("weight") == 12
    assert fields().whole("weight", 7) == 7
    assert fields(critical="true").flag("critical")
    assert fields().flag("critical", default=True)
    assert fields(level=["1", "2.5"]).numbers("level") == (1, Fraction("2.5"))
    with pytest.raises(RubricError, match="“weight” is “heavy”, which is not a number"):
        fields(weight="heavy").number("weight")
    with pytest.raises(RubricError, match="a whole number from 0 to 9"):
        fields(weight="10").whole("weight", most=9)
    with pytest.raises(RubricError, match="a whole number"):
        fields(weight="1.5").whole("weight")
    with pytest.raises(RubricError, match="true or false"):
        fields(critical="maybe").flag("critical")


def test_lists_and_mappings_are_checked():
    assert fields(claims="T1").texts("claims") == ("T1",)
    assert fields(claims=["T1", "T2"]).texts("claims") == ("T1", "T2")
    assert fields().texts("claims") == ()
    assert fields().child("scale").values == {}
    assert list(fields().children("items")) == []
    with pytest.raises(RubricError, match="list of texts"):
        fields(claims=["T1", ["T2"]]).texts("claims")
    with pytest.raises(RubricError, match="“items” must be a list"):
        list(fields(items="T1").children("items"))
    with pytest.raises(RubricError, match="“items” must hold fields with values"):
        list(fields(items=[{}, "x"]).children("items", "item"))
    with pytest.raises(RubricError, match="“scale” must hold fields"):
        fields(scale="x").child("scale")


def test_a_misspelt_field_gets_the_nearest_name():
    with pytest.raises(RubricError) as caught:
        fields(flor="2").only("floor", "weight")
    assert caught.value.hint == "Did you mean “floor”?"
    with pytest.raises(RubricError) as caught:
        fields(zzz="2").only("floor", "weight")
    assert caught.value.hint == "Remove it or correct its name."


def test_the_place_is_counted_and_can_be_named():
    inner = list(fields(items=[{}, {}]).children("items", "item"))
    assert [one.where for one in inner] == ["a.yaml, criterion T1, item 1", "a.yaml, criterion T1, item 2"]
    assert inner[0].at("plan").where == "a.yaml, criterion T1, plan"


def test_a_comma_that_cut_a_text_in_two_is_noticed():
    with pytest.raises(RubricError, match="“names removed” has no value") as caught:
        fields(**{"note": "Three pupils", "names removed": None}).filled()
    assert "quotes" in caught.value.hint
