"""The pages in a folder of results: what is there and how to check it, and the codebook in words.

They hold no script and fetch nothing, so any browser opens them from a stick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from certdesk import shipped
from certdesk.core.codebook import in_words
from certdesk.core.result_columns import Column
from certdesk.core.result_tables import Table
from certdesk.core.words import _, ngettext
from certdesk.exchange.bag import DATA
from certdesk.exchange.handing import layout
from certdesk.exchange.handing.csv_table import cells_of
from certdesk.exchange.handing.signing import ResultsHead

_SLOT = re.compile("%([A-Z]+)%")
_PLAIN = re.compile(r"[A-Za-z0-9._~/-]")
_SQL = """\
select criterion, kind, count(*) from 'data/parquet/**/*.parquet' where turn = 'result' group by all;
select * from read_csv('data/{results}', all_varchar = true);"""
_TABLES = ("results", "marks", "criteria", "levels", "outcomes")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the first page tells. ``files`` are those below ``data/`` with their bytes."""

    head: ResultsHead
    title: str
    files: tuple[tuple[str, int], ...]


def index_page(facts: PageFacts) -> bytes:
    """Return the first page of a folder."""
    head = facts.head
    parts = [
        f'<h1 dir="auto">{escape(facts.title)}</h1>',
        f'<p class="lead" dir="auto">{escape(head.programme)}</p>',
        _facts(head),
        _note(head),
        f"<h2>{escape(_('Open'))}</h2>",
        _cards(facts),
        _documents(facts, layout.REPORTS, _("Signed reports")),
        _documents(facts, layout.CERTIFICATES, _("Signed certificates")),
        f"<h2>{escape(_('Make sure that it is genuine and whole'))}</h2>",
        _steps(facts),
        f"<h2>{escape(_('For whoever works with the data'))}</h2>",
        _for_programs(facts),
        _all_files(facts),
    ]
    return _page(facts.title, "\n".join(part for part in parts if part))


def codebook_page(tables: Iterable[Table], title: str) -> bytes:
    """Return the codebook as a page: each table with its columns in words, and the rubric's levels."""
    found = {table.name: table for table in tables}
    back = f'<p><a href="../../{layout.INDEX}">{escape(_("Back to the first page"))}</a></p>'
    parts = [back, f"<h1>{escape(_('Codebook'))}</h1>", f'<p class="lead">{escape(title)}</p>', _notes()]
    for name in _TABLES[:2]:
        parts += [f'<h2 id="{name}">{escape(_about(name)[0])}</h2>', _columns(found[name].columns)]
    for name in _TABLES[2:]:
        parts += [f'<h2 id="{name}">{escape(_about(name)[0])}</h2>', _whole(found[name])]
    return _page(_("Codebook"), "\n".join(parts))


def explained() -> bytes:
    """Return the text for whoever opens the tables."""
    return (shipped.resources() / "results_format.md").read_bytes()


def _page(title: str, body: str) -> bytes:
    page = (shipped.resources() / "results_page" / "page.html").read_text(encoding="utf-8")
    slots = {"TITLE": escape(title), "BODY": body}
    return _SLOT.sub(lambda slot: slots[slot[1]], page).encode()


def _facts(head: ResultsHead) -> str:
    numbers = [
        (_("Candidates"), str(head.candidates), ""),
        (_("Reports"), str(head.reports), ""),
        (_("Certificates"), str(head.certificates), ""),
        (_("Rubric"), f"{head.rubric} {head.rubric_version}", ' class="words"'),
        (_("Handed over on"), head.made_on.isoformat(), ' class="words"'),
        (_("Signed by"), head.name, ' class="words"'),
    ]
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd{kind}>{escape(text)}</dd></div>" for name, text, kind in numbers)
    return f'<dl class="facts">{cells}</dl>'


def _note(head: ResultsHead) -> str:
    told = []
    if head.pseudonymised:
        told.append(
            _(
                "Names, codes and signed documents are left out: each candidate has a pseudonym. Whoever handed this "
                "over can tell whom it stands for."
            )
        )
    else:
        told.append(_("These are results of people with their names: keep them as carefully as you keep such files."))
    if head.left_out:
        text = ngettext(
            "{count} candidate of the cohort is not in here, because their result is not released.",
            "{count} candidates of the cohort are not in here, because their results are not released.",
            head.left_out,
        )
        told.append(text.format(count=head.left_out))
    return "".join(f'<p class="note">{escape(text)}</p>' for text in told)


def _cards(facts: PageFacts) -> str:
    sizes = dict(facts.files)
    shown = [
        (layout.XLSX, _("Spreadsheet"), _("All tables, for Excel and LibreOffice. Every cell has its type.")),
        (layout.CODEBOOK_PAGE, _("Codebook"), _("What every column, level and outcome means.")),
        (layout.csv_of("results"), _("Results (CSV)"), _("A row for each candidate.")),
        (layout.csv_of("marks"), _("Marks (CSV)"), _("A row for each candidate, criterion and turn.")),
        (layout.JSON, _("Everything (JSON)"), _("All tables in one document, with its schema beside it.")),
        (layout.EXPLAINED, _("Read me"), _("How to open the tables with DuckDB, Python, R and spreadsheets.")),
        (layout.VERIFY_PAGE, _("Check a certificate"), _("A page that checks the code on a certificate, offline.")),
        (layout.REGISTER, _("Register"), _("Every certificate that was issued, in a log that shows tampering.")),
    ]
    listed = "".join(
        f'<li><h3><span class="size">{_size(sizes[name])}</span>{_link(f"{DATA}/{name}", title)}</h3>'
        f"<p>{escape(text)}</p></li>"
        for name, title, text in shown
        if name in sizes
    )
    return f'<ul class="cards">{listed}</ul>'


