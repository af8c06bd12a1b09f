"""A lead who founded a programme, and assessors at desks of their own: what travels between them as it really does."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from tests.support.building import CRITERIA, put_rubric, small_rubric
from tests.support.desks import DeskOf, desk
from tests.support.journeys_of_packages import hand_over, pack, place, take
from tests.support.lent_reader import LentReader, looked_at
from tests.support.programmes import OWN, Clock, Made

from certdesk.actions import receiving
from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.assessors import keep_assessors, people_to_add
from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.commenting import write_feedback
from certdesk.actions.finalising import keep_signed, make_signed, plan_signing
from certdesk.actions.identifying import act_as, my_identity, unlock_mine
from certdesk.actions.packing import MarksOf, PackageScope
from certdesk.actions.packing_cohort import plan_cohort_packages
from certdesk.actions.scoring import mark_criterion
from certdesk.core.annotations import WholeItem
from certdesk.core.cohorts import Cohort
from certdesk.core.marks import Mark
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.statements import card_of
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace

PROGRAMME, COHORT = "Highlands STEM", "2026 B"
DESCRIPTION = """\
schema: certdesk.portfolio/1
code: {code}
title: Ponds and bridges by {name}
candidate: {{name: {name}, school: Harbour School, language: en}}
programme: {programme}
cohort: {cohort}
rubric: {{id: small, version: 1.0.0}}
received: 2026-11-14
items:
  - {{file: plan.pdf, type: lesson_plan, title: Plan by {name}, claims: [T1, T2]}}
  - {{file: log.txt, title: Log, caption: what {name} wrote, claims: [T3, T4]}}
"""


@dataclass(frozen=True)
class LeadOffice:
    """The lead's desk and those of assessors, and what looks into files."""

    lead: DeskOf
    assessors: Mapping[str, DeskOf]
    worker: EvidenceWorker
    reader: LentReader
    folder: Path
    clock: Clock

    def receive(self, names: Mapping[str, str]) -> None:
        """Take a small portfolio in on the lead's desk for each code, of somebody with that name."""
        delivery = self.folder / "delivery"
        for number, (code, name) in enumerate(names.items()):
            _deliver(delivery / code, code, name, number)
        workspace = self.lead.workspace
        looked = looked_at(workspace, delivery, self.reader)
        plan = receiving.plan_receive(workspace, delivery, looked=looked)
        receiving.keep_receive(workspace, plan, receiving.make_receive(plan, self.worker, silent))

    def cohort(self) -> Cohort:
        """The only one, as it is now."""
        return find_cohort(self.lead.workspace)

    def send(self, name: str, stick: str) -> Path:
        """Pack for one assessor what did not go to them yet, hand it over, and let them take it in; return where."""
        to = self.assessors[name]
        (one,) = plan_cohort_packages(self.lead.workspace, self.cohort(), assessors=[to.person])
        assert one.scope, one.why_not
        made = pack(self.lead, one.scope, cleaner_of(self.worker))
        path = hand_over(self.lead, made, place(self.folder / stick)).path
        take(to, path)
        return path

    def bring(self, name: str, stick: str) -> None:
        """Pack the marks of one assessor for the lead, who takes them in."""
        sender = self.assessors[name]
        ids = [row[0] for row in sender.workspace.db.execute("select portfolio_id from assessment").fetchall()]
        scope = PackageScope(tuple(ids), (self.lead.person,), evidence=False, marks=MarksOf.MINE)
        kept = take(self.lead, hand_over(sender, pack(sender, scope), place(self.folder / stick)).path)
        assert not kept.problems, kept.problems

    def assess(self, name: str, portfolio_id: str, marks: Mapping[str, Mark], words: str = "") -> None:
        """Mark with evidence as an assessor, and sign."""
        one = self.assessors[name]
        workspace = one.workspace
        begin_assessment(workspace, portfolio_id)
        found = find_assessment(workspace.db, portfolio_id, one.person)
        assert found
        items = load_items(workspace.db, portfolio_id)
        for criterion, mark in marks.items():
            item = items[CRITERIA.index(criterion) // 2]
            file_evidence(workspace, found.id, Filing(item.id, WholeItem(), (criterion,), f"{words} {criterion}"))
            mark_criterion(workspace, found.id, criterion, mark)
            write_feedback(workspace, found.id, criterion, strength=words, next_step="Ask two pupils why.")
        plan = plan_signing(workspace, found.id)
        keep_signed(workspace, plan, make_signed(plan, one.signer, self.worker, silent))


def open_office(
    stack: ExitStack, folder: Path, made: Made, names: Sequence[str], tools: tuple[EvidenceWorker, LentReader]
) -> LeadOffice:
    """Open the lead's desk and one for each name; all of them know each other as far as they have to."""
    clock = Clock()
    shutil.copytree(made.folder / "lead", folder / "lead", ignore=shutil.ignore_patterns("backups"))
    workspace = stack.enter_context(Workspace(folder / "lead", clock=clock))
    act_as(workspace)
    put_rubric(workspace, small_rubric())
    # Unlocked after the ceremony: before it, the lead's certificate was self-made.
    lead = DeskOf(workspace, unlock_mine(workspace, OWN), card_of(my_identity(workspace)))
    assessors = {name: desk(folder / name.split()[0].casefold(), name, rubric=False) for name in names}
    for one in assessors.values():
        stack.enter_context(one.workspace)
        one.knows(lead)
    lead.knows(*assessors.values())
    return LeadOffice(lead, assessors, *tools, folder, clock)


def enter_assessors(workspace: Workspace, people: Iterable[str]) -> None:
    """Put these people on the list of assessors."""
    known = {one.id: one for one in people_to_add(workspace)}
    keep_assessors(workspace, [known[each] for each in people])


def _deliver(folder: Path, code: str, name: str, number: int) -> None:
    folder.mkdir(parents=True)
    told = DESCRIPTION.format(code=code, name=name, programme=PROGRAMME, cohort=COHORT)
    (folder / "portfolio.yaml").write_text(told, encoding="utf-8")
    page = Canvas(str(folder / "plan.pdf"), pageCompression=1)
    page.setAuthor(name)
    page.drawString(72, 720, f"Lesson {number}: pupils order the layers of the pond and say why.")
    page.save()
    (folder / "log.txt").write_text(f"Day {number}. Water level at noon, twelve litres.\n" * 40, encoding="utf-8")
