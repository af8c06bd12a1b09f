"""What is selected, about to be filed: for which criteria, what it says about them, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from certdesk.core.annotations import Stance
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import Tag
from certdesk.ui.screens.score.criterion_menu import CriterionMenu
from certdesk.ui.screens.score.criterion_tag import CriterionTag
from certdesk.ui.screens.score.foot_frame import FootFrame, together
from certdesk.ui.screens.score.note_line import NoteLine
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.stance_choice import StanceChoice

_LEAST_NOTE = 150


@dataclass(frozen=True, slots=True)
class Offered:
    """What could be filed now: the criterion in front, the place in words, and the words quoted there."""

    criterion: Tag
    place: str
    quote: str = ""


class FilingBar(FootFrame):
    """``filing_asked()`` with Enter or the button, ``dismissed()`` with Esc. What was chosen is read from it."""

    filing_asked = Signal()
    dismissed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self.setObjectName("filingBar")
        self._criteria: tuple[Criterion, ...] = ()
        self._also: tuple[str, ...] = ()
        self._offered: Offered | None = None
        self._tag = CriterionTag(theme)
        self._place = label("", "name", name="filingPlace")
        self._quote = FileName(theme, role="body", tone="text2", middle=False)
        self._quote.setObjectName("filingQuote")
        self._stance = StanceChoice(theme)
        self.note = NoteLine("filingNote", _("Note: why does this matter?"))
        self.note.setMinimumWidth(theme.px(_LEAST_NOTE))
        self._others = button(theme, _("Also file for…"))
        self._others.setObjectName("alsoFor")
        self._file = button(theme, "", kind="primary", key=_("Enter"))
        self._file.setObjectName("fileNow")
        self._drop = icon_button(theme, "close", _("Let go of the selection"), key="Esc", size="small")
        self._drop.setObjectName("letGo")
        self._build()
        self.note.done.connect(self.filing_asked)
        self.note.let_go.connect(self.dismissed)
        self._file.clicked.connect(self.filing_asked)
        self._drop.clicked.connect(self.dismissed)
        self._others.clicked.connect(self.open_menu)
        self.hide()

    def show_offered(self, offered: Offered, criteria: tuple[Criterion, ...]) -> None:
        """Show what is selected. What was written or ticked meanwhile stays."""
        self._offered, self._criteria = offered, criteria
        self._also = tuple(name for name in self._also if name != offered.criterion.label)
        self._tag.show_tag(offered.criterion)
        self._place.setText(offered.place)
        self._quote.show_text(f"“{offered.quote}”" if offered.quote else "")
        self._show_count()
        self.show()

    def forget(self) -> None:
        """Begin with the next selection."""
        self._also, self._offered = (), None
        self.note.clear()
        self._stance.show_stance(Stance.SUPPORTS)
        self._show_count()
        self.hide()

    @property
    def also(self) -> tuple[str, ...]:
        """The criteria that it is to be filed for besides the one in front."""
        return self._also

    @property
    def stance(self) -> Stance:
        """What it says about them."""
        return self._stance.stance

    def open_menu(self) -> CriterionMenu:
        """Offer the other criteria to be ticked."""
        here = self._offered.criterion.label if self._offered else ""
        menu = CriterionMenu(tuple(one for one in self._criteria if one.id != here), self._also, self)
        menu.toggled.connect(self._tick)
        menu.popup(self._others.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def _tick(self, criterion: str, on: bool) -> None:
        kept = tuple(name for name in self._also if name != criterion)
        order = [one.id for one in self._criteria]
        self._also = tuple(sorted((*kept, criterion) if on else kept, key=order.index))
        self._show_count()

    def _show_count(self) -> None:
        also = _("Also for {criteria}").format(criteria=", ".join(self._also))
        self._others.set_words(also if self._also else _("Also file for…"))
        if self._offered:
            self._file.set_words(_("File for {criterion}").format(criterion=self._offered.criterion.label))
        self._share()

    def _build(self) -> None:
        what = QWidget()
        row = QHBoxLayout(what)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._place)
        self._quote.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._quote, 1)
        self.add_line(what, together(self._stance, self._drop))
        self.add_line(self.note, together(self._others, self._file))
