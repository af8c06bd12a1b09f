"""The commands ``rubric list|import|export|publish|migrate``: the rubrics of a workspace."""

from __future__ import annotations

import argparse

from certdesk.actions import migrating
from certdesk.actions.importing_rubrics import Imported, keep_imported
from certdesk.actions.publishing_rubrics import plan_publication, publish_draft
from certdesk.cli import rubric_shapes, shapes
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.cli.rubric_files import decided, find_version, refuse_losses, write
from certdesk.core.errors import CertDeskError, NotFoundError
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.rubric_drafts import RubricDraft, list_drafts
from certdesk.store.rubrics import Usage, list_rubrics, load_rubric, usage
from certdesk.store.workspace import Workspace


def list_rubrics_here(workspace: Workspace) -> list[tuple[Rubric, Usage]]:
    """Return every version with what it is used by."""
    uses = usage(workspace.db)
    return [(load_rubric(workspace.db, ref), uses.get(ref, Usage())) for ref in list_rubrics(workspace.db)]


def list_all(options: argparse.Namespace) -> int:
    """List every version and every draft."""
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        known, drafts = list_rubrics_here(workspace), list_drafts(workspace.db)
    if options.json:
        say_json(
            {
                "versions": [
                    shapes.rubric_line(one) | {"portfolios": uses.portfolios, "signed": uses.signed}
                    for one, uses in known
                ],
                "drafts": [
                    shapes.rubric_line(one.rubric) | {"draft": one.id, "based_on": one.rubric.based_on or None}
                    for one in drafts
                ],
            }
        )
        return 0
    rows = [(one.id, one.version, str(len(one.criteria)), str(uses.portfolios), one.title) for one, uses in known]
    say_table((_("Rubric"), _("Version"), _("Criteria"), _("Portfolios"), _("Title")), rows)
    if drafts:
        say()
        lines = [(one.rubric.id, one.rubric.version, one.id, one.rubric.title) for one in drafts]
        say_table((_("Draft of"), _("Version"), _("Draft"), _("Title")), lines)
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take the rubrics of a file in as drafts, and publish them if that is asked for."""
    reading = decided(options)
    everything = range(len(reading.rubrics))
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        kept = keep_imported(workspace, reading, everything, as_new=everything if options.as_new else ())
        published, refused = _publish_all(workspace, kept) if options.publish else ([], [])
        left = [one for one in list_drafts(workspace.db) if one.id in kept.drafts]
    for problem in refused:
        warn(problem)
    if options.json:
        say_json(
            {
                "drafts": [shapes.rubric_line(one.rubric) | {"draft": one.id} for one in left],
                "published": [{"id": ref.id, "version": ref.version} for ref in published],
                "unchanged": [{"id": ref.id, "version": ref.version} for ref in kept.unchanged],
                "comments": len(reading.comments),
                "frameworks": [one.identifier for one in kept.frameworks],
            }
        )
        return 1 if refused else 0
    for one in left:
        rubric = one.rubric
        based = _(", after {version}").format(version=rubric.based_on) if rubric.based_on else ""
        text = _("Draft {id}: {title} {version}{based}")
        say(text.format(id=rubric.id, title=rubric.title, version=rubric.version, based=based))
    for ref in published:
        say(_("Published: {id} {version}").format(id=ref.id, version=ref.version))
    for ref in kept.unchanged:
        say(_("{id} {version} says the same already.").format(id=ref.id, version=ref.version))
    for framework in kept.frameworks:
        say(_("Framework: {title}").format(title=framework.title))
    if reading.comments:
        say(_("Comments in the bank: {count}").format(count=len(reading.comments)))
    return 1 if refused else 0


def give_out(options: argparse.Namespace) -> int:
    """Write a rubric of the workspace as a file."""
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        drafts = {one.id: one.rubric for one in list_drafts(workspace.db)}
        rubric = drafts.get(options.rubric) or find_version(workspace, options.rubric)
    refuse_losses((rubric,), options.to, force=options.force)
    return write((rubric,), options)


def publish(options: argparse.Namespace) -> int:
    """Publish a draft under the version that is named, or the one that its difference asks for."""
    with opened(options, needs_person=False) as workspace:
        draft = _draft(workspace, options.draft)
        version = options.number or plan_publication(workspace, draft.id).version
        change = publish_draft(workspace, draft.id, version, note=options.note)
    if options.json:
        say_json({"id": draft.rubric.id, "version": version, "what": change.label})
        return 0
    say(_("{what}.").format(what=change.label))
    return 0


def migrate(options: argparse.Namespace) -> int:
    """Let portfolios go over to another version, or say what that would do."""
    with opened(options, needs_person=False) as workspace:
        old, new = (_ref(find_version(workspace, wanted)) for wanted in (options.old, options.new))
        plan = migrating.plan_migration(workspace, old, new, trusted=options.trust)
        moves = _named(plan, options.codes)
        movable = [move for move in moves if not move.refused]
        if not options.dry_run:
            migrating.migrate(workspace, [move.portfolio_id for move in movable], new, trusted=options.trust)
    refused = len(movable) < len(moves)
    if options.json:
        say_json({"done": not options.dry_run, "portfolios": [rubric_shapes.planned(move) for move in moves]})
        return 1 if refused else 0
    if not moves:
        say(_("No portfolio is on {id} {version}.").format(id=old.id, version=old.version))
        return 0
    rows = [(move.code, str(move.kept), str(move.to_mark), str(move.gone), move.refused) for move in moves]
    say_table((_("Portfolio"), _("Kept"), _("To mark"), _("Gone"), ""), rows)
    if not options.dry_run:
        text = ngettext(
            "{count} portfolio is on {version} now.", "{count} portfolios are on {version} now.", len(movable)
        )
        say(text.format(count=len(movable), version=new.version))
    return 1 if refused else 0


def _publish_all(workspace: Workspace, kept: Imported) -> tuple[list[RubricRef], list[str]]:
    """Publish what is complete; the others stay drafts, each with what is wrong."""
    published, refused = [], []
    for draft_id in kept.drafts:
        plan = plan_publication(workspace, draft_id)
        try:
            publish_draft(workspace, draft_id, plan.version)
        except CertDeskError as problem:
            text = _("{title} stays a draft. {why}")
            refused.append(text.format(title=plan.draft.rubric.title, why=problem.sentence))
        else:
            published.append(RubricRef(plan.draft.rubric.id, plan.version))
    return published, refused


def _draft(workspace: Workspace, wanted: str) -> RubricDraft:
    drafts = list_drafts(workspace.db)
    found = [one for one in drafts if wanted in {one.id, one.rubric.id}]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.id} ({one.rubric.id} {one.rubric.version})" for one in found or drafts)
    if found:
        raise NotFoundError(
            _("There are several drafts of “{id}”.").format(id=wanted), _("Name one: {names}.").format(names=names)
        )
    text = _("There is no draft “{id}” in this workspace.").format(id=wanted)
    hint = near(wanted, [one.rubric.id for one in drafts])
    raise NotFoundError(text, hint or _("“certdesk rubric list” lists them."))


def _named(plan: tuple[migrating.PlannedMove, ...], codes: list[str]) -> list[migrating.PlannedMove]:
    by_code = {move.code.casefold(): move for move in plan}
    for code in codes:
        if code.casefold() not in by_code:
            text = _("{code} is not on that version.").format(code=code)
            raise NotFoundError(text, near(code, [move.code for move in plan]) or _("Leave the codes out for all."))
    return [by_code[code.casefold()] for code in codes] if codes else list(plan)


def _ref(rubric: Rubric) -> RubricRef:
    return RubricRef(rubric.id, rubric.version)
