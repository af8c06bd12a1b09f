"""The register of consent as a table, for a spreadsheet or for print: a row for each record, and each closed item."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from certdesk.actions.consenting import ConsentRegister, register_of
from certdesk.core.consent import Consent
from certdesk.core.consent_rules import BASES, SCOPES, sentence
from certdesk.core.words import N_, _
from certdesk.rubric_formats.tables import neutralised
from certdesk.store.consents import portfolios_in
from certdesk.store.workspace import Workspace

REGISTER_COLUMNS = (
    N_("Portfolio"),
    N_("Item"),
    N_("Who can be recognised"),
    N_("Basis"),
    N_("For"),
    N_("Given"),
    N_("Until"),
    N_("Withdrawn"),
    N_("Form"),
    N_("Note"),
)


def registers_of_cohort(workspace: Workspace, programme: str = "", cohort: str = "") -> tuple[ConsentRegister, ...]:
    """Read the registers of all portfolios of a programme and cohort, or of all, in the order of their codes."""
    return tuple(register_of(workspace, id_) for id_ in portfolios_in(workspace.db, programme, cohort))


def register_rows(registers: Iterable[ConsentRegister]) -> Iterator[tuple[str, ...]]:
    """Give the rows below `REGISTER_COLUMNS`; no cell can act as a formula, and nobody is named but in the records."""
    for register in registers:
        code = register.portfolio.code
        titles = {line.item.id: line.item.title for line in register.items}
        for one in register.consents:
            yield tuple(map(neutralised, (code, *_cells(one, titles))))
        for line in register.items:
            if not line.state.is_open:
                missing = (code, line.item.title, "", "", "", "", "", "", "", sentence(line.state))
                yield tuple(map(neutralised, missing))


def register_as_csv(registers: Iterable[ConsentRegister]) -> str:
    """Write registers as a table that spreadsheets open: comma, CRLF."""
    target = io.StringIO(newline="")
    table = csv.writer(target, lineterminator="\r\n")
    table.writerow([_(column) for column in REGISTER_COLUMNS])
    table.writerows(register_rows(registers))
    return target.getvalue()


def _cells(one: Consent, titles: dict[str, str]) -> tuple[str, ...]:
    days = (one.given_on, one.until, one.withdrawn_on)
    return (
        titles.get(one.item_id, "") if one.item_id else _("all items"),
        one.people,
        _(BASES[one.basis]),
        ", ".join(_(SCOPES[scope]) for scope in one.scopes),
        *(day.isoformat() if day else "" for day in days),
        titles.get(one.proof_item_id, ""),
        one.note,
    )
