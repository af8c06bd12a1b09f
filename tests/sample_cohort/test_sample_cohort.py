"""The sample cohort that ships: complete, readable, invented, and marked with pointers that are right."""

import re
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pi_heif
import pypdfium2
import pytest
import yaml
from defusedxml import ElementTree
from PIL import Image, ImageOps
from pymediainfo import MediaInfo

from certdesk import shipped

pi_heif.register_heif_opener()

CODES = ("KITE-37", "FERN-08", "OTTER-51", "LARK-12", "PINE-29", "WREN-03")
MARKED = CODES[:5]
PICTURES = {".jpg", ".png", ".heic"}
MEDIA = {".mp4", ".webm", ".mov", ".m4a"}
ORIENTATION = 0x0112


def cohort() -> Path:
    return shipped.resources() / "sample_cohort"


def manifest(code: str) -> dict[str, Any]:
    return dict(yaml.safe_load((cohort() / code / "portfolio.yaml").read_text("utf-8")))


def marks(code: str) -> dict[str, Any]:
    return dict(yaml.safe_load((cohort() / "marks" / f"{code}.yaml").read_text("utf-8")))


def rubric(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((shipped.rubrics() / f"{name.replace('-', '_')}.yaml").read_text("utf-8")))


def evidence(code: str) -> list[tuple[str, dict[str, Any]]]:
    return [(criterion, pointer) for criterion, mark in marks(code)["marks"].items() for pointer in mark["evidence"]]


def files(code: str, endings: set[str]) -> list[Path]:
    return sorted(file for file in (cohort() / code).iterdir() if file.suffix in endings)


def seconds(clock: str) -> float:
    minutes, rest = clock.split(":")
    return int(minutes) * 60 + float(rest)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def office_words(file: Path) -> str:
    parts = {
        ".docx": r"word/document\.xml",
        ".odt": r"content\.xml",
        ".pptx": r"ppt/slides/slide\d+\.xml",
        ".xlsx": r"xl/.*(sharedStrings|sheet\d+)\.xml",
    }
    with zipfile.ZipFile(file) as packed:
        found = [packed.read(name) for name in packed.namelist() if re.fullmatch(parts[file.suffix], name)]
    return letters("".join("".join(ElementTree.fromstring(part).itertext()) for part in found))


def orientation(file: Path) -> int:
    with Image.open(file) as image:
        return int(image.getexif().get(ORIENTATION, 1))


def upright(file: Path) -> Image.Image:
    with Image.open(file) as image:
        return ImageOps.exif_transpose(image)


def test_the_whole_cohort_stays_small_enough_for_a_download() -> None:
    total = sum(file.stat().st_size for file in cohort().rglob("*") if file.is_file())
    assert 8_000_000 < total < 20_000_000


def test_every_portfolio_has_a_folder_and_all_but_one_are_marked() -> None:
    assert {folder.name for folder in cohort().iterdir() if folder.is_dir()} == {*CODES, "marks"}
    assert {file.stem for file in (cohort() / "marks").iterdir()} == set(MARKED)


@pytest.mark.parametrize("code", CODES)
def test_manifest_and_files_agree(code: str) -> None:
    head = manifest(code)
    listed = [item["file"] for item in head["items"]]
    assert head["schema"] == "certdesk.portfolio/1"
    assert head["code"] == code
    assert "Invented sample" in head["note"]
    assert len(listed) == len(set(listed))
    assert {*listed, "portfolio.yaml"} == {file.name for file in (cohort() / code).iterdir()}
    assert head["received"] < head["due"]


@pytest.mark.parametrize("code", CODES)
def test_items_have_known_types_and_claim_criteria_of_their_rubric(code: str) -> None:
    head = manifest(code)
    known = {
        kind["id"] for kind in yaml.safe_load((shipped.rubrics() / "evidence_types.yaml").read_text("utf-8"))["types"]
    }
    criteria = {criterion["id"] for criterion in rubric(head["rubric"]["id"])["criteria"]}
    assert {item["type"] for item in head["items"]} <= known
    claims = [claim for item in head["items"] for claim in item["claims"]]
    assert {claim["criterion"] if isinstance(claim, dict) else claim for claim in claims} == criteria


