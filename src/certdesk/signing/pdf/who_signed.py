"""Who stands behind one signature: a person known here, a programme by its chain, or nobody we know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from asn1crypto import x509

from certdesk.signing.fingerprint import digest
from certdesk.signing.pdf.chain import DOCUMENT_SIGNING, Chain, Fault, chain_to
from certdesk.signing.pdf.gathering import Evidence, Pair
from certdesk.signing.pdf.lookalikes import looks_like
from certdesk.signing.pdf.news import News
from certdesk.signing.pdf.revocation import Standing, look_up
from certdesk.signing.pdf.time_stamps import stamped_at
from certdesk.signing.trust import KnownSigner, ProgrammeTrust
from certdesk.signing.verification import Revocation, TimeSource


@dataclass(frozen=True, slots=True)
class WhoSigned:
    """``programme`` is the one whose chain was found; with a chain and without it, a root of others was.

    ``at`` is the best known time of signing and ``source`` who says so; ``namesake`` is a programme whose name the
    signer bears without being of it.
    """

    pair: Pair
    known: KnownSigner | None
    chain: Chain
    programme: ProgrammeTrust | None = None
    standing: Standing = field(default_factory=Standing)
    at: datetime | None = None
    source: TimeSource = TimeSource.NONE
    namesake: ProgrammeTrust | None = None

    @property
    def chained(self) -> bool:
        """Whether a chain leads to a root that is known here, sound or not."""
        return self.chain.fault is not Fault.NO_WAY

    @property
    def by_witness(self) -> bool:
        """Whether somebody else than the signer says when it was."""
        return self.source in {TimeSource.REGISTER, TimeSource.TIME_STAMP}


def programmes_of(evidence: Evidence, pairs: Sequence[Pair]) -> tuple[ProgrammeTrust, ...]:
    """Return the programmes that any signer's certificate leads to, before anything is asked about time."""
    found: dict[str, ProgrammeTrust] = {}
    for pair in pairs:
        programme, chain = _programme_of(evidence, pair, _in_life(pair, pair.claimed or evidence.today))
        if programme is not None and chain.fault is not Fault.NO_WAY:
            found[programme.id] = programme
    return tuple(found.values())


def who_signed(evidence: Evidence, pair: Pair, news: News) -> WhoSigned:
    """Find out who stands behind ``pair``; what the register says about the file dates it."""
    known = evidence.trust.find(digest(pair.opened.certificate)) if pair.opened.certificate else None
    at, source = _when(evidence, pair, news)
    moment = _in_life(pair, at or evidence.today)
    programme, chain = _programme_of(evidence, pair, moment)
    who = WhoSigned(pair, known, chain, programme, at=at, source=source)
    if programme is not None:
        return replace(who, standing=look_up(chain.links, programme.crls, evidence.today))
    if chain.fault is Fault.NO_WAY:
        chain = chain_to(evidence.trust.roots, pair.opened.certificate, _others(evidence, pair), moment)
    if chain.fault is Fault.NO_WAY:
        return replace(who, namesake=_namesake(evidence, pair))
    standing = look_up(chain.links, (*evidence.inside.carried.lists, *pair.opened.lists), evidence.today)
    # The lists in a foreign file are as old as the file: they tell of the time of signing, which is what counts.
    stale = None if who.by_witness else standing.stale_since
    return replace(who, chain=chain, standing=replace(standing, stale_since=stale))


def _when(evidence: Evidence, pair: Pair, news: News) -> tuple[datetime | None, TimeSource]:
    if news.entry is not None:
        return news.entry.at, TimeSource.REGISTER
    roots = evidence.trust.roots
    stamped = stamped_at(pair.opened.stamp, pair.opened.value, roots, _others(evidence, pair))
    if stamped is not None:
        return stamped, TimeSource.TIME_STAMP
    claimed = pair.claimed
    return claimed, TimeSource.SIGNER if claimed else TimeSource.NONE


def _programme_of(evidence: Evidence, pair: Pair, moment: datetime) -> tuple[ProgrammeTrust | None, Chain]:
    """Return the first programme with a sound chain, or else one whose chain is faulty."""
    faulty: tuple[ProgrammeTrust | None, Chain] = (None, Chain())
    for programme, chain in _chains(evidence, pair, moment):
        if chain.fault is Fault.NONE:
            return programme, chain
        if chain.fault is not Fault.NO_WAY and faulty[0] is None:
            faulty = programme, chain
    return faulty


def _chains(evidence: Evidence, pair: Pair, moment: datetime) -> Iterator[tuple[ProgrammeTrust, Chain]]:
    if not pair.opened.certificate:
        return
    for programme in evidence.trust.programmes:
        others = (*programme.issuers, *pair.opened.others)
        yield programme, chain_to(programme.roots, pair.opened.certificate, others, moment, DOCUMENT_SIGNING)


def _others(evidence: Evidence, pair: Pair) -> tuple[bytes, ...]:
    return (*pair.opened.others, *evidence.inside.carried.certificates)


def _in_life(pair: Pair, moment: datetime) -> datetime:
    """Return ``moment``, moved into the life of the signer's certificate: its dates are judged on their own."""
    start, end = pair.opened.valid_from, pair.opened.valid_until
    if start is None or end is None:
        return moment
    return min(max(moment, start), end)


def _namesake(evidence: Evidence, pair: Pair) -> ProgrammeTrust | None:
    if not pair.opened.certificate:
        return None
    claimed: set[str] = set()
    for der in (pair.opened.certificate, *pair.opened.others):
        try:
            certificate = x509.Certificate.load(der)
            for name in (certificate.subject, certificate.issuer):
                claimed |= {looks_like(str(value)) for value in name.native.values()}
        except (ValueError, TypeError, KeyError):
            continue  # what can't be read shows nobody a name
    return next((each for each in evidence.trust.programmes if _bears(claimed, each.name)), None)


def _bears(claimed: set[str], name: str) -> bool:
    # Authorities of a programme are called after it, as in "NAME issuing authority".
    plain = looks_like(name)
    return any(plain in each for each in claimed) if plain else False


def revoked_before(who: WhoSigned) -> bool:
    """Say whether a key that was revoked counted no more when this was signed, as far as a witness tells."""
    standing = who.standing
    if standing.state is not Revocation.REVOKED:
        return False
    since = standing.invalid_since or standing.revoked_at
    return not (who.by_witness and who.at is not None and since is not None and who.at < since)
