"""The help is a manual: complete, true, and on one screen's width."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from certdesk.cli import words
from certdesk.cli.commands import every_command, make_parser
from certdesk.cli.main import module_of

COMMANDS = every_command()
PARTS = [part for command in COMMANDS for part in command.parts]
REPOSITORY = Path(__file__).parents[2]
EXAMPLE = re.compile(r"^  (?:CERTDESK_\w+=\S+ )?(certdesk .*)$", re.MULTILINE)


def examples_in(text: str) -> list[str]:
    return [line.split("   ")[0] for line in EXAMPLE.findall(text)]


def test_the_whole_names_every_command_and_the_exit_codes(here):
    said = here.does("--help")
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} +\w", said, re.MULTILINE), command.name
    assert all(f"  {code}  " in said for code in (0, 1, 2, 64, 130))
    assert here.does("help") == said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_explains_itself(here, command):
    said = here.does("help", command.name)
    assert said == here.does(command.name, "--help")
    assert said.startswith(f"usage: certdesk {command.name}")
    assert words.ABOUT_COMMANDS[command.name] in said
    assert "\nexamples:\n  " in said
    assert ("--json" in said) == command.has_json
    assert max(len(line) for line in said.splitlines()) <= 103


def test_each_part_of_a_command_explains_itself(here):
    for command in COMMANDS:
        for part in command.parts:
            said = here.does("help", command.name, part.name)
            assert said.startswith(f"usage: certdesk {command.name} {part.name}")
            assert words.ABOUT_COMMANDS[f"{command.name} {part.name}"] in said
            assert "\nexamples:\n  " in said
            assert max(len(line) for line in said.splitlines()) <= 103


def test_each_command_can_be_run():
    missing = [
        f"{command.group}.{command.verb}"
        for command in (*COMMANDS, *PARTS)
        if not callable(getattr(module_of(command.group), command.verb, None))
    ]
    assert missing == []


@pytest.mark.parametrize("command", ["", *words.EXAMPLES])
def test_every_example_is_understood(command):
    for example in examples_in(words.EXAMPLES[command] if command else words.MANUAL):
        parts = shlex.split(re.split(r" \| ", example)[0].replace("*.zip", "a.zip"))
        assert make_parser().parse_args(parts[1:]).verb, example


def test_there_are_examples_of_every_command():
    every = [example for text in (words.MANUAL, *words.EXAMPLES.values()) for example in examples_in(text)]
    assert {shlex.split(example)[1] for example in every} >= {command.name for command in COMMANDS}


def test_the_version_is_that_of_the_package(here):
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert here.does("--version") == f"certdesk {project['version']}\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lst", "“lst” is not known here. Did you mean “list”? See: certdesk --help"),
        ("frobnicate", "“frobnicate” is not known here. See: certdesk --help"),
        ("help finalize", "“finalize” is not known here. Did you mean “finalise”? See: certdesk --help"),
        ("new", "The following arguments are required: --name. See: certdesk new --help"),
        (
            "new --name A --role boss",
            "“boss” is not known here. Choose from assessor, coordinator, lead. See: certdesk new --help",
        ),
        ("list --jsn", "Unrecognized arguments: --jsn. See: certdesk --help"),
        ("hold KITE-37", "One of the arguments --reason --end is required. See: certdesk hold --help"),
        ("unfile KITE-37 x", "Argument NUMBER: invalid int value: 'x'. See: certdesk unfile --help"),
        (
            "mark KITE-37 T4",
            "Say which portfolio, which criterion and which mark, or name a sheet. "
            "certdesk mark KITE-37 T4 3, or: certdesk mark --from sheet.yaml",
        ),
        (
            "comment KITE-37 T4",
            "There is nothing to write. Use --strength, --next-step, --comment or --summary.",
        ),
        (
            "comment KITE-37 --strength x",
            "Say which criterion these words are about. Such as: certdesk comment KITE-37 T4",
        ),
    ],
)
def test_what_is_not_understood_is_told_in_one_line(here, line, told):
    assert here.refuses(*line.split(), code=64) == told


def test_a_folder_instead_of_a_command_is_understood(here, tmp_path):
    told = here.refuses(tmp_path, code=64)
    assert told.startswith(f"To open a workspace, write: certdesk open {tmp_path}")


def test_options_of_every_command_may_stand_before_or_after_it(here, tmp_path):
    assert "There is no workspace in" in here.refuses("list", "-w", tmp_path / "elsewhere")
    assert "KITE-37" in here.does("--as", "Amara Diallo", "list")
    assert "Nobody here is called “Ben”" in here.refuses("list", "--as", "Ben")
