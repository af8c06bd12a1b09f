"""Bring rubrics into the workspace; their worked examples have to come out as they say."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from certdesk.actions.letting_in import let_in_held
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.store.rubrics import list_rubrics, load_rubric, rubric_row
from certdesk.store.workspace import Workspace

log = logging.getLogger(__name__)
BUILT_IN = "built-in rubrics"


def load_rubric_file(workspace: Workspace, path: Path) -> Change:
    """Load one rubric file. The same version with the same content again changes nothing.

    Raises RubricError when it contradicts itself or an example fails, NotAllowedError when the workspace has the
    same version with other content.
    """
    from certdesk.core.comparing_versions import compare

    rubric = read_checked(path)
    ref = RubricRef(rubric.id, rubric.version)
    if ref in list_rubrics(workspace.db):
        if not compare(load_rubric(workspace.db, ref), rubric).lines:
            return UNCHANGED
        text = _("{file} is another “{title}” {version} than the one in this workspace.")
        hint = _("A version in use is never changed. Give the file a new version number.")
        raise NotAllowedError(text.format(file=path.name, title=rubric.title, version=rubric.version), hint)
    label = _("rubric {title} {version}").format(title=rubric.title, version=rubric.version)
    with workspace.recording("rubric.loaded", label, subject=rubric.id) as recording:
        recording.put("rubric", rubric_row(rubric))
    let_in_held(workspace)
    return recording.change


def load_built_in_rubrics(workspace: Workspace, folder: Path) -> tuple[Change, ...]:
    """Load the rubrics that come with the program, those that the workspace does not have yet.

    Reading and checking them takes a quarter of a second, so it is done only when the files are other ones than last
    time. A version that the workspace has with other content stays as it is there: it never keeps the program from
    opening.
    """
    paths = sorted(folder.glob("stem_*.yaml"))
    seen = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}
    if recall_place(workspace, BUILT_IN) == seen:
        return ()
    changes = []
    for path in paths:
        try:
            changes.append(load_rubric_file(workspace, path))
        except NotAllowedError:
            log.info("the workspace keeps its own version of the rubric in %s", path.name)
    remember_place(workspace, BUILT_IN, seen)
    return tuple(changes)


def read_checked(path: Path) -> Rubric:
    """Read a rubric file and run its worked examples. Raises RubricError or StorageError."""
    # Loaded when there is a file to read, which is seldom the case when the program starts.
    from certdesk.core.examples import check_examples
    from certdesk.rubric_formats.our_yaml import read_rubric

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        sentence = _("{file} could not be read: {reason}.").format(file=path.name, reason=problem)
        raise StorageError(sentence, _("Check that it is a text file that you may open.")) from problem
    rubric = read_rubric(text, name=path.name)
    check_examples(rubric)
    return rubric
