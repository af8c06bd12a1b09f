from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from certdesk.reports.text.bidi import levels, line_level, paragraph_level, visual_order

# Letters, digits, signs and isolates, but nothing that is mirrored or combined: how those look is the font's business.
ALPHABET = "ab אב اب 12 ٣٤ +-/,.:%$#!?&*\u2066\u2067\u2068\u2069\u200e\u200f"
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


@given(text=st.text(ALPHABET, max_size=24), base=st.sampled_from([0, 1]))
def test_letters_stand_where_the_unicode_algorithm_puts_them(text, base):
    ours = "".join(text[place] for place in visual_order(levels(text, base)))
    theirs = get_display(text, base_dir="LR"[base])
    assert ours.translate(MARKS) == theirs.translate(MARKS)


def test_brackets_follow_what_they_enclose():
    assert levels("א (b) ג", 1) == [1, 1, 1, 2, 1, 1, 1]
    assert levels("a (ב) c", 0) == [0, 0, 0, 1, 0, 0, 0]
    assert levels("a ב(c)", 0) == [0, 0, 1, 0, 0, 0]


def test_embeddings_and_overrides():
    assert levels("a\u202bb\u202cc", 0) == [0, 0, 2, 2, 0]
    assert levels("\u202eab\u202c", 0) == [0, 1, 1, 0]


def test_a_level_never_goes_beyond_the_deepest():
    assert max(levels("\u202b" * 200 + "a", 0)) <= 126


def test_plain_left_to_right_text_is_level_0_throughout():
    assert levels("At 03:05 (p. 3)", 0) == [0] * 15


def test_the_letters_decide_on_a_paragraph_not_the_code_before_them():
    assert paragraph_level("T4. دع كل مجموعة") == 1
    assert paragraph_level("The word كتاب is Arabic") == 0
    assert paragraph_level("12 %") == 0
    assert (paragraph_level("aא"), paragraph_level("אa")) == (0, 1)


def test_a_line_of_the_frame_follows_the_document_if_it_has_its_letters():
    assert line_level("KITE-37 مياه", "ar") == 1
    assert line_level("Page 1 of 3", "ar-EG") == 0
    assert line_level("مياه", "en") == 0


SLICE = Path(__file__).parent / "data" / "bidi.txt"
WHOLE = Path("/usr/share/unicode")  # where Debian's package unicode-data puts the files of the standard
OF_CLASS = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "$", "AN": "\u0661", "CS": ",",
    "NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a", "RLE": "\u202b",
    "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068",
    "PDI": "\u2069",
}  # fmt: skip


def lines_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for raw in file if (line := raw.partition("#")[0].strip()))


def as_unicode_says(text: str, base: int, wanted: str, order: str) -> bool:
    found, asked = levels(text, base), wanted.split()
    kept = [at for at, level in enumerate(asked) if level != "x"]
    shown = [kept[place] for place in visual_order([found[at] for at in kept])]
    return all(int(asked[at]) == found[at] for at in kept) and shown == [int(place) for place in order.split()]


def holds(line: str) -> bool:
    """Check one line of BidiCharacterTest.txt."""
    codes, _asked, base, wanted, order = line.split(";")
    return as_unicode_says("".join(chr(int(code, 16)) for code in codes.split()), int(base), wanted, order)


def test_a_slice_of_the_unicode_tests():
    cases = list(lines_of(SLICE))
    assert len(cases) > 300
    assert [case for case in cases if not holds(case)] == []


@pytest.mark.slow
@pytest.mark.skipif(not (WHOLE / "BidiCharacterTest.txt").is_file(), reason="needs Debian's unicode-data")
def test_all_character_tests_of_unicode():
    assert [case for case in lines_of(WHOLE / "BidiCharacterTest.txt") if not holds(case)] == []


@pytest.mark.slow
@pytest.mark.skipif(not (WHOLE / "BidiTest.txt").is_file(), reason="needs Debian's unicode-data")
def test_all_class_tests_of_unicode():
    wanted = order = ""
    wrong = []
    for line in lines_of(WHOLE / "BidiTest.txt"):
        if line.startswith("@"):
            wanted, order = (line[8:], order) if line.startswith("@Levels:") else (wanted, line[9:])
            continue
        kinds, bits = line.split(";")
        text = "".join(OF_CLASS[kind] for kind in kinds.split())
        bases = [base for bit, base in ((2, 0), (4, 1)) if int(bits, 16) & bit]
        wrong += [line for base in bases if not as_unicode_says(text, base, wanted, order)]
    assert wrong == []
