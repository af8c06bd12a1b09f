"""Where teachers need help, and what of the catalogue could help them: in short, beside the charts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.insights.figures import CohortFigures, Need, Offered
from certdesk.core.insights.sentences import offer_words, percent, range_of
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.tips import plain_tip

_LINE = 244


class NeedsCard(Card):
    """``catalogue_wanted`` and ``brief_wanted`` when somebody asks for them."""

    catalogue_wanted = Signal()
    brief_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Needs and what could help"))
        self.setObjectName("needsCard")
        self._theme = theme
        more = button(theme, _("Catalogue"), kind="quiet", size="small")
        more.setObjectName("openCatalogue")
        more.clicked.connect(self.catalogue_wanted)
        self.add_action(more)
        inner = QWidget()
        self._needs = QVBoxLayout(inner)
        self._needs.setContentsMargins(0, 0, 8, 0)
        self._needs.setSpacing(12)
        self._info = card(tone="sunken", name="hiddenInfo")
        self._told = Paragraph(theme, role="small", tone="text2")
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = QVBoxLayout()
        icon.addWidget(IconView(theme, "info", "text2", 18))
        icon.addStretch(1)
        row.addLayout(icon)
        row.addWidget(self._told, 1)
        self._info.body.addLayout(row)
        brief = button(theme, _("Resource brief for funders"), icon="document")
        brief.setObjectName("resourceBrief")
        brief.clicked.connect(self.brief_wanted)
        scroller = from_the_top(inner)
        scroller.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.addWidget(scroller, 1)
        self.body.addWidget(self._info)
        self.body.addWidget(brief)

    def show_figures(self, figures: CohortFigures) -> None:
        """Show the needs of a cohort."""
        empty(self._needs)
        for at, need in enumerate(figures.needs):
            if at:
                self._needs.addWidget(line())
            self._needs.addWidget(need_part(self._theme, need))
        if not figures.needs:
            words = _("In no criterion is anybody below the standard.")
            self._needs.addWidget(Paragraph(self._theme, words, tone="text2"))
        told = hidden_words(figures)
        self._told.show_text(told)
        self._info.setVisible(bool(told))


def need_part(theme: ThemeSource, need: Need, room: int = _LINE) -> QWidget:
    """Return a criterion with the share below the standard, its margin and n, and the offers for it."""
    part = QWidget()
    part.setObjectName(f"need-{need.criterion}")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = Paragraph(theme)
    name.show_text(f"{need.criterion}  {need.title}", bold=len(need.criterion))
    column.addWidget(name)
    share = percent(need.share)
    text = _("{share} below standard ({range}, n = {n})")
    told = Paragraph(theme, role="small", tone="text2")
    words = text.format(share=share, range=range_of(need.share.interval), n=need.share.n)
    told.show_text(words, bold=len(share) if words.startswith(share) else 0)
    column.addWidget(told)
    column.addSpacing(4)
    for offer in need.offers:
        column.addWidget(offer_line(theme, offer, room))
    if not need.offers:
        column.addWidget(Paragraph(theme, _("Nothing in the catalogue is for it yet."), role="small", tone="text3"))
    return part


def offer_line(theme: ThemeSource, offer: Offered, room: int = _LINE) -> QWidget:
    """Return an offer; how long it takes stands at the end of the line, or below where that is short."""
    made = QWidget()
    made.setObjectName(f"offer-{offer.id}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    arrow = QVBoxLayout()
    arrow.addWidget(IconView(theme, "forward", "accent-text", 16))
    arrow.addStretch(1)
    row.addLayout(arrow)
    title = Paragraph(theme, offer.title, role="small")
    about = ", ".join(part for part in (offer.length, _("offline") if offer.offline else "") if part)
    metrics = QFontMetrics(theme.font("small"))
    fits = metrics.horizontalAdvance(offer.title) + metrics.horizontalAdvance(about) < theme.px(room)
    told = label(about, "small", "text3") if fits else Paragraph(theme, about, role="small", tone="text3")
    made.setToolTip(plain_tip("\n".join(part for part in (offer_words(offer), offer.where_found) if part)))
    if fits:
        row.addWidget(title, 1)
        row.addWidget(told)
        return made
    both = QVBoxLayout()
    both.setSpacing(0)
    both.addWidget(title)
    both.addWidget(told)
    row.addLayout(both, 1)
    return made


def hidden_words(figures: CohortFigures) -> str:
    """Say of which groups nothing is told; empty where all are told of."""
    names = [row.label for heat in figures.heat[:1] for row in heat.rows if row.hidden and row.n < figures.smallest]
    if not names:
        return ""
    if len(names) == 1:
        text = _("{name} has fewer than {least} teachers: nothing is recommended for it, and it cannot be worked out "
                 "from totals.")  # fmt: skip
        return text.format(name=names[0], least=figures.smallest)
    text = ngettext(
        "{count} group has fewer than {least} teachers: nothing is recommended for it, and it cannot be worked out "
        "from totals.",
        "{count} groups have fewer than {least} teachers: nothing is recommended for them, and they cannot be worked "
        "out from totals.",
        len(names),
    )
    return text.format(count=len(names), least=figures.smallest)
