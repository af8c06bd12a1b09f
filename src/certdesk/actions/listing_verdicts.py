"""The answers for many files as a table that a spreadsheet opens (CSV, UTF-8 with a mark at its beginning)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from certdesk.actions.verifying_many import Verified
from certdesk.core.errors import StorageError
from certdesk.core.words import _

COLUMNS = (
    "file", "verdict", "summary", "kind", "serial", "replaced_by", "programme", "programme_id", "award", "holder",
    "valid_until", "signed_by", "signed_at", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_verdicts(results: Iterable[Verified], target: Path) -> Iterator[Verified]:
    """Write each answer to ``target`` as it comes, and pass it on. Raises `StorageError` if the disk refuses."""
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for each in results:
                writer.writerow([_harmless(cell) for cell in _row(each)])
                yield each
    except OSError as problem:
        text = _("{path} can't be written: {problem}.").format(path=target, problem=problem.strerror or problem)
        raise StorageError(text, _("Choose another place, or make room on the disk.")) from problem


def _row(one: Verified) -> tuple[str, ...]:
    result = one.result
    return (
        str(one.path),
        result.verdict.value,
        result.summary,
        result.kind.value,
        result.serial,
        result.replaced_by,
        result.programme,
        result.programme_id,
        result.award,
        result.holder,
        result.valid_until.isoformat() if result.valid_until else "",
        "; ".join(each.name for each in result.signatures if each.name),
        "; ".join(each.signed_at.isoformat() for each in result.signatures if each.signed_at),
        result.sha256,
    )


def _harmless(cell: str) -> str:
    # A stranger's name that begins like a formula would be one in a spreadsheet.
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
