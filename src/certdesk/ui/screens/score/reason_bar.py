"""Why an assessment is flagged or held, in the person's own words, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


class ReasonBar(QFrame):
    """A line below the head while an assessment is flagged or held; ``end_asked(state)`` comes from its button."""

    end_asked = Signal(object)  # AssessmentState

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("reasonBar")
        self.setProperty("surface", "panel")
        self._state = AssessmentState.OPEN
        self._icon = IconView(theme, "flag", "bad", 16)
        self._words = Paragraph(theme)
        self._words.setObjectName("reasonWords")
        self._end = button(theme, "", kind="link", size="small")
        self._end.setObjectName("endReason")
        self._end.clicked.connect(lambda: self.end_asked.emit(self._state))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._end, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the reason, or nothing where there is none to show."""
        self._state = assessment.state
        flagged, held = assessment.state is AssessmentState.FLAGGED, assessment.state is AssessmentState.HELD
        self.setVisible(flagged or held)
        text = _("Flagged for the lead: {reason}") if flagged else _("Held: {reason}")
        self._words.show_text(text.format(reason=assessment.reason))
        self._icon.show_icon("flag" if flagged else "held", "bad" if flagged else "warn")
        self._end.set_words(_("Take the flag away") if flagged else _("Go on marking"))
