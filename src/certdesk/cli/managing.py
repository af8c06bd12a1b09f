"""The commands that make a workspace and look after its rubrics: new, rubrics."""

from __future__ import annotations

import argparse
import textwrap

from certdesk.actions import identifying
from certdesk.actions.rubric_loading import load_rubric_file
from certdesk.cli import shapes
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.judging import plain_number
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.store.opening import is_workspace
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Workspace


def new(options: argparse.Namespace) -> int:
    """Make a workspace, or use the one that is there, and make an identity in it."""
    if is_workspace(options.workspace):
        with Workspace(options.workspace) as workspace:
            _check_name(workspace, options)
    secret = passphrase(options, twice=True)
    with Workspace(options.workspace) as workspace:
        bring_rubrics(workspace)
        plan = identifying.plan_identity(workspace, options.name, options.role, secret)
        identity = identifying.make(plan, progress_line())
        identifying.keep(workspace, identity)
    if options.json:
        say_json({"workspace": str(options.workspace), "person": shapes.identity(identity)})
        return 0
    say(_("Workspace: {folder}").format(folder=options.workspace))
    text = _("{name}, {role}. Fingerprint: {print}")
    say(text.format(name=identity.name, role=identity.role, print=identity.fingerprint))
    return 0


def rubrics(options: argparse.Namespace) -> int:
    """List rubrics, load one, or print one to be read."""
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        change = load_rubric_file(workspace, options.load) if options.load else None
        loaded = [load_rubric(workspace.db, ref) for ref in list_rubrics(workspace.db)]
    if options.id:
        return _read(_find(loaded, options.id), as_json=options.json)
    if options.json:
        say_json([shapes.rubric_line(one) for one in loaded])
        return 0
    if change is not None:
        say(_("Loaded: {label}.").format(label=change.label) if change else _("It was here already."))
    rows = [(one.id, one.version, str(len(one.criteria)), one.title) for one in loaded]
    say_table((_("Rubric"), _("Version"), _("Criteria"), _("Title")), rows)
    return 0


def rubric_ref(workspace: Workspace, wanted: str) -> RubricRef:
    """Find the newest version of a rubric by its id, or the one named like ``id@version``. Raises NotFoundError."""
    refs = list_rubrics(workspace.db)
    for ref in refs:
        if wanted in {ref.id, f"{ref.id}@{ref.version}"}:
            return ref
    raise _no_rubric(wanted, [ref.id for ref in refs])


def _check_name(workspace: Workspace, options: argparse.Namespace) -> None:
    names = {person.name.casefold() for person in identifying.people_here(workspace)}
    if options.name.strip().casefold() in names and not options.another:
        text = _("{name} has an identity in this workspace already.").format(name=options.name.strip())
        raise NotAllowedError(text, _("Go on working, or make a second one with --another."))


def _find(rubrics: list[Rubric], wanted: str) -> Rubric:
    for rubric in rubrics:
        if wanted in {rubric.id, f"{rubric.id}@{rubric.version}"}:
            return rubric
    raise _no_rubric(wanted, [rubric.id for rubric in rubrics])


def _no_rubric(wanted: str, ids: list[str]) -> NotFoundError:
    text = _("There is no rubric “{id}” in this workspace.").format(id=wanted)
    return NotFoundError(text, near(wanted, ids) or _("“certdesk rubrics” lists them."))


def _read(rubric: Rubric, *, as_json: bool) -> int:
    if as_json:
        say_json(shapes.rubric(rubric))
        return 0
    say(f"{rubric.title} {rubric.version}")
    _paragraph(rubric.purpose)
    for section in rubric.sections:
        say()
        say(f"{section.id}  {section.title}")
        for criterion_id in section.criteria:
            say()
            say_criterion(rubric, rubric.criterion(criterion_id))
    return 0


def say_criterion(rubric: Rubric, criterion: Criterion) -> None:
    """Print a criterion with the words of each level, best first."""
    facts = [_("weight {weight}").format(weight=plain_number(criterion.weight))]
    facts.append(_("floor {level}").format(level=plain_number(criterion.floor)))
    if criterion.critical:
        facts.append(_("critical"))
    say(f"{criterion.id}  {criterion.title}  ({', '.join(facts)})")
    _paragraph(criterion.question)
    for level in reversed(rubric.scale_of(criterion).levels):
        _paragraph(criterion.descriptors.get(level.value, ""), f"  {plain_number(level.value)} {level.label}: ")


def _paragraph(text: str, head: str = "  ") -> None:
    for line in textwrap.wrap(text, 100, initial_indent=head, subsequent_indent="      "):
        say(line)
