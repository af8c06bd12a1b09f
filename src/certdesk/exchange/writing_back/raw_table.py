"""A table of somebody else's that is changed cell by cell: every other byte of it stays as it was.

Encoding and its mark, separator, quotation marks, line ends and even odd cells are kept, because the systems that
wrote such a table compare what comes back.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _

LARGEST = 32 * 2**20
_MOST_ROWS = 100_000
_SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(.*)', re.DOTALL)
_NEEDS_QUOTES = re.compile(r'["\r\n\t,;|]|^\s|\s$')


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells as they stand in the file, with what stands between them; ``values`` are what they say.

    ``ends`` is the end of each line. Rows count from 0, which is the header.
    """

    name: str
    mark: bytes
    encoding: str
    separator: str
    raw: tuple[tuple[str, ...], ...]
    ends: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    changes: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def header(self) -> tuple[str, ...]:
        """The texts of the first row."""
        return self.values[0] if self.values else ()

    def value(self, row: int, column: int) -> str:
        """Return what a cell says; empty where the row is shorter."""
        cells = self.values[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def changed(self, changes: dict[tuple[int, int], str]) -> RawTable:
        """Return the table with other texts in some cells, by row and column."""
        return RawTable(
            self.name, self.mark, self.encoding, self.separator, self.raw, self.ends, self.values,
            self.changes | changes,
        )  # fmt: skip

    def content(self) -> bytes:
        """Return the file. Raises NotAllowedError for a letter that the file's encoding has not."""
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in self.changes.items():
            by_row.setdefault(row, {})[column] = text
        lines = [self._line(number, by_row.get(number, {})) + end for number, end in enumerate(self.ends)]
        try:
            return self.mark + "".join(lines).encode(self.encoding)
        except UnicodeEncodeError as problem:
            text = _("“{file}” is in an old encoding that has no “{letter}”.")
            letter = problem.object[problem.start : problem.start + 1]
            raise NotAllowedError(
                text.format(file=shown(self.name), letter=letter),
                _("Download it again, as UTF-8 where you can choose."),
            ) from problem

    def _line(self, number: int, changes: dict[int, str]) -> str:
        cells = list(self.raw[number])
        for column, text in changes.items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = _written(text, cells[column], self.separator)
        return self.separator.join(cells)


def read_raw(untrusted: bytes, name: str) -> RawTable:
    """Take a table apart without losing a byte. Raises UntrustedFileError when it is none."""
    if len(untrusted) > LARGEST:
        text = _("“{file}” is larger than any such table.").format(file=shown(name))
        raise UntrustedFileError(text, _("Choose another file."))
    try:
        mark, encoding, text = _decoded(untrusted)
    except UnicodeDecodeError:
        raise _no_table(name) from None
    separator = _separator(text)
    raw, ends = _taken_apart(text, separator, name)
    values = tuple(tuple(map(_said, cells)) for cells in raw)
    table = RawTable(name, mark, encoding, separator, raw, ends, values)
    if table.content() != untrusted:
        raise _no_table(name)
    return table


def _decoded(untrusted: bytes) -> tuple[bytes, str, str]:
    for mark, encoding in _MARKS:
        if untrusted.startswith(mark):
            return mark, encoding, untrusted[len(mark) :].decode(encoding)
    try:
        return b"", "utf-8", untrusted.decode()
    except UnicodeDecodeError:
        # Every byte is a letter in it, so what is not touched comes back as it was.
        return b"", "latin-1", untrusted.decode("latin-1")


def _separator(text: str) -> str:
    line = re.split(r"\r\n|\n|\r", text, maxsplit=1)[0]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_SEPARATORS, key=bare.count)


def _taken_apart(text: str, separator: str, name: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    cell = re.compile(rf'"(?:[^"]|"")*+"[^{re.escape(separator)}\r\n]*|[^{re.escape(separator)}\r\n]*')
    rows: list[tuple[str, ...]] = []
    ends: list[str] = []
    row: list[str] = []
    at = 0
    while at < len(text) or row:
        found = cell.match(text, at)
        row.append(found[0] if found else "")
        at = found.end() if found else at
        if text.startswith(separator, at):
            at += 1
            if at == len(text):
                row.append("")
            else:
                continue
        end = next((one for one in ("\r\n", "\n", "\r") if text.startswith(one, at)), "")
        if not end and at < len(text):
            raise _no_table(name)
        at += len(end)
        rows.append(tuple(row))
        ends.append(end)
        row = []
        if len(rows) > _MOST_ROWS:
            raise _no_table(name)
    return tuple(rows), tuple(ends)


def _said(raw: str) -> str:
    quoted = _QUOTED.fullmatch(raw)
    return quoted[1].replace('""', '"') + quoted[2] if quoted else raw


def _written(text: str, before: str, separator: str) -> str:
    """Write a new text as the old one was written: in quotation marks if that was, or where it needs them."""
    if before.startswith('"') or separator in text or _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _no_table(name: str) -> UntrustedFileError:
    text = _("“{file}” can't be read as a table.").format(file=shown(name))
    return UntrustedFileError(text, _("Download it again, and don't open it in a spreadsheet before."))
