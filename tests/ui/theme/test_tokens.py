"""The design's colours can be read by everybody, in every theme."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.ui.theme.tokens import contrast, read_tokens

THEMES = ("light", "dark", "high_contrast")
TEXT = 4.5
"""Needed between text and its ground (WCAG 2 AA)."""
SHAPE = 3.0
"""Needed between a shape that carries meaning and its ground."""

GROUNDS = {
    "text": "bg surface sunken rail hover pressed accent-soft ok-soft warn-soft bad-soft "
    "l1s l2s l3s l4s h1 h2 h3 h4 h5",
    "text2": "bg surface sunken rail hover accent-soft ok-soft warn-soft bad-soft",
    "text3": "bg surface sunken rail hover",
    "accent-text": "surface bg sunken accent-soft",
    "on-accent": "accent accent-h",
    "ok": "surface bg ok-soft",
    "warn": "surface bg warn-soft",
    "bad": "surface bg bad-soft",
    "on1": "l1",
    "on2": "l2",
    "on3": "l3",
    "on4": "l4",
    "l1t": "surface l1s",
    "l2t": "surface l2s",
    "l3t": "surface l3s",
    "l4t": "surface l4s",
    "on-media": "media-plate",
}
SHAPES = {
    "g1": "surface bg",
    "g2": "surface bg",
    "g3": "surface bg",
    "g4": "surface bg",
    "ctl": "surface bg",
    "accent": "surface bg sunken",
}
PAIRS = [
    (ink, ground, need)
    for table, need in ((GROUNDS, TEXT), (SHAPES, SHAPE))
    for ink, grounds in table.items()
    for ground in grounds.split()
]
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes 2009, full severity, on linear RGB."""


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground", "need"), PAIRS)
def test_everything_can_be_read(name: str, ink: str, ground: str, need: float) -> None:
    colours = read_tokens().colours[name]
    assert contrast(colours[ink], colours[ground]) >= need


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_the_table_has_the_design_in_it() -> None:
    """Two values of the published table, so that a wrong formula cannot hide behind a wrong file."""
    light = read_tokens().colours["light"]
    assert math.floor(contrast(light["text2"], light["surface"]) * 100) == 779
    assert math.floor(contrast(light["g2"], light["bg"]) * 100) == 338


def test_all_themes_have_the_same_tokens() -> None:
    colours = read_tokens().colours
    assert set(colours) == set(THEMES)
    assert set(colours["light"]) == set(colours["dark"]) == set(colours["high_contrast"])
    assert all(
        re.fullmatch("#([0-9A-F]{2})?[0-9A-F]{6}", value) for theme in colours.values() for value in theme.values()
    )


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_levels_stay_apart_for_every_kind_of_sight(name: str, sight: str) -> None:
    colours = read_tokens().colours[name]
    seen = [_lab(colours[f"l{level}"], SIGHT[sight]) for level in range(1, 5)]
    apart = {pair: math.dist(seen[pair[0]], seen[pair[1]]) for pair in itertools.combinations(range(4), 2)}
    assert min(apart.values()) >= 17
    assert apart[1, 2] > min(apart.values()), "the gap at the certificate standard is never the smallest"


def test_a_damaged_file_is_said_in_plain_words(tmp_path) -> None:
    broken = tmp_path / "tokens.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CertDeskError, match=r"tokens\.json") as raised:
        read_tokens(broken)
    assert "Install" in raised.value.hint


def test_the_style_sheet_is_short_and_selects_by_property() -> None:
    sheet = (shipped.resources() / "themes" / "certdesk.qss").read_text(encoding="utf-8")
    assert len(sheet.splitlines()) < 400
    assert not re.search(r"#\w", sheet), "no object names and no literal colours"


def _lab(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    linear = [_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    red, green, blue = (min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0), 1) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (_curve(part) for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curve(part: float) -> float:
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
