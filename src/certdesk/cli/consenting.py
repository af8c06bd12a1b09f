"""The commands ``consent list|add|change|withdraw|open|ending``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date

from certdesk.actions.consent_gate import closings
from certdesk.actions.consenting import (
    ConsentRegister,
    ending_soon,
    override_consent,
    record_consent,
    register_of,
    withdraw_consent,
)
from certdesk.actions.register_tables import register_as_csv, registers_of_cohort
from certdesk.cli import shapes
from certdesk.cli.naming import item_of
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.changes import Change
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.consent_rules import BASES, SCOPES
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace


def list_all(options: argparse.Namespace) -> int:
    """Show the register of a portfolio, or of all."""
    if not options.code:
        return _list_every(options)
    with opened(options, needs_person=False) as workspace:
        register = register_of(workspace, portfolio_of(workspace, options.code).id)
        closed = closings(workspace, register.portfolio.id)
    if options.csv:
        write_text(register_as_csv((register,)))
    elif options.json:
        say_json(_register(register, {item: closing.sentence for item, closing in closed.items()}))
    else:
        _say_register(register, {item: closing.sentence for item, closing in closed.items()})
    return 0


def _list_every(options: argparse.Namespace) -> int:
    with opened(options, needs_person=False) as workspace:
        registers = registers_of_cohort(workspace, cohort=options.cohort)
        closed = {
            item: closing.sentence
            for register in registers
            for item, closing in closings(workspace, register.portfolio.id).items()
        }
    if options.csv:
        write_text(register_as_csv(registers))
    elif options.json:
        say_json([_register(register, closed) for register in registers])
    else:
        counts = [(one, sum(line.item.id in closed for line in one.items)) for one in registers]
        rows = [(one.portfolio.code, str(len(one.consents)), str(shut)) for one, shut in counts]
        say_table((_("Code"), _("Records"), _("Closed items")), rows)
    return 0


def _register(register: ConsentRegister, closed: dict[str, str]) -> dict[str, object]:
    return {
        "code": register.portfolio.code,
        "consents": [_consent(one, register) for one in register.consents],
        "items": _items(register, closed),
    }


def add(options: argparse.Namespace) -> int:
    """Record a consent."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        record = Consent(
            id="",
            portfolio_id=portfolio.id,
            people=options.people,
            basis=Basis(options.basis),
            scopes=tuple(Scope(scope) for scope in options.scope or (Scope.ASSESSMENT.value,)),
            item_id=_item_id(workspace, portfolio.id, options.item),
            given_on=_day(options.given),
            until=_day(options.until),
            proof_item_id=_item_id(workspace, portfolio.id, options.proof),
            note=options.note,
        )
        change = record_consent(workspace, record)
    return _tell(options, change, portfolio.code)


def change(options: argparse.Namespace) -> int:
    """Change what is recorded."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        record = _numbered(register_of(workspace, portfolio.id), options.number)
        given = {
            "people": options.people,
            "until": _day(options.until) if options.until else None,
            "proof_item_id": _item_id(workspace, portfolio.id, options.proof) if options.proof else None,
            "note": options.note,
        }
        made = replace(record, **{name: value for name, value in given.items() if value})
        change = record_consent(workspace, made)
    return _tell(options, change, portfolio.code)


def withdraw(options: argparse.Namespace) -> int:
    """Withdraw a consent."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        record = _numbered(register_of(workspace, portfolio.id), options.number)
        change = withdraw_consent(workspace, record.id, _day(options.since))
    return _tell(options, change, portfolio.code)


def open_item(options: argparse.Namespace) -> int:
    """Open a closed item, with a reason."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        item = item_of(load_items(workspace.db, portfolio.id), options.item)
        change = override_consent(workspace, item.id, options.reason)
    return _tell(options, change, portfolio.code)


def ending(options: argparse.Namespace) -> int:
    """List what ends soon."""
    with opened(options, needs_person=False) as workspace:
        found = ending_soon(workspace, options.days)
    if options.json:
        say_json([{"code": one.code, "people": one.consent.people, "until": _iso(one.consent.until)} for one in found])
        return 0
    if not found:
        say(_("No consent ends within {days} days.").format(days=options.days))
        return 0
    rows = [(one.code, _day_words(one.consent.until), one.consent.people) for one in found]
    say_table((_("Code"), _("Ends"), _("Who")), rows)
    return 0


def _say_register(register: ConsentRegister, closed: dict[str, str]) -> None:
    if not register.consents:
        say(_("No consent is recorded for {code}.").format(code=register.portfolio.code))
    else:
        titles = {one.item.id: one.item.title for one in register.items}
        rows = [
            (
                str(number),
                one.people or _("nobody"),
                _(BASES[one.basis]),
                ", ".join(_(SCOPES[scope]) for scope in one.scopes),
                titles.get(one.item_id, "") or _("all items"),
                _standing(one),
            )
            for number, one in enumerate(register.consents, 1)
        ]
        say_table(("", _("Who"), _("Basis"), _("For"), _("Item"), _("Until")), rows)
    for number, line in enumerate(register.items, 1):
        if line.item.id in closed:
            say(f"{number}. {line.item.title}: {closed[line.item.id]}")
        elif line.unsettled:
            say(f"{number}. {line.item.title}: " + _("nobody has said whether people can be recognised in it."))


def _standing(consent: Consent) -> str:
    if consent.withdrawn_on:
        return _("withdrawn {day}").format(day=day_in_words(consent.withdrawn_on))
    return _day_words(consent.until)


def _day_words(day: date | None) -> str:
    return day_in_words(day) if day else _("without end")


def _consent(one: Consent, register: ConsentRegister) -> dict[str, object]:
    files = {line.item.id: line.item.file_name for line in register.items}
    return {
        "people": one.people,
        "basis": one.basis.value,
        "scopes": [scope.value for scope in one.scopes],
        "file": files.get(one.item_id) or None,
        "given": _iso(one.given_on),
        "until": _iso(one.until),
        "withdrawn": _iso(one.withdrawn_on),
        "proof": files.get(one.proof_item_id) or None,
        "note": one.note,
    }


def _items(register: ConsentRegister, closed: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "file": line.item.file_name,
            "state": line.state.value,
            "closed": closed.get(line.item.id, "") or None,
            "unsettled": line.unsettled,
        }
        for line in register.items
    ]


def _numbered(register: ConsentRegister, number: int) -> Consent:
    if not 1 <= number <= len(register.consents):
        text = _("There is no record of consent {number}.").format(number=number)
        hint = _("“certdesk consent list {code}” numbers them.").format(code=register.portfolio.code)
        raise NotFoundError(text, hint)
    return register.consents[number - 1]


def _item_id(workspace: Workspace, portfolio_id: str, word: str) -> str:
    return item_of(load_items(workspace.db, portfolio_id), word).id if word else ""


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise NotAllowedError(_("“{day}” is not a day.").format(day=text), _("Write it like 2026-11-22.")) from problem


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tell(options: argparse.Namespace, change: Change, code: str) -> int:
    if options.json:
        say_json(shapes.change(change, code))
        return 0
    say(f"{code}: {change.label if change else _('nothing to change; it is so already')}")
    return 0
