"""The comparison as a page of HTML with its pictures beside it; it fetches nothing."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from likeness import WIDTH
from PIL import Image

if TYPE_CHECKING:
    from make import Compared

_SHOWN = (460, 460)
_GOOD, _FAIR = 0.85, 0.6
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #1d2430; background: #f6f7f9 }
section { background: white; border: 1px solid #d8dde5; border-radius: 8px; padding: 1rem; margin: 1rem 0 }
h2 { font-size: 1rem; margin: 0 0 .5rem } figure { margin: 0 } figcaption { color: #5b6677 }
img { max-width: 100%; border: 1px solid #d8dde5; background: white } div { display: flex; gap: 1rem }
figure { flex: 1 1 0 } b { padding: 0 .4rem; border-radius: 4px } .good { background: #d9f2e1 } .fair { background: #fdf0cd }
.poor { background: #fbdcdc } table { border-collapse: collapse } td, th { text-align: left; padding: .1rem 1.2rem .1rem 0 }
"""


def write(folder: Path, compared: list[Compared], absent: list[str]) -> Path:
    """Write ``index.html`` and the pictures; returns its path."""
    sections = [_section(folder, number, each) for number, each in enumerate(compared)]
    missing = f"<p>Not here, so nothing was compared with them: {', '.join(absent)}.</p>" if absent else ""
    page = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>What is shown, beside what others draw</title>
<style>{_STYLE}</style><h1>What is shown, beside what others draw</h1>
<p>{len(compared)} files, least alike first. Likeness is structural similarity in grey, {WIDTH} pixels wide; words are the
share of the reference's different words that are found in ours.</p>{missing}{_summary(compared)}{"".join(sections)}</html>"""
    path = folder / "index.html"
    path.write_text(page, "utf-8")
    return path


def _summary(compared: list[Compared]) -> str:
    rows = []
    for kind in dict.fromkeys(each.kind for each in sorted(compared, key=lambda each: each.kind)):
        ours = [each for each in compared if each.kind == kind]
        rows.append(
            f"<tr><td>{kind}<td>{len(ours)}<td>{_mean([each.alike for each in ours])}"
            f"<td>{_mean([each.words for each in ours])}<td>{sum(each.ours.picture is not None for each in ours)}"
            f"<td>{sum(each.reference.picture is not None for each in ours)}"
        )
    head = "<tr><th>kind<th>files<th>likeness (mean)<th>words (mean)<th>drawn by us<th>drawn by the reference"
    return f"<table>{head}{''.join(rows)}</table>"


def _mean(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{sum(known) / len(known):.3f}" if known else "-"


def _section(folder: Path, number: int, each: Compared) -> str:
    name = html.escape("/".join(each.path.parts[-3:]))
    ours = _figure(folder, f"{number}-ours", each.ours.picture, each.ours.engine or "CertDesk", each.ours.problem)
    theirs = _figure(folder, f"{number}-theirs", each.reference.picture, each.reference.program, each.reference.problem)
    likeness, words = _badge("likeness", each.alike), _badge("words", each.words)
    return f"<section><h2>{name}</h2><p>{html.escape(each.format)} {likeness} {words}</p><div>{ours}{theirs}</div></section>"


def _badge(what: str, value: float | None) -> str:
    if value is None:
        return f"{what}: not comparable"
    style = "good" if value >= _GOOD else "fair" if value >= _FAIR else "poor"
    return f'{what} <b class="{style}">{value:.2f}</b>'


def _figure(folder: Path, name: str, picture: Image.Image | None, by: str, problem: str) -> str:
    told = html.escape(f"{by} {problem}".strip())
    if picture is None:
        return f"<figure><figcaption>{told}</figcaption></figure>"
    shown = picture.convert("RGBA")
    shown.thumbnail(_SHOWN)
    shown.save(folder / f"{name}.png")
    size = f"{picture.width} x {picture.height}"
    return f'<figure><img src="{name}.png" alt=""><figcaption>{told} ({size})</figcaption></figure>'
