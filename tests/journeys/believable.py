"""A whole believable assessment of KITE-37: what is marked, what is filed where and why, what is written."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from certdesk.core.annotations import Annotation, PageRegion, Stance, TimeSpan
from certdesk.core.portfolio import EvidenceItem
from certdesk.signing.verification import Verdict
from certdesk.ui.app import Running
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer

PLAN, LESSON, FILM, POSTER = "unit-plan.pdf", "lesson-04-plan.pdf", "lesson-04-filters.mp4", "group-poster.jpg"
TICKETS, PLANNING, FILTERS = "exit-tickets.pdf", "co-planning.docx", "filter-tests.heic"
CYCLE, COMMENTARY, LETTER = "improvement-cycle.pdf", "commentary.docx", "water-office-letter.pdf"

LEVELS = {"T1": 3, "T2": 4, "T3": 2, "T4": 3, "T5": 3, "T6": 3, "T7": 2, "T8": 4}
BELOW = ("T3", "T7")
STRENGTH = "You say plainly what did not work, and why."
NEXT_STEP = "Repeat the task in January and put both results on one page, also if the gain has gone."
SUMMARY = "Pupils decide something real with repeated measurements. Show next how the aim was agreed with others."


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a page to be quoted."""

    file: str
    words: str
    note: str
    stance: Stance = Stance.SUPPORTS


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a page or photo; ``also`` is a second criterion that it serves."""

    file: str
    note: str
    page: int = 1
    also: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A span of the film from one second to another; ``while_playing`` the note is typed while it plays."""

    start: int
    end: int
    note: str
    while_playing: bool = False
    stance: Stance = Stance.SUPPORTS


@dataclass(frozen=True, slots=True)
class Found:
    """Words that are found in the whole portfolio."""

    file: str
    words: str
    note: str


Step = Words | Region | Moment | Found

STEPS: dict[str, tuple[Step, ...]] = {
    "T1": (
        Words(PLANNING, "They compare one number with one number", "The remark that started the change"),
        Words(PLANNING, "groups choose the order themselves", "A change that came from the joint trial"),
    ),
    "T2": (
        Words(PLAN, "fills a two-litre can before the break is over", "Two requirements pull against each other"),
        Region(TICKETS, "Pupil B uses gaps, means and range in one argument"),
        Region(POSTER, "The group decides with the rule of 3 cm", also="T4"),
        Region(FILTERS, "Three readings and the order on each label"),
    ),
    "T3": (
        Words(CYCLE, "That did not work", "Filled lines are no reasons", Stance.CONTRADICTS),
        Words(CYCLE, "18 of 31 used repeated readings", "Comparable evidence after the change"),
    ),
    "T4": (
        Moment(15, 25, "Pupil A doubts it, Pupil C gives a reason"),
        Moment(40, 50, "Two readings too close to call: they ask for more", while_playing=True),
        Moment(70, 90, "They look where the mud is and change the order"),
        Region(TICKETS, "Individual check: stuck, not soaked", page=2),
    ),
    "T5": (
        Moment(50, 60, "Is this the quiet pupil of the plan?", stance=Stance.QUESTION),
        Words(COMMENTARY, "29 of 33 pupils agreed with", "The survey bears it out"),
    ),
    "T6": (
        Words(LESSON, "no group alone has enough tests", "Reason for the shared table"),
        Moment(105, 115, "Groups enter their means and see the pattern"),
    ),
    "T7": (
        Words(COMMENTARY, "I have nothing in their hand", "The candidate names the gap"),
        Region(PLAN, "The aim that the unit serves", page=4),
    ),
    "T8": (
        Region(LETTER, "The office used the pupils' readings"),
        Found(PLANNING, "sets the question", "Roles were agreed beforehand"),
    ),
}
_BRIEFLY = {
    "The remark that started the change", "Pupil B uses gaps, means and range in one argument",
    "The group decides with the rule of 3 cm", "Filled lines are no reasons",
    "Pupil A doubts it, Pupil C gives a reason", "Two readings too close to call: they ask for more",
    "Is this the quiet pupil of the plan?", "Reason for the shared table", "The aim that the unit serves",
    "Roles were agreed beforehand",
}  # fmt: skip
BRIEF: dict[str, tuple[Step, ...]] = {
    criterion: tuple(step for step in steps if step.note in _BRIEFLY) for criterion, steps in STEPS.items()
}
"""Of every kind of place and filing one at least, for a run that is made often."""

