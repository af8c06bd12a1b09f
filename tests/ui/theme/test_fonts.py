"""Every script that we promise has letters, from the fonts that ship with the program."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF, QTextLayout

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.ui.theme.fonts import INTERFACE, load_fonts, make_font
from certdesk.ui.theme.source import ThemeSource

SAMPLES = {
    "latin": "Résumé of 24 marks, Łódź, Ñandú",
    "arabic": "ملف المعلم",
    "devanagari": "शिक्षक पोर्टफोलियो",
    "hebrew": "תיק עבודות",
    "bengali": "শিক্ষকের পোর্টফোলিও",
    "ethiopic": "የመምህር ማስረጃ",
    "khmer": "សំណុំកិច្ចការគ្រូ",
    "thai": "แฟ้มผลงานครู",
    "chinese": "教师作品集",
}


@pytest.mark.parametrize("script", SAMPLES)
def test_each_script_is_drawn_with_fonts_that_we_ship(theme: ThemeSource, script: str) -> None:
    used, glyphs = _drawn(SAMPLES[script])
    assert used <= set(INTERFACE)
    assert 0 not in glyphs, "a missing letter"


def test_medium_and_semibold_are_fonts_of_their_own(theme: ThemeSource) -> None:
    widths = [QFontMetricsF(make_font(13, weight)).horizontalAdvance("Hamburgefonts") for weight in (400, 500, 600)]
    assert widths[0] < widths[1] < widths[2]


def test_tabular_digits_are_equally_wide(theme: ThemeSource) -> None:
    metrics = QFontMetricsF(theme.theme.font("body", tabular=True))
    assert len({round(metrics.horizontalAdvance(digit * 10), 2) for digit in "0123456789"}) == 1


def test_loading_twice_does_no_harm(theme: ThemeSource) -> None:
    assert load_fonts() == load_fonts()


def test_a_damaged_font_is_said_in_plain_words(theme: ThemeSource, tmp_path) -> None:
    (tmp_path / "Broken.ttf").write_bytes(b"no font")
    with pytest.raises(CertDeskError, match=r"Broken\.ttf"):
        load_fonts(tmp_path)


def test_fonts_are_glyf_truetype_with_their_licence() -> None:
    folder = shipped.resources() / "fonts"
    for path in folder.glob("*.ttf"):
        head = path.read_bytes()[:512]
        assert head[:4] == b"\0\1\0\0", path.name
        assert b"glyf" in head, path.name
        family = path.stem.split("-")[0].removesuffix("Full")
        assert list(folder.glob(f"{family}-*.txt")), f"no licence for {path.name}"


def _drawn(text: str) -> tuple[set[str], list[int]]:
    layout = QTextLayout(text, make_font(13, 400))
    layout.beginLayout()
    layout.createLine().setLineWidth(1000)
    layout.endLayout()
    runs = layout.glyphRuns()
    return {run.rawFont().familyName() for run in runs}, [glyph for run in runs for glyph in run.glyphIndexes()]
