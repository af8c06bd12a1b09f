"""The lists that come with the program: comment bank, evidence types, unscorable codes."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.comment_bank import Comment
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.rubric_formats.comment_bank_yaml import read_comment_bank
from certdesk.rubric_formats.evidence_types_yaml import read_evidence_types


def comment_bank(folder: Path) -> tuple[Comment, ...]:
    """Read the comment bank from the folder of built-in rubrics."""
    path = folder / "comment_bank.yaml"
    return read_comment_bank(path.read_text(encoding="utf-8"), name=path.name)


def evidence_types(folder: Path) -> EvidenceCatalogue:
    """Read the evidence types and unscorable codes from the folder of built-in rubrics."""
    path = folder / "evidence_types.yaml"
    return read_evidence_types(path.read_text(encoding="utf-8"), name=path.name)
