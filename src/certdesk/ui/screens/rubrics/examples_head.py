"""The line above the worked examples: how many give what they should, and what can be done with them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.core.editing_examples import CheckedExample
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button, icon_button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label

OF_A_ROW = ("duplicate", "remove", "expect")
"""Deeds that are about the current row of the table."""


class ExamplesHead(QWidget):
    """``deeds`` are the buttons by name: table, add, previous, next, and those of a row; ``failing`` goes to one."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._icon = IconView(theme, "check", "ok", 16)
        self._right = label("", "name", "ok", name="examplesRight")
        self._again = label(_("run again as you edit"), "small", "text3")
        self.failing = button(theme, "", kind="link", size="line")
        self.failing.setObjectName("examplesCount")
        self.failing.set_tone("warn")
        self.failing.setToolTip(_("Goes to the first one"))
        self.deeds = _deeds(theme)
        self._checked = False
        self._title = label(_("Worked examples"), "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addSpacing(4)
        for part in (self._icon, self.failing, self._right, self._again):
            row.addWidget(part)
        row.addStretch(1)
        for name, made in self.deeds.items():
            made.setObjectName(f"examples-{name}")
            row.addWidget(made)

    @property
    def table_wanted(self) -> bool:
        """Whether all examples are to be shown in a table."""
        return self.deeds["table"].isChecked()

    def show_cards(self) -> None:
        """Want cards again."""
        self.deeds["table"].setChecked(False)

    def show_count(self, checked: tuple[CheckedExample, ...]) -> None:
        """Say how many fail, or that all are as they should be."""
        failing, total = sum(not each.passed for each in checked), len(checked)
        if failing:
            words = ngettext(
                "{failing} of {total} gives another result than expected",
                "{failing} of {total} give another result than expected",
                failing,
            ).format(failing=failing, total=total)
        else:
            words = ngettext(
                "{total} of {total} gives the expected result", "{total} of {total} give the expected result", total
            ).format(total=total)
        self._icon.show_icon("warning" if failing else "check", "warn" if failing else "ok")
        self.failing.set_words(words)
        self._right.setText(words)
        self._icon.setVisible(bool(checked))
        self._checked = bool(checked)
        self._show_again()
        self.failing.setVisible(bool(failing))
        self._right.setVisible(bool(checked) and not failing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is only said besides where there is no room for it."""
        super().resizeEvent(event)
        self._show_again()

    def _show_again(self) -> None:
        shown = [each for each in (self.failing, self._right, *self.deeds.values()) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + 8 for each in shown) + self._title.sizeHint().width() + 40
        self._again.setVisible(self._checked and taken + self._again.sizeHint().width() < self.width())

    def show_deeds(self, *, row: bool, before: bool, after: bool, there: bool = True) -> None:
        """Offer what can be done: with a current row, and with cards on pages before and after, if any are there."""
        self.deeds["table"].setVisible(there)
        for name in OF_A_ROW:
            self.deeds[name].setVisible(self.table_wanted and there)
            self.deeds[name].setEnabled(row)
        for name, can in (("previous", before), ("next", after)):
            self.deeds[name].setVisible(there and not self.table_wanted and (before or after))
            self.deeds[name].setEnabled(can)
        self._show_again()


def _deeds(theme: ThemeSource) -> dict[str, Button]:
    made = {
        "duplicate": icon_button(theme, "copy", _("Duplicate"), key="Ctrl+D", size="small"),
        "remove": icon_button(theme, "trash", _("Remove"), key="Ctrl+Delete", size="small"),
        "expect": button(theme, _("Expect what the rules say"), kind="quiet", size="small"),
        "table": button(theme, _("Table"), kind="quiet", icon="grid", size="small"),
        "add": button(theme, _("Example"), kind="quiet", icon="plus", size="small"),
        "previous": icon_button(theme, "chevron_left", _("Examples before"), size="small"),
        "next": icon_button(theme, "chevron_right", _("More examples"), size="small"),
    }
    made["table"].setCheckable(True)
    made["add"].setAccessibleName(_("Add an example"))
    return made
