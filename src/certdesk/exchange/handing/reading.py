"""Read the tables of a hand-over back, from JSON or from CSV: both give the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from certdesk.core.codebook_columns import CODEBOOK, CRITERIA, LEVELS, OUTCOMES
from certdesk.core.errors import UntrustedFileError
from certdesk.core.result_columns import MARKS, RESULTS, Column, Kind, Sort
from certdesk.core.result_tables import Table
from certdesk.exchange.bag import DATA
from certdesk.exchange.handing import layout
from certdesk.exchange.handing.csv_table import read_csv
from certdesk.exchange.handing.json_table import read_json
from certdesk.exchange.handing.signing import damaged
from certdesk.exchange.looking import read_bounded

_LARGEST = 2**30
_KNOWN = {
    "results": RESULTS,
    "marks": MARKS,
    "criteria": CRITERIA,
    "levels": LEVELS,
    "outcomes": OUTCOMES,
    "codebook": CODEBOOK,
}


def read_results(folder: Path, *, from_csv: bool = False) -> tuple[Table, ...]:
    """Return the tables of a folder of results. Raises UntrustedFileError, StorageError.

    It does not say whether they are genuine: `certdesk.exchange.handing.checking.check_results` does.
    """
    untrusted = read_bounded(folder / DATA / layout.JSON, _LARGEST)
    columns = _columns(untrusted)
    if not from_csv:
        return read_json(untrusted, columns)
    place = folder / DATA
    return tuple(
        read_csv(name, read_bounded(place / layout.csv_of(name), _LARGEST), found) for name, found in columns.items()
    )


def _columns(untrusted: bytes) -> Mapping[str, tuple[Column, ...]]:
    """Read which columns the tables have; those of ours are known by their names."""
    try:
        told = json.loads(untrusted)["tables"]
        return {
            name: tuple(_column(name, str(one["name"]), Kind(one["type"])) for one in table["columns"])
            for name, table in told.items()
            if name in _KNOWN
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_tables() from None


def _column(table: str, name: str, kind: Kind) -> Column:
    known = next((one for one in _KNOWN[table] if (one.name, one.kind) == (name, kind)), None)
    return known or Column(name, kind, Sort.MARK, name.partition("_")[2], "", name.partition("_")[2])


def _no_tables() -> UntrustedFileError:
    return damaged(layout.JSON)
