"""The report shows the right place: of a page, a photo, a film, in the layout that it was marked in."""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from PIL import Image
from PySide6.QtCore import QLoggingCategory
from tests.support import numbered
from tests.support.building import START, a_portfolio, digest_of, small_rubric

from certdesk import shipped
from certdesk.actions import moments_of_films
from certdesk.actions.drawing_places import HEIGHT, WIDTH
from certdesk.actions.evidence_pictures import picture_orders, take_pictures
from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Rect, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.composing import Judged
from certdesk.core.decision import decide
from certdesk.core.errors import CancelledError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import silent
from certdesk.evidence.film.libraries import load
from certdesk.evidence.film.taking import take_stills
from certdesk.evidence.libreoffice import kept_place
from certdesk.evidence.requests import FindText, MeasurePages

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
SPOT = Rect(600, 500, 700, 560)


def spotted(colour, size=(1200, 900), spot=SPOT, ground=WHITE) -> Image.Image:
    """A ground with one spot of colour."""
    image = Image.new("RGB", size, ground)
    image.paste(colour, (int(spot.left), int(spot.top), int(spot.right), int(spot.bottom)))
    return image


def saved(form: str, *images: Image.Image) -> bytes:
    target = io.BytesIO()
    images[0].save(target, form, save_all=len(images) > 1, append_images=images[1:])
    return target.getvalue()


class Shelf:
    """A vault of a folder, some items, and the pictures of places in them."""

    def __init__(self, workspace, worker):
        self.workspace, self.worker, self.items, self.notes = workspace, worker, [], []

    def keep(self, data: bytes) -> str:
        digest = sha256(data).hexdigest()
        path = self.workspace.vault.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return digest

    def mark(self, name: str, kind: str, data: bytes, anchor, criteria=("T1",)) -> str:
        number = len(self.items)
        item = EvidenceItem(f"i{number}", "p", number, self.keep(data), len(data), name, name, kind=kind)
        self.items.append(item)
        self.notes.append(Annotation(f"a{number}", "a", item.id, anchor, criteria))
        return f"a{number}"

    def orders(self):
        state = AssessmentState.OPEN
        assessment = Assessment("a", "p", "x", state, START, {}, {}, tuple(self.notes))
        rubric = small_rubric()
        judged = Judged(a_portfolio(), tuple(self.items), rubric, assessment, decide(rubric, {}))
        return picture_orders(judged, self.workspace.vault, self.workspace.derived / "pages")

    def pictures(self, progress=silent) -> dict[str, Image.Image]:
        made = take_pictures(self.orders(), self.worker, progress)
        return {id_: Image.open(io.BytesIO(data)).convert("RGB") for id_, data in made.items()}

    def picture(self, name, kind, data, anchor) -> Image.Image:
        id_ = self.mark(name, kind, data, anchor)
        return self.pictures()[id_]


@pytest.fixture
def shelf(workspace, worker):
    return Shelf(workspace, worker)


def near(colour, wanted, most=40) -> bool:
    return all(abs(one - other) <= most for one, other in zip(colour, wanted, strict=True))


def share(image, colour) -> float:
    pixels = [image.getpixel((x, y)) for x in range(0, image.width, 2) for y in range(0, image.height, 2)]
    return sum(near(pixel, colour) for pixel in pixels) / len(pixels)