def _documents(facts: PageFacts, folder: str, title: str) -> str:
    names = [name for name, _bytes in facts.files if name.startswith(f"{folder}/")]
    if not names:
        return ""
    links = "".join(f"<li>{_link(f'{DATA}/{name}', name.rpartition('/')[2])}</li>" for name in names)
    count = ngettext("Show the {count} file", "Show the {count} files", len(names)).format(count=len(names))
    heading = f"<summary>{escape(count)}</summary>"
    return f'<h2>{escape(title)}</h2><details>{heading}<ul class="names">{links}</ul></details>'


def _steps(facts: PageFacts) -> str:
    steps = [
        escape(_("With CertDesk, on any computer: it reads every file, and says who signed the folder."))
        + f"<pre>certdesk verify {escape(_('THIS-FOLDER'))}</pre>",
        escape(_("Without CertDesk, see that every file is as it was written. On Linux or a Mac, in this folder:"))
        + "<pre>sha256sum -c manifest-sha256.txt\nshasum -a 256 -c manifest-sha256.txt</pre>"
        + escape(_("Library tools know this folder as a BagIt 1.0 bag: bagit.py --validate.")),
    ]
    if any(name == layout.VERIFY_PAGE for name, _bytes in facts.files):
        link = _link(f"{DATA}/{layout.VERIFY_PAGE}", _("the page that checks certificates"))
        steps.append(
            escape(_("Each signed PDF stands for itself: open it in Adobe Reader, or use {page}.")).format(page=link)
        )
    return f'<ol class="steps">{"".join(f"<li>{step}</li>" for step in steps)}</ol>'


def _for_programs(facts: PageFacts) -> str:
    part = next(name for name, _bytes in facts.files if name.startswith(f"{layout.PARQUET}/"))
    text = _(
        "The marks also lie here as Parquet, in folders by programme and cohort: put the folders of several hand-overs "
        "together and read them as one table."
    )
    sql = _SQL.format(results=layout.csv_of("results"))
    return f"<p>{escape(text)} {_link(f'{DATA}/{part}', part.rpartition('/')[2])}</p><pre>{escape(sql)}</pre>"


def _all_files(facts: PageFacts) -> str:
    rows = "".join(
        f"<tr><td>{_link(f'{DATA}/{name}', name)}</td><td>{_size(size)}</td></tr>" for name, size in facts.files
    )
    count = len(facts.files)
    title = ngettext("All of {count} file", "All {count} files", count).format(count=count)
    head = "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in (_("File"), _("Size"))) + "</tr>"
    return f'<details><summary>{escape(title)}</summary><div class="scroll"><table>{head}{rows}</table></div></details>'


def _notes() -> str:
    notes = [
        _("Exact numbers stand as text beside a decimal that is cut off after six places and never rounded up."),
        _("A mark is one of five things: a level, not observed, unscorable, comment only, unmarked. None is a zero."),
        _("Nothing in a cell means that there is no value; in CSV and JSON an empty text is something else."),
        _("In CSV an apostrophe stands before a text that a spreadsheet would take for a formula."),
    ]
    return "<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>"


def _about(name: str) -> tuple[str, str]:
    titles = {
        "results": _("results: a row for each candidate"),
        "marks": _("marks: a row for each candidate, criterion and turn"),
        "criteria": _("criteria of the rubric"),
        "levels": _("levels of each criterion"),
        "outcomes": _("outcomes of the rubric"),
    }
    return titles[name], name


def _columns(columns: Iterable[Column]) -> str:
    rows = []
    for column in columns:
        title, meaning, missing = in_words(column)
        name = f"<code>{escape(column.name)}</code>"
        cells = (name, escape(title), column.kind.value, escape(meaning), escape(missing))
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    heads = (_("Column"), _("Title"), _("Type"), _("Meaning"), _("If empty"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f'<div class="scroll"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _whole(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(in_words(column)[0])}</th>' for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in cells_of(row)) + "</tr>"
        for row in table.rows
    )
    return f'<div class="scroll"><table><tr>{head}</tr>{rows}</table></div>'


def _link(path: str, text: str) -> str:
    return f'<a href="{escape(_address(path))}">{escape(text)}</a>'


def _address(path: str) -> str:
    return "".join(
        sign if _PLAIN.fullmatch(sign) else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path
    )


def _size(size: int) -> str:
    if size >= 10**6:
        return f"{size / 10**6:.1f} MB"
    return f"{max(1, round(size / 1000))} kB"
