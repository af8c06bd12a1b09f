"""Consents that a portfolio.yaml tells of: what it says is taken over into the register of the portfolio."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from certdesk.core.consent import Basis, Scope
from certdesk.core.fields import Fields
from certdesk.core.words import _
from certdesk.intake.found import FoundConsent

MOST = 500
_LINE, _PARAGRAPH = 300, 5_000
_Choice = TypeVar("_Choice", bound=StrEnum)
_BASES = tuple(basis for basis in Basis if basis is not Basis.OVERRIDE)
"""What a lead decides stands in nobody's description."""


def read_consents(file: Fields) -> tuple[FoundConsent, ...]:
    """Read the list ``consents`` of a description; none where there is no list. Raises UntrustedFileError."""
    if not file.has("consents"):
        return ()
    found = tuple(_consent(part) for part in file.children("consents", "consent"))
    if len(found) > MOST:
        raise file.fail(_("it lists more than {count} consents.").format(count=MOST))
    return found


def _consent(fields: Fields) -> FoundConsent:
    fields.only("people", "basis", "scopes", "file", "given", "until", "withdrawn", "proof", "note")
    scopes = fields.texts("scopes") if fields.has("scopes") else (Scope.ASSESSMENT.value,)
    return FoundConsent(
        people=" ".join(fields.text("people", "", longest=_LINE).split()),
        basis=_chosen(fields, "basis", fields.text("basis", longest=40), _BASES),
        scopes=tuple(_chosen(fields, "scopes", scope, tuple(Scope)) for scope in scopes),
        file=fields.text("file", "", longest=1_000),
        given=day(fields, "given"),
        until=day(fields, "until"),
        withdrawn=day(fields, "withdrawn"),
        proof=fields.text("proof", "", longest=1_000),
        note=fields.text("note", "", longest=_PARAGRAPH),
    )


def _chosen(fields: Fields, name: str, text: str, known: tuple[_Choice, ...]) -> _Choice:
    for one in known:
        if one.value == text:
            return one
    words = ", ".join(one.value for one in known)
    raise fields.fail(_("“{name}” is none of {words}.").format(name=name, words=words), _("Correct that line."))


def day(fields: Fields, name: str) -> date | None:
    """Read a day; None when absent."""
    text = fields.text(name, "", longest=40)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise fields.fail(_("“{name}” is not a date.").format(name=name), _("Write it like 2026-11-22.")) from error
