"""What is left of examples that ended: criterion, level, when and why; nothing of the work."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.exemplars import ExemplarState, ExemplarView
from certdesk.core.judging import plain_number
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.paragraph import Paragraph

_MOST = 100


class Tombstones(Card):
    """Folded, until somebody wants to see them."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("tombstones")
        self.set_tone("sunken")
        self._theme = theme
        self._ended: tuple[ExemplarView, ...] = ()
        self._unfold = button(theme, "", kind="link", size="line", icon="chevron_down")
        self._unfold.setObjectName("showTombstones")
        self._unfold.clicked.connect(self._switch)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add_action(self._unfold)
        self.body.addLayout(self._lines)

    def show_ended(self, ended: tuple[ExemplarView, ...]) -> None:
        """Show these."""
        self._ended = tuple(sorted(ended, key=lambda one: str(one.exemplar.ended_at), reverse=True))
        text = ngettext("{count} example ended", "{count} examples ended", len(ended))
        self.show_title(text.format(count=len(ended)))
        self.setVisible(bool(ended))
        self._show(unfolded=self._lines.count() > 0)

    def _switch(self) -> None:
        self._show(unfolded=self._lines.count() == 0)

    def _show(self, *, unfolded: bool) -> None:
        empty(self._lines)
        self._unfold.set_words(_("Hide") if unfolded else _("Show"))
        self._unfold.set_icon("chevron_up" if unfolded else "chevron_down")
        if unfolded:
            for view in self._ended[:_MOST]:
                self._lines.addWidget(Paragraph(self._theme, _told(view), role="small", tone="text2"))


def _told(view: ExemplarView) -> str:
    one = view.exemplar
    what = _("withdrawn") if one.state is ExemplarState.WITHDRAWN else _("its consent ended")
    day = f"{one.ended_at:%Y-%m-%d}" if one.ended_at else ""
    text = _("{criterion}, level {level}: {what} {day}. {reason}")
    told = text.format(criterion=one.criterion_id, level=plain_number(one.level), what=what, day=day, reason=one.reason)
    return told.strip()
