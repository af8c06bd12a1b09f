"""What a rubric expects of the evidence for one criterion, and what it tells assessors to look for."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.core.expectations import cap_in_words, evidence_name, rule_in_words, standing_in_words
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label


class ExpectedView(QWidget):
    """Lists evidence that is required, what else is accepted, limits, and look-fors."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._names = {each.id: each.label for each in evidence_types(shipped.rubrics()).types}
        self._title = label("", "label", name="expectedTitle")
        self._title.setWordWrap(True)
        self._list = CheckList(theme, roomy=False)
        self._list.setObjectName("expected")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._list)

    def show_criterion(self, rubric: Rubric, criterion: Criterion) -> None:
        """Show what is expected for a criterion; what the rubric does not say is left out."""
        self._title.setText(_("What {criterion} asks for").format(criterion=criterion.id))
        told = [("scales", _("How much it counts"), standing_in_words(rubric, criterion))]
        required = "\n".join(rule_in_words(each, self._names) for each in criterion.required)
        told.append(("document", _("Evidence required"), required))
        accepted = ", ".join(evidence_name(each, self._names) for each in criterion.accepted)
        told.append(("plus", _("Also accepted"), accepted))
        told.append(("ok", _("Enough when"), criterion.sufficiency))
        told.append(("eye", _("Look for"), "\n".join(criterion.look_for)))
        told.append(("warn", _("Limits"), "\n".join(cap_in_words(each) for each in criterion.caps)))
        codes = "\n".join(f"{each.framework} {each.code}  {each.statement}".strip() for each in criterion.alignments)
        told.append(("link", _("Standards"), codes))
        shown = [(kind, heading, text) for kind, heading, text in told if text.strip()]
        checks = (Check(f"expected-{n}", kind, heading, text) for n, (kind, heading, text) in enumerate(shown))
        self._list.show_checks(tuple(checks))
