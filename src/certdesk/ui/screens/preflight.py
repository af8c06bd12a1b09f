"""What was found when the files of a portfolio were looked through, in plain words."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from certdesk.actions.looking import PortfolioView
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.scrolling import from_the_top


class PreflightPanel(QFrame):
    """The right column of a portfolio; ``opened(item id)`` leads to an item that needs a look."""

    opened = Signal(str)

    def __init__(self, theme: ThemeSource, catalogue: EvidenceCatalogue) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._catalogue = catalogue
        self._items: dict[str, str] = {}
        self._fine = Chip(theme, "", "ok", icon="check")
        self._look = Chip(theme, "", "warn", icon="warning")
        self._checks = CheckList(theme)
        self._checks.setObjectName("checks")
        self._checks.action_chosen.connect(lambda key, _action: self.opened.emit(self._items[key]))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Looked through"), "heading"))
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self._fine)
        chips.addWidget(self._look)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addWidget(from_the_top(self._checks), 1)

    def show_view(self, view: PortfolioView) -> None:
        """Show what was found in this portfolio."""
        checks = checks_of(view, self._catalogue)
        self._items = {f"item-{item.position}": item.id for item in view.items}
        self._checks.show_checks(checks)
        wrong = sum(check.kind == "warn" for check in checks)
        fine = len(checks) - wrong
        self._fine.show_chip(_("{count} fine").format(count=fine), "ok", "check")
        self._look.show_chip(_("{count} to look at").format(count=wrong), "warn", "warning")
        self._fine.setVisible(bool(fine))
        self._look.setVisible(bool(wrong))


def checks_of(view: PortfolioView, catalogue: EvidenceCatalogue) -> tuple[Check, ...]:
    """Say what needs a look first, then what is in order."""
    see = (CheckAction("see", _("See it")),)
    wrong = tuple(
        Check(f"item-{item.position}", "warn", _("{item}: needs a look").format(item=item.title), item.problem, see)
        for item in view.items
        if item.problem
    )
    fine = len(view.items) - len(wrong)
    text = ngettext("{count} file can be opened", "{count} files can be opened", fine).format(count=fine)
    found = (*wrong, Check("fine", "ok", text, _kinds(view.items)), *_required(view, catalogue), *_twins(view.items))
    return tuple(sorted(found, key=lambda check: check.kind != "warn"))


def _kinds(items: tuple[EvidenceItem, ...]) -> str:
    return ", ".join(sorted({item.format for item in items if item.format}))


def _required(view: PortfolioView, catalogue: EvidenceCatalogue) -> tuple[Check, ...]:
    """Say which criteria lack a kind of evidence that the rubric requires."""
    here = {item.evidence_type for item in view.items}
    missing: dict[str, list[str]] = {}
    for criterion in view.criteria:
        for rule in criterion.required:
            if rule.type not in here:
                missing.setdefault(rule.type, []).append(criterion.id)
    if not missing:
        return (Check("required", "ok", _("Every required kind of evidence is here")),)
    detail = _("Required for {criteria}. Without it the level rests on less than the rubric asks for.")
    return tuple(
        Check(
            f"required-{name}",
            "warn",
            _("Missing: {kind}").format(kind=_label(catalogue, name)),
            detail.format(criteria=", ".join(criteria)),
        )
        for name, criteria in missing.items()
    )


def _twins(items: tuple[EvidenceItem, ...]) -> tuple[Check, ...]:
    """Say which files are the same, byte for byte."""
    counts = Counter(item.digest for item in items)
    twins = [item.title for item in items if counts[item.digest] > 1]
    if not twins:
        return (Check("twins", "ok", _("No file is there twice")),)
    return (Check("twins", "warn", _("Some files are the same"), ", ".join(twins)),)


def _label(catalogue: EvidenceCatalogue, name: str) -> str:
    found = catalogue.type(name)
    return found.label if found else name.replace("_", " ")
