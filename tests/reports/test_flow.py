from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.reports.paper import A4
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Cell, Panel, Row, Ruled, Stack, Table
from certdesk.reports.tagged.flow import Together, paginate
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family
from certdesk.reports.text.runs import Style

BODY = Style(Family.BODY, 10, 14, (0, 0, 0))


@dataclass(frozen=True)
class Box(Block):
    """A box that can't be split."""

    size: float

    @property
    def height(self) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pass


def text(lines: int) -> Block:
    return paragraph(Node("P"), "\n".join(f"line {n}" for n in range(lines)), BODY, 400)


@given(heights=st.lists(st.floats(1, 300), max_size=30))
def test_no_page_is_overfull_and_no_block_is_lost(heights):
    boxes = [Box(height) for height in heights]
    pages = paginate(boxes, 50, 40, 400)
    assert [block for page in pages for block, _y in page] == boxes
    assert all(y + block.height <= 400.1 for page in pages for block, y in page)


@given(lines=st.integers(4, 200), before=st.floats(0, 380))
def test_a_long_text_keeps_two_lines_on_either_side_of_a_page(lines, before):
    pages = paginate([Box(before + 0.1), text(lines)], 0, 0, 400)
    parts = [len(block.lines) for page in pages for block, _y in page if hasattr(block, "lines")]
    assert sum(parts) == lines
    assert min(parts) >= 2


def test_a_heading_goes_with_what_follows_it():
    pages = paginate([Box(370), Together(Box(20), 4, text(3))], 0, 0, 400)
    assert [len(page) for page in pages] == [1, 2]


def test_space_disappears_at_the_end_of_a_page():
    pages = paginate([Box(390), Space(50), Box(20)], 0, 0, 400)
    assert [(block.height, y) for block, y in pages[1]] == [(20, 0)]


def test_what_is_taller_than_a_page_runs_over_the_margin_rather_than_for_ever():
    assert len(paginate([Box(1000), Box(10)], 0, 0, 400)) == 2


def test_a_table_repeats_its_head():
    head, again = Box(10), Box(11)
    table = Table(head, again, tuple(Box(100) for _row in range(9)))
    pages = paginate([table], 0, 0, 400)
    heads = [block.head for page in pages for block, _y in page]
    assert heads == [head, again, again]
    assert sum(len(block.rows) for page in pages for block, _y in page) == 9


def test_a_row_that_is_kept_whole_goes_to_the_next_page():
    row = Row((Cell(0, text(10)), Cell(200, text(4))), whole_below=300)
    assert row.split(100) == (None, row)
    top, bottom = Row(row.cells).split(100)
    assert top.height <= 100
    assert top.height + bottom.height == pytest.approx(row.height)


def test_what_has_ended_is_named_again_beside_what_goes_on():
    again = text(1)
    row = Row((Cell(0, text(3), again), Cell(200, text(20))))
    top, bottom = row.split(100)
    assert [cell.block.height for cell in top.cells] == [42, 98]
    assert bottom.cells[0].block is again
    last = bottom.split(100)[1]
    assert last.cells[0].block is again
    assert len(last.cells[1].block.lines) == 6


def test_a_line_is_only_at_the_end_of_a_row():
    top, bottom = Ruled(text(20), 400, (0, 0, 0)).split(150)
    assert (top.colour, bottom.colour) == (None, (0, 0, 0))


def test_panels_and_ruled_rows_split_with_their_inside():
    for block in (Panel(text(20), 400, None, None), Ruled(text(20), 400, (0, 0, 0))):
        top, bottom = block.split(150)
        assert top.height <= 150
        assert type(top) is type(bottom) is type(block)
    assert Panel(Box(100), 400, None, None).split(50)[0] is None


def test_a_stack_drops_the_space_where_it_is_cut():
    top, bottom = Stack((Box(50), Space(20), Box(50))).split(75)
    assert (top.height, bottom.height) == (50, 50)


def test_the_pen_refuses_what_is_not_marked():
    pen = Pen(A4)
    with pytest.raises(RuntimeError, match="outside"):
        pen.line((0, 0), (1, 1), (0, 0, 0))
    with pytest.raises(RuntimeError, match="nest"), pen.artifact(), pen.content(Node("P")):
        pass
