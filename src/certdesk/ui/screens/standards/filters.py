"""The line above the list: which rubric is aligned, which standards are shown, how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.aligning import StandardsCoverage
from certdesk.core.words import _, ngettext
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.segment import Choice, Segment

EVERY, WITHOUT, WITH = "every", "without", "with"


class StandardFilters(QWidget):
    """``draft_chosen(id)`` and ``changed()`` when another kind of standards shall be shown."""

    draft_chosen = Signal(str)
    changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.draft = ComboBox(theme, _("Draft to align"))
        self.draft.setObjectName("draftToAlign")
        self.draft.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.draft.setMinimumWidth(theme.px(230))
        self.draft.setMaximumWidth(theme.px(340))
        self.kind = Segment(theme, _kinds(), EVERY)
        self.kind.setObjectName("standardsShown")
        self.kind.setAccessibleName(_("Which standards are shown"))
        self._state = label("", "small", "text2", name="alignState")
        self._state.setWordWrap(True)
        self._build()
        self.draft.chosen.connect(self.draft_chosen)
        self.kind.chosen.connect(lambda _key: self.changed.emit())

    def show_drafts(self, drafts: tuple[RubricDraft, ...], current: str) -> None:
        """Offer these drafts."""
        named = tuple((one.id, f"{one.rubric.title} {one.rubric.version}") for one in drafts)
        none = _("No rubric is being aligned") if drafts else _("There is no draft of a rubric")
        self.draft.show_choices((("", none), *named), current)

    def show_coverage(self, coverage: StandardsCoverage | None) -> None:
        """Say how many standards and criteria are left."""
        self.kind.setVisible(coverage is not None)
        self._state.setVisible(coverage is not None)
        if coverage is None:
            self._state.setText("")
            return
        items, criteria = len(coverage.items_without), len(coverage.criteria_without)
        left = (
            ngettext("{count} standard without a criterion", "{count} standards without a criterion", items),
            ngettext("{count} criterion without a code", "{count} criteria without a code", criteria),
        )
        words = [text.format(count=count) for text, count in zip(left, (items, criteria), strict=True)]
        self._state.setText("   ·   ".join(words))
        names = ", ".join(f"{one.id} {one.title}" for one in coverage.criteria_without[:12])
        self._state.setToolTip(names)

    def _build(self) -> None:
        choosing = QWidget()
        row = FlowLayout(gap=8)
        choosing.setLayout(row)
        row.addWidget(self.draft)
        row.addWidget(self.kind)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 10)
        inner.setSpacing(8)
        inner.addWidget(choosing)
        inner.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(line())


def _kinds() -> tuple[Choice, ...]:
    return (Choice(EVERY, _("All")), Choice(WITHOUT, _("Without a criterion")), Choice(WITH, _("With one")))
