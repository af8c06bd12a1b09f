"""The menus of the rules: what can be added, what can be done with a result, and ready rules."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.conditions import Condition
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.rule_patterns import RulePattern, rule_patterns
from certdesk.core.sentences import new_conditions
from certdesk.core.words import _

Add = Callable[[str, Condition], None]


def condition_menu(rubric: Rubric, outcome_id: str, add: Add, parent: QWidget) -> QMenu:
    """Return the kinds of condition, each with a sensible start for this rubric."""
    menu = QMenu(parent)
    menu.setObjectName("newCondition")
    for id_, words, condition in new_conditions(rubric):
        action = menu.addAction(_plain(words))
        action.setObjectName(f"add-{id_}")
        action.triggered.connect(lambda _on=False, made=condition: add(outcome_id, made))
    return menu


def rule_menu(rubric: Rubric, add: Add, add_outcome: Callable[[], None], parent: QWidget) -> QMenu:
    """Return the menu of “+ Rule”: for which result, then which kind; and a new result."""
    menu = QMenu(parent)
    menu.setObjectName("addRule")
    for outcome in rubric.decision.outcomes:
        kinds = condition_menu(rubric, outcome.id, add, menu)
        kinds.setTitle(_plain(_("For {outcome}").format(outcome=outcome.label or outcome.id)))
        menu.addMenu(kinds)
    if rubric.decision.outcomes:
        menu.addSeparator()
    action = menu.addAction(_("New result"))
    action.setObjectName("addOutcome")
    action.triggered.connect(lambda _on=False: add_outcome())
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def pattern_menu(rubric: Rubric, use: Callable[[RulePattern], None], parent: QWidget) -> QMenu:
    """Return the families of rules, each with what it means beside it."""
    menu = QMenu(parent)
    menu.setObjectName("patterns")
    for pattern in rule_patterns(rubric):
        action = menu.addAction(_plain(f"{pattern.label}\t{pattern.meaning}"))
        action.setObjectName(f"pattern-{pattern.id}")
        action.triggered.connect(lambda _on=False, made=pattern: use(made))
    if menu.isEmpty():
        menu.addAction(_("First the rubric needs levels and criteria.")).setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def section_limit_menu(rubric: Rubric, add: Callable[[str], None], parent: QWidget) -> QMenu:
    """Return the sections that have no limit of their own for unscorable criteria yet."""
    menu = QMenu(parent)
    menu.setObjectName("sectionLimits")
    limited = rubric.decision.unscorable_in_section
    for section in rubric.sections:
        if section.id not in limited:
            action = menu.addAction(_plain(f"{section.id} {section.title}"))
            action.triggered.connect(lambda _on=False, made=section.id: add(made))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


class OutcomeMenu(QMenu):
    """What can be done with one result. Each deed is an action with the object name given here."""

    def __init__(self, outcome: Outcome, place: tuple[int, int], kinds: QMenu, parent: QWidget) -> None:
        """``place`` is where the outcome stands, and of how many."""
        super().__init__(parent)
        self.setObjectName("outcomeDeeds")
        kinds.setParent(self, kinds.windowFlags())
        kinds.setTitle(_("Add a rule"))
        self.addMenu(kinds)
        self.addSeparator()
        self.certifies = self._tick("certifies", _("Gives a certificate"), on=outcome.certifies)
        keeps = _("Keeps good criteria for a later attempt")
        self.banks = self._tick("banks", keeps, on=outcome.banks_from is not None)
        self.addSeparator()
        self.rename = self._deed("rename", _("Rename"))
        self.up = self._deed("up", _("Move up"))
        self.down = self._deed("down", _("Move down"))
        self.up.setEnabled(place[0] > 0)
        self.down.setEnabled(place[0] < place[1] - 1)
        self.addSeparator()
        self.remove = self._deed("remove", _("Remove this result"))
        self.aboutToHide.connect(self.deleteLater)

    def _tick(self, name: str, words: str, *, on: bool) -> QAction:
        action = self._deed(name, words)
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def _deed(self, name: str, words: str) -> QAction:
        action = self.addAction(words)
        action.setObjectName(name)
        return action


def _plain(words: str) -> str:
    return words.replace("&", "&&")
