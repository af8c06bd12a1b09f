"""The commands that file evidence for a criterion, and take it out again."""

from __future__ import annotations

import argparse

from certdesk.actions.annotating import Filing, file_evidence, remove_annotation
from certdesk.actions.consent_gate import file_of
from certdesk.actions.finding_quotes import find_quote
from certdesk.cli import shapes
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.naming import criterion_of, item_of, rect_of, time_of
from certdesk.cli.opening import assessment_of, begun, opened, portfolio_of
from certdesk.cli.printing import say, say_json
from certdesk.core.anchor_bounds import WHOLE, Size
from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Rect, Stance, TimeSpan, WholeItem
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe
from certdesk.store.portfolios import load_items
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

_NAMES = {"start": "from", "end": "to"}


def file(options: argparse.Namespace) -> int:
    """File a place in an evidence item for one or more criteria."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        rubric = load_rubric(workspace.db, portfolio.rubric)
        wanted = [word for word in options.criterion.split(",") if word.strip()]
        criteria = tuple(dict.fromkeys(criterion_of(rubric, word.strip()).id for word in wanted))
        if not criteria:
            raise NotAllowedError(_("Say for which criterion."), _("Such as T4, or several: T4,T5."))
        item = item_of(load_items(workspace.db, portfolio.id), options.item)
        anchor = _anchor(options, item, workspace)
        assessment = begun(workspace, portfolio.id)
        filing = Filing(item.id, anchor, criteria, options.note, Stance(options.stance), _size(anchor, item, workspace))
        change = file_evidence(workspace, assessment.id, filing)
    return _tell(options, change, portfolio.code)


def unfile(options: argparse.Namespace) -> int:
    """Take a piece of evidence out again."""
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code)
        notes = assessment.annotations
        if not 1 <= options.number <= len(notes):
            text = _("There is no piece of evidence {number}.").format(number=options.number)
            raise NotFoundError(text, _("“certdesk show {code}” numbers them.").format(code=options.code))
        change = remove_annotation(workspace, assessment.id, notes[options.number - 1].id)
        code = portfolio_of(workspace, options.code).code
    return _tell(options, change, code)


def _anchor(options: argparse.Namespace, item: EvidenceItem, workspace: Workspace) -> Anchor:
    """Understand which place is meant. Raises NotAllowedError for one that the file does not have."""
    _check_given(options)
    if options.start:
        return _span(options, item)
    if options.quote:
        with EvidenceWorker() as worker:
            path = file_of(workspace, item)
            return find_quote(worker, path, item, options.quote, page=options.page or 0)
    if options.page and item.kind != "image":
        return _page(options, item)
    if options.page or options.rect:
        return _photo(options, item, workspace)
    return WholeItem()


def _check_given(options: argparse.Namespace) -> None:
    """Refuse places of several kinds at once, and one that is named and empty: it would become the whole item."""
    for name in ("start", "end", "rect", "quote"):
        told = getattr(options, name)
        if told is not None and not told.strip():
            text = _("--{option} is given and says nothing.").format(option=_NAMES.get(name, name))
            raise MisunderstoodError(text, _("Leave it out to file the whole item."))
    if options.page is not None and options.page < 1:
        text = _("There is no page {page}.").format(page=options.page)
        raise NotAllowedError(text, _("Pages are counted from 1."))
    kinds = [bool(options.start), bool(options.page or options.quote)]
    if sum(kinds) > 1 or (options.end and not options.start) or (options.rect and options.quote):
        text = _("These options point to several kinds of place at once.")
        hint = _("Use --from and --to, --page, or --rect; --rect goes with each of them; or --quote, also with --page.")
        raise MisunderstoodError(text, hint)


def _size(anchor: Anchor, item: EvidenceItem, workspace: Workspace) -> Size | None:
    """Return how large the page or picture is that a part is filed of; None where there is no part, or it is not told.

    Raises EvidenceError when the file can't be looked at.
    """
    match anchor:
        case PageRegion(page, rect, "") if rect != WHOLE:
            page_wanted = page
        case PhotoRegion(page=page):
            page_wanted = page
        case TimeSpan(region=region) if region is not None:
            page_wanted = 1
        case _:
            return None
    return _size_of(page_wanted, item, workspace, pages=isinstance(anchor, PageRegion))


def _size_of(page: int, item: EvidenceItem, workspace: Workspace, *, pages: bool) -> Size | None:
    """Return the size of a page; where an item is no ``pages``, that of a picture without any."""
    with EvidenceWorker() as worker:
        told = worker.ask(Describe(file_of(workspace, item), item.file_name))
    if pages or page <= len(told.page_sizes):
        return told.page_sizes[page - 1] if page <= len(told.page_sizes) else None
    return told.pixel_size


def _photo(options: argparse.Namespace, item: EvidenceItem, workspace: Workspace) -> PhotoRegion | WholeItem:
    """Understand a part of a photo, or one whole page of those that it has."""
    _check_kind(item, ("image",), _("--rect without --page is for photos."))
    page = options.page or 1
    _check_page(page, item, item.pages or 1)
    if options.rect:
        return PhotoRegion(rect_of(options.rect), page)
    size = _size_of(page, item, workspace, pages=False) if (item.pages or 1) > 1 else None
    return PhotoRegion(Rect(0, 0, *size), page) if size else WholeItem()


def _span(options: argparse.Namespace, item: EvidenceItem) -> TimeSpan:
    _check_kind(item, ("video", "audio"), _("--from is for recordings."))
    start = time_of(options.start)
    end = time_of(options.end) if options.end else start
    if end < start:
        raise NotAllowedError(_("The span ends before it starts."), _("Exchange --from and --to."))
    if options.rect:
        _check_kind(item, ("video",), _("--rect with --from is for videos."))
    return TimeSpan(start, end, region=rect_of(options.rect) if options.rect else None)


def _page(options: argparse.Namespace, item: EvidenceItem) -> PageRegion:
    if not item.pages:
        text = _("{file} has no pages to point to.").format(file=item.file_name)
        raise NotAllowedError(text, _("Use --quote for words, or file it as a whole."))
    _check_page(options.page, item, item.pages)
    return PageRegion(options.page, rect_of(options.rect) if options.rect else WHOLE)


def _check_page(page: int, item: EvidenceItem, count: int) -> None:
    if not 1 <= page <= count:
        text = ngettext("{file} has {count} page.", "{file} has {count} pages.", count)
        raise NotAllowedError(text.format(file=item.file_name, count=count), _("Pages are counted from 1."))


def _check_kind(item: EvidenceItem, kinds: tuple[str, ...], rule: str) -> None:
    if item.kind not in kinds:
        text = _("{file} is {format}.").format(file=item.file_name, format=item.format or item.kind)
        raise NotAllowedError(text, rule)


def _tell(options: argparse.Namespace, change: Change, code: str) -> int:
    if options.json:
        say_json(shapes.change(change, code))
        return 0
    say(f"{code}: {change.label if change else _('nothing to change; it is so already')}")
    return 0
