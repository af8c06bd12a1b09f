"""Pages and pictures through the locked-up worker, against the bare libraries in process."""

from __future__ import annotations

import shutil
from itertools import count
from time import perf_counter

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.benchmarks.conftest import median_seconds
from tests.evidence.conftest import Maker, paragraph

from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe, RenderPage, Thumbnail

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]
PAGES = 800
SCALE = 100 / 72
BOX = 240


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Eight hundred pages of text, each with a drawing."""
    path = tmp_path_factory.mktemp("book") / "book.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in range(1, PAGES + 1):
        canvas.setFont("Helvetica", 10)
        for line in range(48):
            canvas.drawString(50, 790 - line * 15, f"Page {page}, line {line}: pupils compare what they saw with it")
        for spot in range(40):
            canvas.circle(60 + spot * 12, 50, spot % 9)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def reader(book):
    with EvidenceWorker(files=1000) as running:
        running.ask(Describe(book))
        running.ask(RenderPage(book, 1, SCALE))
        yield running


def bare_page(document, number):
    """What a viewer needs of a page: its pixels, four bytes each."""
    page = document[number - 1]
    bitmap = page.render(scale=SCALE, rev_byteorder=False, prefer_bgrx=True)
    return bytes(bitmap.buffer)


def test_first_page(benchmark, ratio, reader, book, tmp_path):
    names = count()

    def fresh():
        return (shutil.copy(book, tmp_path / f"{next(names)}.pdf"),), {}

    def bare():
        path = shutil.copy(book, tmp_path / f"{next(names)}.pdf")
        begun = perf_counter()
        document = pypdfium2.PdfDocument(path)
        assert bare_page(document, 1)
        seconds = perf_counter() - begun
        document.close()
        return seconds

    benchmark.pedantic(lambda path: reader.ask(RenderPage(path, 1, SCALE)), setup=fresh, rounds=15)
    baseline = sorted(bare() for _round in range(15))[7]
    ratio("first page of 800, 100 dpi", benchmark.stats["median"], "bare pypdfium2 in process", baseline)


def test_page_flip(benchmark, ratio, reader, book):
    pages = count(100)
    document = pypdfium2.PdfDocument(book)
    benchmark.pedantic(lambda: reader.ask(RenderPage(book, next(pages), SCALE)), rounds=60, warmup_rounds=2)
    baseline = median_seconds(lambda: bare_page(document, next(pages)), 60)
    document.close()
    ratio("page flip, 100 dpi", benchmark.stats["median"], "bare pypdfium2 in process", baseline)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Forty items: photos of 12 megapixels, screenshots, pages, office files."""
    make = Maker(tmp_path_factory.mktemp("mixed"))
    photo = Image.effect_noise((500, 375), 80).convert("RGB").resize((4000, 3000), Image.Resampling.BICUBIC)
    paths = []
    for number in range(24):
        paths.append(make.folder / f"photo-{number}.jpg")
        photo.rotate(number).save(paths[-1], quality=88)
    for number in range(6):
        paths.append(make.folder / f"screen-{number}.png")
        photo.resize((1600, 1200)).rotate(number).save(paths[-1], compress_level=1)
    paths += [make.pdf(f"page-{number}.pdf", *["Some words"] * 5) for number in range(6)]
    paths += [make.docx(f"text-{number}.docx", paragraph("Words " * 200) * 5) for number in range(2)]
    paths += [make.pptx(f"slides-{number}.pptx", "One", "Two") for number in range(2)]
    return paths


def bare_thumbnail(path):
    """The best that one thread does with the libraries themselves."""
    if path.suffix in {".jpg", ".png"}:
        with Image.open(path) as image:
            image.draft("RGB", (BOX, BOX))
            image.thumbnail((BOX, BOX))
            return image.convert("RGB").tobytes("raw", "BGRX")
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        pixels = bytes(page.render(scale=BOX / max(page.get_size()), prefer_bgrx=True).buffer)
        document.close()
        return pixels
    raise ValueError(path)


def test_contact_sheet(benchmark, ratio, mixed):
    def sheet(worker):
        waiting = [worker.submit(Thumbnail(path, BOX, BOX)) for path in mixed]
        return [each.result() for each in waiting]

    with EvidenceWorker(workers=2) as worker:
        for each in [worker.submit(Describe(path)) for path in mixed[-2:] * 2]:
            each.result()
        made = benchmark.pedantic(lambda: sheet(worker), rounds=3)
    assert len(made) == len(mixed) == 40
    drawn = [path for path in mixed if path.suffix in {".jpg", ".png", ".pdf"}]
    baseline = median_seconds(lambda: [bare_thumbnail(path) for path in drawn], 3)
    speed = len(made) / benchmark.stats["median"]
    note = f"{speed:.0f} items/s; the baseline leaves out the {40 - len(drawn)} office files"
    ratio(
        "contact sheet of 40 mixed items",
        benchmark.stats["median"],
        "Pillow (draft) and pypdfium2, 1 thread",
        baseline,
        note,
    )
