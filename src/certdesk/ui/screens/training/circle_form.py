"""Beginning a circle: about which portfolio or item of it, on which criteria, with whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from certdesk.actions.calibrating import CircleAbout
from certdesk.actions.projecting import Projectable
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField, TextBox


class CircleForm(QWidget):
    """``portfolio_chosen(id)`` asks for its items, ``begun(CircleAbout)``, ``cancelled()``."""

    portfolio_chosen = Signal(str)
    begun = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._people: tuple[str, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._which = ComboBox(theme, _("Portfolio"))
        self._which.setObjectName("circlePortfolio")
        self._item = ComboBox(theme, _("What is shown of it"))
        self._item.setObjectName("circleItem")
        self._closed = Paragraph(theme, role="small", tone="text2")
        self._closed.setObjectName("circleKeptBack")
        self._title = LineField(theme, _("Title"), hint=_("Such as “What is a 3 in T4?”"))
        self._title.setObjectName("circleTitle")
        self._criteria = QWidget()
        self._row = FlowLayout(12)
        self._criteria.setLayout(self._row)
        self.members = TextBox(theme, _("Members, one on each line"), rows=5)
        self.members.setObjectName("circleMembers")
        self._everybody = button(theme, _("Name all assessors"), kind="quiet", size="small")
        self._everybody.setObjectName("circleEverybody")
        self._begin = button(theme, _("Begin the circle"), kind="primary")
        self._begin.setObjectName("circleBegin")
        cancel = button(theme, _("Not now"), kind="quiet")
        cancel.setObjectName("circleCancel")
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(label(_("A new circle"), "heading"))
        for words, part in ((_("Portfolio"), self._which), (_("What is shown of it"), self._item)):
            column.addWidget(label(words, "column", "text2"))
            column.addWidget(part)
        column.addWidget(self._closed)
        column.addWidget(label(_("Criteria"), "column", "text2"))
        column.addWidget(self._criteria)
        column.addWidget(self._title)
        self.members.add_beside_label(self._everybody)
        column.addWidget(self.members)
        lay_out_form(self, fields, self._begin, cancel)
        self._which.chosen.connect(self.portfolio_chosen)
        self._everybody.clicked.connect(lambda: self.members.show_text("\n".join(self._people)))
        self._begin.clicked.connect(self._on_begin)
        cancel.clicked.connect(self.cancelled)

    def show_portfolios(self, choices: tuple[tuple[str, str], ...], people: tuple[str, ...]) -> None:
        """Offer portfolios as pairs of id and words, and the names of who marks here."""
        self._people = people
        self._everybody.setVisible(bool(people))
        self._which.show_choices(choices, self._which.current())
        self.members.show_wrong("")

    @property
    def portfolio_id(self) -> str:
        """The chosen portfolio."""
        return self._which.current()

    def show_portfolio(self, rubric: Rubric, items: tuple[Projectable, ...]) -> None:
        """Offer what a room may see of the chosen portfolio, and the criteria of its rubric."""
        open_ = [one for one in items if not one.closed]
        every = (("", _("The whole portfolio")),)
        self._item.show_choices((*every, *((one.item.id, f"{one.name}  {one.item.title}") for one in open_)))
        kept_back = len(items) - len(open_)
        told = ngettext(
            "{count} of {all} stays closed: {why}", "{count} of {all} stay closed: {why}", kept_back
        ).format(count=kept_back, all=len(items), why=next((one.closed for one in items if one.closed), ""))
        self._closed.show_text(told)
        self._closed.setVisible(bool(kept_back))
        self._closed.setToolTip("\n".join(f"{one.name}: {one.closed}" for one in items if one.closed))
        empty(self._row)
        self._boxes = {}
        for criterion in rubric.criteria:
            box = self._boxes[criterion.id] = QCheckBox(criterion.id.replace("&", "&&"))
            box.setObjectName(f"criterion-{criterion.id}")
            box.setToolTip(criterion.title)
            box.setAccessibleName(f"{criterion.id} {criterion.title}")
            box.setChecked(True)
            self._row.addWidget(box)

    def _on_begin(self) -> None:
        members = tuple(name for line in self.members.text().splitlines() if (name := line.strip()))
        if len(set(members)) < 2:
            self.members.show_wrong(_("Name at least two, one on each line."))
            return
        criteria = tuple(id_ for id_, box in self._boxes.items() if box.isChecked())
        self.begun.emit(
            CircleAbout(self._which.current(), members, criteria, self._item.current(), self._title.text().strip())
        )