BESIDE = FILTERS


def score_screen(running: Running) -> ScoreScreen:
    """Return the Score screen, which is in front."""
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    return screen


def item_of(screen: ScoreScreen, file: str) -> EvidenceItem:
    """Return the item that came as this file."""
    assert screen.view is not None
    return next(item for item in screen.view.items if item.file_name == file)


def filed(screen: ScoreScreen) -> tuple[Annotation, ...]:
    """Return everything that is filed."""
    return screen.view.assessment.annotations if screen.view else ()


def in_view(screen: ScoreScreen, file: str) -> bool:
    """Whether an item is open in the active pane, with something of it drawn."""
    item = screen.stage.item
    return item is not None and item.id == item_of(screen, file).id and bool(screen.stage.looked_at())


def at(screen: ScoreScreen, note: Annotation) -> bool:
    """Whether the place of an annotation is on screen: the mark in view and drawn, or the film at its first picture."""
    stage = screen.stage
    if stage.item is None or stage.item.id != note.item_id:
        return False
    if isinstance(note.anchor, TimeSpan):
        player = stage.player
        near = player is not None and abs(player.engine.position - note.anchor.start_ms) < 120
        return near and player is not None and not player.still().isNull()
    viewer = stage.viewer
    if not isinstance(viewer, PdfViewer | PhotoViewer):
        return False
    canvas = viewer.canvas
    part = next((part for mark, part in canvas.scene.marks if mark.annotation_id == note.id), None)
    if part is None or not stage.looked_at():
        return False
    if isinstance(note.anchor, PageRegion) and not note.anchor.view and part.page != note.anchor.page:
        return False
    middle = canvas.sheet_layout.to_sheet(part.page, part.rect).center()
    return canvas.seen_box.contains(middle) and canvas.scene.chosen == note.id


def check_filed(screen: ScoreScreen, taken: dict[str, tuple[Step, ...]]) -> None:
    """Check that what is on disk is what somebody meant."""
    notes = filed(screen)
    assert len(notes) == sum(len(steps) for steps in taken.values())
    for criterion, steps in taken.items():
        for step in steps:
            note = next(each for each in notes if each.note == step.note)
            assert note.criteria[0] == criterion
            assert note.item_id == item_of(screen, FILM if isinstance(step, Moment) else step.file).id
            assert note.stance == (step.stance if isinstance(step, Words | Moment) else Stance.SUPPORTS)
            if isinstance(step, Words | Found):
                assert isinstance(note.anchor, PageRegion)
                assert step.words in note.anchor.quote
            if isinstance(step, Region):
                assert getattr(note.anchor, "page", 0) == step.page
                assert note.criteria == ((criterion, step.also) if step.also else (criterion,))
            if isinstance(step, Moment):
                assert isinstance(note.anchor, TimeSpan)
                assert abs(note.anchor.start_ms - step.start * 1000) < 2500


def check_signed(finalise: FinaliseScreen) -> tuple[Path, ...]:
    """Check that something was signed, and return the files."""
    folder = finalise.tools.session.workspace.documents
    paths = tuple(sorted(folder.glob("*.pdf")))
    assert len(paths) == 2
    return paths


def check_all_found(screen: ScoreScreen, took: list[float]) -> None:
    """Check that every place was found; how long it took (s) goes to the log, and is no matter of right or wrong."""
    assert len(took) == len(filed(screen))
    logging.getLogger(__name__).info("going there took %s ms", sorted(round(1000 * each) for each in took))


def check_genuine(running: Running) -> None:
    """Check what the Verify screen says."""
    screen = running.window.current
    assert isinstance(screen, VerifyScreen)
    assert screen.result is not None
    assert screen.result.verdict is Verdict.GENUINE
