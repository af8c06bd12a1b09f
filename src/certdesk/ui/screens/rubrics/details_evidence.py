"""Details of a criterion: which evidence it asks for, which else it takes, and what missing evidence leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from certdesk.core.editing_evidence import put_cap, put_required, remove_cap, remove_required, set_accepted
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.core.rubric import Cap, Criterion, EvidenceRule, Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_fields import (
    Block,
    Change,
    Rows,
    limits_in,
    limits_words,
    narrow,
    number_in,
    show_in,
)
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_LEAST = 64


class RequiredLine(QWidget):
    """One required piece of evidence: type, how many, limits and a note."""

    def __init__(self, block: RequiredEvidence, place: int, catalogue: EvidenceCatalogue) -> None:
        super().__init__()
        theme = block.theme
        self._block, self._place = block, place
        self._types = tuple((each.id, each.label) for each in catalogue.types)
        self.type = narrow(ComboBox(theme, _("Evidence type"), self._types))
        self.type.setObjectName(f"requiredType-{place}")
        self.least = LineField(theme, _("At least"))
        self.limits = LineField(theme, _("Limits"), hint=_("max pages 6"))
        self.note = LineField(theme, _("Note"))
        remove = block.removing(f"removeRequired-{place}", _("Remove"), self._remove)
        self.least.setFixedWidth(theme.px(_LEAST))
        first = QHBoxLayout()
        first.setSpacing(8)
        # Both sentences below need the whole line; the number has its name above it, so the others stand at its foot.
        for part, stretch in ((self.type, 1), (self.least, 0), (remove, 0)):
            first.addWidget(part, stretch, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.limits)
        column.addWidget(self.note)
        self.type.chosen.connect(lambda key: self._put(lambda rule: replace(rule, type=key)))
        self.least.committed.connect(self._put_least)
        self.limits.committed.connect(lambda text: self._put(lambda rule: replace(rule, limits=limits_in(text))))
        self.note.edited.connect(lambda text: self._put(lambda rule: replace(rule, note=text)))

    def show_rule(self, rule: EvidenceRule) -> None:
        """Show what stands at this place; a type that the catalogue lacks is shown by its id."""
        if rule.type not in dict(self._types):
            self._types = (*self._types, (rule.type, rule.type))
            self.type.show_choices(self._types)
        self.type.set_current(rule.type)
        show_in(self.least, str(rule.minimum))
        show_in(self.limits, limits_words(rule.limits))
        show_in(self.note, rule.note)

    def _put_least(self, text: str) -> None:
        self._put(lambda rule: replace(rule, minimum=int(number_in(text, _("At least"), whole=True))))

    def _put(self, change: Callable[[EvidenceRule], EvidenceRule]) -> None:
        self._block.put(self._place, change)

    def _remove(self) -> None:
        self._block.remove(self._place)


class RequiredEvidence(Rows):
    """The evidence that a criterion requires."""

    def __init__(self, theme: ThemeSource, catalogue: EvidenceCatalogue) -> None:
        super().__init__(theme, _("Required evidence"), _("Evidence"), "addRequired")
        self._catalogue = catalogue
        self._id = ""
        self._shown: tuple[EvidenceRule, ...] = ()

    def show_criterion(self, criterion: Criterion) -> None:
        """Show what a criterion requires."""
        self._id, self._shown = criterion.id, criterion.required
        self.show_count(len(criterion.required))
        for line, rule in zip(self.lines(), criterion.required, strict=True):
            if isinstance(line, RequiredLine):
                line.show_rule(rule)

    def make_line(self, place: int) -> QWidget:
        """Make a line."""
        return RequiredLine(self, place, self._catalogue)

    def add_line(self) -> None:
        """Ask for one more type: the first that is not asked for yet."""
        taken = {rule.type for rule in self._shown}
        free = next((each.id for each in self._catalogue.types if each.id not in taken), self._catalogue.types[0].id)
        place = len(self._shown)
        self._tell(lambda rubric: put_required(rubric, self._id, place, EvidenceRule(free)))

    def put(self, place: int, change: Callable[[EvidenceRule], EvidenceRule]) -> None:
        """Change the rule at a place."""
        name = self._id

        def changed(rubric: Rubric) -> Rubric:
            return put_required(rubric, name, place, change(rubric.criterion(name).required[place]))

        self._tell(changed)

    def remove(self, place: int) -> None:
        """Take the rule at a place away."""
        name = self._id
        self._tell(lambda rubric: remove_required(rubric, name, place))

    def _tell(self, change: Change) -> None:
        self.tell(change, _("evidence of {id}").format(id=self._id))


class AcceptedEvidence(Block):
    """The types that a criterion takes besides the required ones, ticked in a menu that stays open."""

    def __init__(self, theme: ThemeSource, catalogue: EvidenceCatalogue) -> None:
        super().__init__(theme, _("Also accepted"))
        self._catalogue = catalogue
        self._criterion: Criterion | None = None
        self._words = Paragraph(theme, role="small", tone="text2")
        self._choose = button(theme, _("Choose types"), kind="secondary", size="small")
        self._choose.setObjectName("chooseAccepted")
        self._choose.set_icon(None, trailing="chevron_down")
        self._choose.clicked.connect(self._offer)
        self.add(self._words)
        row = QHBoxLayout()
        row.addWidget(self._choose)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show what a criterion accepts."""
        self._criterion = criterion
        labels = {each.id: each.label for each in self._catalogue.types}
        self._words.show_text(", ".join(labels.get(each, each) for each in criterion.accepted) or _("nothing else"))

    def toggle(self, type_id: str) -> None:
        """Accept a type, or do not any more."""
        if (criterion := self._criterion) is None:
            return
        kept = tuple(each for each in criterion.accepted if each != type_id)
        accepted = kept if type_id in criterion.accepted else (*criterion.accepted, type_id)
        self.tell(
            lambda rubric: set_accepted(rubric, criterion.id, accepted), _("evidence of {id}").format(id=criterion.id)
        )

    def _offer(self) -> None:
        if self._criterion is None:
            return
        menu = QMenu(self)
        menu.setObjectName("acceptedMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for each in self._catalogue.types:
            action = QAction(each.label, menu)
            action.setObjectName(f"accept-{each.id}")
            action.setCheckable(True)
            action.setChecked(each.id in self._criterion.accepted)
            action.triggered.connect(lambda _on=False, name=each.id: self.toggle(name))
            menu.addAction(action)
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))


