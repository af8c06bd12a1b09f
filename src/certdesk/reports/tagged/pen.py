"""The pen: draws on pages and refuses to draw anything that is neither content of a node nor marked as decoration."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, radians, sin

from reportlab.pdfgen.canvas import Canvas

from certdesk.reports.paper import Paper
from certdesk.reports.tagged.shapes import curve
from certdesk.reports.tagged.structure import Bookmark, MarkedContent, Node, SignatureField
from certdesk.reports.text.embedding import FontBook
from certdesk.reports.text.operators import Placed, number, show
from certdesk.reports.text.runs import Colour

Point = tuple[float, float]


class Pen:
    """Draws in points from the top left corner of the current page, inside ``content`` or ``artifact`` only."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.fonts = FontBook()
        self.images: dict[str, tuple[bytes, int, int]] = {}
        self.owners: list[list[Node]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=(paper.width, paper.height), pageCompression=0, invariant=1)
        self._canvas._preamble = ""  # noqa: SLF001 - the stock one names a font that would not be embedded
        self._marked = False

    @property
    def page(self) -> int:
        """The current page, from 0."""
        return len(self.owners) - 1

    @contextmanager
    def content(self, node: Node | None) -> Iterator[None]:
        """Mark what is drawn as content of ``node``; without a node it is repeated matter of the page."""
        if node is None:
            with self.artifact("Pagination"):
                yield
            return
        owners = self.owners[-1]
        node.kids.append(MarkedContent(self.page, len(owners)))
        owners.append(node)
        with self._mark(f"/{node.tag} <</MCID {len(owners) - 1}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Mark what is drawn as decoration."""
        with self._mark(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _mark(self, operator: str) -> Iterator[None]:
        if self._marked:
            raise RuntimeError("marked content must not nest")
        self._marked = True
        self._write(operator)
        yield
        self._write("EMC")
        self._marked = False

    @contextmanager
    def turned(self, centre: Point, degrees: float) -> Iterator[None]:
        """Turn what is drawn anticlockwise around ``centre``."""
        self._must_be_marked()
        across, down = centre[0], self.paper.height - centre[1]
        cosine, sine = cos(radians(degrees)), sin(radians(degrees))
        moved = (across - cosine * across + sine * down, down - sine * across - cosine * down)
        self._write(f"q {_matrix((cosine, sine, -sine, cosine), moved)} cm")
        yield
        self._write("Q")

    @contextmanager
    def clipped(self, corner: Point, size: Point) -> Iterator[None]:
        """Draw only what falls into a box."""
        self._must_be_marked()
        left, foot, right, top = self.bounds(corner, size)
        place = (left, foot, right - left, top - foot)
        self._write(f"q {' '.join(number(value) for value in place)} re W n")
        yield
        self._write("Q")

    def text(self, lines: Sequence[tuple[Sequence[Placed], float]], language: str = "") -> None:
        """Show placed runs, each line with the y of its baseline; without ``language`` it is that of the first run."""
        self._must_be_marked()
        language = language or next((run.style.language for placed, _y in lines for run, _x in placed), "")
        self._write("BT")
        for placed, y in lines:
            for operator in show(placed, self.paper.height - y, self.fonts, language):
                self._write(operator)
        self._write("ET")

    def line(self, start: Point, end: Point, colour: Colour, width: float = 0.75) -> None:
        """Draw a straight line."""
        self.path([[start, end]], stroke=colour, width=width)

    def path(
        self,
        strokes: Sequence[Sequence[Point]],
        *,
        stroke: Colour | None = None,
        fill: Colour | None = None,
        width: float = 0.75,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw open or filled shapes of straight pieces, with round ends and corners."""
        self._must_be_marked()
        self._begin(stroke, fill, width, dash)
        for points in strokes:
            for index, point in enumerate(points):
                self._write(f"{self._at(point)} {'l' if index else 'm'}")
        self._paint(stroke, fill)

    def curves(self, curves: Sequence[Sequence[Point]], colour: Colour, width: float, *, closed: bool = True) -> None:
        """Draw curves: a start, then two control points and an end for each piece."""
        self._must_be_marked()
        self._begin(colour, None, width, None)
        for points in curves:
            self._write(curve(points, self.paper.height))
        if closed:
            self._write("h")
        self._paint(colour, None)

    def wreath(
        self, points: Sequence[Point], angles: Sequence[float], centre: Point, line: tuple[Colour, float]
    ) -> None:
        """Draw one closed curve around (0, 0) at ``centre`` again and again, each turned clockwise by an angle.

        ``line`` is its colour and width. The same words each time, so that they take hardly any room in the file.
        """
        self._must_be_marked()
        words = f"{curve(points, 0.0)} s Q"
        self._begin(line[0], None, line[1], None)
        for angle in angles:
            cosine, sine = cos(angle), sin(angle)
            self._write(f"q {_matrix((cosine, -sine, sine, cosine), (centre[0], self.paper.height - centre[1]))} cm")
            self._write(words)
        self._write("Q")

    def mosaic(self, outlines: Sequence[Sequence[tuple[int, int]]], corner: Point, size: float, fill: Colour) -> None:
        """Fill the outlines of squares that are ``size`` wide, counted in whole squares from the top left corner."""
        self._must_be_marked()
        self._begin(None, fill, 0.0, None)
        self._write(f"{_matrix((size, 0.0, 0.0, -size), (corner[0], self.paper.height - corner[1]))} cm")
        for loop in outlines:
            words = " l ".join([f"{x} {y}" for x, y in loop])
            self._write(f"{words.replace(' l', ' m', 1)} l")
        self._paint(None, fill)

    def circle(
        self,
        centre: Point,
        radius: float,
        *,
        stroke: Colour | None = None,
        fill: Colour | None = None,
        width: float = 0.75,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a circle."""
        self._must_be_marked()
        self._begin(stroke, fill, width, dash)
        path = self._canvas.beginPath()
        path.circle(centre[0], self.paper.height - centre[1], radius)
        self._write(path.getCode())
        self._paint(stroke, fill)

    def box(
        self,
        corner: Point,
        size: Point,
        *,
        radius: float = 0.0,
        stroke: Colour | None = None,
        fill: Colour | None = None,
        width: float = 0.75,
    ) -> None:
        """Draw a box with rounded corners from its top left corner."""
        self._must_be_marked()
        self._begin(stroke, fill, width, None)
        path = self._canvas.beginPath()
        (x, y), (wide, high) = corner, size
        path.roundRect(x, self.paper.height - y - high, wide, high, radius)
        self._write(path.getCode())
        self._paint(stroke, fill)

    def image(self, name: str, jpeg: tuple[bytes, int, int], corner: Point, size: Point) -> None:
        """Draw a JPEG (bytes, pixel width and height) into a box given by its top left corner and size."""
        self._must_be_marked()
        self.images[name] = jpeg
        x, y = corner
        place = " ".join(number(v) for v in (size[0], 0, 0, size[1], x, self.paper.height - y - size[1]))
        self._write(f"q {place} cm /{name} Do Q")

    def field(self, node: Node, name: str, corner: Point, size: Point, *, label: str, locks: bool) -> None:
        """Put an empty signature field on the page; it belongs to the Form ``node``."""
        x, top = corner
        foot = self.paper.height - top - size[1]
        rect = (round(x, 2), round(foot, 2), round(x + size[0], 2), round(foot + size[1], 2))
        node.kids.append(SignatureField(self.page, name, rect, label, locks))

    def bounds(self, corner: Point, size: Point) -> list[float]:
        """Return the rectangle of a box as PDF counts it, for a Figure's BBox."""
        x, top = corner
        foot = self.paper.height - top - size[1]
        return [round(x, 2), round(foot, 2), round(x + size[0], 2), round(foot + size[1], 2)]

    def bookmark(self, depth: int, title: str, y: float) -> None:
        """Note an entry of the outline at height ``y`` of the current page."""
        self.bookmarks.append(Bookmark(depth, title, self.page, round(self.paper.height - y, 2)))

    def next_page(self) -> None:
        """Begin another page."""
        self._canvas.showPage()
        self.owners.append([])

    def save(self) -> bytes:
        """End the last page and return the untagged file, which `finish` completes."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _write(self, operators: str) -> None:
        self._canvas.addLiteral(operators)

    def _at(self, point: Point) -> str:
        return f"{number(point[0])} {number(self.paper.height - point[1])}"

    def _must_be_marked(self) -> None:
        if not self._marked:
            raise RuntimeError("drawn outside content and artifact")

    def _begin(
        self, stroke: Colour | None, fill: Colour | None, width: float, dash: tuple[float, float] | None
    ) -> None:
        self._write("q 1 J 1 j")
        if stroke:
            self._write(f"{' '.join(number(part) for part in stroke)} RG {number(width)} w")
        if fill:
            self._write(f"{' '.join(number(part) for part in fill)} rg")
        if dash:
            self._write(f"[{number(dash[0])} {number(dash[1])}] 0 d")

    def _paint(self, stroke: Colour | None, fill: Colour | None) -> None:
        self._write({(True, True): "B", (True, False): "S", (False, True): "f"}[bool(stroke), bool(fill)] + " Q")


def _matrix(turn: tuple[float, float, float, float], moved: Point) -> str:
    return " ".join([*(f"{value:.6f}" for value in turn), *(number(value) for value in moved)])
