"""The commands ``rubric check|convert|diff|formats``: rubric files, without a workspace where none is needed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from certdesk.actions.exporting_rubrics import export, file_name, losses, write_file
from certdesk.actions.importing_rubrics import OURS, read_reading, read_source
from certdesk.cli import rubric_shapes, rubric_telling
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.core.comparing_versions import compare
from certdesk.core.errors import NotAllowedError, NotFoundError, RubricError
from certdesk.core.importing import Reading
from certdesk.core.reimporting import as_next_version, known_again
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.all_formats import format_called, formats
from certdesk.store.rubric_drafts import list_drafts
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Workspace

TO_STDOUT = Path("-")


def check(options: argparse.Namespace) -> int:
    """Read a rubric file and say everything about it; exit code 0 only when nothing stands in the way."""
    reading = read(options)
    checked = [rubric_telling.examined(rubric) for rubric in reading.rubrics]
    fine = not reading.questions and all(one.fine for one in checked)
    if options.json:
        say_json(rubric_shapes.reading(options.file, reading, checked, fine=fine))
        return 0 if fine else 1
    rubric_telling.tell_reading(options.file, reading)
    for one in checked:
        say()
        rubric_telling.tell_examined(one, asked=len(reading.questions))
    return 0 if fine else 1


def convert(options: argparse.Namespace) -> int:
    """Write what a file holds in another format, when nothing is open and nothing is lost unnoticed."""
    format_called(options.to)
    reading = decided(options)
    chosen = _chosen(reading.rubrics, options.rubric, options.file)
    several = len(chosen) > 1
    if several and options.output and not options.output.is_dir():
        text = _("{file} holds {count} rubrics.").format(file=options.file.name, count=len(chosen))
        names = ", ".join(rubric.id for rubric in chosen)
        raise NotAllowedError(
            text, _("Name a folder with -o, or one of them with --rubric: {names}.").format(names=names)
        )
    refuse_losses(chosen, options.to, force=options.force)
    return write(chosen, options)


def diff(options: argparse.Namespace) -> int:
    """Say in plain language what differs between two versions."""
    old, _format = _version(options, options.old)
    new, format_id = _version(options, options.new)
    if format_id not in {"", OURS} and known_again(new, (old,), whole=False):
        # Files of other systems hold neither our ids nor our rules: what they can't say does not differ.
        new = as_next_version(new, old, whole=False)
    difference = compare(old, new)
    if options.json:
        say_json(rubric_shapes.difference(old, new, difference))
        return 0
    rubric_telling.tell_difference(old, new, difference)
    return 0


def list_formats(options: argparse.Namespace) -> int:
    """List what is read and written."""
    known = formats()
    if options.json:
        say_json([rubric_shapes.one_format(one) for one in known])
        return 0
    yes, no = _("yes"), _("no")
    rows = [(one.id, one.suffix, yes, yes if one.write else no, one.label) for one in known]
    say_table((_("Format"), _("File"), _("Read"), _("Written"), _("What it is")), rows)
    return 0


def read(options: argparse.Namespace) -> Reading:
    """Read the file that is named, with the answers that were given."""
    return read_reading(read_source(options.file), answers(options.answer), format_id=options.format)


def decided(options: argparse.Namespace) -> Reading:
    """Read the file that is named; questions must all be answered."""
    reading = read(options)
    for row in reading.rows:
        if row.verdict == "skipped":
            warn(_("skipped, {place}: {what}. {reason}").format(place=row.place, what=row.what, reason=row.reason))
    refuse_questions(reading, f"certdesk rubric check {options.file}")
    return reading


def refuse_questions(reading: Reading, shown_by: str) -> None:
    """Raise NotAllowedError while something has to be decided; ``shown_by`` is the command that shows what."""
    if reading.questions:
        count = len(reading.questions)
        text = ngettext("{count} question is open.", "{count} questions are open.", count).format(count=count)
        hint = _("“{command}” shows them; answer with --answer ID=CHOICE.").format(command=shown_by)
        raise NotAllowedError(text, hint)


def answers(given: list[str]) -> dict[str, str]:
    """Understand ``ID=CHOICE``. Raises MisunderstoodError."""
    found: dict[str, str] = {}
    for text in given:
        id_, equals, choice = text.partition("=")
        if not equals or not id_:
            raise MisunderstoodError(_("“{text}” is no answer.").format(text=text), _("Write --answer ID=CHOICE."))
        found[id_] = choice
    return found


def refuse_losses(rubrics: tuple[Rubric, ...], format_id: str, *, force: bool) -> None:
    """Say what a format can't hold; raise NotAllowedError unless somebody chose to go on."""
    lost = [sentence for rubric in rubrics for sentence in losses(rubric, format_id)]
    for sentence in dict.fromkeys(lost):
        warn(_("not held by {format}: {what}").format(format=format_id, what=sentence))
    if lost and not force:
        text = _("Nothing was written, because something would be lost.")
        raise NotAllowedError(text, _("Go on with --force, or choose the format “certdesk”, which holds everything."))


