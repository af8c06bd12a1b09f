"""XML from elsewhere: bounded, mended, never with a DTD."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.errors import RubricError
from certdesk.rubric_formats.xml_nodes import all_called, child_text, own_text
from certdesk.rubric_formats.xml_tree import DEEPEST, read_xml

BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><areas>&lol1;</areas>"""
FROM_A_FILE = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'


@pytest.mark.parametrize("data", [BILLION_LAUGHS, FROM_A_FILE, b"<!DOCTYPE a><a/>"])
def test_a_document_type_is_refused(data):
    with pytest.raises(RubricError, match="document type"):
        read_xml(data, "a.xml")


def test_depth_is_bounded():
    assert read_xml(b"<a>" * DEEPEST + b"</a>" * DEEPEST, "a.xml").root.tag == "a"
    with pytest.raises(RubricError, match="nested"):
        read_xml(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), "a.xml")


@pytest.mark.parametrize("data", [b"", b"hello", b"<a b=1>x</a>", b"\x00\x01\x02", b"PK\x03\x04", b"<"])
def test_what_is_no_xml_is_said(data):
    with pytest.raises(RubricError, match=r"a\.xml is not valid XML"):
        read_xml(data, "a.xml")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<?xml version='1.0' encoding='UTF-16'?><a>\xc3\xa9</a>", "é"),
        (b"<?xml version='1.0' encoding='UTF-8'?><a>\xe9</a>", "é"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "é"),
        (b"<?xml version='1.0' encoding='x-nobody-knows'?><a>\xc3\xa9</a>", "é"),
        (b"<?xml version='1.0' encoding='zlib'?><a>ok</a>", "ok"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a>\xc3\xa9</a>", "é"),
        ("<a>é</a>".encode("utf-16"), "é"),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16-le"), "é"),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Да</a>".encode("cp1251"), "Да"),
    ],
)
def test_an_encoding_that_lies_is_seen_through(data, text):
    assert own_text(read_xml(data, "a.xml").root) == text


def test_hand_written_text_is_mended_and_that_is_said():
    tree = read_xml(b"<a><b>R&D&nbsp;&amp; &euro; AT&T;</b><![CDATA[x & y &nbsp;]]></a>", "a.xml")
    assert own_text(tree.root) == "R&D\u00a0& € AT&T;x & y &nbsp;"
    assert len(tree.mended) == 1


def test_several_roots_stand_side_by_side():
    tree = read_xml(b"<criterion>1</criterion>\n<criterion>2</criterion>", "a.xml")
    assert [own_text(one) for one in all_called(tree.root, ("criterion",))] == ["1", "2"]


def test_of_a_file_that_breaks_off_what_is_whole_stays():
    tree = read_xml(b"<areas>\n<a><b>1</b></a>\n<a><b>2</b><c>hal", "a.xml")
    assert [child_text(one, "b") for one in all_called(tree.root, ("a",))] == ["1", "2"]
    assert not list(all_called(tree.root, ("c",)))
    assert "line 3" in tree.mended[0]


def test_namespaces_are_overlooked():
    assert read_xml(b'<a xmlns="urn:x"><b>1</b></a>', "a.xml").root[0].tag == "b"


def test_control_characters_are_left_out():
    tree = read_xml(b"<a>one\x0btwo</a>", "a.xml")
    assert own_text(tree.root) == "one two"
    assert tree.mended


@given(st.binary(max_size=400) | st.text("<>/&;ab\"'= ![]-?", max_size=120).map(str.encode))
def test_whatever_the_bytes_it_reads_or_refuses(data):
    with suppress(RubricError):
        read_xml(data, "a.xml")