def middle(image):
    return image.getpixel((image.width // 2, image.height // 2))


def has_frame(image) -> bool:
    return share(image, (190, 24, 60)) > 0.002


def test_a_region_of_a_photo_with_what_is_around_it(shelf):
    image = shelf.picture("a.png", "image", saved("PNG", spotted(BLUE)), PhotoRegion(SPOT))
    assert near(middle(image), BLUE)
    assert 0.05 < share(image, BLUE) < 0.6
    assert share(image, WHITE) > 0.2
    assert has_frame(image)
    assert image.width <= WIDTH
    assert image.height <= HEIGHT


def test_a_region_of_a_later_page_of_a_photo(shelf):
    data = saved("TIFF", spotted(GREEN, ground=RED), spotted(BLUE))
    image = shelf.picture("a.tiff", "image", data, PhotoRegion(SPOT, 2))
    assert near(middle(image), BLUE)
    assert 0.05 < share(image, BLUE) < 0.6
    assert share(image, WHITE) > 0.2
    assert share(image, RED) < 0.02, "nothing of the first page"
    assert has_frame(image)


def test_a_later_page_of_another_size(shelf):
    small = spotted(BLUE, (300, 200), Rect(100, 80, 200, 120))
    data = saved("TIFF", spotted(GREEN, ground=RED), small)
    whole = shelf.picture("a.tiff", "image", data, PhotoRegion(Rect(0, 0, 300, 200), 2))
    assert near(middle(whole), BLUE)
    assert not has_frame(whole)
    assert whole.size == (300, 200)


def test_a_turned_photo_is_shown_upright(shelf):
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = spotted(BLUE, (900, 1200), Rect(100, 900, 300, 1000))
    upright.rotate(90, expand=True).save(target, "JPEG", exif=exif, quality=95)
    image = shelf.picture("a.jpg", "image", target.getvalue(), PhotoRegion(Rect(100, 900, 300, 1000)))
    assert near(middle(image), BLUE)


def test_a_region_of_a_page(shelf):
    data = saved("PDF", spotted(RED, (600, 800)), spotted(BLUE, (600, 800), Rect(100, 600, 200, 640)))
    image = shelf.picture("a.pdf", "pdf", data, PageRegion(2, Rect(100, 600, 200, 640)))
    assert near(middle(image), BLUE)
    assert share(image, RED) < 0.02
    assert has_frame(image)


def test_a_whole_page_has_no_frame(shelf):
    data = saved("PDF", spotted(BLUE, (600, 800), Rect(200, 300, 400, 500)))
    first = shelf.mark("a.pdf", "pdf", data, PageRegion(1, Rect(0, 0, 0, 0)))
    second = shelf.mark("b.pdf", "pdf", data, PageRegion(1, Rect(0, 0, 600, 800)))
    for image in (shelf.pictures()[first], shelf.pictures()[second]):
        assert near(middle(image), BLUE)
        assert not has_frame(image)
        assert image.height == HEIGHT


def test_the_still_of_a_film_whole_and_its_region(shelf):
    film = (shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4").read_bytes()
    still = shelf.keep(saved("PNG", spotted(BLUE, (854, 480), Rect(600, 300, 700, 360), (240, 240, 240))))
    half = shelf.keep(saved("PNG", spotted(BLUE, (427, 240), Rect(300, 150, 350, 180), (240, 240, 240))))
    region = Rect(600, 300, 700, 360)
    ids = [
        shelf.mark("f.mp4", "video", film, TimeSpan(1, 2, still)),
        shelf.mark("f.mp4", "video", film, TimeSpan(1, 2, still, region), ("T2",)),
        shelf.mark("f.mp4", "video", film, TimeSpan(1, 2, half, region), ("T2",)),
    ]
    whole, part, scaled = (shelf.pictures()[id_] for id_ in ids)
    assert not has_frame(whole)
    assert share(whole, BLUE) < 0.05
    for image in (part, scaled):
        assert near(middle(image), BLUE)
        assert share(image, BLUE) > 0.1
        assert has_frame(image)


def test_pages_that_libreoffice_made_are_taken_where_the_mark_was_made_in_them(shelf):
    office = (shipped.resources() / "sample_cohort" / "KITE-37" / "co-planning.docx").read_bytes()
    anchor = PageRegion(1, Rect(100, 600, 200, 640), "no such words", "LibreOffice 7.4")
    kept = kept_place(shelf.workspace.derived / "pages", anchor.view, sha256(office).hexdigest())
    kept.parent.mkdir(parents=True)
    kept.write_bytes(saved("PDF", spotted(BLUE, (600, 800), Rect(100, 600, 200, 640))))
    assert near(middle(shelf.picture("a.docx", "document", office, anchor)), BLUE)


def test_without_those_pages_the_quoted_words_are_found_in_the_simplified_ones(shelf):
    office = (shipped.resources() / "sample_cohort" / "KITE-37" / "co-planning.docx").read_bytes()
    words = "groups choose the order themselves"
    path = shelf.workspace.vault.path(shelf.keep(office))
    engine = shelf.worker.ask(MeasurePages(path)).engine
    match = shelf.worker.ask(FindText(path, words)).matches[0]
    left, top, width, height = match.rects[0]
    simplified = PageRegion(match.page, Rect(left, top, left + width, top + height), words, engine)
    right = shelf.mark("a.docx", "document", office, simplified)
    elsewhere = PageRegion(9, Rect(0, 0, 9, 9), words, "LibreOffice 1.0")
    other = shelf.mark("a.docx", "document", office, elsewhere)
    lost = PageRegion(1, Rect(0, 0, 9, 9), "words that nobody wrote", "LibreOffice 1.0")
    without = shelf.mark("a.docx", "document", office, lost, ("T2",))
    pictures = shelf.pictures()
    assert pictures[right].tobytes() == pictures[other].tobytes()
    assert has_frame(pictures[right])
    assert without not in pictures


def test_words_of_a_document_are_found_on_its_pages(shelf):
    office = (shipped.resources() / "sample_cohort" / "KITE-37" / "co-planning.docx").read_bytes()
    image = shelf.picture("a.docx", "document", office, TextQuote("groups choose the order themselves"))
    assert has_frame(image)


def test_repeated_words_are_shown_where_they_were_quoted(shelf):
    office = (shipped.resources() / "sample_cohort" / "KITE-37" / "co-planning.docx").read_bytes()
    path = shelf.workspace.vault.path(shelf.keep(office))
    assert len(shelf.worker.ask(FindText(path, "the")).matches) > 1
    quoted = TextQuote("the", "layers themselves; groups choose ", " order themselves")
    first = shelf.mark("a.docx", "document", office, TextQuote("the"))
    meant = shelf.mark("a.docx", "document", office, quoted)
    engine = shelf.worker.ask(MeasurePages(path)).engine
    phrase = shelf.worker.ask(FindText(path, "groups choose the order")).matches[0]
    within = [
        Rect(left, top, left + width, top + height)
        for one in shelf.worker.ask(FindText(path, "the")).matches
        for left, top, width, height in one.rects
        if (one.page, top) == (phrase.page, phrase.rects[0][1])
        and phrase.rects[0][0] <= left
        and left + width <= phrase.rects[0][0] + phrase.rects[0][2]
    ]
    exact = shelf.mark("a.docx", "document", office, PageRegion(phrase.page, within[0], "the", engine), ("T2",))
    pictures = shelf.pictures()
    assert pictures[meant].tobytes() == pictures[exact].tobytes()
    assert pictures[meant].tobytes() != pictures[first].tobytes()


def test_words_are_found_on_the_pages_that_libreoffice_made(shelf):
    data = b"a letter of long ago"
    pdf = (shipped.resources() / "sample_cohort" / "KITE-37" / "unit-plan.pdf").read_bytes()
    kept = kept_place(shelf.workspace.derived / "pages", "LibreOffice 7.4", sha256(data).hexdigest())
    kept.parent.mkdir(parents=True)
    kept.write_bytes(pdf)
    assert has_frame(shelf.picture("a.doc", "document", data, TextQuote("two-litre can")))


def numbered_film(folder, form):
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # Qt's stand-ins tell what this computer has not got
    if form == "AV1":
        return numbered.av1_film(load(), folder / "film.mkv", 60, 100).read_bytes()
    return numbered.film(load(), folder / "film.mkv", range(0, 6000, 100)).read_bytes()


@pytest.mark.parametrize("form", ["MPEG-4", "AV1"])
def test_a_film_without_a_still_is_shown_as_its_span_begins(shelf, tmp_path, form):
    film = numbered_film(tmp_path, form)
    never = shelf.mark("f.mkv", "video", film, TimeSpan(3333, 5000))
    lost = shelf.mark("f.mkv", "video", film, TimeSpan(1200, 5000, digest_of("lost")))
    pictures = shelf.pictures()
    assert numbered.number_in(pictures[never]) == 33
    assert numbered.number_in(pictures[lost]) == 12


def test_pictures_of_one_film_are_taken_together_and_each_is_that_of_its_moment(shelf, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        moments_of_films, "take_stills", lambda path, times, size: asked.append(times) or take_stills(path, times, size)
    )
    film = numbered_film(tmp_path, "MPEG-4")
    times = {3300: "T1", 500: "T4", 5200: "T2", 900: "T3", 4100: "T4", 200: "T1", 501: "T2", 100: "T1"}
    ids = {
        ms: shelf.mark("f.mkv", "video", film, TimeSpan(ms, 6000, None), (criterion,))
        for ms, criterion in times.items()
    }
    again = shelf.mark("f.mkv", "video", film, TimeSpan(200, 6000), ("T3",))
    shelf.mark("g.mkv", "video", b"no film", TimeSpan(100, 6000), ("T2",))
    pictures = shelf.pictures()
    del ids[100]  # it would be the third of its criterion
    assert {ms: numbered.number_in(pictures[id_]) for ms, id_ in ids.items()} == {ms: ms // 100 for ms in ids}
    assert numbered.number_in(pictures[again]) == 2
    assert pictures.keys() == {*ids.values(), again}
    assert [sorted(times) for times in asked] == [sorted(ids)]


def test_a_part_of_a_film_without_a_still(shelf, tmp_path):
    film = numbered_film(tmp_path, "MPEG-4")
    part = Rect(numbered.WIDTH / 3, 0, numbered.WIDTH / 2, numbered.HEIGHT / 2)
    image = shelf.picture("f.mkv", "video", film, TimeSpan(400, 500, region=part))
    assert has_frame(image)
    assert image.getpixel((image.width // 2, image.height // 6))[0] > 200, "the bit of 4 is set: light above dark"


def test_what_cannot_be_drawn_is_left_out(shelf):
    data = saved("PDF", spotted(RED, (600, 800)))
    shelf.mark("a.pdf", "pdf", data, PageRegion(7, Rect(0, 0, 9, 9)))
    shelf.mark("a.pdf", "pdf", data[: len(data) // 2], PageRegion(1, Rect(0, 0, 9, 9)), ("T2",))
    shelf.mark("a.txt", "text", b"words", TextQuote("words"), ("T3",))
    shelf.mark("f.mp4", "video", b"", TimeSpan(1, 2, digest_of("lost")), ("T4",))
    shelf.mark("a.png", "image", saved("PNG", spotted(GREEN)), WholeItem(), ("T4",))
    assert list(shelf.pictures()) == ["a4"]


def test_the_first_two_of_each_criterion_and_none_twice(shelf):
    data = saved("PNG", spotted(RED))
    ids = [shelf.mark("a.png", "image", data, PhotoRegion(SPOT), criteria) for criteria in (("T1", "T2"),) * 3]
    other = shelf.mark("a.png", "image", data, PhotoRegion(SPOT), ("T3",))
    assert list(shelf.pictures()) == [*ids[:2], other]


def test_the_first_two_that_can_be_drawn(shelf):
    shelf.mark("a.xlsx", "sheet", b"", TextQuote("a table"))
    shelf.mark("a.gif", "image", b"GIF89a, cut off", WholeItem())
    shelf.mark("a.pdf", "pdf", saved("PDF", spotted(RED, (600, 800))), PageRegion(7, Rect(0, 0, 9, 9)))
    data = saved("PNG", spotted(RED))
    ids = [shelf.mark("a.png", "image", data, PhotoRegion(SPOT)) for _ in range(3)]
    assert list(shelf.pictures()) == ids[:2]


def test_pictures_can_be_stopped(shelf):
    def stop(*_):
        raise CancelledError("stop")

    shelf.mark("a.png", "image", saved("PNG", spotted(RED)), WholeItem())
    with pytest.raises(CancelledError):
        shelf.pictures(stop)
