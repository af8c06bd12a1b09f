"""Whose keys are known here: programmes' by their trust bundles, people's by having met them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from certdesk.core.words import _
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import ProgrammeTrust, RegisterKey, Trust
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState

_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """A key that is known here. ``programme`` is None for a person, ``lists`` are the status lists that came along."""

    name: str
    keys: tuple[bytes, ...]
    programme: ProgrammeTrust | None = None
    register_key: RegisterKey | None = None

    def could_sign(self, key: bytes, at: datetime) -> bool:
        """Say whether a key was theirs at a time: what a key signed after it was retired does not count."""
        if self.programme is None:
            return key in self.keys
        known = [one for one in self.programme.register_keys if one.key == key]
        return any(one.retired_at is None or at <= one.retired_at for one in known)


def find_issuer(key: bytes, trust: Trust, people: Iterable[Issuer]) -> KnownIssuer | None:
    """Return who is known by a raw Ed25519 key; a programme before a person."""
    for programme in trust.programmes:
        for one in programme.register_keys:
            if key and one.key == key:
                return KnownIssuer(programme.name, tuple(each.key for each in programme.register_keys), programme, one)
    met = [Issuer(each.name, each.statement_key) for each in trust.known]
    person = next((each for each in (*people, *met) if key and each.key == key), None)
    return KnownIssuer(person.name, (person.key,)) if person else None


def check_issuer(
    key: bytes, trust: Trust, people: Iterable[Issuer], said: str, signed_at: datetime | None
) -> tuple[tuple[Check, ...], KnownIssuer | None]:
    """Judge whether a key is known here and was allowed to sign. ``said`` is the issuer's name as the badge has it."""
    known = find_issuer(key, trust, people)
    if known is None:
        text = _("Nobody here knows the key of {name}.").format(name=tidy(said) or _("the issuer"))
        return (Check("issuer", CheckState.NOT_CHECKED, text),), None
    if known.programme is None:
        text = _("It was issued by {name}, who is known here.").format(name=known.name)
        return (Check("issuer", CheckState.PASSED, text), *_name(said, known)), known
    if known.programme.problem:
        text = _("{programme} can't be relied on at the moment: {problem}")
        text = text.format(programme=known.programme.name, problem=known.programme.problem)
        return (Check("issuer", CheckState.NOT_CHECKED, text),), known
    return (*_programme(known, signed_at), *_name(said, known)), known


def _programme(known: KnownIssuer, signed_at: datetime | None) -> tuple[Check, ...]:
    retired = known.register_key.retired_at if known.register_key else None
    since = known.register_key.since if known.register_key else None
    if retired and (signed_at is None or signed_at > retired):
        text = _("It was signed with a key of {programme} after that key had been retired.")
        return (Check("issuer", CheckState.FAILED, text.format(programme=known.name)),)
    checks = [Check("issuer", CheckState.PASSED, _("It was issued by {name}.").format(name=known.name))]
    if since and signed_at and signed_at < since - _CLOCKS_DIFFER:
        text = _("It says that it was signed before the key of {programme} existed.").format(programme=known.name)
        checks.append(Check("signed_at", CheckState.WARNING, text))
    if known.programme and known.programme.test:
        text = _("{programme} is a rehearsal: what it issues is worth nothing.").format(programme=known.name)
        checks.append(Check("rehearsal", CheckState.WARNING, text))
    return tuple(checks)


def _name(said: str, known: KnownIssuer) -> tuple[Check, ...]:
    if not said or said == known.name:
        return ()
    text = _("It calls its issuer “{said}”, who is known here as “{name}”.").format(said=tidy(said), name=known.name)
    return (Check("issuer_name", CheckState.WARNING, text),)
