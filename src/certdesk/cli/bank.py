"""The commands ``bank list|import|export|add|edit|remove``: the comment bank of a workspace."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from fractions import Fraction

from certdesk.actions.bank_exchange import export_bank, keep_bank_import, plan_bank_import, read_bank, save_bank
from certdesk.actions.bank_looking import look_at_bank
from certdesk.actions.keeping_bank import add_comment, edit_comment, remove_comments
from certdesk.cli import rubric_shapes
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.opening import bring_rubrics, near, opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.cli.rubric_files import answers, refuse_questions
from certdesk.core.bank_filtering import MINE, BankFilter, BankRow, filtered
from certdesk.core.bank_words import criteria_words, kind_words, level_words
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind, levels_between
from certdesk.core.errors import NotFoundError
from certdesk.core.fields import exact_number
from certdesk.core.importing import Reading, Verdict
from certdesk.core.words import _, ngettext
from certdesk.store.bank import load_bank, load_comment
from certdesk.store.workspace import Workspace

_NONE = "none"


def list_comments(options: argparse.Namespace) -> int:
    """List the comments that are asked for."""
    with opened(options, needs_person=options.mine) as workspace:
        bring_rubrics(workspace)
        rows = _chosen(workspace, options, " ".join(options.words))
    if options.json:
        say_json([_shape(row) for row in rows])
        return 0
    heads = (_("Id"), _("For"), _("Levels"), _("Kind"), _("Words"))
    say_table(heads, [_line(row.comment) for row in rows])
    return 0


def give_out(options: argparse.Namespace) -> int:
    """Write the comments that are asked for as a CSV."""
    with opened(options, needs_person=options.mine) as workspace:
        bring_rubrics(workspace)
        comments = [row.comment for row in _chosen(workspace, options)]
        if options.output is None:
            sys.stdout.buffer.write(export_bank(workspace, comments))
            return 0
        save_bank(workspace, options.output, comments, force=options.force)
    say(str(options.output))
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take the comments of a file in, once every question about it is answered."""
    given = answers(options.answer)
    with opened(options, needs_person=False) as workspace:
        bring_rubrics(workspace)
        reading = read_bank(plan_bank_import(workspace, options.file, options.format), given)
        if options.json and options.dry_run:
            say_json(_reading(reading))
            return 0
        if not options.dry_run:
            refuse_questions(reading, f"certdesk bank import {options.file} --dry-run")
            keep_bank_import(workspace, reading.comments)
    if options.json:
        say_json(_reading(reading))
        return 0
    _tell(reading)
    count = len(reading.comments)
    would = ngettext("{count} comment would come in.", "{count} comments would come in.", count)
    did = ngettext("{count} comment taken in.", "{count} comments taken in.", count)
    say((would if options.dry_run else did).format(count=count))
    return 0


def add(options: argparse.Namespace) -> int:
    """Add a comment."""
    with opened(options, needs_person=not options.official) as workspace:
        bring_rubrics(workspace)
        owner = "" if options.official else workspace.person
        blank = Comment("", CommentKind.STRENGTH, (ANY_CRITERION,), (), options.text, owner=owner)
        id_, change = add_comment(workspace, _with_matters(blank, options))
        comment = load_comment(workspace.db, id_)
    return _say_comment(comment, options, _("Added: {id}") if change else _("It is there already: {id}"))


def edit(options: argparse.Namespace) -> int:
    """Change a comment."""
    with opened(options) as workspace:
        bring_rubrics(workspace)
        comment = _with_matters(_found(workspace, options.id), options)
        if options.text is not None:
            comment = replace(comment, text=options.text)
        edit_comment(workspace, comment)
    return _say_comment(comment, options, _("Changed: {id}"))


def remove(options: argparse.Namespace) -> int:
    """Take comments out."""
    with opened(options) as workspace:
        bring_rubrics(workspace)
        ids = [_found(workspace, wanted).id for wanted in options.ids]
        change = remove_comments(workspace, ids)
    if options.json:
        say_json({"removed": ids})
        return 0
    say(f"{change.label[:1].upper()}{change.label[1:]}.")
    return 0


