"""Details in the second language: the texts that the grid has no cell for, each below the one that it stands for."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.editing_places import place_of, write_at
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import text_in, texts
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_fields import Block, long_box, show_in
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph

_IN_GRID = frozenset({("criterion", "title"), ("criterion", "descriptor"), ("section", "title"), ("level", "label")})


def in_details(key: str, criterion_id: str) -> bool:
    """Whether a text belongs to the details of a criterion (of the rubric without one), and not into the grid."""
    place = place_of(key)
    if (place.of, place.what) in _IN_GRID:
        return False
    return (place.of == "criterion" and place.id == criterion_id) if criterion_id else place.of != "criterion"


class TranslatedLine(QWidget):
    """One text in the rubric's own language, and a box for the same in the second one."""

    def __init__(self, theme: ThemeSource, key: str) -> None:
        super().__init__()
        self.key = key
        self.own = Paragraph(theme, role="small", tone="text2")
        self.box = long_box(theme, "", hint=_("missing"), rows=2)
        self.box.writing.setObjectName(f"translated-{key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.own)
        column.addWidget(self.box)


class TranslatedTexts(Block):
    """The texts of a criterion, or of the rubric, side by side; hidden while no second language is shown."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self._language = ""
        self._lines: dict[str, TranslatedLine] = {}
        self._heading = label("", "label")
        self._holder = QVBoxLayout()
        self._holder.setSpacing(10)
        self.add(self._heading)
        self.body.addLayout(self._holder)
        self.hide()

    def show_texts(self, rubric: Rubric, language: str, criterion_id: str) -> None:
        """Show the texts in a language; none with an empty one."""
        self.setVisible(bool(language))
        if not language:
            return
        self._heading.setText(_("In {language}").format(language=language_name(language)))
        shown = {key: text for key, text in texts(rubric).items() if in_details(key, criterion_id)}
        if list(shown) != list(self._lines) or language != self._language:
            self._language = language
            self._make(tuple(shown))
        for key, line in self._lines.items():
            line.own.show_text(shown[key])
            line.box.writing.setAccessibleName(_("{text}, in {language}").format(text=shown[key], language=language))
            show_in(line.box, text_in(rubric, language, key))

    def go_to(self, key: str) -> bool:
        """Give the keyboard to the box of a text; False when it is not here."""
        if key in self._lines:
            self._lines[key].box.setFocus()
        return key in self._lines

    def _make(self, keys: tuple[str, ...]) -> None:
        for gone in self._lines.values():
            self._holder.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._lines = {key: TranslatedLine(self.theme, key) for key in keys}
        for key, line in self._lines.items():
            self._holder.addWidget(line)
            line.box.edited.connect(lambda text, at=key: self._write(at, text))

    def _write(self, key: str, text: str) -> None:
        language = self._language
        words = _("text in {language}").format(language=language_name(language))
        self.tell(lambda rubric: write_at(rubric, key, text, language), words)
