"""What is known of the people who signed: their chain, what their key is for, whether it was lost, and when it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from certdesk.core.days import day_in_words
from certdesk.core.words import _, ngettext
from certdesk.signing.pdf.chain import Fault, is_earlier_issue
from certdesk.signing.pdf.gathering import CLOCK_ERROR, Evidence, Finding, found, not_checked, passed
from certdesk.signing.pdf.lookalikes import looks_like
from certdesk.signing.pdf.revocation import Standing
from certdesk.signing.pdf.who_signed import WhoSigned, revoked_before
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.verification import Revocation, TimeSource, Verdict


def _known(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding:
    strangers = [who for who in people if not who.known and not who.chained]
    if not strangers and people:
        return passed("signer", _("You know everybody who signed."), _how_known(people))
    names = ", ".join(who.pair.opened.name for who in strangers if who.pair.opened.name)
    namesake = next((who.namesake for who in strangers if who.namesake), None)
    if namesake is not None and namesake.problem:
        return found(Verdict.CANNOT_TELL, "signer", _unreliable(namesake), names)
    if namesake is not None:
        sentence = _(
            "The signer claims to be of {programme}, but none of the keys of the programme of that name that you know "
            "stands behind the signature."
        ).format(programme=namesake.name)
        return found(Verdict.CANNOT_TELL, "signer", sentence, names)
    return found(Verdict.CANNOT_TELL, "signer", _("Nobody you know vouches for the signer."), names)


def _chain(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding:
    for who in people:
        if who.known is not None and who.chain.fault is not Fault.NONE:
            continue
        if who.chain.fault in {Fault.USAGE, Fault.BROKEN, Fault.DATES}:
            # Whoever has a certificate of the programme and stretches it forges; of others we know too little.
            worst = Verdict.NOT_GENUINE if who.programme is not None else Verdict.CANNOT_TELL
            worst = Verdict.CANNOT_TELL if who.chain.fault is Fault.DATES else worst
            name = "usage" if who.chain.fault is Fault.USAGE else "chain"
            return found(worst, name, who.chain.sentence, who.chain.detail)
    chained = [who for who in people if who.chain.fault is Fault.NONE]
    if any(_carries_strangers(who) for who in chained):
        # They are not under the signature. Ours carry those of their chain and nothing else.
        sentence = _("The signature carries a certificate that is not one of the signer's chain, or was changed.")
        return found(Verdict.CANNOT_TELL, "chain", sentence)
    if not chained:
        return not_checked("chain", _("No programme or authority that you know certified the signer's key."))
    if all(who.programme is None for who in chained):
        return passed("chain", _("An authority that you chose to believe in certified the signer's key."))
    names = ", ".join(dict.fromkeys(who.programme.name for who in chained if who.programme))
    return passed("chain", _("{programme} certified the signer's key for signing documents.").format(programme=names))


def _carries_strangers(who: WhoSigned) -> bool:
    if who.programme is None:
        return False
    known = {*who.chain.links, *who.programme.issuers, *who.programme.roots}
    strangers = set(who.pair.opened.others) - known
    return any(not is_earlier_issue(each, who.chain.links[1:]) for each in strangers)


def _programme(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding | None:
    programmes = {who.programme.id: who.programme for who in people if who.programme}
    if not programmes:
        return None
    one = next((each for each in programmes.values() if each.problem or each.test), next(iter(programmes.values())))
    if one.problem:
        return found(Verdict.CANNOT_TELL, "programme", _unreliable(one))
    if one.test:
        sentence = _(
            "THIS IS A REHEARSAL. {programme} is a practice programme, and whatever is signed in it is worth nothing."
        ).format(programme=one.name)
        return found(Verdict.GENUINE_BUT, "programme", sentence)
    plain = looks_like(one.name)
    namesakes = [each for each in evidence.trust.programmes if looks_like(each.name) == plain and each.id != one.id]
    if namesakes:
        sentence = _(
            "You know {count} programmes whose names look like {programme}. This document is of the one with the "
            "number {id}; make sure that it is the one you mean."
        ).format(count=len(namesakes) + 1, programme=one.name, id=one.id)
        return found(Verdict.GENUINE_BUT, "programme", sentence, ", ".join(each.id for each in namesakes))
    return passed("programme", _("The signer belongs to {programme}.").format(programme=one.name), one.id)


def _unreliable(programme: ProgrammeTrust) -> str:
    sentence = _("What you know of {programme} can't be relied on now: {problem}")
    return sentence.format(programme=programme.name, problem=programme.problem)


def _revoked(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding:
    name, chained = "revocation", [who for who in people if who.chain.fault is Fault.NONE]
    for who in chained:
        if revoked_before(who):
            return _says_revoked(who)
    for who in chained:
        if who.standing.state is Revocation.UNKNOWN:
            worst = Verdict.CANNOT_TELL if who.programme is not None else Verdict.GENUINE_BUT
            return found(
                worst, name, _("Whether the signer's key was reported lost is unknown: there is no list here.")
            )
    stale = [who.standing for who in chained if who.standing.stale_since and who.standing.as_of]
    if stale:
        return found(Verdict.GENUINE_BUT, name, _stale(stale[0], evidence.today))
    if any(who.standing.state is Revocation.REVOKED for who in chained):
        return passed(name, revocation_words(next(w for w in chained if w.standing.state is Revocation.REVOKED)))
    if chained and len(chained) == len(people):
        return passed(name, revocation_words(chained[0]))
    return not_checked(name, _("Whether a key was reported lost was not checked."))


def _says_revoked(who: WhoSigned) -> Finding:
    standing, claimed = who.standing, who.at
    since = standing.invalid_since or standing.revoked_at
    sentence = revocation_words(who)
    if not standing.lost and claimed is not None and since is not None and claimed < since:
        return found(Verdict.GENUINE_BUT, "revocation", sentence, standing.reason)
    return found(Verdict.NOT_GENUINE, "revocation", sentence, standing.reason)


def revocation_words(who: WhoSigned) -> str:
    """Say what the lists tell about the key of one signer."""
    standing = who.standing
    if standing.state is Revocation.UNKNOWN:
        return _("There is no list of keys that were reported lost.")
    if standing.state is Revocation.GOOD and standing.as_of:
        text = _("The list of {day} does not name the signer's key among those that were reported lost or withdrawn.")
        return text.format(day=_day(standing.as_of))
    if standing.state is not Revocation.REVOKED or standing.revoked_at is None:
        return ""
    since = standing.invalid_since or standing.revoked_at
    what = _("The signer's key") if standing.depth == 0 else _("The key of the authority above the signer")
    told = _("{key} was revoked on {day} ({reason}) and does not count since {since}.").format(
        key=what, day=_day(standing.revoked_at), reason=reason_in_words(standing.reason), since=_day(since)
    )
    if not revoked_before(who):
        return told + " " + _("This was signed before: {witness}.").format(witness=_witness(who))
    if who.by_witness:
        return told + " " + _("This was signed later: {witness}.").format(witness=_witness(who))
    return told + " " + _("Nothing but the signer's own clock says when this was signed.")


def reason_in_words(reason: str) -> str:
    """Say why a certificate was revoked, from the word that RFC 5280 has for it."""
    words = {
        "keyCompromise": _("the key was lost or stolen"),
        "cACompromise": _("the key of the authority was lost or stolen"),
        "affiliationChanged": _("the person left or has another task"),
        "superseded": _("another key took its place"),
        "cessationOfOperation": _("it is no longer used"),
        "certificateHold": _("it is suspended"),
        "privilegeWithdrawn": _("the right to sign was withdrawn"),
    }
    return words.get(reason, _("no reason is given"))


def _stale(standing: Standing, now: datetime) -> str:
    days = (now - standing.as_of).days if standing.as_of else 0
    return ngettext(
        "Revocation status unknown: the newest list of lost keys is {days} day old.",
        "Revocation status unknown: the newest list of lost keys is {days} days old.",
        days,
    ).format(days=days)


def _in_time(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding:
    for who in people:
        if (finding := _out_of_time(evidence, who)) is not None:
            return finding
    ends = [who.pair.opened.valid_until for who in people if who.by_witness]
    if any(end is not None and evidence.now > end for end in ends):
        return passed("certificate_dates", _("A certificate has expired since, as all do; it was valid at signing."))
    return passed("certificate_dates", _("The certificates are valid, and were so when the signers say they signed."))


def _out_of_time(evidence: Evidence, who: WhoSigned) -> Finding | None:
    start, end, claimed = who.pair.opened.valid_from, who.pair.opened.valid_until, who.pair.claimed
    if start is None or end is None:
        return None
    if who.by_witness and who.at is not None and not start <= who.at <= end + CLOCK_ERROR:
        sentence = _("The signer's certificate was not valid when this was signed: {witness}.")
        return found(Verdict.CANNOT_TELL, "certificate_dates", sentence.format(witness=_witness(who)))
    sentence = ""
    if claimed is not None and not start <= claimed <= end:
        sentence = _("The signer's certificate was not valid at the time that the signer claims.")
    elif claimed is not None and claimed > evidence.now + CLOCK_ERROR:
        sentence = _("The signer claims a time that is yet to come, or this computer's clock is wrong.")
    elif not who.by_witness and (start > evidence.now + CLOCK_ERROR or evidence.today > end):
        sentence = _("The signer's certificate has expired since, or is not valid yet.")
    return found(Verdict.GENUINE_BUT, "certificate_dates", sentence) if sentence else None


def _clock(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding | None:
    newest = evidence.trust.newest_seen
    if newest is None or evidence.now >= newest - CLOCK_ERROR:
        return None
    sentence = _(
        "This computer's clock says {today}, but something that it trusts was signed on {day}. Set the clock right, "
        "and verify again."
    ).format(today=_day(evidence.now), day=_day(newest))
    return found(Verdict.GENUINE_BUT, "clock", sentence)


def _time(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding:
    if people and all(who.by_witness for who in people):
        return passed("time", _("When it was signed: {witness}.").format(witness=_witness(people[0])))
    sentence = _("The time of signing is the signer's own clock; no independent clock confirms it.")
    return not_checked("time", sentence)


def _same_name(evidence: Evidence, people: Sequence[WhoSigned]) -> Finding | None:
    for who in people:
        says, name = who.pair.field.says_name if who.pair.field else "", who.pair.opened.name
        if says and name and says.casefold() != name.casefold():
            sentence = _("The file calls the signer {says}, but the key is certified for {name}.")
            return found(Verdict.GENUINE_BUT, "name", sentence.format(says=says, name=name))
    return None


SIGNER_RULES: tuple[Callable[[Evidence, Sequence[WhoSigned]], Finding | None], ...] = (
    _known,
    _chain,
    _programme,
    _same_name,
    _revoked,
    _in_time,
    _clock,
    _time,
)


def signer_findings(evidence: Evidence, people: Sequence[WhoSigned]) -> Iterator[Finding]:
    """Apply every rule about the people who signed."""
    for rule in SIGNER_RULES:
        if (finding := rule(evidence, people)) is not None:
            yield finding


def _witness(who: WhoSigned) -> str:
    day = _day(who.at) if who.at else _("an unknown day")
    if who.source is TimeSource.REGISTER:
        return _("the register holds it since {day}").format(day=day)
    return _("an independent clock stamped it on {day}").format(day=day)


def _how_known(people: Sequence[WhoSigned]) -> str:
    return ", ".join(dict.fromkeys(who.known.how for who in people if who.known))


def _day(moment: datetime) -> str:
    return day_in_words(moment.astimezone())
