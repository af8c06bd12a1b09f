"""Find words in the whole portfolio: plan (what was not read yet), read, keep - and then find at once, every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from certdesk.actions.companions import transcripts_of
from certdesk.actions.consent_gate import closings
from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, TimeSpan
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress
from certdesk.core.searching import folded, needle_of, one_line, places
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import ExtractText, ReadTranscript
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import load_items
from certdesk.store.records import whole_text
from certdesk.store.searching import SearchedFile, SearchedPart, keep_searched, parts_with, searched_files
from certdesk.store.workspace import Workspace

MOST_HITS = 500
AROUND = 48
_LONGEST = 8_000_000
_SUBTITLES = (".srt", ".vtt")
# What may come out otherwise at another try.
_PASSING = frozenset({Code.HUNG, Code.CRASHED, Code.UNREADABLE})

ItemTexts = SearchedFile


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose words are not known yet: one item that has it, and where its bytes are."""

    item_id: str
    digest: str
    path: Path
    file_name: str


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What has to be read before everything can be found."""

    portfolio_id: str
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand, with what stands around them on one line.

    ``page`` is 0 where there are no pages; ``offset`` counts letters of that page or text; ``at_ms`` is the moment at
    which it is said, where a transcript tells. ``kind`` is "text", or "note" for that of ``annotation_id``.
    """

    item_id: str
    page: int
    quote: str
    before: str
    after: str
    offset: int
    at_ms: int | None = None
    kind: str = "text"
    annotation_id: str = ""


@dataclass(frozen=True, slots=True)
class Unsearchable:
    """An item in which nothing can be found, or not everything, and why."""

    item_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Hits by item and place. ``complete`` is False when there were more hits, or words that were not searched."""

    hits: tuple[Hit, ...]
    unsearchable: tuple[Unsearchable, ...]
    complete: bool


def plan_index(workspace: Workspace, portfolio_id: str) -> IndexPlan:
    """Say which files were not read yet, each once; those that failed for a passing reason are tried again."""
    closed = closings(workspace, portfolio_id)
    items = [item for item in load_items(workspace.db, portfolio_id) if _has_words(item) and item.id not in closed]
    known = searched_files(workspace.db, (item.digest for item in items))
    unread: dict[str, Unread] = {}
    for item in items:
        if item.digest not in known or known[item.digest].again:
            path = workspace.vault.path(item.digest)
            unread.setdefault(item.digest, Unread(item.id, item.digest, path, item.file_name))
    return IndexPlan(portfolio_id, tuple(unread.values()))


def read_texts(plan: IndexPlan, worker: EvidenceWorker, progress: Progress) -> tuple[ItemTexts, ...]:
    """Have the words of every file read. One that can't be read comes with its reason. ``progress`` counts files."""
    texts = []
    for count, unread in enumerate(plan.unread):
        progress(count, len(plan.unread), unread.file_name)
        texts.append(read_text(unread, worker))
    progress(len(plan.unread), len(plan.unread), "")
    return tuple(texts)


def read_text(unread: Unread, worker: EvidenceWorker) -> ItemTexts:
    """Have the words of one file read; for those who want to keep file by file."""
    if unread.file_name.lower().endswith(_SUBTITLES) and (spoken := _from_transcript(unread, worker)):
        return spoken
    try:
        told = worker.ask(ExtractText(unread.path, unread.file_name))
    except EvidenceError as refused:
        return SearchedFile(unread.digest, (), str(refused), refused.problem.code in _PASSING)
    room = _LONGEST
    parts: list[SearchedPart] = []
    for part in told.parts:
        if part.text.strip() and room > 0:
            text = whole_text(part.text[:room])
            room -= len(text)
            parts.append(SearchedPart(part.page, text, folded(text)))
    complete = told.complete and room > 0
    return SearchedFile(unread.digest, tuple(parts), _why(parts, told.scanned, complete), complete=complete)


def keep_texts(workspace: Workspace, texts: tuple[ItemTexts, ...]) -> None:
    """Keep what was read, on this desk only."""
    keep_searched(workspace, texts)


