"""What the candidate claims an item to show: criteria, each with a page or a time and words where they are known."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, PageRegion, TimeSpan, clock
from certdesk.core.claims import is_in_file
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.core.words import _
from certdesk.intake.marks_sheet_anchors import WHOLE_PAGE, read_time
from certdesk.ui.models.claims import claims_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.text_box import LineField

_MOST_PAGES = 100_000


def place_typed(text: str, item: EvidenceItem) -> Anchor | None:
    """Read a page such as 3 or p. 3, or a time such as 3:05 or 3:05-3:40. Raises ValueError with a sentence."""
    plain = text.strip().casefold().removeprefix(_("page")).removeprefix("page").removeprefix("p.").strip()
    if not plain:
        return None
    if plain.isdecimal() and item.kind not in {"video", "audio"}:
        anchor: Anchor = PageRegion(max(1, min(int(plain[:7]), _MOST_PAGES)), WHOLE_PAGE)
    else:
        start, _dash, end = plain.replace("–", "-").partition("-")
        try:
            first = read_time(start)
            anchor = TimeSpan(first, max(first, read_time(end)) if end else first)
        except ValueError as problem:
            raise ValueError(_("Write a page such as 3, or a time such as 3:05 or 3:05-3:40.")) from problem
    if not is_in_file(Claim("", anchor), item):
        raise ValueError(_("The file has no such place."))
    return anchor


def typed_place(claim: Claim) -> str:
    """Write a place as it is typed."""
    match claim.anchor:
        case PageRegion(page=page):
            return str(page)
        case TimeSpan(start_ms=start, end_ms=end):
            return f"{clock(start)}-{clock(end)}" if end > start else clock(start)
    return ""


class ClaimRows(QWidget):
    """``written(claims)`` when somebody has changed them; nothing comes while a place can't be understood."""

    written = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._item: EvidenceItem | None = None
        self._criteria: tuple[tuple[str, str], ...] = ()
        self._rows: list[ClaimRow] = []
        self._shown: tuple[Claim, ...] = ()
        self._holder = QVBoxLayout()
        self._holder.setSpacing(8)
        self.adding = button(theme, _("Add a claim"), kind="quiet", icon="plus", size="small")
        self.adding.setObjectName("addClaim")
        self.adding.clicked.connect(self._add)
        row = QHBoxLayout()
        row.addWidget(label(_("Claimed for"), "column", "text2"))
        row.addStretch(1)
        row.addWidget(self.adding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(self._holder)

    def show_claims(self, item: EvidenceItem, criteria: tuple[tuple[str, str], ...]) -> None:
        """Show the claims of an item; rows in which somebody writes stay while they say the same."""
        claims = claims_of(item)
        same = self._item is not None and self._item.id == item.id and criteria == self._criteria
        self._item, self._criteria = item, criteria
        if same and (claims == self._shown or claims == self._typed()):
            self._shown = claims
            return
        self._shown = claims
        empty(self._holder)
        self._rows = []
        for claim in claims:
            self._put(claim)

    def put_down(self) -> None:
        """Hand over what is typed and not yet handed over."""
        self._write()

    def _typed(self) -> tuple[Claim, ...] | None:
        """Return the claims as they are typed, or None while one can't be understood."""
        if self._item is None:
            return ()
        typed = [row.claim(self._item) for row in self._rows]
        if any(one is None for one in typed):
            return None
        return tuple(one for one in typed if one is not None and one.criterion)

    def _write(self) -> None:
        typed = self._typed()
        if typed is not None and typed != self._shown:
            self._shown = typed
            self.written.emit(typed)

    def _add(self) -> None:
        self._put(Claim("")).criterion.setFocus()

    def _put(self, claim: Claim) -> ClaimRow:
        row = ClaimRow(self._theme, self._criteria, claim, len(self._rows))
        row.changed.connect(self._write)
        row.removed.connect(partial(self._remove, row))
        self._rows.append(row)
        self._holder.addWidget(row)
        return row

    def _remove(self, row: ClaimRow) -> None:
        self._rows.remove(row)
        self._holder.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.adding.setFocus()
        self._write()


class ClaimRow(QWidget):
    """One claim: ``changed()`` when a part of it is written, ``removed()``."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: ThemeSource, criteria: tuple[tuple[str, str], ...], claim: Claim, number: int) -> None:
        super().__init__()
        self.criterion = ComboBox(theme, _("Criterion"))
        self.criterion.setObjectName(f"claimCriterion-{number}")
        self.criterion.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.criterion.setMinimumContentsLength(6)
        known = {name for name, _title in criteria}
        extra = () if claim.criterion in known or not claim.criterion else ((claim.criterion, claim.criterion),)
        titled = tuple((name, f"{name}  {title}") for name, title in criteria)
        self.criterion.show_choices((("", _("Criterion…")), *titled, *extra), claim.criterion)
        self.criterion.view().setMinimumWidth(theme.px(280))
        self.place = LineField(theme, "", hint=_("page or time"))
        self.place.line.setObjectName(f"claimPlace-{number}")
        self.place.line.setAccessibleName(_("Page or time"))
        self.place.show_text(typed_place(claim))
        self.words = LineField(theme, "", hint=_("in the candidate’s words"))
        self.words.line.setObjectName(f"claimWords-{number}")
        self.words.line.setAccessibleName(_("The candidate’s words"))
        self.words.show_text(claim.words)
        self._claim = claim
        gone = icon_button(theme, "close", _("Remove this claim"), size="small")
        gone.setObjectName(f"removeClaim-{number}")
        gone.clicked.connect(self.removed)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.criterion, 3)
        first.addWidget(self.place, 2)
        first.addWidget(gone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.words)
        self.criterion.chosen.connect(lambda _key: self.changed.emit())
        self.place.committed.connect(lambda _text: self.changed.emit())
        self.words.committed.connect(lambda _text: self.changed.emit())

    def claim(self, item: EvidenceItem) -> Claim | None:
        """Return the claim as it is typed; None, and a sentence below, while its place can't be understood."""
        try:
            anchor = place_typed(self.place.text(), item)
        except ValueError as problem:
            if self.place.text().strip() != typed_place(self._claim):
                self.place.show_wrong(str(problem))
                return None
            anchor = self._claim.anchor  # as it came; it leads beyond the file, which is said elsewhere
        self.place.show_wrong("")
        if self.place.text().strip() == typed_place(self._claim):
            anchor = self._claim.anchor
        return Claim(self.criterion.current(), anchor, " ".join(self.words.text().split()))
