"""The README is true: what it names is there, and what it tells people to type is understood."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from pathlib import Path

import pytest

from certdesk.cli.commands import every_command, make_parser

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
# Pages that hold the depth; what they name and tell people to type is held to the truth in the same way.
PAGES = {
    name: (REPOSITORY / "resources" / name).read_text(encoding="utf-8")
    for name in ("coordinator_commands.md", "exchange_for_developers.md", "lead_commands.md", "package_format.md")
}
EVERY_PAGE = "\n".join((README, *PAGES.values()))
SCREENSHOTS = REPOSITORY / "packaging" / "screenshots"
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# "$ certdesk new", "lead$ certdesk new", "certdesk new     what it does", ".venv/bin/certdesk open"
TYPED = re.compile(r"^(?:\w*\$ |\.venv/bin/)?(certdesk(?: .*)?)$")
INLINE = re.compile(r"`(certdesk [a-z][^`]*)`")
FOLDERS = re.compile(r"`((?:resources|packaging|rubrics|tests|src)/[\w./-]+)`")


def typed() -> list[str]:
    lines = [line for block in FENCE.findall(EVERY_PAGE) for line in block.splitlines()]
    found = [match[1] for line in lines if (match := TYPED.match(line))]
    return sorted({re.split(r" {3,}", each)[0] for each in (*found, *INLINE.findall(EVERY_PAGE))})


def anchors(page: str = README) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def pictures() -> dict[str, str]:
    """Return the file and the alternative text of each picture."""
    return {target: alt for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", README)}


@pytest.fixture(scope="module")
def parser() -> argparse.ArgumentParser:
    return make_parser()


@pytest.mark.parametrize("line", typed())
def test_what_it_tells_people_to_type_is_understood(line, parser):
    for one in line.split(" | ")[:1]:
        words = shlex.split(one)[1:]
        if words[:1] == ["--help"]:
            continue
        if words[:1] == ["help"]:
            assert words[1] in {command.name for command in every_command()}
            continue
        try:
            assert parser.parse_args(words)
        except SystemExit:
            # A command that is only named, without what it needs.
            assert words in ([*names] for names in _names())


def _names() -> list[tuple[str, ...]]:
    commands = every_command()
    return [
        *((command.name,) for command in commands),
        *((command.name, part.name) for command in commands for part in command.parts),
    ]


def test_every_command_is_named():
    for command in every_command():
        assert re.search(rf"[`| ]{command.name}[`,. |]", README), command.name


def test_what_it_links_to_is_there():
    for target in LINK.findall(README):
        if target.startswith("#"):
            assert target[1:] in anchors(), target
        else:
            assert (REPOSITORY / target).is_file(), target


def test_the_pages_link_to_what_is_there():
    for page in PAGES.values():
        for target in LINK.findall(page):
            if target.startswith("https:"):
                continue
            name, _hash, anchor = target.partition("#")
            path = (REPOSITORY / "resources" / name).resolve()
            assert path.is_file(), target
            assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), target


def test_each_page_is_found_from_here():
    assert all(f"(resources/{name})" in README for name in PAGES)


def test_the_files_and_folders_that_it_names_are_there():
    for name in FOLDERS.findall(EVERY_PAGE):
        assert (REPOSITORY / name).exists(), name


def test_each_picture_is_taken_is_said_in_words_and_is_used(monkeypatch):
    monkeypatch.syspath_prepend(str(SCREENSHOTS))
    import small

    monkeypatch.delitem(sys.modules, "small")
    taken = {f"packaging/screenshots/pictures/{name}.png" for name in (*small.README_PICTURES.values(), "documents")}
    shown = pictures()
    assert set(shown) == taken
    assert all(20 <= len(alt) <= 200 for alt in shown.values())
    kept = {path.relative_to(REPOSITORY).as_posix() for path in (SCREENSHOTS / "pictures").iterdir()}
    assert kept == taken
    assert all((REPOSITORY / name).stat().st_size <= small.MOST_BYTES * 1.1 for name in taken)


def test_the_forgeries_that_it_counts_are_those_of_the_table():
    page = (REPOSITORY / "tests/signing/other_verifiers.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    head, forgeries = rows[0], rows[1:]
    told = re.search(
        r"of (\d+) forgeries that our tests make, poppler's pdfsig calls (\d+) valid,\s+pyHanko as it comes (\d+), "
        r"and mutool (\d+); CertDesk calls none genuine",
        README,
    )
    assert told
    valid = [sum(row[head.index(name)] == "valid" for row in forgeries) for name in ("pdfsig", "pyHanko", "mutool")]
    assert [int(number) for number in told.groups()] == [len(forgeries), *valid]
    assert {row[head.index("CertDesk")] for row in forgeries} <= {"NOT GENUINE", "CANNOT TELL"}


def test_each_font_has_its_line_and_its_licence():
    folder = REPOSITORY / "resources" / "fonts"
    page = (folder / "README.md").read_text(encoding="utf-8")
    listed = set()
    for cell, licence in re.findall(r"^\| ([^|]+) \|.*\| (\S+\.txt) \|$", page, re.MULTILINE):
        assert (folder / licence).is_file(), licence
        first, *others = [each.strip() for each in cell.split(",")]
        family = first.split("-")[0]
        listed |= {first, *(f"{family}{each}" for each in others)}
    assert {path.stem for path in folder.rglob("*.ttf")} == listed


def test_each_library_has_its_licence():
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert block
    licences = README[README.index("## Licences") :].lower()
    for name in re.findall(r'^ *"([A-Za-z0-9_.-]+?)(?:-binary)?[\[<>=!~;]', block[1], re.MULTILINE):
        plain = name.lower().replace("pyside6-essentials", "pyside6").replace("pyside6-addons", "pyside6")
        assert plain in licences or plain.replace("_", "-") in licences or plain.replace("-", "_") in licences, name
