from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import DESCRIPTION

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.portfolio import Candidate
from certdesk.intake.portfolio_yaml import Description, read_description


def read(text: str | bytes) -> Description:
    return read_description(text.encode() if isinstance(text, str) else text, name="portfolio.yaml")


def refused(text: str | bytes) -> UntrustedFileError:
    with pytest.raises(UntrustedFileError) as caught:
        read(text)
    return caught.value


def test_everything_but_the_schema_may_be_left_out():
    assert read("schema: certdesk.portfolio/1") == Description("", "", Candidate(""), "", "", None, None, None, "", ())


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    found = read(b"\xef\xbb\xbf" + DESCRIPTION.replace("\n", "\r\n").encode())
    assert (found.code, found.received) == ("KITE-37", date(2026, 11, 14))


def test_texts_that_look_like_numbers_or_truth_stay_texts():
    text = "schema: certdesk.portfolio/1\ncode: 007\ntitle: No\nrubric: {id: x, version: 1.10}\nitems: [{file: 1.0}]\n"
    found = read(text)
    assert (found.code, found.title, found.rubric.version, found.items[0].file) == ("007", "No", "1.10", "1.0")


def test_a_name_of_two_lines_becomes_one():
    text = 'schema: certdesk.portfolio/1\ncandidate: {name: "Ana\\n  Sousa "}\n'
    assert read(text).candidate.name == "Ana Sousa"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("received: 2026-11-14", "received: 14.11.2026", "portfolio.yaml: “received” is not a date."),
        ("received: 2026-11-14", "received: 2026-02-30", "portfolio.yaml: “received” is not a date."),
        ("received: 2026-11-14", "recieved: 2026-11-14", "portfolio.yaml: “recieved” is not known here."),
        ("school: Hillside", "shool: Hillside", "portfolio.yaml, candidate: “shool” is not known here."),
        ("version: 1.0.0", "versoin: 1.0.0", "portfolio.yaml, rubric: “versoin” is not known here."),
        ("{id: stem-teaching, version: 1.0.0}", "{id: stem-teaching}", "portfolio.yaml, rubric: “version” is missing."),
        ("{id: stem-teaching, version: 1.0.0}", "stem-teaching", "portfolio.yaml: “rubric” must hold fields"),
        ("{file: film.mp4}", "{title: Film}", "portfolio.yaml, item 2: “file” is missing."),
        ("{file: film.mp4}", "film.mp4", "portfolio.yaml: “items” must hold fields with values."),
        ("claims: [T2, T6]", "claims: {T2: yes}", "portfolio.yaml, item 1, claim 1: “T2” is not known here."),
        ("claims: [T2, T6]", "claims: [T2, [T6]]", "portfolio.yaml, item 1: “claims” must name criteria"),
        ("claims: [T2, T6]", "claims: [" + "T" * 65 + "]", "portfolio.yaml, item 1: “claims” must name criteria"),
        ("certdesk.portfolio/1", "certdesk.portfolio/2", "portfolio.yaml: it is written for a newer CertDesk."),
        ("certdesk.portfolio/1", "certdesk.marks/1", "portfolio.yaml: “schema” must be “certdesk.portfolio/1”."),
        ("code: KITE-37", "code: " + "K" * 65, "portfolio.yaml: “code” is longer than 64 characters."),
        (
            "Clean water for our school",
            "*water",
            "portfolio.yaml, line 3: references with & and * are not allowed here.",
        ),
        ("Clean water for our school", "a: b: c", "portfolio.yaml, line 3: this is not valid YAML"),
    ],
)
def test_each_mistake_is_told_with_its_place(old, new, told):
    assert DESCRIPTION.count(old) == 1
    error = refused(DESCRIPTION.replace(old, new))
    assert str(error).startswith(told)
    assert error.hint


def test_a_file_that_is_not_text_is_told():
    assert str(refused(b"\xff\xfe\x00")) == "portfolio.yaml is not a text file in UTF-8."
    assert str(refused(b"")) == "portfolio.yaml holds no fields at all."


def test_an_endless_list_of_items_is_refused():
    items = "".join(f"- {{file: {n}}}\n" for n in range(2001))
    assert "more than 2000 files" in str(refused(f"schema: certdesk.portfolio/1\nitems:\n{items}"))


def told_about(data: bytes) -> str:
    """What a person is told about any bytes; other exceptions than our own come through."""
    try:
        read(data)
    except CertDeskError as error:
        return str(error)
    return "portfolio.yaml can be read"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_description_or_told(data):
    assert told_about(data).startswith("portfolio.yaml")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_description_with_any_part_exchanged_is_read_or_told(data):
    pieces = DESCRIPTION.split(" ")
    place = data.draw(st.integers(0, len(pieces) - 1))
    pieces[place] = data.draw(
        st.text(max_size=12) | st.sampled_from(["{", "[", "]}", "- ", "&a", "*a", "!!python/name:os", "%"])
    )
    assert told_about(" ".join(pieces).encode("utf-8", "replace")).startswith("portfolio.yaml")