def find_in_portfolio(workspace: Workspace, portfolio_id: str, needle: str) -> Findings:
    """Find words in all items and in one's own notes, whatever their case, accents, hyphens and line ends.

    Nothing to look for finds nothing. Items not read yet are named as such.
    """
    closed = closings(workspace, portfolio_id)
    every = load_items(workspace.db, portfolio_id)
    items = tuple(item for item in every if item.id not in closed)
    known = searched_files(workspace.db, (item.digest for item in items))
    unsearchable = (
        *_unsearchable(items, known),
        *(Unsearchable(item.id, closed[item.id].sentence) for item in every if item.id in closed),
    )
    sought = needle_of(whole_text(needle))
    if not sought:
        return Findings((), unsearchable, complete=True)
    found = list(islice(_hits(workspace, items, sought), MOST_HITS + 1))
    whole = all(file.complete and not file.again for file in known.values())
    unread = any(_has_words(item) and item.digest not in known for item in items)
    return Findings(tuple(found[:MOST_HITS]), unsearchable, complete=len(found) <= MOST_HITS and whole and not unread)


def _from_transcript(unread: Unread, worker: EvidenceWorker) -> ItemTexts | None:
    """Put the cues into one text, so that words are found over the end of a cue, and note when each is said.

    Returns None when it is no transcript that could be read; then its words are still words.
    """
    try:
        told = worker.ask(ReadTranscript(unread.path, unread.file_name))
    except EvidenceError:
        return None
    text, times = "", []
    for cue in told.cues:
        times.append((len(text), cue.start_ms))
        text += whole_text(f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text) + "\n"
    if not text.strip():
        return None
    part = SearchedPart(0, text, folded(text), tuple(times))
    return SearchedFile(unread.digest, (part,), _why((part,), False, told.complete), complete=told.complete)


def _why(parts: tuple[SearchedPart, ...] | list[SearchedPart], scanned: bool, complete: bool) -> str:
    if not complete:
        return _("It is very long; only its beginning can be searched.")
    if scanned and parts:
        return _("Some of its pages are pictures of text, in which nothing can be found.")
    if scanned:
        return _("Its pages are pictures of text, in which nothing can be found.")
    return "" if parts else _("It holds no text.")


def _has_words(item: EvidenceItem) -> bool:
    return item.kind not in {"image", "video", "audio", "archive", "empty"}


def _unsearchable(items: tuple[EvidenceItem, ...], known: dict[str, SearchedFile]) -> Iterator[Unsearchable]:
    spoken = transcripts_of(items)
    for item in items:
        if item.kind in {"video", "audio"}:
            reason = "" if item.id in spoken else _("A recording without a transcript.")
        elif item.kind == "image":
            reason = _("A picture; there is no text in it to search.")
        elif not _has_words(item):
            reason = item.problem or _("There is no text in it to search.")
        elif item.digest not in known:
            reason = _("It has not been read yet.")
        else:
            reason = known[item.digest].reason
        if reason:
            yield Unsearchable(item.id, reason)


def _hits(workspace: Workspace, items: tuple[EvidenceItem, ...], needle: str) -> Iterator[Hit]:
    assessment = find_assessment(workspace.db, items[0].portfolio_id, workspace.person) if items else None
    notes = assessment.annotations if assessment else ()
    spoken = transcripts_of(items)
    with_recording = {one.id for several in spoken.values() for one in several}
    for item in items:
        if item.id in with_recording:
            continue
        for source in (item, *spoken.get(item.id, ())):
            for part in parts_with(workspace.db, source.digest, needle):
                yield from _in_part(part, item.id if part.times else source.id, needle)
        for note in notes:
            if note.item_id == item.id:
                yield from _in_note(note, needle)


def _in_part(part: SearchedPart, item_id: str, needle: str) -> Iterator[Hit]:
    moments = iter(part.times)
    upcoming = next(moments, None)
    at_ms: int | None = None
    for start, end in places(part.text, part.folded, needle):
        while upcoming and upcoming[0] <= start:
            at_ms, upcoming = upcoming[1], next(moments, None)
        yield replace(_hit(item_id, part.page, part.text, (start, end)), at_ms=at_ms)


def _in_note(note: Annotation, needle: str) -> Iterator[Hit]:
    anchor = note.anchor
    page = anchor.page if isinstance(anchor, PageRegion | PhotoRegion) else 0
    if isinstance(anchor, PhotoRegion) and page == 1:
        page = 0  # most photos have no pages, and nobody speaks of the first of one
    at_ms = anchor.start_ms if isinstance(anchor, TimeSpan) else None
    for place in places(note.note, folded(note.note), needle):
        hit = _hit(note.item_id, page, note.note, place)
        yield replace(hit, at_ms=at_ms, kind="note", annotation_id=note.id)


def _hit(item_id: str, page: int, text: str, place: tuple[int, int]) -> Hit:
    start, end = place
    before, after = text[max(0, start - 2 * AROUND) : start], text[end : end + 2 * AROUND]
    return Hit(item_id, page, one_line(text[start:end]), one_line(before)[-AROUND:], one_line(after)[:AROUND], start)