def test_claims_with_a_place_quote_what_stands_there() -> None:
    placed = [
        (item["file"], claim)
        for item in manifest("KITE-37")["items"]
        for claim in item["claims"]
        if isinstance(claim, dict)
    ]
    assert {file for file, _claim in placed} == {"unit-plan.pdf", "lesson-04-filters.mp4", "improvement-cycle.pdf"}
    for file, claim in placed:
        if "page" in claim:
            with pypdfium2.PdfDocument(cohort() / "KITE-37" / file) as document:
                text = document[claim["page"] - 1].get_textpage().get_text_range()
            assert letters(claim["words"]) in letters(text)
        else:
            assert seconds(claim["from"]) < seconds(claim["to"])


@pytest.mark.parametrize("code", CODES)
def test_all_required_evidence_is_there(code: str) -> None:
    head = manifest(code)
    kinds = [item["type"] for item in head["items"]]
    for criterion in rubric(head["rubric"]["id"])["criteria"]:
        for need in criterion["evidence"]["required"]:
            assert kinds.count(need["type"]) >= need.get("min", 1), (criterion["id"], need["type"])


@pytest.mark.parametrize("code", CODES)
def test_pictures_decode(code: str) -> None:
    found = files(code, PICTURES)
    assert found
    for file in found:
        image = upright(file)
        assert min(image.size) >= 600, file.name
        assert len(image.convert("L").resize((32, 32)).getcolors() or []) > 12, file.name


def test_turned_photographs_say_how_they_are_turned() -> None:
    turned = {orientation(file) for code in CODES for file in files(code, {".jpg"})}
    assert {1, 3, 6, 8} <= turned


def test_a_picture_format_of_telephones_is_among_them() -> None:
    assert [file.name for code in CODES for file in files(code, {".heic"})] == ["filter-tests.heic", "echo-sheet.heic"]


def test_all_document_formats_occur() -> None:
    endings = {file.suffix for code in CODES for file in (cohort() / code).iterdir()}
    assert endings >= {
        ".pdf",
        ".docx",
        ".odt",
        ".pptx",
        ".xlsx",
        ".jpg",
        ".png",
        ".heic",
        ".txt",
        ".md",
        ".mp4",
        ".webm",
        ".mov",
        ".m4a",
    }


@pytest.mark.parametrize("code", CODES)
def test_documents_say_that_they_are_invented(code: str) -> None:
    for file in files(code, {".docx", ".odt", ".xlsx"}):
        with zipfile.ZipFile(file) as packed:
            assert any(b"Invented sample" in packed.read(name) for name in packed.namelist()), file.name
    for file in files(code, {".txt", ".md"}):
        assert "nvented" in file.read_text("utf-8"), file.name
    for file in files(code, {".pdf"}):
        with pypdfium2.PdfDocument(file) as document:
            assert document.get_metadata_dict()["Author"] == "Invented sample for CertDesk", file.name


@pytest.mark.parametrize("code", CODES)
def test_films_have_picture_and_sound(code: str) -> None:
    for file in files(code, MEDIA - {".m4a"}):
        tracks = {track.track_type: track for track in MediaInfo.parse(file).tracks}
        assert {"Video", "Audio"} <= set(tracks), file.name
        assert tracks["Video"].width >= 640
        assert 40_000 < float(tracks["General"].duration) < 130_000
        assert 500_000 < file.stat().st_size < 5_000_000


def test_the_two_long_films_use_two_families_of_coding() -> None:
    video = {code: MediaInfo.parse(files(code, MEDIA)[0]).video_tracks[0].format for code in ("KITE-37", "FERN-08")}
    assert video == {"KITE-37": "AVC", "FERN-08": "VP9"}


@pytest.mark.parametrize("code", MARKED)
def test_marks_cover_every_criterion_with_words_and_evidence(code: str) -> None:
    given = marks(code)
    assert given["rubric"] == manifest(code)["rubric"]
    assert list(given["marks"]) == [criterion["id"] for criterion in rubric(given["rubric"]["id"])["criteria"]]
    for criterion, mark in given["marks"].items():
        assert mark["evidence"], criterion
        assert mark["next_step"], criterion
        assert mark.get("strength") or "unscorable" in mark, criterion


