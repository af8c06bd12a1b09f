"""What every part of a printed rubric is handed, and texts that stand in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from certdesk.core.rubric import Criterion, Rubric
from certdesk.reports import look
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style

_MEASURE = 620.0  # points: longer lines are hard to read


@dataclass(frozen=True, slots=True)
class Leaf:
    """A rubric as it is printed: in one language, and ``beside`` in a second one or None.

    ``names`` says what people call the types of evidence.
    """

    sheet: Sheet
    rubric: Rubric
    beside: Rubric | None
    root: Node
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole_rubrics(self) -> tuple[Rubric, ...]:
        """The rubric in the one language, or in both."""
        return (self.rubric, self.beside) if self.beside else (self.rubric,)

    def criteria(self, section_id: str | None) -> Iterator[tuple[Criterion, Criterion | None]]:
        """Yield the criteria of a section in its order, each with itself in the second language.

        With None, those that no section names.
        """
        others = {each.id: each for each in self.beside.criteria} if self.beside else {}
        placed = {id_ for section in self.rubric.sections for id_ in section.criteria}
        if section_id is None:
            yield from ((each, others.get(each.id)) for each in self.rubric.criteria if each.id not in placed)
            return
        known = {each.id: each for each in self.rubric.criteria}
        for id_ in self.rubric.section(section_id).criteria:
            if id_ in known:
                yield known[id_], others.get(id_)

    def said(self, parent: Node, texts: tuple[str, str], style: Style, width: float, *, begins: bool = False) -> Stack:
        """Set a text and under it, quieter, the same in the second language, if it says something else.

        With ``begins`` both stand where the document's lines begin, whatever their own direction, as titles do.
        """
        first, second = (text.strip() for text in texts)
        align = self.sheet.start if begins else None
        parts: list[Block] = []
        if first:
            parts.append(paragraph(parent.child("P"), first, style, width, align))
        if second and second != first and self.beside is not None:
            language = self.beside.language
            quiet = replace(style, language=language, colour=look.TEXT3)
            parts += [Space(2)] if parts else []
            parts.append(paragraph(parent.child("P", Lang=language), second, quiet, width, align))
        return Stack(tuple(parts))

    def measured(self, texts: tuple[str, str], style: Style) -> Block:
        """Set a text of the document itself in lines that are not too long to read; nothing when it is empty."""
        width = min(self.sheet.width, _MEASURE)
        said = self.said(self.root, texts, style, width)
        return self.sheet.beside((0, width, said)) if said.parts else Stack(())


def at_size(style: Style, size: float, leading: float) -> Style:
    """Return a style at another size."""
    return replace(style, size=size, leading=leading)
