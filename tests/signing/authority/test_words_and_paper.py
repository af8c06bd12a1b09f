"""Words to read aloud, and a key on paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.signing.authority.paper import from_paper, to_paper
from certdesk.signing.authority.spoken import WORDS, says, spoken
from certdesk.signing.fingerprint import short_form


def test_the_words_are_distinct_and_easily_told_apart():
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isascii() and word.islower() and word.isalpha() and 4 <= len(word) <= 10 for word in WORDS)
    assert len({word[:4] for word in WORDS}) == 256
    assert list(WORDS) == sorted(WORDS)


def test_words_never_change():
    # People have them on paper: a changed list would make every one of them wrong.
    assert " ".join(spoken(b"certdesk")) == (
        "chocolate island stadium sister bicycle hotel captain tunnel melody planet"
    )


def test_words_are_heard_in_any_letters_and_gaps_and_nothing_else():
    words = spoken(b"data")
    assert says(" ".join(words), b"data")
    assert says(", ".join(words).upper(), b"data")
    assert says(short_form(b"data").lower(), b"data")
    assert not says("", b"data")
    assert not says(" ".join(words[:-1]), b"data")
    assert not says(" ".join(reversed(words)), b"data")
    assert not says(" ".join(words), b"date")


@settings(max_examples=30)
@given(st.binary(min_size=1, max_size=400), st.randoms())
def test_paper_reads_back_in_any_order_and_letters(data, random):
    lines = [line.lower().replace("0", "o").replace("1", "l") for line in to_paper(data)]
    lines = [f"{number:02d}{line[2:]}" for number, line in enumerate(lines, 1)]
    random.shuffle(lines)
    assert from_paper("Root key\n\n" + "\n".join(lines)) == data


def test_one_wrong_letter_is_found_and_its_line_named():
    lines = list(to_paper(bytes(range(200))))
    for place in (5, 20, 45, len(lines[3]) - 1):
        letter = "7" if lines[3][place] != "7" else "8"
        if lines[3][place] == " ":
            continue
        wrong = [*lines[:3], lines[3][:place] + letter + lines[3][place + 1 :], *lines[4:]]
        with pytest.raises(UntrustedFileError, match="line 4"):
            from_paper("\n".join(wrong))


def test_swapped_and_missing_lines_are_found():
    lines = to_paper(bytes(range(200)))
    swapped = [lines[0], f"02{lines[2][2:]}", f"03{lines[1][2:]}", *lines[3:]]
    with pytest.raises(UntrustedFileError, match="line 2"):
        from_paper("\n".join(swapped))
    with pytest.raises(UntrustedFileError, match="Line 3"):
        from_paper("\n".join([*lines[:2], *lines[3:]]))
    with pytest.raises(UntrustedFileError, match="belong together"):
        from_paper("\n".join(lines[:-1]))
    with pytest.raises(UntrustedFileError, match="Line 1"):
        from_paper("nothing at all")
    short = [lines[0][:30] + lines[0][32:], *lines[1:]]
    with pytest.raises(UntrustedFileError, match="line 1"):
        from_paper("\n".join(short))


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_refused_with_a_sentence(text):
    with pytest.raises(CertDeskError):
        from_paper(text)