@pytest.mark.parametrize("code", MARKED)
def test_every_pointer_is_inside_an_item_of_the_portfolio(code: str) -> None:
    listed = {item["file"] for item in manifest(code)["items"]}
    for criterion, pointer in evidence(code):
        assert pointer["item"] in listed, criterion
        if "region" in pointer:
            left, top, right, bottom = pointer["region"]
            width, height = upright(cohort() / code / pointer["item"]).size
            assert 0 <= left < right <= width, pointer
            assert 0 <= top < bottom <= height, pointer
        if "start" in pointer:
            length = float(MediaInfo.parse(cohort() / code / pointer["item"]).general_tracks[0].duration) / 1000
            assert 0 <= seconds(pointer["start"]) < seconds(pointer["end"]) <= length + 0.1, pointer


@pytest.mark.parametrize("code", MARKED)
def test_quoted_words_stand_where_the_marks_say(code: str) -> None:
    for _criterion, pointer in evidence(code):
        file = cohort() / code / pointer["item"]
        if file.suffix == ".pdf" and "rect" in pointer:
            assert_rect_holds_quote(file, pointer)
        elif "quote" in pointer:
            text = letters(file.read_text("utf-8")) if file.suffix in {".txt", ".md"} else office_words(file)
            assert letters(pointer["quote"]) in text, pointer


def assert_rect_holds_quote(file: Path, pointer: dict[str, Any]) -> None:
    with pypdfium2.PdfDocument(file) as document:
        page = document[pointer["page"] - 1]
        left, top, right, bottom = pointer["rect"]
        width, height = page.get_size()
        assert 0 <= left < right <= width, pointer
        assert 0 <= top < bottom <= height, pointer
        if "quote" in pointer:
            inside = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
            assert letters(pointer["quote"]) in letters(inside), pointer


def weighted_mean(code: str) -> Fraction:
    weights = {criterion["id"]: criterion["weight"] for criterion in rubric(marks(code)["rubric"]["id"])["criteria"]}
    levels = {criterion: mark["level"] for criterion, mark in marks(code)["marks"].items()}
    return Fraction(sum(weights[name] * level for name, level in levels.items()), sum(weights.values()))


@pytest.mark.parametrize(
    ("code", "mean"),
    [
        ("KITE-37", Fraction(16, 5)),
        ("FERN-08", Fraction(13, 5)),
        ("OTTER-51", Fraction(7, 2)),
        ("PINE-29", Fraction(68, 25)),
    ],
)
def test_prepared_means_are_what_the_cohort_promises(code: str, mean: Fraction) -> None:
    assert weighted_mean(code) == mean


def test_the_faint_film_leaves_one_criterion_without_a_level() -> None:
    assert marks("LARK-12")["marks"]["T4"]["unscorable"] == "U-AUDIO"
    assert [name for name, mark in marks("LARK-12")["marks"].items() if "level" not in mark] == ["T4"]


def test_a_high_level_of_collaboration_rests_on_two_moments_of_film() -> None:
    mark = marks("KITE-37")["marks"]["T4"]
    assert mark["level"] >= 3
    assert sum("start" in pointer for pointer in mark["evidence"]) >= 2


def test_lesson_practice_has_two_pointers_from_both_halves_of_the_film() -> None:
    length = float(MediaInfo.parse(cohort() / "FERN-08" / "bridge-lesson.webm").general_tracks[0].duration) / 1000
    for criterion in ("B1", "B2", "B3", "B4", "B5", "B6"):
        times = [
            (seconds(p["start"]), seconds(p["end"]))
            for p in marks("FERN-08")["marks"][criterion]["evidence"]
            if "start" in p
        ]
        assert len(times) >= 2
        assert min(start for start, _ in times) < length / 2 < max(end for _, end in times)
        assert all(10 <= end - start <= 180 for start, end in times)
