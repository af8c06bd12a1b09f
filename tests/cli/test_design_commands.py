"""The commands of ``certdesk design``."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

PROGRAMME = "Highland STEM Teaching Programme"


def test_a_design_is_begun_changed_shown_and_undone(here):
    assert "work without a programme" in here.does("design", "list")
    assert "no programme" in here.refuses("design", "set", "Highland", "--design", "field")
    here.does("design", "set", PROGRAMME, "--new", "--design", "field", "--accent", "#7A1F3D")
    line = here.tells("design", "list")[-1]
    assert (line["programme"], line["design"], line["paper"]) == (PROGRAMME, "field", "a4")
    told = here.tells("design", "set", "high", "--paper", "letter", "--second-name", "Samuel Bekele")
    assert (told["design"], told["paper"], told["changed"]) == ("field", "letter", True)
    shown = here.does("design", "show", "High")
    assert "Samuel Bekele" in shown
    assert "#7A1F3D" in shown
    here.does("undo")
    assert here.tells("design", "show", "High")["paper"] == "a4"
    assert here.tells("design", "set", "High", "--reset")["design"] == "ledger"


def test_what_can_not_be_printed_is_refused_and_what_is_hard_to_read_is_told(here):
    here.does("design", "set", PROGRAMME, "--new", "--design", "signal")
    assert "{title}" in here.refuses("design", "set", "High", "--statement", "the {titel}")
    assert "not a colour" in here.refuses("design", "set", "High", "--ink", "red")
    assert "hard to read" in here.does("design", "set", "High", "--ink", "#DDDDDD")


@pytest.mark.slow
def test_pictures_are_put_on_and_taken_off(here, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    assert here.tells("design", "set", PROGRAMME, "--new", "--logo", logo)["logo"]
    assert not here.tells("design", "set", "High", "--logo", "")["logo"]
    assert "can't be read" in here.refuses("design", "set", "High", "--seal", tmp_path / "none.png")


def test_specimens_are_written_in_one_look_or_all(here, tmp_path):
    here.does("design", "set", PROGRAMME, "--new")
    file = tmp_path / "one.pdf"
    here.does("design", "preview", "High", "-o", file, "--holder", "Amal al-Khatib", "--design", "field")
    with pypdfium2.PdfDocument(file) as document:
        assert "Amal al-Khatib" in document[0].get_textpage().get_text_range()
    assert "there already" in here.refuses("design", "preview", "High", "-o", file)
    made = here.does("design", "preview", "High", "--all-looks", "-o", tmp_path / "looks").split()
    assert [Path(name).name for name in made] == ["ledger.pdf", "signal.pdf", "field.pdf"]
