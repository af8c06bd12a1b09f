"""A register of consent as rows to read: what is closed, what nobody has settled, the records, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.consent_gate import Closing, catalogue_here
from certdesk.actions.consenting import ConsentRegister, EndingConsent
from certdesk.core.consent import Basis, Consent, ConsentState
from certdesk.core.consent_rules import BASES, SCOPES, ends_soon
from certdesk.core.days import day_in_words
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell
from certdesk.ui.widgets.check_list import Check, CheckAction

RECORD, OPEN, NOBODY, MASK, CHANGE, WITHDRAW, SEE = "record", "open", "nobody", "mask", "change", "withdraw", "see"
ITEM, CONSENT = "item-", "record-"
_MASKED = frozenset({"image", "video", "pdf", "document", "slides"})


@dataclass(frozen=True, slots=True)
class ConsentGroup:
    """Rows that belong together."""

    key: str
    title: str
    checks: tuple[Check, ...]


def consent_groups(
    register: ConsentRegister, closed: Mapping[str, Closing], *, may_open: bool
) -> tuple[ConsentGroup, ...]:
    """Group a register; ``may_open`` for whoever opens what is closed without a record."""
    shut = tuple(_closed(line.item.id, shown(line.item.title), line.item.kind, closed[line.item.id], may_open)
                 for line in register.items if line.item.id in closed)  # fmt: skip
    asked = tuple(
        _unsettled(line.item.id, shown(line.item.title))
        for line in register.items
        if line.unsettled and line.item.id not in closed
    )
    records = tuple(record_check(one, register) for one in register.consents)
    lead_only = tuple(line.item for line in register.items if line.item.id not in closed and _is_restricted(line.item))
    free = tuple(
        shown(line.item.title)
        for line in register.items
        if line.item.id not in closed and not line.unsettled and line.item not in lead_only
    )
    named = (
        ("closed", _("Closed to assessors"), shut),
        ("unsettled", _("Are people in it?"), asked),
        ("records", _("What is recorded"), records),
    )
    groups = tuple(ConsentGroup(key, f"{title} ({len(rows)})", rows) for key, title, rows in named if rows)
    if lead_only:
        text = ngettext("{count} item is for the lead only", "{count} items are for the lead only", len(lead_only))
        names = ", ".join(shown(item.title) for item in lead_only)
        groups += (ConsentGroup("lead", "", (Check("lead", "lock", text.format(count=len(lead_only)), names),)),)
    if not free:
        return groups
    text = ngettext("{count} item is open to assessors", "{count} items are open to assessors", len(free))
    return (*groups, ConsentGroup("free", "", (Check("free", "ok", text.format(count=len(free)), ", ".join(free)),)))


def record_check(one: Consent, register: ConsentRegister) -> Check:
    """Say what one record says, and whether it holds today."""
    titles = {line.item.id: shown(line.item.title) for line in register.items}
    kind, standing = record_standing(one, register)
    parts = [
        standing,
        _("For {uses}.").format(uses=", ".join(_(SCOPES[scope]) for scope in one.scopes)),
        _("About {item}.").format(item=titles.get(one.item_id, "") or _("all items")),
    ]
    if one.proof_item_id:
        parts.append(_("Signed form: {item}.").format(item=titles.get(one.proof_item_id, _("not here any more"))))
    if one.note:
        parts.append(one.note)
    actions = []
    if one.withdrawn_on is None and one.basis is not Basis.OVERRIDE:
        actions.append(CheckAction(CHANGE, _("Change…"), "secondary"))
    if one.withdrawn_on is None:
        actions.append(CheckAction(WITHDRAW, _("Withdraw…"), "secondary"))
    heading = f"{one.people or _('nobody named')} ({_(BASES[one.basis])})"
    return Check(f"{CONSENT}{one.id}", kind, heading, " ".join(parts), tuple(actions))


def record_standing(one: Consent, register: ConsentRegister) -> tuple[str, str]:
    """Return the kind of sign of a record on the day of its register, and the sentence about its time."""
    today = register.on
    if one.withdrawn_on is not None:
        return "bad", _("Withdrawn on {day}.").format(day=day_in_words(one.withdrawn_on))
    if one.until is not None and one.until < today:
        return "bad", _("Ended on {day}.").format(day=day_in_words(one.until))
    if one.given_on is not None and one.given_on > today:
        return "info", _("Begins on {day}.").format(day=day_in_words(one.given_on))
    since = _("Since {day}").format(day=day_in_words(one.given_on)) if one.given_on else _("Holds")
    if one.until is None:
        return "ok", _("{since}, without end.").format(since=since)
    until = day_in_words(one.until)
    if ends_soon(one, today):
        days = (one.until - today).days
        text = ngettext("Ends soon: on {day}, in {count} day.", "Ends soon: on {day}, in {count} days.", days)
        return "warn", text.format(day=until, count=days)
    return "ok", _("{since}, until {day}.").format(since=since, day=until)


def _closed(item_id: str, title: str, kind: str, closing: Closing, may_open: bool) -> Check:
    actions = [CheckAction(SEE, _("See it"))]
    detail = closing.sentence if closing.restricted else why_closed(closing.state)
    if not closing.restricted and closing.can_be_opened:
        actions.append(CheckAction(RECORD, _("Record consent…"), "secondary"))
        if may_open:
            actions.append(CheckAction(OPEN, _("Open without a record…"), "secondary"))
        else:
            detail += " " + _("Only the programme's lead can open it without a record.")
    if kind in _MASKED and not closing.restricted:
        actions.append(CheckAction(MASK, _("Mask the people…"), "quiet"))
    return Check(f"{ITEM}{item_id}", "lock", title, detail, tuple(actions))


def _is_restricted(item: EvidenceItem) -> bool:
    """Whether assessors never see an item, whoever looks at the register."""
    kind = catalogue_here().type(item.evidence_type)
    return kind is not None and kind.restricted


def why_closed(state: ConsentState) -> str:
    """Say why an item is closed, to whoever looks after it."""
    why = {
        ConsentState.ENDED: _("The consent of the people in it has ended."),
        ConsentState.WITHDRAWN: _(
            "Somebody in it withdrew their consent. It stays closed; another file can stand for it."
        ),
    }
    return why.get(state, _("Nobody has recorded that the people in it, or its author, agree."))


def _unsettled(item_id: str, title: str) -> Check:
    actions = (
        CheckAction(SEE, _("See it")),
        CheckAction(NOBODY, _("Nobody can be recognised"), "secondary"),
        CheckAction(RECORD, _("Record consent…"), "secondary"),
    )
    text = _("If people can be recognised in it, they must agree. Nobody has said so yet.")
    return Check(f"{ITEM}{item_id}", "warn", title, text, actions)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register of all portfolios: a record, or an item that is closed."""

    portfolio_id: str
    code: str
    who: str
    about: str
    basis: str
    uses: str
    standing: str
    sign: str
    kind: str
    """record, soon, over or closed: by what it can be filtered."""


