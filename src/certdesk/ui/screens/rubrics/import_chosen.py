"""Which rubrics of a file are taken in, and whether one that is here already becomes its next version."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.importing_rubrics import Match
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment

_NEXT, _NEW = "next", "new"
_MOST_SHOWN = 100


class ImportChosen(QWidget):
    """One line for each rubric. ``changed`` when a choice was made, ``looked_at(index)`` to see another one."""

    changed = Signal()
    looked_at = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._ticks: list[QCheckBox] = []
        self._ways: dict[int, Segment] = {}
        self._shown: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)

    def show_rubrics(self, rubrics: tuple[Rubric, ...], matches: tuple[Match | None, ...]) -> None:
        """Show these rubrics, all of them taken at first; what was chosen stays while the file is read again."""
        kept, new = (self.chosen(), self.as_new()) if self._shown == _names(rubrics) else (None, frozenset())
        self._shown = _names(rubrics)
        empty(self._column)
        self._ticks, self._ways = [], {}
        for number, (rubric, match) in enumerate(list(zip(rubrics, matches, strict=True))[:_MOST_SHOWN]):
            made = self._line(number, rubric, match, several=len(rubrics) > 1)
            self._column.addWidget(made)
            made.show()  # at once, so that it counts when the height is asked for
            self._ticks[number].setChecked(kept is None or number in kept)
            if number in self._ways:
                self._ways[number].set_current(_NEW if number in new else _NEXT)
        if (more := len(rubrics) - _MOST_SHOWN) > 0:
            text = ngettext("and {count} rubric more", "and {count} rubrics more", more).format(count=more)
            self._column.addWidget(Paragraph(self._theme, text, role="small", tone="text2"))

    def chosen(self) -> frozenset[int]:
        """Return the places of the rubrics that are taken; those that are not shown are."""
        unshown = range(len(self._ticks), len(self._shown))
        return frozenset((*(number for number, tick in enumerate(self._ticks) if tick.isChecked()), *unshown))

    def needed_height(self, width: int) -> int:
        """Return the height in px that all lines need at a width."""
        self._column.activate()
        return self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()

    def as_new(self) -> frozenset[int]:
        """Return the places of those that shall be rubrics of their own although they are here already."""
        return frozenset(number for number, way in self._ways.items() if way.current() == _NEW)

    def _line(self, number: int, rubric: Rubric, match: Match | None, *, several: bool) -> QWidget:
        made = QWidget()
        made.setObjectName(f"importedRubric-{number}")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        title = rubric.title.strip() or _("Rubric without a title")
        tick = QCheckBox(title.replace("&", "&&"))
        tick.setObjectName(f"take-{number}")
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self.changed.emit())
        self._ticks.append(tick)
        if several:
            row.addWidget(tick, 1)
            look = button(self._theme, _("Show"), kind="link", size="line")
            look.setObjectName(f"look-{number}")
            look.setAccessibleDescription(title)
            look.clicked.connect(partial(self._look, number))
            row.addWidget(look)
        else:
            tick.setParent(made)
            tick.hide()
            row.addWidget(Paragraph(self._theme, title, role="heading"), 1)
        column.addLayout(row)
        column.addWidget(Paragraph(self._theme, _facts(rubric), role="small", tone="text2"))
        if match is not None:
            self._offer_next(number, match, column)
        return made

    def _offer_next(self, number: int, match: Match, column: QVBoxLayout) -> None:
        known = _("“{title}” {version} is here already.")
        text = known.format(title=match.known.title, version=match.known.version)
        if not match.difference.lines:
            text += " " + _("The file says the same, so there is nothing to keep.")
        else:
            count = len(match.difference.lines)
            differs = ngettext("The file differs in {count} place.", "The file differs in {count} places.", count)
            text += " " + differs.format(count=count)
        column.addWidget(Paragraph(self._theme, text, role="small", tone="text2"))
        next_ = _("Its next version, {version}") if match.difference.lines else _("Leave it as it is")
        way = Segment(
            self._theme,
            (
                Choice(_NEXT, next_.format(version=match.next.version)),
                Choice(_NEW, _("A new rubric")),
            ),
            _NEXT,
        )
        way.setObjectName(f"way-{number}")
        way.setAccessibleName(_("How it is kept"))
        way.chosen.connect(lambda _key: self.changed.emit())
        self._ways[number] = way
        column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeading)

    def _look(self, number: int, _on: bool = False) -> None:
        self.looked_at.emit(number)


def _facts(rubric: Rubric) -> str:
    count = len(rubric.criteria)
    criteria = ngettext("{count} criterion", "{count} criteria", count).format(count=count)
    count = len(rubric.scale.levels)
    own = any(each.own_levels for each in rubric.criteria)
    levels = ngettext("{count} level", "{count} levels", count).format(count=count)
    return " · ".join((criteria, _("levels differ by criterion") if own else levels))


def _names(rubrics: tuple[Rubric, ...]) -> tuple[str, ...]:
    return tuple(rubric.id for rubric in rubrics)
