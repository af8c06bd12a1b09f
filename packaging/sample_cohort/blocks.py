"""The small markup in which the sample documents are written, read into blocks that every writer understands.

    # title   ^ line under the title   ## heading   ### small heading   - bullet   1. numbered
    | table | row |   |: 30 70        (column widths)   > boxed remark   !figure NAME | caption   ---  (new page)
Inline: **bold** and *italic*.
"""

import re
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind, its text, and for tables their rows and column shares."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    name: str = ""


PREFIXES = (("### ", "h3"), ("## ", "h2"), ("# ", "title"), ("^ ", "under"), ("- ", "bullet"), ("> ", "box"))


def read_blocks(source: str) -> list[Block]:
    """All blocks of a text; lines that follow each other belong to one paragraph."""
    blocks: list[Block] = []
    for empty, lines in groupby(source.splitlines(), key=lambda line: not line.strip()):
        if not empty:
            blocks.extend(_blocks_of(list(lines)))
    return blocks


def _blocks_of(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        block = _block_of(line)
        if block.kind == "table" and found and found[-1].kind == "table":
            last = found.pop()
            found.append(Block("table", rows=last.rows + block.rows, widths=last.widths or block.widths))
        elif block.kind == "para" and found and found[-1].kind in {"para", "bullet", "number", "box", "under"}:
            last = found.pop()
            found.append(Block(last.kind, f"{last.text} {block.text}"))
        else:
            found.append(block)
    return found


def _block_of(line: str) -> Block:
    line = line.strip()
    if line == "---":
        return Block("page")
    if line.startswith("!figure "):
        name, _, caption = line.removeprefix("!figure ").partition("|")
        return Block("figure", caption.strip(), name=name.strip())
    if line.startswith("|:"):
        return Block("table", widths=tuple(float(share) for share in line[2:].split()))
    if line.startswith("|"):
        return Block("table", rows=(tuple(cell.strip() for cell in line.strip("|").split("|")),))
    numbered = re.match(r"\d+\. (.*)", line)
    if numbered:
        return Block("number", numbered.group(1))
    for prefix, kind in PREFIXES:
        if line.startswith(prefix):
            return Block(kind, line.removeprefix(prefix))
    return Block("para", line)


def runs(text: str) -> list[tuple[str, str]]:
    """A paragraph as (style, words) with style plain, bold or italic."""
    parts = re.split(r"(\*\*.+?\*\*|\*.+?\*)", text)
    return [_run(part) for part in parts if part]


def _run(part: str) -> tuple[str, str]:
    if part.startswith("**"):
        return "bold", part[2:-2]
    if part.startswith("*") and len(part) > 2:
        return "italic", part[1:-1]
    return "plain", part
