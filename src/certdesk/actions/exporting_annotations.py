"""Write an assessor's evidence for other programs: as subtitles that a video player shows, and as a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.rubric import Rubric
from certdesk.core.words import N_, _
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

# A moment without an end is shown for as long as it takes to read.
LEAST_MS = 3_000
STANCES = {
    Stance.SUPPORTS: N_("supports"),
    Stance.CONTRADICTS: N_("contradicts"),
    Stance.QUESTION: N_("question"),
}
COLUMNS = (
    "item", "title", "kind", "page", "start", "end", "left", "top", "right", "bottom", "unit", "view", "criteria",
    "stance", "note", "quote",
)  # fmt: skip
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export: what it is called, and its bytes."""

    name: str
    data: bytes


def annotations_as_vtt(workspace: Workspace, assessment_id: str, item_id: str) -> str:
    """Return the marks on a recording as WebVTT: a cue for each span, with criteria, stance and note. It names nobody.

    A recording without marks gives a file without cues.
    """
    assessment = load_assessment(workspace.db, assessment_id)
    rubric = load_rubric(workspace.db, load_portfolio(workspace.db, assessment.portfolio_id).rubric)
    head = _("Evidence marked for {rubric}, written by CertDesk").format(rubric=_one_line(rubric.title))
    blocks = ["WEBVTT", f"NOTE {_escaped(head)}"]
    spans = [(one.anchor, one) for one in assessment.annotations if one.item_id == item_id]
    timed = sorted(((anchor, one) for anchor, one in spans if isinstance(anchor, TimeSpan)), key=_by_time)
    blocks += [_cue(number, anchor, one, rubric) for number, (anchor, one) in enumerate(timed, start=1)]
    return "\n\n".join(blocks) + "\n"


def annotations_as_csv(workspace: Workspace, assessment_id: str) -> str:
    """Return all evidence of an assessment as a table that spreadsheets open: comma, CRLF, and a byte order mark.

    No cell can act as a formula. Places are in points of a page or pixels of a picture, as ``unit`` says.
    """
    assessment = load_assessment(workspace.db, assessment_id)
    items = load_items(workspace.db, assessment.portfolio_id)
    target = io.StringIO(newline="")
    table = csv.writer(target, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in items:
        for annotation in assessment.annotations:
            if annotation.item_id == item.id:
                table.writerow([_harmless(cell) for cell in _cells(item, annotation)])
    return "\ufeff" + target.getvalue()


def evidence_files(workspace: Workspace, assessment_id: str) -> tuple[ExportedFile, ...]:
    """Return everything that an export consists of: one table, and subtitles for each recording with marks."""
    assessment = load_assessment(workspace.db, assessment_id)
    portfolio = load_portfolio(workspace.db, assessment.portfolio_id)
    stem = _file_name(portfolio.code)
    files = [ExportedFile(f"{stem}-evidence.csv", annotations_as_csv(workspace, assessment_id).encode())]
    timed = {one.item_id for one in assessment.annotations if isinstance(one.anchor, TimeSpan)}
    taken: set[str] = set()
    for item in load_items(workspace.db, portfolio.id):
        if item.id not in timed:
            continue
        name = _file_name(item.file_name.rpartition("/")[2])
        # Two recordings of one name lie in different folders of the portfolio, but side by side here.
        name = name if name.casefold() not in taken else f"{name}-{item.position + 1}"
        taken.add(name.casefold())
        text = annotations_as_vtt(workspace, assessment_id, item.id)
        files.append(ExportedFile(f"{stem}-{name}.vtt", text.encode()))
    return tuple(files)


def _by_time(timed: tuple[TimeSpan, Annotation]) -> tuple[int, int, str]:
    anchor, annotation = timed
    return anchor.start_ms, anchor.end_ms, annotation.id


def _cue(number: int, anchor: TimeSpan, annotation: Annotation, rubric: Rubric) -> str:
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}
    labels = [f"{id_} {titles[id_]}" if id_ in titles else id_ for id_ in annotation.criteria]
    lines = [f"{'; '.join(labels)} ({_(STANCES[annotation.stance])})", _one_line(annotation.note)]
    end = anchor.end_ms if anchor.end_ms > anchor.start_ms else anchor.start_ms + LEAST_MS
    time = f"{_vtt_time(anchor.start_ms)} --> {_vtt_time(end)}"
    return "\n".join([str(number), time, *(_escaped(_one_line(line)) for line in lines if line)])


def _vtt_time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _escaped(text: str) -> str:
    """Write a text so that no player takes part of it for markup, or for the arrow between two times."""
    return "".join(_ESCAPED.get(letter, letter) for letter in text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cells(item: EvidenceItem, annotation: Annotation) -> Iterator[str]:
    yield from (item.file_name, item.title)
    yield from _place(annotation)
    yield from (" ".join(annotation.criteria), _(STANCES[annotation.stance]), annotation.note)
    anchor = annotation.anchor
    yield anchor.quote if isinstance(anchor, PageRegion | TextQuote) else ""


def _place(annotation: Annotation) -> tuple[str, ...]:
    """Return kind, page, start, end, four corners, their unit, and the program that laid out the page."""
    match annotation.anchor:
        case PageRegion(page, rect, _quote, view):
            return ("page", str(page), "", "", *_corners(rect, "pt"), view)
        case PhotoRegion(rect, page):
            return ("photo", str(page), "", "", *_corners(rect, "px"), "")
        case TimeSpan(start, end, _still, region):
            return ("span", "", _vtt_time(start), _vtt_time(end), *_corners(region, "px"), "")
        case TextQuote():
            return ("words", "", "", "", *_corners(None, ""), "")
        case _:
            return ("whole", "", "", "", *_corners(None, ""), "")


def _corners(rect: Rect | None, unit: str) -> tuple[str, ...]:
    if rect is None or not (rect.right > rect.left and rect.bottom > rect.top):
        return ("",) * 5
    return (
        *(f"{corner:.2f}".rstrip("0").rstrip(".") for corner in (rect.left, rect.top, rect.right, rect.bottom)),
        unit,
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running what a stranger wrote as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _file_name(text: str) -> str:
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in text).strip(".")
    # File systems count bytes, and two of these stand in one name.
    return plain[:80].encode()[:_LONGEST_NAME].decode(errors="ignore") or "item"
