"""The audit finds what it is there to find: each of these files is sound but for one thing."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.reports import pdf_checks
from tests.reports.record_samples import MINUTES

from certdesk.reports.minutes_pdf import write_minutes


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("audit") / "minutes.pdf"
    write_minutes(MINUTES, path)
    return path


def first(pdf: pikepdf.Pdf, tag: str) -> pikepdf.Object:
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == f"/{tag}")


def widget(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == "/Widget")


def without(tag: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: first(pdf, tag).__delitem__(key)


def paint_unmarked(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 9 9 re f")


def own_twice(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").K.append(int(first(pdf, "H1").K[0]))


def disown(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot.K[0]
    root.K = Array(list(root.K)[1:])


def swap(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot.K[0]
    kids = list(root.K)
    root.K = Array([*kids[5:8], *kids[:5], *kids[8:]])


def skip_a_level(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = Name.H4


def lose_a_cell(pdf: pikepdf.Pdf) -> None:
    row = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == "/TR"][2]
    row.K = Array(list(row.K)[:1])


def add_an_empty_one(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot.K[0]
    root.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root)))


def strange_language(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").Lang = String("??")


def wrong_way_back(pdf: pikepdf.Pdf) -> None:
    page = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    page[0] = page[1]


BROKEN = {
    "is neither content nor artifact": paint_unmarked,
    "belongs to 2 elements": own_twice,
    "belongs to 0 elements": disown,
    "what is read later is drawn earlier": swap,
    "headings leave out a level": skip_a_level,
    "different numbers of cells": lose_a_cell,
    "a P is empty": add_an_empty_one,
    "is no language": strange_language,
    "the way back to its elements is wrong": wrong_way_back,
    "a figure has no words": without("Figure", "/Alt"),
    "a figure has no place": without("Figure", "/A"),
    "a header doesn't say for what": without("TH", "/A"),
    "a Form has no words": without("Form", "/Alt"),
    "a field has no /TU": lambda pdf: widget(pdf).__delitem__("/TU"),
    "the document has no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "headings but no bookmarks": lambda pdf: pdf.Root.__delitem__("/Outlines"),
    "the tab key": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
}


def test_a_sound_file_has_no_faults(sound):
    assert pdf_checks.structure_faults(sound) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_named(fault, sound, tmp_path):
    path = tmp_path / "broken.pdf"
    with pikepdf.open(sound) as pdf:
        BROKEN[fault](pdf)
        pdf.save(path)
    assert any(fault in found for found in pdf_checks.structure_faults(path))


def test_a_field_stands_alone_in_its_form(sound):
    with pikepdf.open(sound) as pdf:
        assert first(pdf, "Form").K.Type == Name.OBJR
