"""Plain text in whatever encoding a computer of the last forty years left it in; and tables with any separator."""

from __future__ import annotations

import pytest

from certdesk.evidence.requests import Describe, ReadDocument

GERMAN = "Müßige Grüße über die Größe: äöü ÄÖÜ ß"
FRENCH = "Résumé déjà vu: l’élève, où ça? “oui”"
RUSSIAN = "Ученики сравнили рост бобов на свету и в темноте за четырнадцать дней. " * 4
JAPANESE = "生徒は豆の成長を比べました。光と暗闇で十四日間記録しました。" * 3


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (GERMAN, "utf-8", "UTF-8"),
        (GERMAN, "utf-8-sig", "UTF-8"),
        (GERMAN, "utf-16", "UTF-16"),
        (GERMAN, "utf-16-le", "UTF-16"),
        (GERMAN, "utf-16-be", "UTF-16"),
        (GERMAN, "cp1252", "Windows-1252"),
        (GERMAN, "cp850", "DOS (850)"),
        (GERMAN, "mac_roman", "Macintosh"),
        (FRENCH, "cp1252", "Windows-1252"),
        (FRENCH, "mac_roman", "Macintosh"),
        (FRENCH.replace("’", "'").replace("“", '"').replace("”", '"'), "cp850", "DOS (850)"),
        ("one é", "latin-1", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (JAPANESE, "shift_jis", "Shift JIS"),
        ("ሰላም ለዓለም", "utf-8", "UTF-8"),
    ],
)
def test_text_in_any_encoding_is_read_and_its_encoding_named(worker, make, text, codec, name):
    path = make.file("a.txt", text.encode(codec))
    assert worker.ask(Describe(path)).problem is None
    reading = worker.ask(ReadDocument(path))
    assert " ".join(block.text for block in reading.blocks).strip() == text.strip()
    assert reading.encoding == name


def test_a_web_page_is_read_in_the_encoding_that_it_names(worker, make):
    page = "<html><head><meta charset='windows-1253'></head><body><p>Καλημέρα</p></body></html>"
    reading = worker.ask(ReadDocument(make.file("a.html", page.encode("cp1253"))))
    assert (reading.blocks[0].text, reading.encoding) == ("Καλημέρα", "Windows-1253")


@pytest.mark.parametrize("named", ["klingon", "rot13", "base64", "", "utf-7" * 9])
def test_an_encoding_that_is_none_is_not_believed(worker, make, named):
    page = f"<html><head><meta charset='{named}'></head><body><p>grün</p></body></html>"
    assert worker.ask(ReadDocument(make.file("a.html", page.encode("cp1252")))).blocks[0].text == "grün"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("Name;Mean\nAna;3,50\nBo;2,75\n", (("Name", "Mean"), ("Ana", "3,50"), ("Bo", "2,75"))),
        ("Ort;Größe\nKöln;3,5\n", (("Ort", "Größe"), ("Köln", "3,5"))),
        ("a|b\n1|2\n", (("a", "b"), ("1", "2"))),
        ("a\tb\n1,5\t2,5\n", (("a", "b"), ("1,5", "2,5"))),
        ("sep=;\na;b\n", (("a", "b"),)),
        ('a;b\n"x; y";2\n', (("a", "b"), ("x; y", "2"))),
    ],
    ids=["comma", "decimal comma", "letters", "bar", "tab", "told", "quoted"],
)
def test_a_table_is_cut_at_its_own_separator(worker, make, text, rows):
    (table,) = worker.ask(ReadDocument(make.file("a.csv", text.encode("cp1252")))).blocks
    assert table.rows == rows
