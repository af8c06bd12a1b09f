"""Names are taken out of what people wrote, and words that only look like names stay."""

from __future__ import annotations

import pytest

from certdesk.actions.leaving_names_out import _tidying, candidate_names

MARK = candidate_names("Mark O'Neill-Smith", "Hill Road JSS", ["moneill@x.org", "C-7"], "C-7")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("T1: mark 3 stands", "T1: mark 3 stands"),
        ("Mark said so, MARK did", "C-7 said so, C-7 did"),
        ("mark o'neill-smith of hill  road jss", "C-7 of …"),
        ("mail moneill@x.org", "mail C-7"),
        ("Marked by C-7", "Marked by C-7"),
        ("M\u00adark agreed", "C-7 agreed"),
        ("Mark O\u2019Neill-Smith", "(left out: it names somebody)"),
        ("Märk O'Neill-Smith: HÍLL ROAD JSS", "(left out: it names somebody)"),
        ("", ""),
    ],
)
def test_names_make_way(text, told):
    assert _tidying(MARK)(text) == told