def _chosen(workspace: Workspace, options: argparse.Namespace, words: str = "") -> tuple[BankRow, ...]:
    wanted = BankFilter(
        rubric=options.rubric,
        criterion=options.criterion,
        kind=CommentKind(options.kind) if options.kind else None,
        whose=MINE if options.mine else "",
        language=options.language,
        others=options.others,
        words=words,
    )
    return filtered(look_at_bank(workspace), wanted)


def _found(workspace: Workspace, wanted: str) -> Comment:
    """Find a comment by its id, or by its shortcut where only one has it. Raises NotFoundError."""
    bank = load_bank(workspace.db)
    named = [one for one in bank if one.id == wanted]
    short = [one for one in bank if one.shortcut and one.shortcut.lower() == wanted.lower().lstrip("/")]
    found = named or short
    if len(found) == 1:
        return found[0]
    if found:
        text = _("Several comments have the shortcut {word}.").format(word=wanted)
        raise NotFoundError(text, _("Say which one by its id: {ids}.").format(ids=", ".join(one.id for one in found)))
    text = _("The comment {id} is not in the bank of this workspace.").format(id=wanted)
    raise NotFoundError(text, near(wanted, [one.id for one in bank]) or _("“certdesk bank list” lists them."))


def _with_matters(comment: Comment, options: argparse.Namespace) -> Comment:
    """Return the comment with everything that the options say."""
    given = {"rubric": options.rubric, "language": options.language, "shortcut": options.shortcut}
    changed = replace(comment, **{name: value for name, value in given.items() if value is not None})
    if options.criterion:
        changed = replace(changed, criteria=tuple(dict.fromkeys(options.criterion)))
    if options.kind:
        changed = replace(changed, kind=CommentKind(options.kind))
    if options.levels is not None:
        changed = replace(changed, levels=_levels(options.levels))
    if options.tags is not None:
        changed = replace(changed, tags=tuple(tag for part in options.tags.split(",") if (tag := part.strip())))
    return changed


def _levels(text: str) -> tuple[Fraction, ...]:
    """Understand 3, 1-2, 1,3 and none."""
    if text.strip() == _NONE:
        return ()
    try:
        found: set[Fraction] = set()
        for part in text.split(","):
            low, _dash, high = part.partition("-")
            found |= {*levels_between(exact_number(low), exact_number(high or low))}
    except ValueError as problem:
        told = _("“{text}” names no levels.").format(text=text)
        raise MisunderstoodError(told, _("Write --levels 3, --levels 1-2 or --levels none.")) from problem
    return tuple(sorted(found))


def _tell(reading: Reading) -> None:
    """Say what is left out and why, and what only a person can decide."""
    for row in reading.rows:
        if row.verdict is Verdict.SKIPPED:
            what = f": {row.what}" if row.what else ""
            say(_("skipped, {place}{what}. {reason}").format(place=row.place, what=what, reason=row.reason))
    for question in reading.questions:
        say(question.text)
        for choice in question.choices:
            say(f"  --answer {question.id}={choice.id}  {choice.label}")


def _say_comment(comment: Comment, options: argparse.Namespace, words: str) -> int:
    if options.json:
        say_json(_comment(comment))
        return 0
    say(words.format(id=comment.id))
    return 0


def _line(comment: Comment) -> tuple[str, str, str, str, str]:
    text = " ".join(comment.text.split())
    return comment.id, criteria_words(comment), level_words(comment.levels), kind_words(comment.kind), text


def _shape(row: BankRow) -> dict[str, object]:
    return _comment(row.comment) | {"whose": row.whose, "uses": row.times}


def _comment(comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "owner": comment.owner or None,
        "rubric": comment.rubric or None,
        "criteria": list(comment.criteria),
        "levels": [str(level) for level in comment.levels],
        "kind": comment.kind.value,
        "language": comment.language,
        "shortcut": comment.shortcut or None,
        "tags": list(comment.tags),
        "text": comment.text,
    }


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "comments": [_comment(comment) for comment in reading.comments],
        "rows": [rubric_shapes.row(one) for one in reading.rows],
        "questions": [rubric_shapes.question(one) for one in reading.questions],
    }
