"""Office documents can be looked at in several ways: which there are, which is shown, when better ones are ready."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path, PurePath

from PySide6.QtCore import QObject, Signal

from certdesk.core.words import _
from certdesk.evidence.formats import Kind, by_extension
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.engine_bar import EngineBar, View
from certdesk.ui.viewers.page_file import Faithful, PageFile
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.viewer import ViewedItem

OFFICE = frozenset({Kind.DOCUMENT, Kind.SLIDES, Kind.SHEET})
_LAID_OUT = frozenset({"DOCX", "PPTX"})
"""Formats that the worker lays out as pages by itself."""


def format_of(item: ViewedItem) -> str:
    """Return the name of an item's format: as the worker found it, else as its file name says; "" when neither does."""
    if item.description is not None:
        return item.description.format
    claimed = by_extension(PurePath(item.file_name).suffix.lstrip(".").lower())
    return claimed.name if claimed is not None else ""


class OfficeViews(QObject):
    """Follows one office document at a time. A file of another kind has one view and none of this."""

    view_changed = Signal()
    """Another view is to be shown now: ask ``view`` and ``file``."""
    news = Signal()
    """Faithful pages are being made, are ready, or can't be made: ask ``tell``."""

    def __init__(self, faithful: Faithful | None, deliveries: Deliveries, owner: QObject) -> None:
        super().__init__(owner)
        self._faithful = faithful
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._ready: Path | None = None
        self._making: Future[Path] | None = None
        self._ticket = 0
        self._refused: set[View] = set()
        self._trouble = ""
        self._asked_for = False
        self._chosen = False
        self.view = View.SIMPLIFIED
        """What is shown."""

    def begin(self, item: ViewedItem) -> None:
        """Begin with another item: faithful pages that exist come first, else what can be shown at once."""
        self.end()
        self._item = item
        if not self.applies:
            return
        self._ready = self._faithful.existing(item.digest) if self._faithful and self._possible else None
        self._chosen = item.kind is Kind.SHEET or "view" in item.place
        self.view = self._first_view(item)
        if self._possible and self._ready is None and item.kind is not Kind.SHEET:
            self._make()

    def end(self) -> None:
        """Forget the item; pages that are being made go on being made, for the next time."""
        if self._making is None:
            self._deliveries.drop(self._ticket)  # cancelling what is being made would throw the work away
        self._ticket = 0
        self._item, self._ready, self._making, self._trouble, self._asked_for = None, None, None, "", False
        self._refused.clear()

    @property
    def applies(self) -> bool:
        """Whether the item is an office document."""
        item = self._item
        return item is not None and (item.description.kind if item.description else item.kind) in OFFICE

    @property
    def file(self) -> PageFile:
        """The file whose pages are shown in the present view."""
        assert self._item is not None  # noqa: S101 - asked only between begin and end
        if self.view is View.FAITHFUL and self._ready is not None and self._faithful is not None:
            return PageFile(self._ready, engine=self._faithful.engine, faithful=True)
        return PageFile(self._item.path)

    def choose(self, view: str) -> None:
        """Show another view; faithful pages that are not there yet are made first."""
        wanted, self._chosen = View(view), True
        if wanted is View.FAITHFUL and self._ready is None:
            self._asked_for = True
            self._make()
            self.news.emit()
        elif wanted is not self.view:
            self.view = wanted
            self.view_changed.emit()

    @property
    def may_replace(self) -> bool:
        """Whether faithful pages have become ready for somebody who has not chosen a view."""
        return self._ready is not None and self.view is not View.FAITHFUL and not self._chosen

    def refuse(self) -> None:
        """Go on to the next view: this document has no pages in the present one."""
        self._refused.add(self.view)
        if self.view is View.FAITHFUL:
            self._ready = None
        self.view = View.READING if View.SIMPLIFIED in self._refused or not self._laid_out else View.SIMPLIFIED

    def tell(self, bar: EngineBar) -> None:
        """Write into the bar of a viewer which views there are and how far the faithful one is."""
        if not self.applies:
            return
        bar.show_views(self._views(), self.view)
        words, offer = self._news()
        bar.say(words, offer=offer)

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _possible(self) -> bool:
        item = self._item
        return self._faithful is not None and item is not None and bool(item.digest) and self._takes(item)

    def _takes(self, item: ViewedItem) -> bool:
        return self._faithful is not None and self._faithful.takes(format_of(item))

    @property
    def _laid_out(self) -> bool:
        return self._item is not None and format_of(self._item) in (*_LAID_OUT, "")

    def _first_view(self, item: ViewedItem) -> View:
        asked = item.place.get("view")
        usual = View.SIMPLIFIED if self._laid_out else View.READING
        if item.kind is Kind.SHEET:
            # Paper cuts tables into pieces; who looks at numbers wants the table, and the pages for its charts.
            return View.FAITHFUL if asked == View.FAITHFUL and self._ready else View.READING
        if self._ready is not None and asked not in (View.SIMPLIFIED, View.READING):
            return View.FAITHFUL
        return View(asked) if asked in (View.SIMPLIFIED, View.READING) and self._laid_out else usual

    def _make(self) -> None:
        if self._item is None or self._faithful is None or self._making is not None:
            return
        self._trouble = ""
        self._making = self._faithful.submit(self._item.path, self._item.file_name, self._item.digest)
        digest = self._item.digest
        self._ticket = self._deliveries.bring(
            self._making, lambda path: self._made(digest, path), lambda problem: self._failed(digest, problem)
        )

    def _made(self, digest: str, path: Path) -> None:
        if self._item is not None and self._item.digest == digest:
            self._making, self._ready = None, path
            if self._asked_for:
                self.choose(View.FAITHFUL)
            else:
                self.news.emit()

    def _failed(self, digest: str, problem: Exception) -> None:
        sentence, _hint = words_of(problem)
        if self._item is not None and self._item.digest == digest:
            self._making, self._trouble, self._asked_for = None, sentence, False
            self.news.emit()

    def _views(self) -> tuple[tuple[View, str], ...]:
        views = []
        if self._possible:
            views.append((View.FAITHFUL, _("Faithful pages")))
        if self._laid_out and View.SIMPLIFIED not in self._refused:
            views.append((View.SIMPLIFIED, _("Simplified pages")))
        views.append((View.READING, _("Reading view")))
        return tuple(views)

    def _news(self) -> tuple[str, bool]:
        """Return what to say of the faithful pages, and whether to offer them."""
        if self._trouble:
            return _("No faithful pages: {why}").format(why=self._trouble), False
        if self._making is not None and self._faithful is not None:
            name = self._faithful.engine.split(" ")[0]
            return _("Faithful pages are being prepared by {program}…").format(program=name), False
        return "", self._possible and self.view is not View.FAITHFUL
