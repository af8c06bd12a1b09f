"""What is said once a version is published, and what can be done with it next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.publishing_rubrics import Publication
from certdesk.actions.rubric_library import published_key
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.verdict import Verdict


class PublishedPage(QWidget):
    """Offers the migration assistant where portfolios are on the version before: ``asked(pane, params)``."""

    asked = Signal(str, object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._verdict = Verdict(theme)
        self._verdict.setObjectName("published")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self._verdict)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(from_the_top(inner))

    def show_published(self, plan: Publication, version: str) -> None:
        """Say what was published and what it left as it was."""
        rubric = plan.draft.rubric
        heading = _("{title} {version} is published").format(title=rubric.title, version=version)
        self._verdict.show_verdict("ok", heading, _detail(plan))
        self._verdict.clear_buttons()
        old, new = [rubric.id, rubric.based_on], [rubric.id, version]
        if plan.before is not None and plan.uses.portfolios > plan.uses.signed:
            self._offer("offerMigration", _("Let portfolios go over…"), "versions", {"migrate": [old, new]}, first=True)
        if plan.before is not None:
            words = _("Compare with {version}").format(version=rubric.based_on)
            self._offer("offerCompare", words, "versions", {"compare": [old, new]})
        row = published_key(rubric.id, version)
        self._offer("offerLibrary", _("Back to the rubrics"), "library", {"row": row})

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done next."""
        offers = self._verdict.findChildren(Button)
        if first := next((each for each in offers if not each.isHidden()), None):  # those of before go a little later
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, name: str, words: str, pane: str, params: dict[str, object], *, first: bool = False) -> None:
        made = button(self._theme, words, kind="primary" if first else "secondary")
        made.setObjectName(name)
        made.clicked.connect(lambda: self.asked.emit(pane, params))
        self._verdict.add_button(made)


def _detail(plan: Publication) -> str:
    base, count = plan.draft.rubric.based_on, plan.uses.portfolios
    said = [_("From now on portfolios can be assessed by it.")]
    if count:
        text = ngettext(
            "{count} portfolio stays on {version}, unless you let it go over.",
            "{count} portfolios stay on {version}, unless you let them go over.",
            count,
        )
        said.append(text.format(count=count, version=base))
    if not plan.draft.rubric.examples:
        said.append(_("It has no worked examples."))
    return " ".join(said)
