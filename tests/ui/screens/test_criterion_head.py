"""The head of the criterion: its facts stand on one line."""

from __future__ import annotations

import pytest

from certdesk.ui.app import Running

from .conftest import find
from .test_score import score


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_weight_stands_on_the_line_of_the_pill_beside_it(running: Running, assessment: str, scale: float) -> None:
    screen = score(running, assessment)
    running.tools.theme.choose(text_scale=scale)
    screen.panel._critical.show()
    weight, pill = find(screen, "criterionWeight"), find(screen, "criticalChip")
    screen.panel.grab()  # lays it out
    middles = [part.mapTo(screen.panel, part.rect().center()).y() for part in (weight, pill)]
    assert abs(middles[0] - middles[1]) <= 1
