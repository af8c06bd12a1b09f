"""Judges the code on a certificate: who signed it, does it still count. It proves what is printed, not who holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from certdesk.core.credentials import RegisterEvent
from certdesk.core.days import day_in_words
from certdesk.core.errors import UntrustedFileError
from certdesk.core.register_events import issue_of
from certdesk.core.words import _, ngettext
from certdesk.signing.badge.known_keys import KnownIssuer, check_issuer
from certdesk.signing.badge.make import status_list_id
from certdesk.signing.badge.status import StatusList
from certdesk.signing.badge.withdrawal import readable_lists
from certdesk.signing.codes.claims import CodeClaims, Shortened
from certdesk.signing.codes.reading import SignedCode, open_code
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.views import Finding, findings
from certdesk.signing.trust import RegisterView, Trust
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState, DocumentKind, Verdict, Verification

_OLD = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(days=1)
_HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class _News:
    """What is known beyond the code itself: the register that was asked, and the newest status list."""

    view: RegisterView | None
    listed: StatusList | None


def verify_code(
    untrusted: str,
    trust: Trust,
    now: datetime,
    *,
    people: Iterable[Issuer] = (),
    status_lists: Iterable[bytes] = (),
) -> Verification:
    """Judge the text of a code. ``people`` are the statement keys of persons known here; ``now`` is aware.

    The newest moment that is proven here counts where it is later than ``now``. Never raises for what is in the text.
    """
    moment = max(now, trust.newest_seen) if trust.newest_seen else now
    try:
        code = open_code(untrusted)
    except UntrustedFileError as problem:
        check = Check("form", CheckState.NOT_CHECKED, str(problem))
        return Verification(Verdict.CANNOT_TELL, problem.sentence, (check,), kind=DocumentKind.CODE)
    key = _key_of(code, trust, tuple(people))
    if key is None:
        text = _("Nobody here knows the key that signed this code; it says that {holder} holds certificate {serial}.")
        text = text.format(holder=tidy(code.claims.holder), serial=tidy(code.claims.serial))
        return _answer(
            code.claims, [Check("issuer", CheckState.NOT_CHECKED, text, tidy(code.claims.kid))], None, _News(None, None)
        )
    if not code.is_signed_by(key):
        text = _("What the code says was changed: the signature of {kid} does not fit.").format(kid=code.claims.kid)
        return _answer(code.claims, [Check("signature", CheckState.FAILED, text)], None, _News(None, None))
    issuer, known = check_issuer(key, trust, people, "", code.claims.issued_at)
    news = _news(trust, known, key, code.claims, status_lists)
    checks = [Check("signature", CheckState.PASSED, _("It says what its issuer signed.")), *issuer]
    checks += [*_dates(code.claims, moment), *_register(code.claims, news, moment), *_status(code.claims, news, moment)]
    return _answer(code.claims, checks, known, news)


def _key_of(code: SignedCode, trust: Trust, people: tuple[Issuer, ...]) -> bytes | None:
    """Return the known key of this name; where several have it, the one whose signature holds."""
    keys = [each.key for programme in trust.programmes for each in programme.register_keys]
    keys += [each.key for each in people]
    named = [key for key in keys if Issuer("", key).kid == code.claims.kid]
    return next((key for key in named if code.is_signed_by(key)), named[0] if named else None)


def _news(trust: Trust, known: KnownIssuer | None, key: bytes, claims: CodeClaims, lists: Iterable[bytes]) -> _News:
    programme = known.programme if known else None
    views = [programme.register] if programme and programme.register else []
    if programme is None:
        views = list(trust.own_registers)
    name = status_list_id(Issuer("", key, programme.id if programme else ""))
    here = readable_lists((*lists, *(programme.status_lists if programme else ())), known)
    mine = [one for one in here if one.id == name]
    # Withdrawn is for good, so an older list that says so counts as well.
    ended = [one for one in mine if one.is_set(claims.status_index)]
    newest = max(ended or mine, key=lambda one: one.made_at, default=None)
    view = max(views, key=lambda each: (issue_of(each.events, claims.serial) is not None, each.as_of), default=None)
    return _News(view, newest)


def _dates(claims: CodeClaims, now: datetime) -> Iterator[Check]:
    if claims.issued_at > now + _CLOCKS_DIFFER:
        text = _("It says that it was issued on {day}, which is still to come.")
        text = text.format(day=day_in_words(claims.issued_on))
        yield Check("issued", CheckState.WARNING, text)
    today = now.astimezone().date()
    if today > claims.valid_until:
        text = _("It was valid until {day} and has lapsed since.").format(day=day_in_words(claims.valid_until))
        yield Check("validity", CheckState.WARNING, text)
        return
    text = _("It is valid until {day}.").format(day=day_in_words(claims.valid_until))
    yield Check("validity", CheckState.PASSED, text)


def _register(claims: CodeClaims, news: _News, now: datetime) -> Iterator[Check]:
    if news.view is None:
        text = _("There is no register here to ask whether it was withdrawn or replaced.")
        yield Check("register", CheckState.NOT_CHECKED, text)
        return
    told = findings(news.view, claims.serial)
    yield _entry(claims, news.view, told.issued)
    yield from _fate(told)
    if now - news.view.as_of > _OLD:
        days = (now - news.view.as_of).days
        text = ngettext(
            "The register that you have is {days} day old.", "The register that you have is {days} days old.", days
        )
        yield Check("news", CheckState.NOT_CHECKED, text.format(days=days))


def _entry(claims: CodeClaims, view: RegisterView, issued: RegisterEvent | None) -> Check:
    if issued is None:
        if claims.issued_at <= view.as_of:
            text = _("The register does not know {serial}, although it is newer.").format(serial=tidy(claims.serial))
            return Check("register", CheckState.WARNING, text, view.origin)
        text = _("The register that you have is older than this certificate.")
        return Check("register", CheckState.NOT_CHECKED, text, view.origin)
    same = (issued.award_id in {"", claims.award_id}, issued.badge[:32] in {"", claims.badge.hex()})
    if not all(same) or issued.status_index not in {None, claims.status_index}:
        text = _("The register holds another award under {serial}.").format(serial=tidy(claims.serial))
        return Check("register", CheckState.FAILED, text, view.origin)
    day = day_in_words(issued.at.astimezone())
    return Check("register", CheckState.PASSED, _("The register holds it since {day}.").format(day=day), view.origin)


def _fate(told: Finding) -> Iterator[Check]:
    if told.withdrawn is not None and told.since is not None:
        text = _("It was withdrawn and does not count since {day}.").format(day=day_in_words(told.since))
        if told.withdrawn.reason:
            text = _("It was withdrawn and does not count since {day}: {reason}.").format(
                day=day_in_words(told.since), reason=told.withdrawn.reason.rstrip(".")
            )
        yield Check("withdrawn", CheckState.WARNING, text)
    if told.replaced is not None:
        text = _("It was replaced by {serial}; ask for that one.").format(serial=told.replaced.serial)
        yield Check("replaced", CheckState.WARNING, text)


def _status(claims: CodeClaims, news: _News, now: datetime) -> Iterator[Check]:
    listed = None if news.listed is None else news.listed.is_set(claims.status_index)
    if news.listed is None or listed is None:
        if news.view is None:
            text = _("Whether it was withdrawn can't be told here: neither a register nor a status list is at hand.")
            yield Check("status", CheckState.WARNING, text)
        return
    day = day_in_words(news.listed.made_at.astimezone())
    told = findings(news.view, claims.serial) if news.view else None
    registered = told is not None and (told.withdrawn is not None or told.replaced is not None)
    if listed and not registered:
        text = _("It was withdrawn by its issuer (list of {date}).").format(date=day)
        yield Check("status", CheckState.WARNING, text, news.listed.id)
    elif not listed and now > news.listed.fresh_until and news.view is None:
        text = _("Whether it was withdrawn is not known: the newest list is of {date}.").format(date=day)
        yield Check("status", CheckState.WARNING, text, news.listed.id)
    elif not listed:
        text = _("It was not withdrawn, by the list of {date}.").format(date=day)
        yield Check("status", CheckState.PASSED, text, news.listed.id)


def _answer(claims: CodeClaims, checks: list[Check], known: KnownIssuer | None, news: _News) -> Verification:
    verdict, summary = _judged(claims, checks)
    checks = [*checks, *_shortened(claims), Check(_HOLDER, CheckState.NOT_CHECKED, _not_the_holder())]
    programme = known.programme if known else None
    replaced = findings(news.view, claims.serial).replaced if news.view else None
    return Verification(
        verdict=verdict,
        summary=summary,
        checks=tuple(checks),
        kind=DocumentKind.CODE,
        serial=tidy(claims.serial),
        replaced_by=replaced.serial if replaced else "",
        programme=programme.name if programme else "",
        programme_id=programme.id if programme else "",
        rehearsal=bool(programme and programme.test),
        holder=tidy(claims.holder),
        award=tidy(claims.title),
        valid_until=claims.valid_until,
        register_as_of=news.view.as_of if news.view else None,
        lists_as_of=news.listed.made_at if news.listed else None,
    )


def _judged(claims: CodeClaims, checks: list[Check]) -> tuple[Verdict, str]:
    """Let the worst finding decide; without a known issuer nothing can be told."""

    def said(state: CheckState, *names: str) -> str:
        return " ".join(each.sentence for each in checks if each.state is state and (not names or each.name in names))

    if text := said(CheckState.FAILED):
        return Verdict.NOT_GENUINE, text
    if text := said(CheckState.NOT_CHECKED, "issuer"):
        return Verdict.CANNOT_TELL, text
    if text := said(CheckState.WARNING):
        return Verdict.GENUINE_BUT, text
    facts = _("{holder} was awarded {title} ({serial}), valid until {day}.").format(
        holder=tidy(claims.holder),
        title=tidy(claims.title),
        serial=tidy(claims.serial),
        day=day_in_words(claims.valid_until),
    )
    return Verdict.GENUINE, f"{facts} {_not_the_holder()}"


def _shortened(claims: CodeClaims) -> Iterator[Check]:
    if claims.shortened & ~Shortened.LEVELS:
        text = _("Long names are cut in the code; the printed page has them whole.")
        yield Check("shortened", CheckState.NOT_CHECKED, text)


def _not_the_holder() -> str:
    return _("The code proves what is printed, not that the person who shows it is the one who is named.")
