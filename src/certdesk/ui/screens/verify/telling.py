"""What was checked, in a few lines that anybody understands: many small checks are told as one where all is well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from certdesk.core.words import N_, _, ngettext
from certdesk.signing.verification import Check as Checked
from certdesk.signing.verification import CheckState, DocumentKind, Verdict, Verification
from certdesk.ui.screens.standing import day
from certdesk.ui.widgets.check_list import Check, CheckAction

NEWER = "newer"
"""The key of the action that brings newer lists and registers."""
VERDICT_KINDS = {
    Verdict.GENUINE: "ok",
    Verdict.GENUINE_BUT: "warn",
    Verdict.CANNOT_TELL: "info",
    Verdict.NOT_GENUINE: "bad",
}
STATE_KINDS = {CheckState.PASSED: "ok", CheckState.FAILED: "bad", CheckState.WARNING: "warn"}
_WITH_HOLDER = frozenset({DocumentKind.CERTIFICATE, DocumentKind.BADGE, DocumentKind.CODE})
_FRESH = timedelta(days=1)
_ICONS = {
    "time": "lock",
    "holder": "person",
    "register": "clock",
    "news": "clock",
    "revocation": "key",
    "chain": "people",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Checks that answer one question: their names, the heading when all is well, and when it isn't.

    ``leading`` names the checks whose sentences tell the most.
    """

    name: str
    names: frozenset[str]
    leading: tuple[str, ...]
    well: str
    else_: str
    most: int = 1


_OF_THE_FILE = (
    "structure", "signature_bytes", "integrity", "coverage", "fields", "changes", "active_parts", "strength",
    "template", "kind", "words", "proof", "signature", "form", "same_document",
)  # fmt: skip
_GROUPS = (
    _Group(
        "document",
        frozenset(_OF_THE_FILE),
        ("integrity", "proof", "signature"),
        N_("It is unchanged"),
        N_("The document itself"),
    ),
    _Group(
        "signer",
        frozenset({"signer", "chain", "programme", "issuer", "issuer_key", "issuer_name", "issuing"}),
        ("issuing", "chain", "issuer", "signer"),
        N_("You know who signed it"),
        N_("Who signed it"),
    ),
    _Group(
        "key",
        frozenset({"revocation", "certificate_dates"}),
        ("certificate_dates", "revocation"),
        N_("The key was good on that day"),
        N_("The signer's key"),
    ),
    _Group("time", frozenset({"time"}), ("time",), N_("When it was signed is recorded"), N_("When it was signed")),
    _Group(
        "register",
        frozenset({"register", "withdrawn", "replaced", "status"}),
        ("register", "withdrawn"),
        N_("The register says that it stands"),
        N_("Status in the register"),
        most=2,
    ),
    _Group(
        "twins",
        frozenset({"badge", "code", "printed_code"}),
        ("printed_code", "code", "badge"),
        N_("QR code and badge say the same"),
        N_("QR code and badge"),
    ),
    _Group(
        "dates",
        frozenset({"validity", "dates", "issued"}),
        ("validity", "dates"),
        N_("It is still valid"),
        N_("Its dates"),
    ),
)
_CODE_IS_WELL = N_("The code is unchanged")
"""A code proves itself only: the paper around it may say anything."""


def _groups(kind: DocumentKind) -> tuple[_Group, ...]:
    if kind is not DocumentKind.CODE:
        return _GROUPS
    return (replace(_GROUPS[0], well=_CODE_IS_WELL), *_GROUPS[1:])


def checked(result: Verification) -> tuple[Check, ...]:
    """Return what was checked: what is wrong first, then what is well, each question once."""
    done = [check for check in result.checks if check.state is not CheckState.NOT_CHECKED]
    told: list[Check] = []
    for group in _groups(result.kind):
        own = [check for check in done if check.name in group.names]
        if own:
            open_ = any(check.name in group.names and check.state is CheckState.NOT_CHECKED for check in result.checks)
            told.append(_told(group, own, whole=not open_))
    grouped = frozenset().union(*(group.names for group in _GROUPS))
    told += [_alone(check) for check in done if check.name not in grouped]
    order = {"bad": 0, "warn": 1, "ok": 2}
    return tuple(sorted(told, key=lambda check: order.get(check.kind, 1)))


def unchecked(result: Verification, now: datetime) -> tuple[Check, ...]:
    """Return what was not checked, with what this desk can't know by its nature."""
    left = [check for check in result.checks if check.state is CheckState.NOT_CHECKED]
    bundles = not result.signatures or not all(each.self_made for each in result.signatures)
    told = [_left_open(check, bundles=bundles) for check in left]
    names = {check.name for check in left}
    if not names & {"news", "register"} and (newer := _news(result, now)):
        told.insert(0, newer)
    if result.kind in _WITH_HOLDER and "holder" not in names and result.verdict is not Verdict.NOT_GENUINE:
        told.append(Check("holder", "person", _("Who is holding it"), _("Compare the name with an identity document.")))
    return tuple(told)


def every_check(result: Verification) -> tuple[Check, ...]:
    """Return each single check with its detail, for the curious."""
    return tuple(
        Check(f"{check.name}-{number}", STATE_KINDS.get(check.state, "open"), check.sentence, check.detail)
        for number, check in enumerate(result.checks)
    )


