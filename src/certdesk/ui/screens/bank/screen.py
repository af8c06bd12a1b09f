"""The comment bank: found, written in place, brought in and given out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.bank_looking import look_at_bank, rubrics_for_bank
from certdesk.actions.keeping_bank import BANK
from certdesk.core.bank_filtering import MINE, OTHERS, BankFilter, BankRow
from certdesk.core.changes import Change, Kind
from certdesk.core.comment_bank import Comment
from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.bank.bank_deeds import BankDeeds, new_comment
from certdesk.ui.screens.bank.bank_import import BankImport
from certdesk.ui.screens.bank.bank_list import BankList
from certdesk.ui.screens.bank.comment_side import CommentSide
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.shelves import BANK as SHELF
from certdesk.ui.screens.shelves import LIBRARY, shelves
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.top_bar import TopBar

_SIDE, _SEARCH = 420, 290
_AGAIN_MS = 5000


class BankScreen(Screen):
    """Shows the bank as a list, with the comment that is chosen beside it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._rubrics: tuple[Rubric, ...] = ()
        self._new: BankRow | None = None
        self._held: BankRow | None = None  # the comment whose words could not be kept: it stays in front
        self._refused: CertDeskError | None = None
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._shelves = shelves(theme, SHELF)
        self._search = SearchField(theme, _("Search words, tags and shortcuts"), key="/")
        self._search.setObjectName("searchBank")
        self.list = BankList(theme, self._search)
        self.side = CommentSide(theme)
        self.importing = BankImport(tools)
        self._deeds = BankDeeds(tools, self.noticed.emit)
        self._pages = QStackedWidget()
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def enter(self, params: Params) -> None:
        """Show the bank; ``rubric`` and ``criterion`` filter it, ``file`` names a file to take in."""
        self._shelves.set_current(SHELF)
        self._pages.setCurrentIndex(0)
        self._refresh()
        if params.get("rubric") or params.get("criterion"):
            wanted = BankFilter(rubric=str(params.get("rubric", "")), criterion=str(params.get("criterion", "")))
            self.list.show_filter(wanted)
        if params.get("file"):
            self.take_in(Path(str(params["file"])))
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what stands in the form. Raises CertDeskError for words that can't be kept: they stay in front."""
        if not self._keep_form() and self._refused:
            raise self._refused

    def on_changed(self, change: Change) -> None:
        """Look again when comments or rubrics changed."""
        if change.kinds & (Kind.COMMENT | Kind.RUBRIC | Kind.PERSON):
            self._refresh()

    def undo_scope(self) -> str:
        """Undo is about the bank here; what stands in the form comes first."""
        self._keep_form()
        return BANK

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("bank.new", _("New comment"), ("Ctrl+N",), self.begin_new, icon="plus"),
            Command("bank.find", _("Search the comment bank"), ("/", "Ctrl+F"), self.find_comment, icon="search"),
            Command("bank.duplicate", _("Duplicate as mine"), ("Ctrl+D",), self.duplicate, self._has_row, icon="copy"),
            Command("bank.remove", _("Remove this comment"), ("Delete",), self.remove, self._may_remove, icon="trash"),
            Command("bank.import", _("Take comments in from a file"), ("Ctrl+O",), self.choose_file, icon="package"),
            Command("bank.export", _("Save what is shown as CSV"), ("Ctrl+Shift+S",), self.export, icon="down"),
            Command("bank.merge", _("Bring duplicates together"), (), self.merge),
            Command("bank.forget", _("Forget what I used"), (), self.forget),
        )

    def current(self) -> BankRow | None:
        """Return the comment that is chosen."""
        return self._held or self._new or self.list.current()

    def find_comment(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def begin_new(self) -> None:
        """Show an empty comment of mine, for what is filtered."""
        if not self._keep_form():
            return
        wanted = self.list.filters.wanted("")
        person = self.tools.session.workspace.person
        self._new = BankRow(new_comment(wanted, self._rubrics, person), MINE)
        self.list.table.clearSelection()
        self._show_chosen()
        self._write()

    def duplicate(self) -> None:
        """Make a copy of the chosen comment as mine and choose that."""
        row = self.current()
        if row is None or not row.comment.id or not self._keep_form():
            return
        if id_ := self._deeds.duplicate(row.comment.id):
            self._choose(id_)
            self._write()

    def remove(self) -> None:
        """Take the chosen comment out; undo brings it back."""
        row = self.current()
        if row is None or not row.comment.id:
            return
        self._held = None
        self._deeds.remove(row.comment.id)

    def merge(self) -> None:
        """Bring together what says the same twice, and say how many there were."""
        self._keep_form()
        self._deeds.merge()

    def forget(self) -> None:
        """Forget what the person used here, so that nothing is offered first for that."""
        self._deeds.forget()
        self._refresh()

    def choose_file(self) -> None:
        """Ask for a file of comments and show what is in it."""
        if path := self.tools.dialogs.choose_file(_("Choose a file of comments"), _("All files (*)")):
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Show what is in a file of comments before it is kept."""
        if self._keep_form() and self.importing.open_file(path):
            self._pages.setCurrentWidget(self.importing)
            self.importing.found.focus()

    def export(self) -> None:
        """Save the comments that are shown as CSV."""
        self._keep_form()
        self._deeds.export([row.comment for row in self.list.shown()])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file anywhere on the screen."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what is in the file that was dropped."""
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.take_in(files[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the search field have what room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.tools.theme.px
        self._search.setFixedWidth(min(px(_SEARCH), round(self.width() * 0.24)))
        self.list.fit(self.width() - (px(_SIDE) if self.side.isVisibleTo(self) else 0))

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        self._rubrics = rubrics_for_bank(workspace)
        self.list.show_bank(look_at_bank(workspace), self._rubrics)

    def _show_chosen(self) -> None:
        if self._held is not None:
            return
        row = self.current()
        self.side.setVisible(row is not None)
        if row is not None:
            self.side.show_row(row, self._rubrics)
        self._fit()

    def _choose(self, comment_id: str) -> None:
        self._new = None
        self.list.choose(comment_id)
        self._show_chosen()

    def _on_row(self) -> None:
        """Show the comment of another row; the one before stays in front while its words can't be kept."""
        if self._keep_form():
            self._new = None
        elif self._held is not None and self._held.comment.id:
            self.list.table.blockSignals(True)
            self.list.choose(self._held.comment.id)
            self.list.table.blockSignals(False)
        self._show_chosen()

    def _keep_form(self) -> bool:
        comment = self.side.form.comment()
        return comment is None or not self.side.isVisible() or self._keep(comment)

    def _keep(self, comment: Comment) -> bool:
        """Keep what was written, unless it is as it was; words alone make a new comment worth keeping.

        False when it was refused, which was said: then it stays in front, and what the disk refused is tried again.
        """
        shown = self.list.row_of(comment.id) if comment.id else self._new
        self._held = self._refused = None
        self._again.stop()
        if not comment.text:
            return True
        kept = self._change(comment) if comment.id else self._add(comment)
        if not kept:
            self._held = shown
            if isinstance(self._refused, StorageError):
                self._again.start()
        return kept

    def _note_refusal(self, problem: CertDeskError) -> None:
        self._refused = problem

    def _change(self, comment: Comment) -> bool:
        known = self.list.row_of(comment.id)
        if known is None or known.whose == OTHERS or known.comment == comment:
            return True
        return self._deeds.edit(comment)

    def _add(self, comment: Comment) -> bool:
        if (new := self._new) is None:
            return True
        self._new = None
        if id_ := self._deeds.add(comment):
            self._choose(id_)
            return True
        self._new = new
        return False

    def _write(self) -> None:
        self.side.form.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_row(self) -> bool:
        row = self.current()
        return row is not None and bool(row.comment.id)

    def _may_remove(self) -> bool:
        return self._has_row() and self.list.table.hasFocus()

    def _on_shelf(self, shelf: str) -> None:
        self._shelves.set_current(SHELF)
        self.left_for.emit("rubrics" if shelf == LIBRARY else shelf, {})

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("bankMenu")
        menu.addAction(_("Save what is shown as CSV…"), self.export)
        menu.addAction(_("Bring duplicates together"), self.merge)
        menu.addSeparator()
        menu.addAction(_("Forget what I used"), self.forget)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _leave_import(self) -> None:
        self._pages.setCurrentIndex(0)
        self._refresh()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        theme = self.tools.theme
        bring = button(theme, _("Import…"), icon="package")
        bring.setObjectName("importBank")
        bring.clicked.connect(self.choose_file)
        new = button(theme, _("New comment"), kind="primary", icon="plus")
        new.setObjectName("newComment")
        new.clicked.connect(self.begin_new)
        self._more = icon_button(theme, "more", _("More"))
        self._more.setObjectName("moreBank")
        self._more.clicked.connect(self._show_more)
        bar = TopBar(theme)
        bar.add_leading(self._shelves)
        bar.add_trailing(self._search, self._more, bring, new)
        split = Splitter(theme, Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.set_usual_sizes((860, theme.px(_SIDE)))
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(split, 1)
        self._pages.addWidget(page)
        self._pages.addWidget(self.importing)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _connect(self) -> None:
        self._shelves.chosen.connect(self._on_shelf)
        self.list.listed.connect(self._show_chosen)
        self.list.chosen.connect(self._on_row)
        self.list.opened.connect(self._write)
        self.side.kept.connect(self._keep)
        self._again.timeout.connect(self._keep_form)
        self.tools.session.refused.connect(self._note_refusal)
        self.side.duplicated.connect(self.duplicate)
        self.side.removed.connect(self.remove)
        self.importing.finished.connect(self._leave_import)
        self.importing.noticed.connect(self.noticed)
        self.tools.theme.changed.connect(self._fit)
