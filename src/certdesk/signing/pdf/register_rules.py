"""What the register and the calendar say of a document that is ours: is it in there, withdrawn, replaced, lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from certdesk.core.days import day_in_words
from certdesk.core.words import _, ngettext
from certdesk.signing.pdf.gathering import Evidence, Finding, found, not_checked, passed
from certdesk.signing.pdf.news import News
from certdesk.signing.verification import DocumentKind, Verdict

_OLD = timedelta(days=30)
_REGISTERED = frozenset({DocumentKind.CERTIFICATE})


def register_findings(
    evidence: Evidence, news: News, kind: DocumentKind, valid_until: date | None
) -> Iterator[Finding]:
    """Say what the register tells; a document that is not ours is not asked for, unless the register holds it."""
    if kind is DocumentKind.FOREIGN and news.entry is None:
        return
    if news.view is None:
        yield not_checked("register", _("There is no register here to ask whether it was withdrawn or replaced."))
    else:
        yield from _entry(evidence, news, kind)
        yield from state_findings(news)
        yield from _age(evidence, news)
    if valid_until is not None:
        yield validity_finding(evidence.today.date(), valid_until)


def state_findings(news: News) -> Iterator[Finding]:
    """Say whether an award was withdrawn or replaced."""
    if news.withdrawn is not None:
        since = news.withdrawn.since or news.withdrawn.at.date()
        sentence = _("It was withdrawn: it does not count since {day}.").format(day=day_in_words(since))
        if news.withdrawn.reason:
            sentence = _("It was withdrawn and does not count since {day}: {reason}.").format(
                day=day_in_words(since), reason=news.withdrawn.reason.rstrip(".")
            )
        yield found(Verdict.GENUINE_BUT, "withdrawn", sentence)
    if news.successor is not None:
        sentence = _("It was replaced by {serial} on {day}; ask for that one.").format(
            serial=news.successor.serial, day=day_in_words(news.successor.at.astimezone())
        )
        yield found(Verdict.GENUINE_BUT, "replaced", sentence)
    if news.view is not None and news.withdrawn is None and news.successor is None and news.serial:
        yield passed("withdrawn", _("It was neither withdrawn nor replaced."))


def validity_finding(today: date, valid_until: date) -> Finding:
    """Say whether an award still counts by its date."""
    if today > valid_until:
        sentence = _("It was valid until {day} and has lapsed since.").format(day=day_in_words(valid_until))
        return found(Verdict.GENUINE_BUT, "validity", sentence)
    return passed("validity", _("It is valid until {day}.").format(day=day_in_words(valid_until)))


def _entry(evidence: Evidence, news: News, kind: DocumentKind) -> Iterator[Finding]:
    if news.entry is not None:
        day = day_in_words(news.entry.at.astimezone())
        sentence = _("The register holds exactly this file since {day}.").format(day=day)
        yield passed("register", sentence, news.entry.serial)
    elif news.others:
        sentence = _("The register knows {serial}, but as another file than this one.")
        serial = news.others[0].serial
        yield found(Verdict.CANNOT_TELL, "register", sentence.format(serial=serial), news.others[0].pdf)
    elif kind in _REGISTERED and news.view is not None and _should_be_there(evidence, news):
        sentence = _("The register does not know it, although it is newer than the signature.")
        yield found(Verdict.GENUINE_BUT, "register", sentence, news.view.origin)
    else:
        yield not_checked("register", _("The register that you have does not hold this document."))


def _should_be_there(evidence: Evidence, news: News) -> bool:
    claimed = [field.claimed_time for field in evidence.inside.signed if field.claimed_time]
    return bool(news.view and claimed and max(claimed) <= news.view.as_of)


def _age(evidence: Evidence, news: News) -> Iterator[Finding]:
    if news.view is None or evidence.today - news.view.as_of <= _OLD:
        return
    days = (evidence.today - news.view.as_of).days
    yield not_checked(
        "news",
        ngettext(
            "News after {day}: the register that you have is {days} day old.",
            "News after {day}: the register that you have is {days} days old.",
            days,
        ).format(day=day_in_words(news.view.as_of.astimezone()), days=days),
    )
