"""What is known of a package, said in words: its lines, who sent it, how it travels, how its receipt stands."""

from __future__ import annotations

from datetime import datetime

from certdesk.core.exchange import Carrier, LineKind, PreviewLine, ReceiptState, Sender, SenderTrust
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.standing import day

_NAMED = 2
_LOOKS = {
    LineKind.NEW_PORTFOLIO: ("plus", "accent"),
    LineKind.UPDATED_PORTFOLIO: ("redo", "accent"),
    LineKind.NEW_RUBRIC: ("grid", "accent"),
    LineKind.NEW_ASSESSMENT: ("score", "text2"),
    LineKind.CHANGED_MARK: ("forward", "text2"),
    LineKind.TASK: ("clock", "accent"),
    LineKind.RECEIPT: ("signature", "ok"),
    LineKind.DECIDE: ("warning", "warn"),
    LineKind.HELD: ("clock", "text2"),
    LineKind.ALREADY_HERE: ("check", "text3"),
    LineKind.DAMAGED: ("error", "bad"),
    LineKind.QUARANTINED: ("lock", "warn"),
    LineKind.MISSING: ("stick", "warn"),
}


def line_look(kind: LineKind) -> tuple[str, str]:
    """Return icon and colour of a line."""
    return _LOOKS[kind]


def line_words(line: PreviewLine) -> str:
    """Say how many of what."""
    count = line.count
    said = {
        LineKind.NEW_PORTFOLIO: ngettext("{count} new portfolio", "{count} new portfolios", count),
        LineKind.UPDATED_PORTFOLIO: ngettext("{count} portfolio renewed", "{count} portfolios renewed", count),
        LineKind.NEW_RUBRIC: ngettext("{count} rubric", "{count} rubrics", count),
        LineKind.NEW_ASSESSMENT: ngettext("{count} new assessment", "{count} new assessments", count),
        LineKind.CHANGED_MARK: ngettext("{count} changed mark", "{count} changed marks", count),
        LineKind.TASK: ngettext("{count} request to mark", "{count} requests to mark", count),
        LineKind.RECEIPT: ngettext("{count} receipt", "{count} receipts", count),
        LineKind.DECIDE: ngettext("{count} needs your decision", "{count} need your decision", count),
        LineKind.HELD: ngettext("{count} has to wait", "{count} have to wait", count),
        LineKind.ALREADY_HERE: ngettext("{count} already here", "{count} already here", count),
        LineKind.DAMAGED: ngettext("{count} file is damaged", "{count} files are damaged", count),
        LineKind.QUARANTINED: ngettext("{count} set aside", "{count} set aside", count),
        LineKind.MISSING: ngettext("{count} file is missing", "{count} files are missing", count),
    }
    return said[line.kind].format(count=count)


def about_words(line: PreviewLine) -> str:
    """Say which they are, and why they stand here."""
    return ". ".join(
        part for part in (names_in_short(line.about, line.count), line.detail or _usual(line.kind)) if part
    )


def names_in_short(names: tuple[str, ...], count: int) -> str:
    """Name the first few of ``count``, and say how many more there are."""
    if not names:
        return ""
    shown = ", ".join(names[:_NAMED])
    more = max(count, len(names)) - _NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=shown, count=more)


def _usual(kind: LineKind) -> str:
    usual = {
        LineKind.DECIDE: _("same mark changed on two laptops"),
        LineKind.ALREADY_HERE: _("skipped, nothing doubles"),
        LineKind.MISSING: _("on another stick"),
    }
    return usual.get(kind, "")


def first_name(name: str) -> str:
    """Return what a colleague is called."""
    return name.split(" ", maxsplit=1)[0] if name.strip() else ""


def sender_chip(sender: Sender) -> tuple[str, str, str]:
    """Return words, kind and icon of what is known of the signature."""
    name = first_name(sender.name)
    looks = {
        SenderTrust.KNOWN: (_("Signature is {name}'s"), "ok", "check"),
        SenderTrust.UNKNOWN: (_("Signature is not known here"), "warn", "warning"),
        SenderTrust.ENDED: (_("{name}'s key has ended"), "warn", "warning"),
        SenderTrust.BROKEN: (_("Signature is broken"), "bad", "error"),
    }
    words, kind, icon = looks[sender.trust]
    return words.format(name=name or _("the sender")), kind, icon


def peer_words(name: str, desk: str) -> str:
    """Name a person and the desk."""
    return ", ".join(part for part in (name, desk) if part) or _("somebody unknown")


def carrier_words(carrier: Carrier) -> str:
    """Say how it travels."""
    words = {Carrier.STICK: _("stick"), Carrier.FOLDER: _("shared folder"), Carrier.MAIL: _("e-mail file")}
    return words[carrier]


def receipt_words(state: ReceiptState) -> str:
    """Say how it stands with the receipt; empty where there is none to speak of."""
    words = {
        ReceiptState.WAITED_FOR: _("receipt not back yet"),
        ReceiptState.BACK: _("receipt is back"),
        ReceiptState.SENT: _("receipt sent"),
        ReceiptState.TO_SEND: _("receipt to send"),
        ReceiptState.NONE: "",
    }
    return words[state]


def moment(at: datetime, now: datetime) -> str:
    """Write when something was, in the reader's own time: the year only where it is another one."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return _("today {time}").format(time=f"{local:%H:%M}")
    written = f"{local.day} {local:%b}" if local.year == now.year else day(local)
    return _("{day} {time}").format(day=written, time=f"{local:%H:%M}")


def counted(portfolios: int, assessments: int) -> str:
    """Say how much a package holds."""
    parts = []
    if portfolios:
        parts.append(ngettext("{count} portfolio", "{count} portfolios", portfolios).format(count=portfolios))
    if assessments:
        parts.append(ngettext("{count} assessment", "{count} assessments", assessments).format(count=assessments))
    return ", ".join(parts)


def minutes_words(seconds: float | None) -> str:
    """Say how long it will still take."""
    if seconds is None:
        return ""
    if seconds < 60:
        return _("less than a minute left")
    minutes = round(seconds / 60)
    return ngettext("about {count} min left", "about {count} min left", minutes).format(count=minutes)