def register_lines(
    registers: tuple[ConsentRegister, ...], closed: Mapping[str, Closing], soon: tuple[EndingConsent, ...]
) -> tuple[RegisterRow, ...]:
    """Return the lines of many registers, what is closed first."""
    ending = {one.consent.id for one in soon}
    shut: list[RegisterRow] = []
    records: list[RegisterRow] = []
    for register in registers:
        portfolio = register.portfolio
        titles = {line.item.id: shown(line.item.title) for line in register.items}
        shut += [
            _closed_row(portfolio, line.item.title, closed[line.item.id])
            for line in register.items
            if line.item.id in closed
        ]
        for one in register.consents:
            sign, standing = record_standing(one, register)
            kind = "over" if sign == "bad" else "soon" if one.id in ending else "record"
            uses = ", ".join(_(SCOPES[scope]) for scope in one.scopes)
            about = titles.get(one.item_id, "") or _("all items")
            records.append(
                RegisterRow(portfolio.id, portfolio.code, one.people, about, _(BASES[one.basis]), uses, standing, sign,
                            kind)
            )  # fmt: skip
    return (*shut, *records)


def _closed_row(portfolio: Portfolio, title: str, closing: Closing) -> RegisterRow:
    why = closing.sentence if closing.restricted else why_closed(closing.state)
    return RegisterRow(portfolio.id, portfolio.code, "", shown(title), "", "", why, "lock", "closed")


class RegisterTable(RowTable[RegisterRow]):
    """Pure adapter."""

    def show_rows(self, rows: tuple[RegisterRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("Item"), _("Who"), _("Basis"), _("For"), _("Stands"))

    def tip(self, row: RegisterRow, column: int) -> str:
        """Return what may be cut, whole."""
        return "" if column == 0 else self.cell(row, column).words

    def cell(self, row: RegisterRow, column: int) -> Cell:
        """Return what a cell shows."""
        signs = {"ok": ("ok", "ok"), "warn": ("warning", "warn"), "bad": ("error", "bad"), "lock": ("lock", "bad")}
        icon, tone = signs.get(row.sign, ("info", "text2"))
        cells = (
            Cell(row.code, weight=600),
            Cell(row.about),
            Cell(row.who),
            Cell(row.basis),
            Cell(row.uses),
            Cell(row.standing, icon=icon, icon_tone=tone),
        )
        return cells[column]
