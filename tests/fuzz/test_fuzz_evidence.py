"""Random and mutated bytes: telling and describing them never raises anything but our own errors."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import BY_NAME
from certdesk.evidence.kinds import sniff
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import Describe, ReadDocument, RenderPage, RenderPhoto, Thumbnail

EXTENSIONS = ["pdf", "docx", "pptx", "xlsx", "odt", "rtf", "doc", "jpg", "png", "heic", "mp4", "mkv", "csv", "md", ""]
MARKS = [
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1\\ansi ",
    b"GIF89a\x10\x00\x10\x00",
    b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42",
    b"\x1a\x45\xdf\xa3\x01\x00\x00\x00",
    b"RIFF\xff\x00\x00\x00AVI LIST",
    b"RIFF\xff\x00\x00\x00WEBPVP8X",
    b"II*\x00\x08\x00\x00\x00",
    b"ID3\x04\x00\x00",
    b"OggS\x00\x02",
    b"<!doctype html><table><tr><td>",
    b"BM" + b"\x00" * 8 + b"\x36\x00\x00\x00\x28\x00\x00\x00",
    b"\xff\xfe",
    b"8BPS\x00\x01",
    b"",
]


def whole_files() -> list[tuple[str, bytes]]:
    """Small whole files, to be damaged."""
    files = []
    for form, name in (("PNG", "a.png"), ("JPEG", "a.jpg"), ("GIF", "a.gif"), ("TIFF", "a.tif"), ("WEBP", "a.webp")):
        data = io.BytesIO()
        Image.radial_gradient("L").resize((24, 24)).save(data, form)
        files.append((name, data.getvalue()))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", "<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
        )
    files.append(("a.docx", data.getvalue()))
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    pdf += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 50]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    return [*files, ("a.pdf", pdf)]


WHOLE = whole_files()


@pytest.fixture(scope="module")
def worker():
    with EvidenceWorker() as running:
        yield running


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@given(st.sampled_from(MARKS), st.binary(max_size=400), st.text(max_size=12))
def test_sniffing_always_answers(mark, rest, name):
    found = sniff(mark + rest, name)
    assert found.format in BY_NAME
    assert found.kind is BY_NAME[found.format].kind


@given(st.binary(max_size=600))
def test_sniffing_looks_at_bytes_not_names(data):
    kinds = {sniff(data, f"file.{extension}").format for extension in ("pdf", "jpg", "mp4", "zip")}
    assert len(kinds) == 1


def answered(worker, path: Path) -> None:
    found = worker.ask(Describe(path))
    assert isinstance(found, Description)
    assert found.problem is None or (found.problem.sentence and found.problem.hint)
    assert found.problem is None or found.problem.code is not Code.HUNG
    for request in (Thumbnail(path, 64, 64), RenderPage(path, 1, 0.5), RenderPhoto(path, 64, 64), ReadDocument(path)):
        refused = worker.submit(request).exception()
        assert refused is None or isinstance(refused, EvidenceError)
        assert refused is None or (refused.hint and refused.problem.code is not Code.HUNG)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mark=st.sampled_from(MARKS), rest=st.binary(max_size=300), extension=st.sampled_from(EXTENSIONS))
def test_random_bytes_are_described(worker, place, mark, rest, extension):
    path = place / f"file.{extension}"
    path.write_bytes(mark + rest)
    answered(worker, path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_described(worker, place, data):
    name, whole = data.draw(st.sampled_from(WHOLE))
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = place / name
    path.write_bytes(damaged)
    answered(worker, path)
