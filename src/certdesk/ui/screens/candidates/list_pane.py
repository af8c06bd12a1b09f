"""The list of candidates: who is on it, which portfolio is whose, and what has to be decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.listing_candidates import candidates_as_csv, remove_candidate
from certdesk.actions.matching_candidates import CandidateMatching, Pair, join_pairs, match_candidates
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _, ngettext
from certdesk.store.candidates import list_candidates
from certdesk.ui.commands import Command
from certdesk.ui.screens.candidates.list_side import ListSide
from certdesk.ui.screens.candidates.list_table import (
    EXPENDABLE,
    LEAST,
    WIDTHS,
    Has,
    ListedRow,
    ListTable,
    rows_of,
)
from certdesk.ui.screens.candidates.words import PATTERNS
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice

ALL, DECIDE, NONE, UNLISTED = "all", "decide", "none", "unlisted"
_NOBODY = CandidateMatching((), (), (), ())


class ListPane(Pane):
    """What is sure is offered in one go; what is doubtful is decided one by one."""

    searchable = True

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._matching = _NOBODY
        self._rows: tuple[ListedRow, ...] = ()
        self._search = ""
        choices = tuple(Choice(key, words) for key, words in _filters().items())
        self.list = ListAndSide(theme, choices, "candidates")
        self.model = ListTable()
        self.list.table.setModel(self.model)
        self.list.set_columns(WIDTHS, EXPENDABLE, LEAST)
        self.list.table.setAccessibleName(_("Candidates"))
        self.side = ListSide(theme)
        self.list.side.addWidget(self.side, 1)
        self._found = Paragraph(theme)
        self._assign = button(theme, _("Assign"), kind="primary", icon="check", size="small")
        self._assign.setObjectName("assignSure")
        self._banner = card(name="sureBanner", tone="accent")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._found, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._assign)
        self._banner.body.addLayout(row)
        self.list.banners.addWidget(self._banner)
        self._first = button(theme, _("Take in a list…"), kind="primary", icon="document")
        self._first.setObjectName("firstList")
        self.list.empty.add_action(self._first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the list; ``row`` is chosen, ``filter`` says which part."""
        if params.get("filter"):
            self.list.filters.set_current(str(params["filter"]))
        self._refresh(str(params.get("row", "")))
        self.list.table.setFocus()

    def on_changed(self, change: Change) -> None:
        """Look again when candidates or portfolios changed."""
        if change.kinds & (Kind.CANDIDATE | Kind.PORTFOLIO):
            self._refresh()

    def search(self, words: str) -> None:
        """Show only who has these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def place(self) -> dict[str, Any]:
        """Come back to the same candidate."""
        row = self.current()
        return {"row": row.key, "filter": self.list.filters.current()} if row is not None else {}

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Read a list that was dropped."""
        self.asked.emit("import", {"file": str(files[0])})
        return True

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        take, save = _("Take in a list of candidates"), _("Save the list of candidates")
        sure = _("Assign all that is sure")
        return (
            Command("candidates.take", take, ("Ctrl+O",), self.take_list, icon="document"),
            Command("candidates.assign", sure, ("Ctrl+Return",), self.assign_sure, self._any_sure, icon="check"),
            Command("candidates.save", save, ("Ctrl+S",), self.save, self.anybody, icon="down"),
            Command("candidates.remove", _("Take off the list"), ("Delete",), self.remove, self._is_candidate),
        )

    def current(self) -> ListedRow | None:
        """Return the chosen row."""
        return self.model.row(self.list.table.current_row())

    def take_list(self) -> None:
        """Ask for a list and look at it."""
        patterns = f"{_('Lists')} ({PATTERNS});;{_('All files')} (*)"
        if path := self.tools.dialogs.choose_file(_("Choose a list of candidates"), patterns):
            self.asked.emit("import", {"file": str(path)})

    def assign_sure(self) -> None:
        """Note whose each portfolio is, where it is sure."""
        change = self.tools.session.do(join_pairs, self._sure())
        if change:
            self.noticed.emit(Notice(f"{change.label[:1].upper()}{change.label[1:]}.", "ok"))

    def assign(self, pair: Pair) -> None:
        """Note whose a portfolio is, as somebody said."""
        self.tools.session.do(join_pairs, (pair,))

    def save(self) -> None:
        """Write the list as a table for a spreadsheet."""
        target = self.tools.dialogs.choose_target(_("Save the list of candidates"), _("Candidates") + ".csv")
        if target is None:
            return
        text = candidates_as_csv(list_candidates(self.tools.session.workspace.db))
        try:
            # The mark at the beginning tells Excel that it is UTF-8.
            target.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as problem:
            words = _("The list could not be written to {file}.").format(file=target.name)
            self.noticed.emit(Notice(words, "warn", str(problem.strerror or problem)))
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target.name), "ok"))

    def remove(self) -> None:
        """Take the chosen candidate off the list; undo brings them back."""
        row = self.current()
        if row is not None and row.candidate is not None:
            self.tools.session.do(remove_candidate, row.candidate)

    def _sure(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self._matching.sure if not pair.joined)

    def _any_sure(self) -> bool:
        return bool(self._sure())

    def anybody(self) -> bool:
        """Whether anybody is on the list."""
        return any(row.candidate is not None for row in self._rows)

    def _is_candidate(self) -> bool:
        row = self.current()
        return row is not None and row.candidate is not None

    def _refresh(self, wanted: str = "") -> None:
        self._matching = match_candidates(self.tools.session.workspace)
        self._rows = rows_of(self._matching)
        sure = len(self._sure())
        words = ngettext(
            "The owner of {count} portfolio is certain", "The owners of {count} portfolios are certain", sure
        )
        hint = _("the code, an id or a name that nobody else has says so.")
        self._found.show_text(f"{words.format(count=sure)}: {hint}")
        self._banner.setVisible(bool(sure))
        self.list.banners.setContentsMargins(16, 0, 16, 10 if sure else 0)
        self._show_rows(wanted)

    def _show_rows(self, wanted: str = "") -> None:
        here = self.current()
        wanted = wanted or (here.key if here is not None else "")
        for key, words in _filters().items():
            self.list.filters.set_words(key, f"{words} {sum(_is(row, key) for row in self._rows)}")
        key = self.list.filters.current()
        rows = tuple(row for row in self._rows if _is(row, key) and self._matches(row))
        place = max(0, self.list.table.current_row())
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        told = _("Take in a list saved as CSV or XLSX, with one candidate in each row, or drop it here.")
        words = _("Nobody is on the list yet") if not self.anybody() else _("Nobody here")
        self.list.empty.show_empty("people", words, told if not self.anybody() else "")
        self._first.setVisible(not self.anybody())
        if rows:
            at = self.model.place_of(wanted)
            self.list.table.set_current_row(at if at >= 0 else min(place, len(rows) - 1))
        self._show_chosen()

    def _matches(self, row: ListedRow) -> bool:
        return all(word in row.said for word in self._search.split())

    def _show_chosen(self) -> None:
        self.side.show_row(self.current(), self._matching.without_portfolio, self._matching.unlisted)

    def _open_row(self, _row: int) -> None:
        row = self.current()
        if row is not None and (row.pairs or row.portfolio is not None):
            here = row.portfolio or row.pairs[0].portfolio
            self._open(here.id)

    def _open(self, portfolio: str) -> None:
        self.left_for.emit("portfolio", {"portfolio": portfolio})

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.list.table.row_opened.connect(self._open_row)
        self.side.assigned.connect(self.assign)
        self.side.opened.connect(self._open)
        self.side.removed.connect(self.remove)
        self._assign.clicked.connect(lambda _on=False: self.assign_sure())
        self._first.clicked.connect(lambda _on=False: self.take_list())


def _filters() -> dict[str, str]:
    return {
        ALL: _("All"),
        DECIDE: _("To decide"),
        NONE: _("No portfolio"),
        UNLISTED: _("Not on the list"),
    }


def _is(row: ListedRow, key: str) -> bool:
    return {
        ALL: row.candidate is not None,
        DECIDE: row.has is Has.DECIDE,
        NONE: row.has is Has.NONE,
        UNLISTED: row.has is Has.UNLISTED,
    }[key]
