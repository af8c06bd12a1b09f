"""The line above a viewer: what is shown, where in it, and the viewer's tools."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import FileName, label


class ViewerHeader(QWidget):
    """Title, a second line of facts beside it, and room for tools at the end."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._title = FileName(themes, role="label", tone="text")
        self._title.setObjectName("viewerTitle")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._file = FileName(themes, role="small", tone="text2")
        self._file.setObjectName("viewerFileName")
        self._meta = label("", "small", "text2", name="viewerMeta")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._file, 1)
        self._row.addWidget(self._meta)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        self._row.addLayout(self._tools)
        self._meta.hide()
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def meta(self) -> QLabel:
        """The facts beside the title."""
        return self._meta

    def show_title(self, title: str, file_name: str, *, with_file_name: bool = True) -> None:
        """Show what the item is called; the file's name gives way first."""
        self._title.show_text(title)
        self._file.show_text(file_name if with_file_name and file_name != title else "")

    def show_meta(self, facts: str) -> None:
        """Show facts, or none."""
        self._meta.setText(facts)
        self._meta.setVisible(bool(facts))

    def add_tool(self, tool: QWidget, *, gap: int = 0) -> None:
        """Put a control at the end of the line, ``gap`` px away from the one before."""
        if gap:
            self._tools.addSpacing(gap)
        self._tools.addWidget(tool)

    def _dress(self) -> None:
        self.setFixedHeight(self._themes.px(40))
