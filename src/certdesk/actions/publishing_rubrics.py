"""Publish a draft: from then on the version is never changed, and portfolios can be assessed by it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.actions.letting_in import let_in_held
from certdesk.core.changes import Change
from certdesk.core.comparing_versions import compare
from certdesk.core.contradictions import contradictions, find_contradictions
from certdesk.core.differences import Difference
from certdesk.core.errors import NotAllowedError, RubricError
from certdesk.core.examples import ExampleResult, check_examples, run_examples
from certdesk.core.places import Contradiction
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.versions import is_version, next_version, version_order
from certdesk.core.words import _, ngettext
from certdesk.store.journal import PUBLISHED
from certdesk.store.rubric_drafts import RubricDraft, draft_keys, load_draft
from certdesk.store.rubrics import Usage, list_rubrics, load_rubric, rubric_row, usage
from certdesk.store.workspace import Workspace

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing a draft would do: its difference from the version before, and what stands in the way.

    ``before`` is None for the first version. ``newer`` names the versions of the same rubric that were published after
    the one that the draft was made from. ``uses`` counts what is assessed by that one and stays with it.
    """

    draft: RubricDraft
    before: Rubric | None
    difference: Difference
    version: str
    contradictions: tuple[Contradiction, ...]
    examples: tuple[ExampleResult, ...]
    newer: tuple[str, ...]
    uses: Usage

    @property
    def failing(self) -> tuple[ExampleResult, ...]:
        """The worked examples that do not come out as they say."""
        return tuple(result for result in self.examples if not result.passed)

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.contradictions or self.failing)


def plan_publication(workspace: Workspace, draft_id: str) -> Publication:
    """Find out what publishing a draft would do; it proposes the version. Raises NotFoundError."""
    draft = load_draft(workspace.db, draft_id)
    before = _published_before(workspace, draft.rubric)
    difference = compare(before, draft.rubric) if before else Difference(())
    found = find_contradictions(draft.rubric)
    return Publication(
        draft=draft,
        before=before,
        difference=difference,
        version=_proposed(workspace, draft.rubric, difference),
        contradictions=found,
        examples=() if found else run_examples(draft.rubric),
        newer=_newer(workspace, draft.rubric),
        uses=usage(workspace.db).get(RubricRef(draft.rubric.id, draft.rubric.based_on), Usage()),
    )


def publish_draft(workspace: Workspace, draft_id: str, version: str, *, note: str = "") -> Change:
    """Publish a draft under a version; the draft is gone, and nothing can take it back.

    Raises RubricError when it contradicts itself or a worked example fails, NotAllowedError for a version that exists
    or is not above the one that the draft was made from. A rubric without worked examples is published: that is said.
    """
    rubric = replace(load_draft(workspace.db, draft_id).rubric, version=version.strip())
    check_publishable(rubric)
    _check_version(workspace, rubric)
    _check_note(note)
    label = _label(workspace, rubric, note.strip())
    with workspace.recording(PUBLISHED, label, subject=draft_id) as recording:
        recording.put("rubric", rubric_row(rubric))
        for key in draft_keys(workspace.db, draft_id):
            recording.remove("rubric_draft_part", key)
    let_in_held(workspace)
    return recording.change


def check_publishable(rubric: Rubric) -> None:
    """Raise RubricError when a rubric contradicts itself or one of its worked examples fails."""
    if found := contradictions(rubric):
        text = found[0]
        if more := len(found) - 1:
            told = ngettext("There is {count} more like it.", "There are {count} more like it.", more)
            text = f"{text} {told.format(count=more)}"
        raise RubricError(text, _("Mend it in the draft, then publish."))
    check_examples(rubric)


def _check_version(workspace: Workspace, rubric: Rubric) -> None:
    version, base = rubric.version, rubric.based_on
    if not is_version(version):
        text = _("“{version}” can't be a version.").format(version=version)
        raise NotAllowedError(text, _("Use digits and dots, such as 1.1.0."))
    published = [ref.version for ref in list_rubrics(workspace.db) if ref.id == rubric.id]
    if same := next((each for each in published if version_order(each) == version_order(version)), ""):
        text = _("“{title}” {version} is published already, and a published version is never changed.")
        raise NotAllowedError(text.format(title=rubric.title, version=same), _("Give it another version."))
    if base and version_order(version) <= version_order(base):
        text = _("{version} is not above {base}, from which this draft was made.").format(version=version, base=base)
        raise NotAllowedError(text, _("Give it a higher version."))


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        text = _("The note has {count} characters; there is room for {most}.")
        raise NotAllowedError(text.format(count=len(note), most=LONGEST_NOTE), _("Shorten it."))


def _label(workspace: Workspace, rubric: Rubric, note: str) -> str:
    text = _("{title} {version} published").format(title=rubric.title, version=rubric.version)
    said = [text]
    if not rubric.examples:
        said.append(_("without worked examples"))
    if not any(outcome.certifies for outcome in rubric.decision.outcomes):
        said.append(_("no result gives a certificate"))
    if newer := _newer(workspace, rubric):
        told = _("it was made from {base}, and {newer} was published meanwhile")
        said.append(told.format(base=rubric.based_on or _("nothing"), newer=", ".join(newer)))
    if note:
        said.append(note)
    return "; ".join(said)


def _published_before(workspace: Workspace, rubric: Rubric) -> Rubric | None:
    ref = RubricRef(rubric.id, rubric.based_on)
    return load_rubric(workspace.db, ref) if ref in list_rubrics(workspace.db) else None


def _newer(workspace: Workspace, rubric: Rubric) -> tuple[str, ...]:
    """Name the published versions that this draft does not know of, the newest first."""
    versions = [ref.version for ref in list_rubrics(workspace.db) if ref.id == rubric.id]
    if not rubric.based_on:
        return tuple(versions)
    return tuple(each for each in versions if version_order(each) > version_order(rubric.based_on))


def _proposed(workspace: Workspace, rubric: Rubric, difference: Difference) -> str:
    """Propose a version above the one that the draft was made from, and above all that were published since."""
    taken = {ref.version for ref in list_rubrics(workspace.db) if ref.id == rubric.id}
    newest = max((*taken, *([rubric.based_on] if rubric.based_on else [])), key=version_order, default="")
    if newest:
        return next_version(newest, difference.kind)
    return rubric.version if is_version(rubric.version) else "1.0.0"
