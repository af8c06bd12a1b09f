"""The commands ``design list|show|set|preview``: how a programme's certificates look and what they say."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from certdesk.actions.design_pictures import read_picture
from certdesk.actions.designing import (
    NOTHING_CHOSEN,
    change_design,
    design_of,
    design_to_change,
    make_looks,
    make_specimen,
    plan_specimen,
    programme_words,
    programmes,
)
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize, colour_hints
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.store.workspace import Workspace

_TEXTS = ("ink", "accent", "opening", "statement", "small_print", "second_name", "second_role", "logo_alt")
_PICTURES = ("logo", "seal")


def list_all(options: argparse.Namespace) -> int:
    """List the programmes, each with the design of its certificates."""
    with opened(options, needs_person=False) as workspace:
        found = [(name, design_to_change(workspace, name)[0]) for name in programmes(workspace)]
    if options.json:
        say_json([_shape(name, design) for name, design in found])
        return 0
    if not found:
        say(_("No programme yet. Take in a portfolio, or choose a design with: certdesk design set PROGRAMME"))
        return 0
    say_table(
        (_("Programme"), _("Design"), _("Paper")), [(programme_words(name), one.look, one.paper) for name, one in found]
    )
    return 0


def show(options: argparse.Namespace) -> int:
    """Show the design of one programme."""
    with opened(options, needs_person=False) as workspace:
        name = _programme(workspace, options.programme)
        design, lost = design_to_change(workspace, name)
    if options.json:
        say_json(_shape(name, design) | {"lost": list(lost)})
        return 0
    say(programme_words(name))
    say_table((_("Part"), _("Value")), list(_rows(design)), indent="  ")
    for picture in lost:
        warn(_("The {picture} is gone from this workspace. Choose it again.").format(picture=picture))
    return 0


def change(options: argparse.Namespace) -> int:
    """Change the parts of a design that are named; the others stay."""
    with opened(options) as workspace:
        name = options.programme.strip() if options.new else _programme(workspace, options.programme)
        before = NOTHING_CHOSEN if options.reset else design_to_change(workspace, name)[0]
        design, hints = _changed(before, options)
        done = change_design(workspace, name, design)
    hints = (*hints, *colour_hints(design))
    if options.json:
        say_json(_shape(name, design) | {"changed": bool(done), "hints": list(hints)})
        return 0
    say(
        _("The design of {programme} is kept.").format(programme=programme_words(name))
        if done
        else _("It looks like that already.")
    )
    for hint in hints:
        say(hint)
    return 0


def preview(options: argparse.Namespace) -> int:
    """Write a specimen, which is marked as one and can't be signed."""
    target: Path = options.output or Path(_("specimen.pdf"))
    target = target.with_suffix("") if options.all_looks else target
    if target.exists() and not options.force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file with -o, or replace it with --force."))
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        name = _programme(workspace, options.programme)
        design = design_of(workspace, name)
        if options.design:
            design = replace(design, look=Look(options.design))
        place = target / "specimen.pdf" if options.all_looks else target
        plan = plan_specimen(workspace, name, design, holder=options.holder, target=place)
        made = make_looks(plan, progress_line()) if options.all_looks else (make_specimen(plan, progress_line()),)
    if options.json:
        say_json({"programme": name, "files": [str(path) for path in made]})
        return 0
    for path in made:
        say(str(path))
    return 0


def _changed(design: CertificateDesign, options: argparse.Namespace) -> tuple[CertificateDesign, tuple[str, ...]]:
    values: dict[str, Any] = {name: getattr(options, name) for name in _TEXTS if getattr(options, name) is not None}
    if options.design:
        values["look"] = Look(options.design)
    if options.paper:
        values["paper"] = PaperSize(options.paper)
    if options.criteria is not None:
        values["names_criteria"] = options.criteria
    hints = []
    for name in _PICTURES:
        chosen = getattr(options, name)
        if chosen is not None:
            picture = read_picture(Path(chosen)) if chosen else None
            values[name] = picture.data if picture else b""
            hints += [picture.hint] if picture and picture.hint else []
    return replace(design, **values), tuple(hints)


def _programme(workspace: Workspace, wanted: str) -> str:
    """Find a programme by its name or the beginning of it."""
    names = programmes(workspace)
    if wanted in names:
        return wanted
    begun = [name for name in names if name.casefold().startswith(wanted.strip().casefold())] if wanted.strip() else []
    if len(begun) == 1:
        return begun[0]
    text = _("There is no programme {name} in this workspace.").format(name=wanted)
    if begun:
        text = _("Several programmes begin with {name}.").format(name=wanted)
    hint = near(wanted, list(names)) or _("certdesk design set --new begins one.")
    raise NotFoundError(text, hint)


def _rows(design: CertificateDesign) -> list[tuple[str, str]]:
    own = _("the design's own")
    yes, no = _("yes"), _("no")
    return [
        (_("Design"), design.look),
        (_("Paper"), design.paper),
        (_("Ink"), design.ink or own),
        (_("Accent"), design.accent or own),
        (_("Opening"), design.opening or own),
        (_("Statement"), design.statement or own),
        (_("Small print"), design.small_print or own),
        (_("Beside the signer"), ", ".join(part for part in (design.second_name, design.second_role) if part) or "–"),
        (_("Names criteria"), yes if design.names_criteria else no),
        (_("Logo"), yes if design.logo else no),
        (_("Seal"), yes if design.seal else no),
    ]


def _shape(programme: str, design: CertificateDesign) -> dict[str, Any]:
    return {
        "programme": programme,
        "design": design.look,
        "paper": design.paper,
        **{name: getattr(design, name) for name in _TEXTS},
        "names_criteria": design.names_criteria,
        **{name: bool(getattr(design, name)) for name in _PICTURES},
    }
