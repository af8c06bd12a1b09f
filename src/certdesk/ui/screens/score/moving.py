"""Giving filed evidence the place that its mark was dragged to; a moment of a film gets the picture it begins with."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from certdesk.actions.annotating import keep_still, move_annotation
from certdesk.core.annotations import Anchor, Annotation, TimeSpan
from certdesk.ui.viewers.bridge import Deliveries

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen


class Moving:
    """Moves evidence of a `ScoreScreen`. While a picture is taken, the mark already lies where it was put."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._deliveries = Deliveries(screen)
        self._waiting: dict[str, tuple[str, TimeSpan, int]] = {}

    def anchor_of(self, note: Annotation) -> Anchor:
        """Return where a mark lies to the eye."""
        waiting = self._waiting.get(note.id)
        return waiting[1] if waiting else note.anchor

    def move(self, annotation_id: str, anchor: Anchor) -> None:
        """Give an annotation another place."""
        screen = self._screen
        note = screen.annotation(annotation_id)
        if note is None or screen.view is None:
            return
        self._forget(annotation_id)
        before, assessment_id = note.anchor, screen.view.assessment.id
        if not isinstance(anchor, TimeSpan) or not isinstance(before, TimeSpan):
            self._write(assessment_id, annotation_id, anchor)
        elif not before.still or (anchor.start_ms == before.start_ms and anchor.end_ms >= before.end_ms):
            # Nothing of the old span was left out, so what its picture shows belongs to the new one too.
            self._write(assessment_id, annotation_id, replace(anchor, still=before.still))
        else:
            self._take_still(assessment_id, note, anchor)

    def settle(self) -> None:
        """Write down at once what still waits for its picture."""
        for annotation_id, (assessment_id, anchor, ticket) in tuple(self._waiting.items()):
            self._deliveries.drop(ticket)
            self._arrived(assessment_id, annotation_id, anchor, b"")

    def _take_still(self, assessment_id: str, note: Annotation, anchor: TimeSpan) -> None:
        screen = self._screen
        item = screen.view.item(note.item_id) if screen.view else None
        if item is None or (screen.view and item.id in screen.view.closed):
            return
        path = screen.tools.session.workspace.vault.path(item.digest)
        arrived = partial(self._arrived, assessment_id, note.id, anchor)
        ticket = self._deliveries.bring(
            screen.tools.stills.request(path, (anchor.start_ms,)),
            lambda stills: arrived(stills[0] if stills else b""),
            lambda _problem: arrived(b""),
        )
        self._waiting[note.id] = (assessment_id, anchor, ticket)
        screen.viewing.show_marks()

    def _arrived(self, assessment_id: str, annotation_id: str, anchor: TimeSpan, picture: bytes) -> None:
        """Write the place down, also where no picture could be taken: the place is what matters."""
        self._waiting.pop(annotation_id, None)
        still = keep_still(self._screen.tools.session.workspace, picture) if picture else ""
        self._write(assessment_id, annotation_id, replace(anchor, still=still))

    def _forget(self, annotation_id: str) -> None:
        if waiting := self._waiting.pop(annotation_id, None):
            self._deliveries.drop(waiting[2])

    def _write(self, assessment_id: str, annotation_id: str, anchor: Anchor) -> None:
        self._screen.tools.session.do(move_annotation, assessment_id, annotation_id, anchor)
