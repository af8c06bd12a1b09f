"""What is selected in a viewer, said in words. Looking at something is not yet selecting it."""

from __future__ import annotations

from certdesk.core.annotations import Anchor, Annotation, PageRegion, PhotoRegion, TextQuote, TimeSpan
from certdesk.core.composing import place_in_words
from certdesk.core.words import _
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.stage import EvidenceStage


def selected_on(stage: EvidenceStage) -> Anchor | None:
    """Return the region, words or span that somebody has selected; None while they only look."""
    anchor = stage.anchor()
    viewer = stage.viewer
    match anchor:
        case PageRegion():
            return anchor if isinstance(viewer, PdfViewer) and viewer.canvas.selection is not None else None
        case TimeSpan():
            player = stage.player
            return anchor if player is not None and not player.marking.span.empty else None
        case PhotoRegion() | TextQuote():
            return anchor
    return None


def offered_place(anchor: Anchor) -> tuple[str, str]:
    """Say where a selection is, and which words it holds: "Region on p. 3", "Before leaving, every pupil"."""
    match anchor:
        case PageRegion(page=page, quote=quote):
            return _("Region on p. {page}").format(page=page), quote
        case PhotoRegion(page=page):
            return (_("Region of the photo") if page == 1 else _("Region on p. {page}").format(page=page)), ""
        case TextQuote(quote=quote):
            return _("Words"), quote
    return place_in_words(Annotation("", "", "", anchor, ())), ""