def write(rubrics: tuple[Rubric, ...], options: argparse.Namespace) -> int:
    """Write rubrics as files, each under the name that was given or one of its own."""
    if options.output == TO_STDOUT:
        data = b"".join(export(rubric, options.to) for rubric in rubrics)
        sys.stdout.buffer.write(data)
        return 0
    written = []
    for rubric in rubrics:
        target = _target(rubric, options)
        write_file(target, export(rubric, options.to), force=options.force)
        written.append(target)
    if options.json:
        say_json({"files": [str(target) for target in written], "format": options.to})
        return 0
    for target in written:
        say(str(target))
    return 0


def find_version(workspace: Workspace, wanted: str) -> Rubric:
    """Find ``id@version``, or the newest version of an id. Raises NotFoundError, which says what there is."""
    refs = list_rubrics(workspace.db)
    for ref in refs:
        if wanted in {ref.id, f"{ref.id}@{ref.version}"}:
            return load_rubric(workspace.db, ref)
    if any(draft.rubric.id == wanted for draft in list_drafts(workspace.db)):
        hint = _("Publish it first: certdesk rubric publish {id}").format(id=wanted)
        raise NotFoundError(_("“{id}” is a draft so far; it has no version yet.").format(id=wanted), hint)
    names = [name for ref in refs for name in (ref.id, f"{ref.id}@{ref.version}")]
    text = _("There is no rubric “{id}” in this workspace.").format(id=wanted)
    raise NotFoundError(text, near(wanted, names) or _("“certdesk rubric list” lists them."))


def read_one(path: Path) -> tuple[Rubric, str]:
    """Read the one rubric of a file, and say in which format it is. Raises RubricError when there are several."""
    reading = read_reading(read_source(path), {})
    return _chosen(reading.rubrics, "", path, most=1)[0], reading.format


def _version(options: argparse.Namespace, wanted: str) -> tuple[Rubric, str]:
    """Read a file, if there is one of that name, else a version in the workspace; return the file's format too."""
    path = Path(wanted)
    if not path.is_file() and ("@" in wanted or not path.suffix):
        with opened(options, needs_person=False) as workspace:
            bring_rubrics(workspace)
            return find_version(workspace, wanted), ""
    return read_one(path)


def _chosen(rubrics: tuple[Rubric, ...], wanted: str, file: Path, *, most: int = 0) -> tuple[Rubric, ...]:
    """Pick the rubric that is meant, or all. Raises RubricError when there is none, NotFoundError for another id."""
    if not rubrics:
        raise RubricError(_("There is no rubric in {file}.").format(file=file.name), _("Choose another file."))
    names = ", ".join(rubric.id for rubric in rubrics)
    if most and len(rubrics) > most:
        text = _("{file} holds {count} rubrics: {names}.").format(file=file.name, count=len(rubrics), names=names)
        raise RubricError(text, _("Convert the one that is meant into a file of its own first."))
    chosen = tuple(rubric for rubric in rubrics if wanted in {"", rubric.id})
    if not chosen:
        text = _("There is no rubric “{id}” in {file}.").format(id=wanted, file=file.name)
        raise NotFoundError(text, _("It holds {names}.").format(names=names))
    return chosen


def _target(rubric: Rubric, options: argparse.Namespace) -> Path:
    own = file_name(rubric, options.to)
    if options.output is None:
        return Path(own)
    output: Path = options.output
    return output / own if output.is_dir() else output
