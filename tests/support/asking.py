"""Everything that can be asked about a file."""

from __future__ import annotations

from pathlib import Path

from certdesk.evidence.requests import (
    Describe,
    ExtractText,
    FindText,
    LinksOfPage,
    LookOver,
    MeasurePages,
    ReadAnimation,
    ReadCodes,
    ReadDocument,
    ReadOutline,
    ReadSideNotes,
    ReadTranscript,
    RenderPage,
    RenderPhoto,
    Request,
    TextOfPage,
    Thumbnail,
    ToPdf,
)


def everything(path: Path) -> tuple[Request, ...]:
    """Everything that can be asked about a file."""
    return (
        Describe(path),
        Thumbnail(path, 240, 240),
        MeasurePages(path),
        RenderPage(path, 1, 100 / 72),
        TextOfPage(path, 1),
        FindText(path, "the"),
        RenderPhoto(path, 1600, 1200),
        ReadAnimation(path, 400, 300),
        ReadCodes(path),
        ReadDocument(path),
        ToPdf(path),
        ReadOutline(path),
        LinksOfPage(path, 1),
        ReadSideNotes(path),
        ExtractText(path),
        ReadTranscript(path),
        LookOver(path, path.name),
    )
