"""Take rubrics in from files of other systems: plan, read as often as there are answers, keep as drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.keeping_bank import keep_comments
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.comment_bank import Comment
from certdesk.core.comparing_versions import compare
from certdesk.core.differences import Difference
from certdesk.core.editing_ids import unused_id
from certdesk.core.errors import NotAllowedError, RubricError, StorageError
from certdesk.core.importing import Answers, Reading
from certdesk.core.portfolio import RubricRef
from certdesk.core.reimporting import as_next_version, known_again, same_criteria
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.all_formats import format_called, recognise
from certdesk.rubric_formats.format import LARGEST, LARGEST_ARCHIVE, Source
from certdesk.store.rubric_drafts import draft_rows
from certdesk.store.rubrics import newest_rubrics
from certdesk.store.workspace import Workspace

OURS = "certdesk"
"""The format that says everything; what other formats leave out stays as it was."""
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Match:
    """A rubric of a file that is here already: what is here, the next version that it would be, and what differs."""

    known: Rubric
    next: Rubric
    difference: Difference


@dataclass(frozen=True, slots=True)
class Imported:
    """What was kept: the ids of the drafts begun, and rubrics that say what is here already, so need none.

    ``frameworks`` came with the file and are kept as well.
    """

    drafts: tuple[str, ...]
    unchanged: tuple[RubricRef, ...]
    frameworks: tuple[Framework, ...]
    changes: tuple[Change, ...]


def read_source(path: Path) -> Source:
    """Read a file from somebody else's computer, never more of it than any rubric has.

    Raises StorageError when it can't be read, RubricError when it is too large.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
            most = LARGEST_ARCHIVE if start.startswith(_ARCHIVES) else LARGEST
            data = start + file.read(most + 1 - len(start))
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        text = _("{file} could not be read: {reason}.").format(file=path.name or path, reason=reason)
        raise StorageError(text, _("Check its name and that you may open it.")) from problem
    if len(data) > most:
        text = _("{file} is larger than any rubric ({most} MB).").format(file=path.name, most=most // 2**20)
        raise RubricError(text, _("Choose another file."))
    return Source(path.name, data)


def read_reading(source: Source, answers: Answers, *, format_id: str = "") -> Reading:
    """Read what a file holds with the answers given so far; for a worker thread.

    ``format_id`` names the format where it shall not be recognised. Raises RubricError when nothing can be used.
    """
    chosen = format_called(format_id) if format_id else recognise(source)
    return chosen.read(source, answers)


def matches(workspace: Workspace, reading: Reading) -> tuple[Match | None, ...]:
    """Say for each rubric of a reading which one here it is, None for those that are new."""
    known = newest_rubrics(workspace.db)
    return tuple(_match(rubric, reading.format, known) for rubric in reading.rubrics)


def keep_imported(
    workspace: Workspace, reading: Reading, chosen: Collection[int], *, as_new: Collection[int] = ()
) -> Imported:
    """Keep the rubrics of a reading as drafts, by their index; those that are here already as their next version.

    ``as_new`` are those that shall be rubrics of their own all the same, under a new id. A rubric that says what is
    here already needs no draft. Comments of the file go to the bank, frameworks to the standards. Raises
    NotAllowedError while questions are open.
    """
    if reading.questions:
        count = len(reading.questions)
        text = ngettext("{count} question is still open.", "{count} questions are still open.", count)
        raise NotAllowedError(text.format(count=count), _("Answer it: nothing is guessed."))
    known = newest_rubrics(workspace.db)
    taken = {rubric.id for rubric in known}
    begun: list[tuple[str, Rubric]] = []
    unchanged: list[RubricRef] = []
    names: dict[str, tuple[str, dict[str, str]]] = {}
    for index in sorted({index for index in chosen if 0 <= index < len(reading.rubrics)}):
        rubric = reading.rubrics[index]
        match = None if index in as_new else _match(rubric, reading.format, known)
        draft = match.next if match else replace(rubric, id=unused_id(rubric.id, taken))
        taken.add(draft.id)
        by_id = reading.format == OURS
        names[rubric.id] = draft.id, same_criteria(rubric, match.known, by_id=by_id) if match else {}
        if match and not match.difference.lines:
            unchanged.append(RubricRef(match.known.id, match.known.version))
        else:
            begun.append((workspace.new_id(), draft))
    # Comments may be refused, so they go first: what is told to be refused must not be half there.
    comments = _keep_comments(workspace, reading, names)
    frameworks = keep_frameworks(workspace, reading.frameworks)
    drafts = _begin(workspace, begun)
    return Imported(
        tuple(draft_id for draft_id, _rubric in begun),
        tuple(unchanged),
        reading.frameworks,
        tuple(change for change in (drafts, comments, frameworks) if change),
    )


def _begin(workspace: Workspace, drafts: list[tuple[str, Rubric]]) -> Change:
    if not drafts:
        return UNCHANGED
    titles = ", ".join(rubric.title for _id, rubric in drafts)
    text = ngettext("draft of {titles} taken in", "{count} drafts taken in: {titles}", len(drafts))
    label = text.format(titles=titles, count=len(drafts))
    with workspace.recording("rubric_draft.imported", label, subject=drafts[0][0]) as recording:
        for draft_id, rubric in drafts:
            for row in draft_rows(draft_id, rubric):
                recording.put("rubric_draft_part", row)
    return recording.change


def _keep_comments(workspace: Workspace, reading: Reading, names: dict[str, tuple[str, dict[str, str]]]) -> Change:
    """Hand the comments to the bank, with the ids that their rubric and its criteria have here."""
    if not reading.comments:
        return UNCHANGED

    def kept() -> Iterator[Comment]:
        for comment in reading.comments:
            rubric, criteria = names.get(comment.rubric, (comment.rubric, {}))
            ids = tuple(criteria.get(id_, id_) for id_ in comment.criteria)
            yield replace(comment, rubric=rubric, criteria=ids)

    return keep_comments(workspace, kept())


def _match(rubric: Rubric, format_id: str, known: tuple[Rubric, ...]) -> Match | None:
    whole = format_id == OURS
    here = known_again(rubric, known, whole=whole)
    if here is None:
        return None
    following = as_next_version(rubric, here, whole=whole)
    return Match(here, following, compare(here, following))
