"""Add evidence to a portfolio that is here: files from a disk or stick, a note, a list of links.

Plan, make and keep, as an intake. What is written here becomes a plain text file; links are shown and never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.changeable import changeable_portfolio
from certdesk.actions.intake_reader import IntakeReader
from certdesk.actions.known_here import Known, known_here
from certdesk.actions.making_intake import Received, make_receive
from certdesk.actions.matching_intake import Match
from certdesk.actions.planning_intake import ItemWork, ReceivePlan, Work
from certdesk.actions.previewing_intake import Choice, ItemStanding, Standing
from certdesk.actions.sorting_items import LONGEST_TITLE, next_position
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import shown
from certdesk.core.portfolio import Portfolio
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.copying import check_free_space
from certdesk.intake.folder import list_folder
from certdesk.intake.found import Found, FoundFile, FoundItem, FoundPortfolio, OnDisk, Skipped, Written
from certdesk.intake.guessing import guess_title
from certdesk.intake.limits import USUAL
from certdesk.intake.names import is_clutter
from certdesk.store.portfolios import item_row
from certdesk.store.workspace import Workspace

LONGEST_NOTE, MOST_LINKS, LONGEST_LINK = 100_000, 500, 2_000
_ADDRESS = re.compile(r"(https?|ftp|mailto|tel|geo|file)[:]\S+|www\.\S+|\S+\.\S{2,}(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoteText:
    """A text that the coordinator writes as evidence. ``type`` is an evidence type's id or empty."""

    title: str
    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address, and what is to be seen there."""

    address: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class AddPlan:
    """What would be added to which portfolio."""

    portfolio: Portfolio
    intake: ReceivePlan

    @property
    def size(self) -> int:
        """Bytes to copy."""
        return self.intake.size

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What can't be added, and why."""
        return self.intake.skipped


def plan_add(workspace: Workspace, portfolio_id: str, paths: Iterable[Path], type_id: str = "") -> AddPlan:
    """Look at files, and at all files in folders, that are to be added; nothing in them is opened.

    Raises NotAllowedError when an assessment is signed or nothing is there to add, StorageError without enough room.
    """
    items: list[FoundItem] = []
    skipped: list[Skipped] = []
    for path in paths:
        found, missed = _files(path)
        items += [FoundItem(file, type_id, guess_title(file.name)) for file in found]
        skipped += missed
    if not items:
        reason = skipped[0].reason if skipped else ""
        raise NotAllowedError(_("There is nothing to add."), reason and f"{skipped[0].name}: {reason}.")
    return _plan(workspace, portfolio_id, tuple(items), tuple(skipped))


def plan_note(workspace: Workspace, portfolio_id: str, note: NoteText) -> AddPlan:
    """Make a text file of a note. Raises NotAllowedError when it is empty or too long, or an assessment is signed."""
    text = note.text.strip()
    if not text:
        raise NotAllowedError(_("The note is empty."))
    if len(text) > LONGEST_NOTE:
        raise NotAllowedError(_("A note has room for {most} characters.").format(most=LONGEST_NOTE))
    title = " ".join(note.title.split()) or text.splitlines()[0][:80]
    return _plan_text(workspace, portfolio_id, title, text, note.type)


def plan_links(
    workspace: Workspace, portfolio_id: str, links: Iterable[WebLink], *, title: str = "", type_id: str = ""
) -> AddPlan:
    """Make a text file of a list of links. They are written as they are and never followed.

    Raises NotAllowedError for something that is no address, and as `plan_note` does.
    """
    lines = []
    for link in links:
        address = link.address.strip()
        if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_LINK:
            text = _("“{text}” is no address of anything.").format(text=shown(address))
            raise NotAllowedError(text, _("Copy it from the address line of the browser."))
        words = " ".join(link.words.split())
        lines.append(f"{words}\n{address}" if words else address)
    if not lines or len(lines) > MOST_LINKS:
        raise NotAllowedError(_("A list holds between 1 and {most} links.").format(most=MOST_LINKS))
    return _plan_text(workspace, portfolio_id, title.strip() or _("Links"), "\n\n".join(lines), type_id)


def make_add(plan: AddPlan, worker: EvidenceWorker, progress: Progress = silent) -> Received:
    """Copy what is to be added, as `receiving.make_receive` does."""
    return make_receive(plan.intake, worker, progress, reader=IntakeReader())


def keep_add(workspace: Workspace, plan: AddPlan, received: Received) -> Change:
    """Put what was copied at the end of the portfolio; bytes that it has already are not added again."""
    portfolio = changeable_portfolio(workspace, plan.portfolio.id)
    here = {row[0] for row in workspace.db.execute("select digest from item where portfolio_id = ?", [portfolio.id])}
    new = []
    for one in received.portfolios:
        for path, digest in one.staged:
            workspace.vault.keep(path, digest)
        new += [item for item in one.items if item.digest not in here]
    if not new:
        return UNCHANGED
    position = next_position(workspace, portfolio.id)
    label = ngettext("{title} added to {code}", "{count} files added to {code}", len(new))
    label = label.format(title=new[0].title, count=len(new), code=portfolio.code)
    with workspace.recording("item.added", label, subject=portfolio.id) as recording:
        for place, item in enumerate(new, start=position):
            recording.put("item", item_row(replace(item, portfolio_id=portfolio.id, position=place)))
    return recording.change


def _plan_text(workspace: Workspace, portfolio_id: str, title: str, text: str, type_id: str) -> AddPlan:
    if len(title) > LONGEST_TITLE:
        raise NotAllowedError(_("A title has room for {most} characters.").format(most=LONGEST_TITLE))
    data = f"{title}\n\n{text}\n".encode("utf-8", "replace")
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip(" .")[:80] or _("Note")
    file = FoundFile(f"{name}.txt", len(data), Written(data))
    return _plan(workspace, portfolio_id, (FoundItem(file, type_id, title),), ())


def _plan(
    workspace: Workspace, portfolio_id: str, items: tuple[FoundItem, ...], skipped: tuple[Skipped, ...]
) -> AddPlan:
    portfolio = changeable_portfolio(workspace, portfolio_id)
    found = FoundPortfolio(portfolio.code, portfolio.title, portfolio.candidate, items, rubric=portfolio.rubric)
    works = tuple(ItemWork(item, ItemStanding.NEW) for item in items)
    seen: Known = known_here(workspace)
    plan = ReceivePlan(
        path=workspace.folder,
        found=Found((found,), skipped),
        staging=workspace.staging / workspace.new_id(),
        default_rubric=portfolio.rubric,
        clock=workspace.clock,
        works=(Work(portfolio.code, found, Match(), Standing.NEW, Choice.NEW, works),),
        seen=seen,
        digests={},
        vault=workspace.vault,
        skipped=skipped,
    )
    check_free_space(workspace.folder, plan.size)
    return AddPlan(portfolio, plan)


def _files(path: Path) -> tuple[list[FoundFile], list[Skipped]]:
    if path.is_dir():
        listing = list_folder(path, USUAL)
        return [entry.file for entry in listing.entries], [one for one in listing.skipped if not one.expected]
    try:
        size = path.stat().st_size
    except OSError as problem:
        reason = _("it can't be read: {reason}").format(reason=problem.strerror or problem)
        return [], [Skipped(shown(path.name, 120), reason)]
    if is_clutter(path.name):
        return [], [Skipped(shown(path.name, 120), _("left behind by the system or another program"))]
    if size > USUAL.file_size:
        return [], [Skipped(shown(path.name, 120), _("it is too big; ask for a shorter or smaller one"))]
    return [FoundFile(path.name, size, OnDisk(path.absolute()))], []
