"""Details of a criterion: everything that the grid has no cell for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.core import editing
from certdesk.core.editing_criteria import may_rename, rename_criterion
from certdesk.core.editing_levels import give_own_levels, set_never_not_observed, take_own_levels
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_evidence import AcceptedEvidence, Caps, RequiredEvidence
from certdesk.ui.screens.rubrics.details_fields import Block, Change, Rows, Toggle, long_box, show_in
from certdesk.ui.screens.rubrics.details_levels import Levels
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField


class CriterionDetails(Block):
    """The form. ``alignments_asked(criterion)`` asks for codes of frameworks to pick from."""

    alignments_asked = Signal(str)
    renamed = Signal(str)

    def __init__(self, theme: ThemeSource, catalogue: EvidenceCatalogue) -> None:
        super().__init__(theme)
        self._id = ""
        self._before: Rubric | None = None
        self.body.setSpacing(14)
        self.id = LineField(theme, _("Id"))
        self.id.line.setObjectName("criterionId")
        self._kept = Paragraph(theme, role="small", tone="text3")
        self.question = long_box(theme, _("Question"), hint=_("What does the assessor ask?"), rows=3)
        self.question.writing.setObjectName("criterionQuestion")
        self.look_for = long_box(theme, _("Look for, one in each line"), rows=3)
        self.look_for.writing.setObjectName("criterionLookFor")
        self.sufficiency = long_box(theme, _("When the evidence is enough"), rows=2)
        self.sufficiency.writing.setObjectName("criterionSufficiency")
        self.note = long_box(theme, _("Note for those who edit; assessors do not see it"), rows=2)
        self.note.writing.setObjectName("criterionNote")
        self.never = Toggle(theme, _("May never stay unobserved"), "neverNotObserved")
        self.own = Toggle(theme, _("Levels of its own"), "ownLevels")
        self.required, self.accepted = RequiredEvidence(theme, catalogue), AcceptedEvidence(theme, catalogue)
        self.caps, self.levels = Caps(theme), Levels(theme, _("Own levels"))
        self.alignments = Alignments(theme)
        parts = (self.id, self._kept, self.question, self.look_for, line(), self.required, self.accepted)
        more = (self.sufficiency, line(), self.caps, self.never, line(), self.own, self.levels, line())
        self.add(*parts, *more, self.alignments, line(), self.note)
        self._connect()

    def show_criterion(self, rubric: Rubric, criterion: Criterion, before: Rubric | None) -> None:
        """Show a criterion; ``before`` is the version that the draft was made from."""
        other, self._id, self._before = criterion.id != self._id, criterion.id, before
        free = may_rename(criterion.id, before)
        show_in(self.id, criterion.id)
        self.id.line.setReadOnly(not free)
        kept = _("Published: scores are kept under this id, so it stays. The title may change at any time.")
        self._kept.show_text("" if free else kept)
        self._kept.setVisible(not free)
        show_in(self.question, criterion.question)
        same = not other and _lines(self.look_for.text()) == criterion.look_for
        show_in(self.look_for, "\n".join(criterion.look_for), same=same)
        show_in(self.sufficiency, criterion.sufficiency)
        show_in(self.note, editing.note_of(rubric, criterion.id))
        self.required.show_criterion(criterion)
        self.accepted.show_criterion(criterion)
        self.caps.show_criterion(rubric, criterion)
        never = criterion.id in rubric.scale.never_not_observed
        self.never.show_on(on=never or criterion.critical, possible=not criterion.critical)
        self.own.show_on(on=bool(criterion.own_levels))
        self.levels.setVisible(bool(criterion.own_levels))
        if criterion.own_levels:
            self.levels.show_scale(rubric.scale_of(criterion), criterion.id)
        self.alignments.show_criterion(criterion)

    def _connect(self) -> None:
        for block in (self.required, self.accepted, self.caps, self.levels, self.alignments):
            block.changed.connect(self.changed)
        self.alignments.asked.connect(self.alignments_asked)
        self.id.committed.connect(self._rename)
        self.question.edited.connect(
            lambda text: self._edit(lambda r, c: editing.set_question(r, c, text), _("question of {id}"))
        )
        self.look_for.edited.connect(
            lambda text: self._edit(lambda r, c: editing.set_look_for(r, c, _lines(text)), _("look-fors of {id}"))
        )
        self.sufficiency.edited.connect(
            lambda text: self._edit(lambda r, c: editing.set_sufficiency(r, c, text), _("evidence of {id}"))
        )
        self.note.edited.connect(lambda text: self._edit(lambda r, c: editing.set_note(r, c, text), _("note on {id}")))
        self.never.switched.connect(
            lambda on: self._edit(lambda r, c: set_never_not_observed(r, c, never=on), _("{id} not observed"))
        )
        self.own.switched.connect(
            lambda on: self._edit(give_own_levels if on else take_own_levels, _("own levels of {id}"))
        )

    def _edit(self, change: Callable[[Rubric, str], Rubric], words: str) -> None:
        name = self._id
        self.tell(lambda rubric: change(rubric, name), words.format(id=name))

    def _rename(self, text: str) -> None:
        old, new, before = self._id, text.strip(), self._before
        if new != old and not self.id.line.isReadOnly():
            self.renamed.emit(new)
            change: Change = lambda rubric: rename_criterion(rubric, old, new, published=before)  # noqa: E731
            self.tell(change, _("{old} is {new} now").format(old=old, new=new))


class Alignments(Rows):
    """The codes of frameworks that a criterion stands for. ``asked(criterion)`` asks for a place to pick from."""

    asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Stands for"), _("Code of a framework"), "addAlignment")
        self._criterion: Criterion | None = None

    def show_criterion(self, criterion: Criterion) -> None:
        """Show the codes of a criterion."""
        self._criterion = criterion
        self.show_count(len(criterion.alignments))
        for shown, each in zip(self.lines(), criterion.alignments, strict=True):
            words = shown.findChild(Paragraph, "alignmentWords")
            if words is not None:
                words.show_text(f"{each.framework} {each.code}  {each.statement}".strip(), bold=len(each.code))

    def make_line(self, place: int) -> QWidget:
        """Make a line."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = Paragraph(self.theme, role="small", tone="text2")
        words.setObjectName("alignmentWords")
        row.addWidget(words, 1)
        row.addWidget(self.removing(f"removeAlignment-{place}", _("Remove"), lambda: self._remove(place)))
        return made

    def add_line(self) -> None:
        """Ask for a place to pick codes from."""
        if self._criterion is not None:
            self.asked.emit(self._criterion.id)

    def _remove(self, place: int) -> None:
        if (criterion := self._criterion) is not None:
            left = tuple(each for number, each in enumerate(criterion.alignments) if number != place)
            words = _("codes of {id}").format(id=criterion.id)
            self.tell(lambda rubric: editing.set_alignments(rubric, criterion.id, left), words)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.splitlines() if each.strip()))
