"""The catalogue of professional development: found by words, written, retired, taken in and given out as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.development_catalogue import (
    catalogue,
    import_offers,
    keep_offer,
    read_catalogue_file,
    reset_offer,
    restore_offer,
    retire_offer,
    save_catalogue,
)
from certdesk.core.catalogue import Offer, checked, found_offers, meant
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.insights.offer_form import OfferForm
from certdesk.ui.screens.insights.offers_table import WIDTHS, OffersTable
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.table import TableView


class CatalogueSide(Card):
    """``noticed(Notice)`` says what came of it."""

    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("catalogueCard")
        self._tools, theme = tools, tools.theme
        self._offers: tuple[Offer, ...] = ()
        self._words = ""
        self._count = label("", "small", "text3", name="catalogueCount")
        self.search = SearchField(theme, _("Search the catalogue"))
        self.search.setObjectName("searchCatalogue")
        self._new = button(theme, _("New offer"), icon="plus", size="small")
        self._new.setObjectName("newOffer")
        self._more = icon_button(theme, "more", _("More about the catalogue"), size="small")
        self._more.setObjectName("moreCatalogue")
        self.model = OffersTable()
        self.table = TableView(theme, row_height=46)
        self.table.setObjectName("catalogueTable")
        self.table.setAccessibleName(_("Catalogue of professional development"))
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self._none = EmptyState(theme, framed=False)
        self._none.show_empty("idea", _("No offer has these words"), _("Search for others, or add an offer."))
        self.form = OfferForm(theme)
        self._pages = QStackedWidget()
        self._build()
        self.search.edited.connect(self._on_search)
        self._new.clicked.connect(self.begin_new)
        self._more.clicked.connect(self.open_more)
        self.table.row_opened.connect(self.edit)
        self.table.clicked.connect(lambda index: self.edit(index.row()))
        self.form.kept.connect(self.keep)
        self.form.switched.connect(self.switch)
        self.form.left.connect(self.leave_form)

    def renew(self) -> None:
        """Look again what there is."""
        self._offers = catalogue(self._tools.session.workspace)
        active = sum(one.active for one in self._offers)
        text = ngettext("{count} offer", "{count} offers", active).format(count=active)
        retired = len(self._offers) - active
        self._count.setText(_("{offers}, {count} retired").format(offers=text, count=retired) if retired else text)
        found = found_offers(self._offers, self._words)
        self.model.show_rows(tuple(sorted(found, key=lambda one: (not one.active, one.title.casefold()))))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    def begin_new(self, criterion: str = "") -> None:
        """Begin a new offer, for a criterion if one is meant."""
        self._show_form(Offer("", "", (meant(criterion),) if criterion else ()))

    def edit(self, row: int) -> None:
        """Change the offer of a row."""
        offer = self.model.row(row)
        if offer is not None:
            self._show_form(offer)

    def show_offer(self, offer_id: str) -> None:
        """Show an offer in the form."""
        offer = next((one for one in self._offers if one.id == offer_id), None)
        if offer is not None:
            self._show_form(offer)

    def keep(self, offer: Offer) -> None:
        """Keep an offer as it is written."""
        try:
            checked(offer)
        except CertDeskError as problem:
            self.form.show_problem(problem)
            return
        if self._tools.session.do(keep_offer, offer) is not None:
            self.leave_form()

    def switch(self, offer: Offer) -> None:
        """Retire an offer, or offer it again."""
        if self._tools.session.do(retire_offer if offer.active else restore_offer, offer.id) is not None:
            self.leave_form()

    def leave_form(self) -> None:
        """Go back to the table."""
        row = self.model.place_of(self.form.shown_id)
        self._pages.setCurrentIndex(0)
        self.renew()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.set_current_row(max(0, row))

    @property
    def unfinished(self) -> bool:
        """Whether something is written that is not kept."""
        return self._pages.currentIndex() == 1 and self.form.changed()

    def open_more(self) -> QMenu:
        """Show what else can be done."""
        menu = QMenu(self)
        menu.setObjectName("catalogueMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        deeds = (
            (_("Import from a file…"), self.bring),
            (_("Export as CSV…"), lambda: self.save("csv")),
            (_("Export as YAML…"), lambda: self.save("yaml")),
        )
        for words, deed in deeds:
            menu.addAction(words, deed)
        offer = self.model.row(self.table.current_row())
        if offer is not None:
            menu.addSeparator()
            menu.addAction(
                _("Put “{title}” back to how it came").format(title=offer.title[:40]), lambda: self.reset(offer)
            )
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))
        return menu

    def reset(self, offer: Offer) -> None:
        """Put an offer back to how the program brought it."""
        self._tools.session.do(reset_offer, offer.id)

    def bring(self) -> None:
        """Take in offers from a file."""
        path = self._tools.dialogs.choose_file(_("Import offers"), _("Catalogues (*.csv *.yaml *.yml)"))
        if path is not None:
            self._tools.jobs.start(
                _("Reading {name}").format(name=path.name),
                lambda _progress: read_catalogue_file(path),
                done=lambda offers: self._bring(path, offers),
                failed=self._say,
            )

    def save(self, ending: str) -> None:
        """Write the catalogue to a file."""
        target = self._tools.dialogs.choose_target(_("Export the catalogue"), f"{_('Catalogue')}.{ending}")
        if target is None:
            return
        target = target if target.suffix else target.with_suffix(f".{ending}")
        try:
            save_catalogue(self._tools.session.workspace, target, force=True)
        except CertDeskError as problem:
            self._say(problem)
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok"))

    def _bring(self, path: Path, offers: tuple[Offer, ...]) -> None:
        change = self._tools.session.do(import_offers, offers)
        if change is None:
            return
        text = ngettext("{count} offer of {file} is here.", "{count} offers of {file} are here.", len(offers))
        self.noticed.emit(Notice(text.format(count=len(offers), file=path.name), "ok"))

    def _say(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _show_form(self, offer: Offer) -> None:
        self.form.show_offer(offer)
        self._pages.setCurrentIndex(1)
        self.form.begin()

    def _on_search(self, words: str) -> None:
        self._words = words
        self.renew()

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Catalogue"), "label"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._new)
        head.addWidget(self._more)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)
        self._pages.addWidget(page)
        self._pages.addWidget(self.form)
        self.body.addWidget(self._pages)