def summary(result: Verification) -> str:
    """Return what the verdict means in sentences for somebody who knows nothing of signatures."""
    if result.verdict is Verdict.NOT_GENUINE:
        return " ".join((_ended(result.summary), _("Do not rely on it. Ask whoever issued it for a fresh copy.")))
    first = _first_sentence(result)
    if not first:
        return _ended(result.summary)
    sentences = [first]
    if result.verdict is Verdict.GENUINE and result.holder and result.award:
        text = _("It was awarded to {holder}: {award}.")
        sentences.append(text.format(holder=result.holder, award=result.award))
    sentences += [_ended(check.sentence) for check in _worst_first(result)]
    return " ".join(sentences)


def _first_sentence(result: Verification) -> str:
    """Say who stands behind it, where that is known; an empty text where the engine's own words say it better."""
    if result.verdict is Verdict.CANNOT_TELL or result.kind not in {DocumentKind.CERTIFICATE, DocumentKind.BADGE}:
        return ""
    if result.programme:
        words = {
            DocumentKind.CERTIFICATE: _("This certificate was issued by {programme} and has not been altered."),
            DocumentKind.BADGE: _("This badge was issued by {programme} and has not been altered."),
        }
        return words[result.kind].format(programme=result.programme)
    names = ", ".join(dict.fromkeys(each.name for each in result.signatures if each.name))
    if not names:
        return ""
    return _("This certificate was signed by {names} and has not been altered.").format(names=names)


def _worst_first(result: Verification) -> list[Checked]:
    warned = [check for check in result.checks if check.state is CheckState.WARNING]
    names = [check.name for check in warned]
    # That it was replaced is what the status list means too.
    return [check for check in warned if not (check.name == "status" and {"replaced", "withdrawn"} & set(names))]


def _told(group: _Group, own: list[Checked], *, whole: bool) -> Check:
    """Tell a group as one; ``whole`` says that nothing of it was left unchecked."""
    worst = [check for check in own if check.state is CheckState.FAILED] or [
        check for check in own if check.state is CheckState.WARNING
    ]
    if worst:
        told = [_with_detail(check) for check in worst if len(worst) == 1 or check.name != "status"]
        return Check(group.name, STATE_KINDS[worst[0].state], _(group.else_), " ".join(told))
    by_name = {check.name: check.sentence for check in own}
    leading = [by_name[name] for name in group.leading if name in by_name] or [own[0].sentence]
    title = _(group.well if whole else group.else_)
    return Check(group.name, "ok", title, " ".join(map(_ended, leading[: group.most])))


def _with_detail(check: Checked) -> str:
    """Say a sentence, and what exactly was found if that is said in words and not in numbers."""
    if " " not in check.detail:
        return _ended(check.sentence)
    return _ended(f"{check.sentence.rstrip('.')}: {check.detail}")


def _alone(check: Checked) -> Check:
    return Check(check.name, STATE_KINDS.get(check.state, "info"), check.sentence, check.detail)


def _left_open(check: Checked, *, bundles: bool) -> Check:
    """Tell what was left open; ``bundles`` says that a programme's lists could close it."""
    headings = {
        "time": _("An outside time stamp"),
        "holder": _("Who is holding it"),
        "register": _("Its place in the register"),
        "news": _("What happened since"),
        "status": _("Whether it was withdrawn"),
        "revocation": _("Whether the key was lost"),
        "chain": _("Who certified the signer"),
        "issuer": _("Who issued it"),
        "issuing": _("What it is"),
        "badge": _("The badge in the file"),
        "code": _("The QR code"),
        "printed_code": _("The code on the page"),
        "shortened": _("Long names"),
    }
    closable = bundles and check.name in {"register", "news", "chain", "issuer"}
    actions = (CheckAction(NEWER, _("Bring it…")),) if closable else ()
    icon = _ICONS.get(check.name, "open")
    heading = headings.get(check.name)
    if heading is None:
        return Check(check.name, icon, check.sentence, check.detail, actions)
    return Check(check.name, icon, heading, _ended(check.sentence), actions)


def _news(result: Verification, now: datetime) -> Check | None:
    """Say how old the news are that a programme's document was judged by."""
    as_of = result.register_as_of or result.lists_as_of
    if not result.programme_id or as_of is None or now - as_of < _FRESH:
        return None
    days = (now - as_of).days
    text = ngettext(
        "Your register is {days} day old. Ask for a newer one if it matters.",
        "Your register is {days} days old. Ask for a newer one if it matters.",
        days,
    )
    action = CheckAction(NEWER, _("Bring it…"))
    heading = _("News after {day}").format(day=day(as_of))
    return Check("news", "clock", heading, text.format(days=days), (action,))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def facts(result: Verification) -> Iterator[tuple[str, str]]:
    """Yield what the thing says of itself, as far as that could be read: a name and a value."""
    moments = [each.signed_at or each.claimed_time for each in result.signatures]
    signed = min((moment for moment in moments if moment is not None), default=None)
    for name, value in (
        (_("Kind"), f"{result.kind.words[:1].upper()}{result.kind.words[1:]}"),
        (_("Number"), result.serial),
        (_("Holder"), result.holder),
        (_("Award"), result.award),
        (_("Issued by"), result.programme),
        (_("Signed on"), f"{day(signed)}, {signed.astimezone():%H:%M}" if signed else ""),
        (_("Valid until"), f"{result.valid_until.day} {result.valid_until:%b %Y}" if result.valid_until else ""),
        (_("Replaced by"), result.replaced_by),
    ):
        if value:
            yield name, value
