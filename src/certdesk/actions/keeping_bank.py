"""Keep the comment bank: add, change, remove, bring together. Every deed can be undone; words already written stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.comment_bank import ANY_CRITERION, Comment, by_words, same_words, words_key
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _, ngettext
from certdesk.store.bank import comment_row, load_bank, load_comment, move_uses
from certdesk.store.workspace import Workspace

BANK = "comment-bank"
"""What the journal says that these deeds are about, so that undo on the screen of the bank is about the bank."""
LONGEST = 4000


def keep_comments(workspace: Workspace, comments: Iterable[Comment]) -> Change:
    """Keep comments from elsewhere. What says the same as one that is there already is not kept a second time.

    A comment with the id of one in the bank takes its place if it is for the same rubric and from the same owner;
    otherwise, and without an id, it gets a new one. One without words says nothing and is left out. Raises
    NotAllowedError for a text over 4,000 characters.
    """
    bank = {comment.id: comment for comment in load_bank(workspace.db)}
    twins = by_words(bank.values())
    kept: dict[str, Comment] = {}
    for comment in comments:
        if not comment.text.strip():
            continue
        _check(comment)
        if known := _known(workspace, comment, bank.get(comment.id), twins):
            kept[known.id] = bank[known.id] = known
            twins.setdefault(words_key(known), []).append(known)
    if not kept:
        return UNCHANGED
    label = ngettext("{count} comment for the bank", "{count} comments for the bank", len(kept))
    with workspace.recording("comment.kept", label.format(count=len(kept)), subject=BANK) as recording:
        for comment in kept.values():
            recording.put("bank_comment", comment_row(comment))
    return recording.change


def add_comment(workspace: Workspace, comment: Comment) -> tuple[str, Change]:
    """Add one comment under a new id, which is returned too. Words that are there already are not added again."""
    _check(comment)
    if twin := next((one for one in load_bank(workspace.db) if same_words(one, comment)), None):
        return twin.id, UNCHANGED
    added = replace(comment, id=workspace.new_id())
    label = _("comment “{words}”").format(words=beginning(added.text))
    with workspace.recording("comment.added", label, subject=BANK) as recording:
        recording.put("bank_comment", comment_row(added))
    return added.id, recording.change


def edit_comment(workspace: Workspace, comment: Comment) -> Change:
    """Change a comment wherever it is offered from now on; words that were written with it stay as they are.

    Raises NotFoundError for one that is gone, NotAllowedError for somebody else's own words.
    """
    _check(comment)
    _refuse_others(workspace, load_comment(workspace.db, comment.id))
    label = _("comment “{words}” changed").format(words=beginning(comment.text))
    with workspace.recording("comment.edited", label, subject=BANK) as recording:
        recording.put("bank_comment", comment_row(comment))
    return recording.change


def remove_comments(workspace: Workspace, comment_ids: Iterable[str]) -> Change:
    """Take comments out of the bank. Raises NotFoundError, NotAllowedError for somebody else's own words."""
    gone = [load_comment(workspace.db, id_) for id_ in dict.fromkeys(comment_ids)]
    for comment in gone:
        _refuse_others(workspace, comment)
    label = ngettext("{count} comment removed", "{count} comments removed", len(gone)).format(count=len(gone))
    if len(gone) == 1:
        label = _("comment “{words}” removed").format(words=beginning(gone[0].text))
    with workspace.recording("comment.removed", label, subject=BANK) as recording:
        for comment in gone:
            recording.remove("bank_comment", {"id": comment.id})
    return recording.change


def duplicate_comment(workspace: Workspace, comment_id: str) -> tuple[str, Change]:
    """Make a copy of a comment as the acting person's own, to be changed; return its id too."""
    original = load_comment(workspace.db, comment_id)
    copy = replace(original, id=workspace.new_id(), owner=workspace.person, shortcut="")
    label = _("copy of comment “{words}”").format(words=beginning(copy.text))
    with workspace.recording("comment.added", label, subject=BANK) as recording:
        recording.put("bank_comment", comment_row(copy))
    return copy.id, recording.change


def merge_duplicates(workspace: Workspace) -> tuple[Mapping[str, str], Change]:
    """Bring together what says the same twice; return which id went into which.

    The oldest stays and takes over the shortcut and tags of the others where it has none, and counts their uses at this
    desk as its own. Other people's stay alone.
    """
    merged, changed = _merged(workspace)
    if not merged:
        return merged, UNCHANGED
    label = ngettext("{count} duplicate brought together", "{count} duplicates brought together", len(merged))
    with workspace.recording("comment.merged", label.format(count=len(merged)), subject=BANK) as recording:
        for comment in changed:
            recording.put("bank_comment", comment_row(comment))
        for gone in merged:
            recording.remove("bank_comment", {"id": gone})
    for gone, stays in merged.items():
        move_uses(workspace, gone, stays)
    return merged, recording.change


def beginning(text: str, longest: int = 32) -> str:
    """Return the first words of a text, for a label."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _known(
    workspace: Workspace, comment: Comment, there: Comment | None, twins: Mapping[str, list[Comment]]
) -> Comment | None:
    """Return the comment under the id that it is kept by, or None when it is there already."""
    if there == comment:
        return None
    if comment.id and there is None:
        return comment
    if there is not None and (there.rubric, there.owner) == (comment.rubric, comment.owner):
        return comment
    if any(same_words(one, comment) for one in twins.get(words_key(comment), [])):
        return None
    return replace(comment, id=workspace.new_id())


def _merged(workspace: Workspace) -> tuple[dict[str, str], list[Comment]]:
    merged: dict[str, str] = {}
    changed: dict[str, Comment] = {}
    own = [comment for comment in load_bank(workspace.db) if comment.owner in ("", workspace.person)]
    for group in by_words(own).values():
        firsts: list[Comment] = []
        for comment in group:
            twin = next((number for number, one in enumerate(firsts) if same_words(one, comment)), None)
            if twin is None:
                firsts.append(comment)
                continue
            stays = firsts[twin]
            tags = tuple(dict.fromkeys((*stays.tags, *comment.tags)))
            firsts[twin] = replace(stays, shortcut=stays.shortcut or comment.shortcut, tags=tags)
            merged[comment.id] = stays.id
            if firsts[twin] != stays:
                changed[stays.id] = firsts[twin]
    return merged, list(changed.values())


def _refuse_others(workspace: Workspace, comment: Comment) -> None:
    if comment.owner and comment.owner != workspace.person:
        text = _("“{words}” is somebody else's.").format(words=beginning(comment.text))
        raise NotAllowedError(text, _("Make a copy of it and change that."))


def _check(comment: Comment) -> None:
    if not comment.text.strip():
        raise NotAllowedError(_("A comment without words can't be kept."), _("Write what the teacher should read."))
    if len(comment.text) > LONGEST:
        sentence = _("This text has {count} characters; a report has room for {most}.")
        raise NotAllowedError(sentence.format(count=len(comment.text), most=LONGEST), _("Shorten it."))
    if not comment.criteria:
        hint = _("Choose the criteria that it is for, or “{any}”.").format(any=ANY_CRITERION)
        raise NotAllowedError(_("A comment needs a criterion that it is for."), hint)
