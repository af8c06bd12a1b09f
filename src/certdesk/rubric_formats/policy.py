"""The programme's policy as a file: `schema: certdesk.policy/1`, read into its numbers and written back.

What the file says besides stays as it is when the numbers are written anew.
"""

from __future__ import annotations

from certdesk.core.errors import RubricError
from certdesk.core.policy import ProgrammePolicy
from certdesk.plain_yaml import Value, parse_yaml
from certdesk.rubric_formats.our_yaml import top
from certdesk.rubric_formats.policy_reading import (
    adjudication_of,
    appeals_of,
    blind_of,
    conflicts_of,
    held_until_moderated,
    holidays_of,
    moderation_of,
    qualification_of,
    resubmission_of,
    retention_of,
    second_marking_of,
    smallest_cell_of,
)
from certdesk.rubric_formats.policy_writing import fill
from certdesk.rubric_formats.yaml_text import dump

SCHEMA = "certdesk.policy/1"


def read_policy(text: str, *, name: str) -> ProgrammePolicy:
    """Read a policy; ``name`` is the file's name for messages. What it leaves out keeps its default.

    Raises RubricError that says which key, what is wrong, and what is allowed.
    """
    file = top(text, name, SCHEMA)
    conflicts, months = conflicts_of(file)
    return ProgrammePolicy(
        qualification=qualification_of(file),
        conflicts=conflicts,
        same_school_months=months,
        blind=blind_of(file),
        second_marking=second_marking_of(file),
        adjudication=adjudication_of(file),
        moderation=moderation_of(file),
        hold_until_moderated=held_until_moderated(file),
        appeals=appeals_of(file),
        retention=retention_of(file),
        resubmission=resubmission_of(file),
        smallest_cell=smallest_cell_of(file),
        holidays=holidays_of(file),
    )


def write_policy(policy: ProgrammePolicy, text: str = "", *, name: str = "policy.yaml") -> str:
    """Write a policy into the file that it came from (or a new one): what else stands there stays.

    Raises RubricError for numbers that no policy may have, and for a text that is none.
    """
    tree: dict[str, Value] = {"schema": SCHEMA}
    if text.strip():
        top(text, name, SCHEMA)
        here = parse_yaml(text, name, RubricError)
        tree = dict(here) if isinstance(here, dict) else tree
    fill(tree, policy)
    written = dump(tree)
    read_policy(written, name=name)
    return written
