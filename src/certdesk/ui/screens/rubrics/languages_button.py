"""Languages side by side: which second language stands in every cell, and which others there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidgetAction

from certdesk.core.rubric import Rubric
from certdesk.core.wordings import untranslated
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.languages_names import OFFERED, is_code
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button


class LanguagesButton(Button):
    """``chosen(code)`` (empty for none), ``added(code)``, ``removed(code)``."""

    chosen = Signal(str)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Languages"), "quiet")
        self.setObjectName("languages")
        self.set_icon("text")
        self._rubric: Rubric | None = None
        self._second = ""
        self.clicked.connect(self._offer)

    def show_rubric(self, rubric: Rubric, second: str) -> None:
        """Show which languages a rubric has, and which one stands beside its own."""
        self._rubric, self._second = rubric, second
        self.set_words(language_name(second) if second else _("Languages"))
        self.set_words_shown(shown=bool(second))
        self.setToolTip("" if second else _("Languages side by side"))

    def menu_now(self) -> QMenu:
        """Return the menu of the moment."""
        menu = QMenu(self)
        menu.setObjectName("languagesMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self._rubric is None:
            return menu
        own = language_name(self._rubric.language)
        self._choice(menu, "", _("{language} alone").format(language=own))
        for each in self._rubric.translations:
            missing = len(untranslated(self._rubric, each.language))
            words = _("{language}, {count} missing") if missing else _("{language}, complete")
            self._choice(menu, each.language, words.format(language=language_name(each.language), count=missing))
        menu.addSeparator()
        self._offer_more(menu)
        if self._second:
            words = _("Remove {language} with its texts").format(language=language_name(self._second))
            gone = QAction(words, menu)
            gone.setObjectName("removeLanguage")
            gone.triggered.connect(lambda _on=False, code=self._second: self.removed.emit(code))
            menu.addAction(gone)
        return menu

    def _offer(self) -> None:
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _choice(self, menu: QMenu, code: str, words: str) -> None:
        action = QAction(words, menu)
        action.setObjectName(f"language-{code or 'own'}")
        action.setCheckable(True)
        action.setChecked(code == self._second)
        action.triggered.connect(lambda _on=False: self.chosen.emit(code))
        menu.addAction(action)

    def _offer_more(self, menu: QMenu) -> None:
        if self._rubric is None:
            return
        have = {self._rubric.language, *(each.language for each in self._rubric.translations)}
        more = menu.addMenu(_("Add a language"))
        more.setObjectName("addLanguage")
        for code in OFFERED:
            if code not in have:
                action = QAction(f"{language_name(code)}  ({code})", more)
                action.setObjectName(f"add-{code}")
                action.triggered.connect(lambda _on=False, c=code: self.added.emit(c))
                more.addAction(action)
        typed = QLineEdit()
        typed.setObjectName("languageCode")
        typed.setPlaceholderText(_("Another code, such as rw"))
        typed.setAccessibleName(_("Code of another language"))
        typed.returnPressed.connect(lambda: self._typed(typed, menu, have))
        holder = QWidgetAction(more)
        holder.setDefaultWidget(typed)
        more.addAction(holder)

    def _typed(self, typed: QLineEdit, menu: QMenu, have: set[str]) -> None:
        code = typed.text().strip()
        if is_code(code) and code not in have:
            menu.close()
            self.added.emit(code)
        else:
            typed.selectAll()