class CapLine(QWidget):
    """One cap: when it holds, the highest level then, and the reason that is given."""

    def __init__(self, block: Caps, place: int) -> None:
        super().__init__()
        theme = block.theme
        self._block, self._place = block, place
        self.when = LineField(theme, _("When"), hint=_("no recording of pupils talking"))
        self.highest = narrow(ComboBox(theme, _("Highest level then")))
        self.reason = LineField(theme, _("Reason shown"))
        remove = block.removing(f"removeCap-{place}", _("Remove"), lambda: block.remove(place))
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.highest, 1)
        first.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.when)
        column.addLayout(first)
        column.addWidget(self.reason)
        self.when.edited.connect(lambda text: block.put(place, lambda cap: replace(cap, when=text)))
        self.reason.edited.connect(lambda text: block.put(place, lambda cap: replace(cap, reason=text)))
        self.highest.chosen.connect(lambda key: block.put(place, lambda cap: replace(cap, max_level=Fraction(key))))

    def show_cap(self, cap: Cap, levels: tuple[tuple[str, str], ...]) -> None:
        """Show what stands at this place."""
        show_in(self.when, cap.when)
        show_in(self.reason, cap.reason)
        self.highest.show_choices(levels, str(cap.max_level))


class Caps(Rows):
    """The highest levels that may be given when something is missing."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Caps"), _("Cap"), "addCap")
        self._id = ""
        self._count = 0
        self._lowest = Fraction(1)

    def show_criterion(self, rubric: Rubric, criterion: Criterion) -> None:
        """Show the caps of a criterion."""
        levels = rubric.scale_of(criterion).levels
        self._id, self._count = criterion.id, len(criterion.caps)
        self._lowest = levels[0].value
        shown = tuple(
            (str(each.value), _("at most {level}").format(level=f"{level_digits(each.value)} {each.label}"))
            for each in levels
        )
        self.show_count(self._count)
        for line, cap in zip(self.lines(), criterion.caps, strict=True):
            if isinstance(line, CapLine):
                line.show_cap(cap, shown)

    def make_line(self, place: int) -> QWidget:
        """Make a line."""
        return CapLine(self, place)

    def add_line(self) -> None:
        """Add an empty cap at the lowest level."""
        name, place, lowest = self._id, self._count, self._lowest
        self._tell(lambda rubric: put_cap(rubric, name, place, Cap("", lowest, "")))

    def put(self, place: int, change: Callable[[Cap], Cap]) -> None:
        """Change the cap at a place."""
        name = self._id
        self._tell(lambda rubric: put_cap(rubric, name, place, change(rubric.criterion(name).caps[place])))

    def remove(self, place: int) -> None:
        """Take the cap at a place away."""
        name = self._id
        self._tell(lambda rubric: remove_cap(rubric, name, place))

    def _tell(self, change: Change) -> None:
        self.tell(change, _("caps of {id}").format(id=self._id))
