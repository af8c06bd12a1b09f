"""Writes a decision letter: one page that tells a candidate the result, why it is so, and what can be done now."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.documents import DecisionLetter
from certdesk.core.words import _
from certdesk.reports.characters import must_be_printable, texts_in
from certdesk.reports.letter.parts import closing, opening, what_follows
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.signature_panel import LEAD_FIELD as SIGNATURE_FIELD
from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["SIGNATURE_FIELD", "write_letter"]

_LARGEST = 1.1
_EVEN_FULL = 1.0  # a letter is set smaller rather than begin a second page, however much there is on it


def write_letter(letter: DecisionLetter, target: Path, *, paper: Paper = A4) -> int:
    """Write the letter to ``target`` and return its number of pages, which is one unless much is said.

    Raises UnprintableTextError when no font has one of its characters, StorageError when the disk refuses.
    """
    must_be_printable(texts_in(letter))
    foot = _("Rubric {title} {version}. Document {id}").format(
        title=isolated(letter.rubric_title), version=isolated(letter.rubric_version), id=isolated(letter.document_id)
    )
    furniture = Furniture(foot, (isolated(letter.programme), isolated(letter.candidate_name)))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(letter.language, paper.width - 2 * MARGIN, styles(letter.language, density), 0.0)
        pages = laid_out(_story(sheet, letter, root), paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, letter))

    return write_pages(snug(at_density, _EVEN_FULL, _LARGEST), target)


def _story(sheet: Sheet, letter: DecisionLetter, root: Node) -> list[Block | Together]:
    return [*opening(sheet, letter, root), *what_follows(sheet, letter, root), *closing(sheet, letter, root)]


def _properties(sheet: Sheet, letter: DecisionLetter) -> Properties:
    return Properties(
        title=_("{title}: {name}").format(title=_("Result of your portfolio"), name=letter.candidate_name),
        author=letter.programme,
        subject=_("Portfolio {code}").format(code=letter.portfolio_code),
        language=letter.language,
        rtl=sheet.rtl,
        made_at=letter.signer.signed_at,
        document_id=letter.document_id,
        sort="letter",
    )
