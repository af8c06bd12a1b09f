import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.errors import UntrustedFileError
from certdesk.intake.guessing import guess_code, guess_title, guess_type
from certdesk.intake.names import displayed, in_order, is_clutter, safe_parts, same_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [("a.pdf", ("a.pdf",)), ("./a//b/c.pdf", ("a", "b", "c.pdf")), ("a/..b/c", ("a", "..b", "c")), ("...", ("...",))],
)
def test_names_are_split_into_folders(name, parts):
    assert safe_parts(name) == parts


@given(st.text(max_size=40))
def test_no_name_ever_leads_elsewhere(name):
    try:
        parts = safe_parts(name)
    except UntrustedFileError:
        return
    assert parts
    assert all(part not in {"", ".", ".."} and not set(part) & set("/\\\0") for part in parts)


@pytest.mark.parametrize("name", [".x", "THUMBS.DB", "~$a.docx", "~x.tmp", "__MACOSX", "$RECYCLE.BIN", "Desktop.ini"])
def test_clutter_is_known(name):
    assert is_clutter(name)


@pytest.mark.parametrize("name", ["a.pdf", "~notes.docx", "thumbs.jpg", "a.DS_Store.pdf"])
def test_evidence_is_not_clutter(name):
    assert not is_clutter(name)


def test_names_are_sorted_as_people_count():
    assert sorted(["b10", "B9", "a2", "a10", "a1", "Ä1"], key=in_order) == ["a1", "a2", "a10", "B9", "b10", "Ä1"]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_any_names_can_be_sorted(names):
    assert len(sorted(names, key=in_order)) == len(names)


def test_the_same_letters_in_other_bytes_are_the_same_name():
    assert same_name("PLÁN.pdf") == same_name("pla\u0301n.PDF")


def test_names_are_shown_on_one_line_and_in_one_direction():
    assert displayed(("a\n", "\u202eb")) == "a�/�b"


@pytest.mark.parametrize(
    ("name", "type_id"),
    [
        ("lesson plan 3.docx", "lesson_plan"), ("LessonPlan3.docx", "lesson_plan"), ("unit-plan_v2.pdf", "unit_plan"),
        ("a/b/Consent register.xlsx", "consent_register"), ("photo consent.jpg", "consent_record"),
        ("IMG_1.JPG", "photo"), ("pupils work sample.png", "pupil_work"), ("commentary.odt", "commentary"),
        ("clip.mov", "lesson_video"), ("reflection on co-planning.pdf", "co_planning_record"),
        ("risk assessment.pdf", "risk_note"),
        ("notes.txt", ""), ("noending", ""), (".mp4", ""), ("database.pdf", ""),
        ("pupil-reflection.m4a", "pupil_reflection"),
    ],
)  # fmt: skip
def test_types_are_guessed_from_words_then_from_endings(name, type_id):
    assert guess_type(name) == type_id


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01_lesson_plan.pdf", "Lesson plan"), ("3. Überblick.docx", "Überblick"), ("sub/x y.tar.gz", "X y.tar"),
        ("2026.pdf", "2026"), ("12 34.pdf", "12 34"), ("a" * 300 + ".pdf", "A" + "a" * 199), ("_.pdf", "_.pdf"),
        (".gitignore", ".gitignore"), ("version 1.2 final", "Version 1.2 final"),
    ],
)  # fmt: skip
def test_titles_are_made_from_names(name, title):
    assert guess_title(name) == title


@pytest.mark.parametrize(
    ("folder", "code"),
    [("P-2026-014", "P-2026-014"), ("kite_37", "KITE-37"), ("2026 014".replace(" ", "-"), "2026-014")],
)
def test_a_folder_called_by_a_code_keeps_it(folder, code):
    assert guess_code(folder) == code


@pytest.mark.parametrize("folder", ["Amina Diallo", "Zoë", "عائشة", "Okafor Amara 2", "Müller-3", "", "😀"])
def test_a_folder_called_after_a_person_gets_a_code_that_hides_the_name(folder):
    code = guess_code(folder)
    assert code == guess_code(folder)
    assert len(code) == 8
    assert code.startswith("P-")
    assert code.isascii()


def test_different_folders_get_different_codes():
    assert len({guess_code(f"Teacher {chr(97 + n)}") for n in range(26)}) == 26
