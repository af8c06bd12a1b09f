"""Draw the place that an annotation points to, framed, with a little of what is around it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

from certdesk.actions.evidence_pictures import PictureOrder
from certdesk.actions.moments_of_films import Moments
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TextQuote, TimeSpan
from certdesk.core.framing import around, inside
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Match, Picture
from certdesk.evidence.requests import Describe, FindText, MeasurePages, RenderPage, RenderPhoto

# A report prints them about 4 cm wide; more pixels only make the file bigger.
WIDTH, HEIGHT = 460, 240
LEAST_OF_PAGE = 220.0
"""In points: how much of a page is shown at least, for a line of words alone says little."""
_LEAST_OF_PHOTO = 0.3
_AROUND = 2
"""How many words on one side tell which of several equal quotes is meant."""
_FRAME, _GROUND = (190, 24, 60), (255, 255, 255)


def draw_place(order: PictureOrder, worker: EvidenceWorker, moments: Moments) -> bytes | None:
    """Return the picture as a JPEG, or None when the place is not there. Raises EvidenceError."""
    image = _image(order, worker, moments)
    return _jpeg(image) if image else None


def _image(order: PictureOrder, worker: EvidenceWorker, moments: Moments) -> Image.Image | None:
    match order.anchor:
        case PageRegion() as anchor:
            return _of_page(order, anchor, worker)
        case TextQuote() as words:
            found = _where(order.path, words, worker)
            return _of_page(order, PageRegion(*found), worker) if found else None
        case PhotoRegion(rect, page):
            return _of_photo(order.path, rect, page, worker)
        case TimeSpan(region=region) if order.still:
            return _of_film(order, order.still, region, worker)
        case TimeSpan() as span:
            return _of_moment(order, span, worker, moments)
    return _plain(worker.ask(RenderPhoto(order.path, WIDTH, HEIGHT)))


def _of_page(order: PictureOrder, anchor: PageRegion, worker: EvidenceWorker) -> Image.Image | None:
    """Draw the page in the layout that the place was marked in; in another one, find the quoted words again."""
    pages = worker.ask(MeasurePages(order.path))
    found: tuple[int, Rect] | None = anchor.page, anchor.rect
    if anchor.view and order.path.suffix != ".pdf" and anchor.view != pages.engine:
        found = _where(order.path, TextQuote(anchor.quote), worker)
    if found is None or not 1 <= found[0] <= len(pages.sizes):
        return None
    page, rect = found
    width, height = pages.sizes[page - 1]
    box = around(rect, (width, height), WIDTH / HEIGHT, LEAST_OF_PAGE)
    scale = min(WIDTH / (box.right - box.left), HEIGHT / (box.bottom - box.top))
    region = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    # Twice as fine and then made smaller: thin letters stay legible.
    image = _plain(worker.ask(RenderPage(order.path, page, 2 * scale, region=region)))
    image.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return _framed(image, rect, box)


def _where(path: Path, words: TextQuote, worker: EvidenceWorker) -> tuple[int, Rect] | None:
    """Find quoted words on the pages: those between the same words as when they were quoted, else the first ones."""
    matches = worker.ask(FindText(path, words.quote)).matches if words.quote else ()
    if not matches:
        return None
    before, after = words.before.split()[-_AROUND:], words.after.split()[:_AROUND]
    chosen = matches[0]
    for around_it in ([*before, words.quote], [words.quote, *after]) if len(matches) > 1 else ():
        context = worker.ask(FindText(path, " ".join(around_it))).matches
        # One that stands alone says which is meant; words that are repeated with all around them do not.
        if len(context) == 1 and (inside_it := [one for one in matches if _lies_in(one, context[0])]):
            chosen = inside_it[0]
            break
    boxes = [Rect(left, top, left + width, top + height) for left, top, width, height in chosen.rects]
    corners = zip(*((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True)
    lefts, tops, rights, bottoms = corners
    return chosen.page, Rect(min(lefts), min(tops), max(rights), max(bottoms))


def _lies_in(match: Match, context: Match) -> bool:
    left, top, width, height = match.rects[0]
    x, y = left + width / 2, top + height / 2
    return match.page == context.page and any(
        left <= x <= left + width and top <= y <= top + height for left, top, width, height in context.rects
    )


def _of_photo(path: Path, rect: Rect, page: int, worker: EvidenceWorker) -> Image.Image:
    """Show the region with what is around it; where nothing tells the size of the photo, show it alone."""
    told = worker.ask(Describe(path))
    first = told.pixel_size if page == 1 else None
    size = told.page_sizes[page - 1] if page <= len(told.page_sizes) else first
    box = around(rect, size, WIDTH / HEIGHT, _LEAST_OF_PHOTO * min(size)) if size else rect
    left, top, right, bottom = (round(edge) for edge in (box.left, box.top, box.right, box.bottom))
    region = (left, top, max(1, right - left), max(1, bottom - top))
    image = _plain(worker.ask(RenderPhoto(path, WIDTH, HEIGHT, region, page)))
    return _framed(image, rect, Rect(left, top, right, bottom))


def _of_film(order: PictureOrder, still: Path, region: Rect | None, worker: EvidenceWorker) -> Image.Image:
    """Show the still, or the part of it that matters: a region counts pixels of the film, which may be larger."""
    film = worker.ask(Describe(order.path, order.file_name)).pixel_size if region else None
    kept = worker.ask(Describe(still)).pixel_size if region else None
    if region is None or film is None or kept is None:
        return _plain(worker.ask(RenderPhoto(still, WIDTH, HEIGHT)))
    return _of_photo(still, inside(_scaled(region, film, kept), kept), 1, worker)


def _of_moment(order: PictureOrder, span: TimeSpan, worker: EvidenceWorker, moments: Moments) -> Image.Image | None:
    """Take the picture with which a span begins, where none was kept, and show it, or the part of it that matters."""
    still = moments.still(order.path, span)
    if still is None:
        return None
    image = Image.frombytes("RGB", (still.width, still.height), still.pixels, "raw", "BGRX")
    film = worker.ask(Describe(order.path, order.file_name)).pixel_size if span.region else None
    if span.region is None or film is None:
        return image
    rect = inside(_scaled(span.region, film, image.size), image.size)
    box = around(rect, image.size, WIDTH / HEIGHT, _LEAST_OF_PHOTO * min(image.size))
    part = image.crop((round(box.left), round(box.top), round(box.right), round(box.bottom)))
    part.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return _framed(part, rect, box)


def _scaled(rect: Rect, size: tuple[int, int], other: tuple[int, int]) -> Rect:
    """Return a part of a picture as the same part of a larger or smaller one."""
    across, down = other[0] / size[0], other[1] / size[1]
    return Rect(rect.left * across, rect.top * down, rect.right * across, rect.bottom * down)


def _framed(image: Image.Image, rect: Rect, box: Rect) -> Image.Image:
    """Draw a frame around the place, unless it fills the picture anyway."""
    across, down = image.width / (box.right - box.left), image.height / (box.bottom - box.top)
    frame = (
        round((rect.left - box.left) * across),
        round((rect.top - box.top) * down),
        round((rect.right - box.left) * across),
        round((rect.bottom - box.top) * down),
    )
    empty = frame[2] <= frame[0] or frame[3] <= frame[1]
    if empty or (frame[2] - frame[0] > 0.94 * image.width and frame[3] - frame[1] > 0.94 * image.height):
        return image
    draw = ImageDraw.Draw(image)
    # Light around dark: one of the two shows on every ground.
    for outwards, colour in ((3, _GROUND), (2, _FRAME), (1, _FRAME)):
        draw.rectangle(
            (frame[0] - outwards, frame[1] - outwards, frame[2] + outwards, frame[3] + outwards), outline=colour
        )
    return image


def _plain(picture: Picture) -> Image.Image:
    return Image.frombuffer(
        "RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX", picture.stride, 1
    ).copy()


def _jpeg(image: Image.Image) -> bytes:
    image.thumbnail((WIDTH, HEIGHT))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85)
    return target.getvalue()
