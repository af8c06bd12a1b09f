"""What the documents about a cohort have in common: the foot, the running head, the properties and the first lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from certdesk.core.words import _
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import Paper
from certdesk.reports.sections import document_head
from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

Story = Callable[[Sheet, Node], list[Block | Together]]


class AboutCohort(Protocol):
    """What every such document knows."""

    @property
    def language(self) -> str:
        """The code of its language."""

    @property
    def document_id(self) -> str:
        """What it is found by."""

    @property
    def program(self) -> str:
        """The name and version of what made it."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""

    @property
    def programme(self) -> str:
        """Whose cohort it is."""

    @property
    def cohort(self) -> str:
        """What the cohort is called."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Which document it is: its title and subject in words, and the sort that its properties name."""

    title: str
    subject: str
    sort: str


def write_about_cohort(report: AboutCohort, kind: Kind, story: Story, target: Path, paper: Paper) -> int:
    """Write a head with what ``story`` returns under it, and return the number of pages. Raises StorageError."""
    foot = _("{program}. Document {id}").format(program=isolated(report.program), id=isolated(report.document_id))
    furniture = Furniture(foot, (kind.title, isolated(f"{report.programme} {report.cohort}")))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(report.language, paper.width - 2 * MARGIN, styles(report.language, density), 0.0)
        pages = laid_out([*_head(sheet, report, kind, root), *story(sheet, root)], paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, report, kind))

    return write_pages(snug(at_density), target)


def _head(sheet: Sheet, report: AboutCohort, kind: Kind, root: Node) -> list[Block]:
    looks = sheet.styles
    right = ((isolated(report.cohort), looks.label), (with_time(report.made_at), replace(looks.quiet, even=True)))
    return document_head(sheet, root, (report.programme, kind.title), right)


def _properties(sheet: Sheet, report: AboutCohort, kind: Kind) -> Properties:
    return Properties(
        title=f"{kind.title}: {report.cohort}",
        author=report.programme,
        subject=kind.subject,
        language=report.language,
        rtl=sheet.rtl,
        made_at=report.made_at,
        document_id=report.document_id,
        sort=kind.sort,
    )
