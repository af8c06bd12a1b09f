"""Five numbers about a cohort's outcomes; each leads to the candidates behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.core.cohorts import ResultState
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.results.outcomes import ALL, CHANGED, UNDECIDED, Outcomes
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.stat_tile import StatTile

_DECIDED, _HELD, _RELEASED = (one.value for one in (ResultState.DECIDED, ResultState.HELD, ResultState.RELEASED))


class OutcomeTiles(QWidget):
    """``wanted(filter)`` says whose rows somebody wants to see."""

    wanted = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        heads = (
            (_DECIDED, _("Decided")), (_HELD, _("Held back")), (UNDECIDED, _("Not decided")),
            (_RELEASED, _("Released")), (ALL, _("Certified")),
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._tiles: dict[str, StatTile] = {}
        for key, words in heads:
            tile = self._tiles[key] = StatTile(theme, words)
            tile.setObjectName(f"tile-{key}")
            tile.clicked.connect(lambda _on=False, kind=key: self.wanted.emit(kind))
            row.addWidget(tile, 1)

    def show_numbers(self, shown: Outcomes) -> None:
        """Show how many are how far, and what share of those with a result is certified."""
        counts, whole = shown.counts, _("of {count}").format(count=len(shown.rows))
        changed = counts[CHANGED]
        told = ngettext("{count} would change", "{count} would change", changed).format(count=changed)
        whys = "\n".join(f"{why}: {count}" for why, count in shown.whys.most_common())
        certified, decided = shown.certified
        share = _("{share} %").format(share=100 * certified // decided) if decided else "–"
        of = _("{count} of {all}").format(count=certified, all=decided) if decided else ""
        numbers = {
            _DECIDED: (str(counts[_DECIDED]), _("not released")),
            _HELD: (str(counts[_HELD]), ""),
            UNDECIDED: (str(counts[UNDECIDED]), whole),
            _RELEASED: (str(counts[_RELEASED]), told if changed else whole),
            ALL: (share, of),
        }
        for key, (number, rest) in numbers.items():
            self._tiles[key].show_number(number, rest, tip=whys if key == UNDECIDED else "")
            self._tiles[key].set_leads(leads=key != ALL and bool(counts[key]))
