"""Working out cuts beside the window: scores of thousands of portfolios take a moment to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.setting_standards import SessionView, read_judgements, scores_here, sessions_of
from certdesk.core.errors import UntrustedFileError
from certdesk.core.portfolio import RubricRef
from certdesk.core.setting_standards import CutFound, Judgements, Method, cut_of
from certdesk.core.words import _
from certdesk.rubric_formats.format import Source
from certdesk.store.beside import reading_beside
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

_MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a judges' table says, and the cut that follows from it now."""

    file: Path
    ref: RubricRef
    judgements: Judgements
    found: CutFound


def all_sessions(workspace: Workspace) -> tuple[SessionView, ...]:
    """Return every session with its cut; for the thread of a job."""
    with reading_beside(workspace) as lent:
        return sessions_of(lent)


def take_in(workspace: Workspace, ref: RubricRef, method: Method, untrusted_path: Path) -> TakenIn:
    """Read a judges' table and find its cut; for the thread of a job. Raises UntrustedFileError naming the row."""
    data = _bytes_of(untrusted_path)
    with reading_beside(workspace) as lent:
        rubric = load_rubric(lent.db, ref)
        judgements = read_judgements(rubric, method, Source(untrusted_path.name, data))
        scores = {} if method is Method.ANGOFF else scores_here(lent, rubric)
        return TakenIn(untrusted_path, ref, judgements, cut_of(rubric, judgements, scores))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as problem:
        text = _("{file} can't be read: {reason}.").format(file=path.name, reason=problem.strerror)
        raise UntrustedFileError(text, _("Choose the table that you filled in.")) from problem
    if len(data) > _MOST_BYTES:
        text = _("{file} is too large for a judges' table.").format(file=path.name)
        raise UntrustedFileError(text, _("Choose the table that you filled in, saved as CSV."))
    return data
