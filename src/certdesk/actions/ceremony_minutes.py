"""The minutes of a founding: what was done when, as a signed PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from certdesk.actions.founding_plans import Founded, FoundingPlan
from certdesk.core.documents import CeremonyMinutes, SignerLine
from certdesk.core.words import N_, _
from certdesk.signing.authority.formats import to_bytes
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.signer import Signer

_DONE = {
    "declared": N_("Both people declared that the computer is cut off from every network"),
    "root": N_("Root key made"),
    "copies": N_("Root key locked, written to both sticks and as a paper form, and each copy read back and opened"),
    "issuing": N_("Issuing certificate made and signed with the root key"),
    "register": N_("Key of the register made"),
    "lead": N_("The lead’s own certificate made"),
    "bundle": N_("First trust bundle signed with the root key, with an empty list of revoked certificates"),
}
# A text that a telephone's camera reads, so that the fingerprint can be compared without typing it.
CODE = "CERTDESK-ROOT"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    at: datetime
    what: str


def in_words(what: str) -> str:
    """Return a step as people read it."""
    return _(_DONE[what])


def write_minutes_of(plan: FoundingPlan, founded: Founded, steps: tuple[Step, ...], signer: Signer) -> None:
    """Write the minutes and sign them with the lead's fresh certificate. Raises `CertDeskError`."""
    from certdesk.reports.minutes_pdf import LEAD_FIELD, write_minutes
    from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf

    now = plan.clock()
    line = SignerLine(
        plan.identity.name, plan.wishes.people[0][1], fingerprint(to_bytes(founded.lead)), now, self_made=False
    )
    plain = plan.staging / "minutes-plain.pdf"
    write_minutes(_minutes(plan, founded, steps, line), plain)
    request = SignatureRequest(LEAD_FIELD, now, certify=Afterwards.NOTHING)
    sign_pdf(plain, founded.minutes, signer, request)
    plain.unlink()


def _minutes(plan: FoundingPlan, founded: Founded, steps: tuple[Step, ...], line: SignerLine) -> CeremonyMinutes:
    told = [(f"{step.at:%H:%M:%S} UTC", in_words(step.what)) for step in steps]
    told.insert(0, (told[0][0], _network(plan.networks)))
    return CeremonyMinutes(
        language="en",
        programme=founded.name,
        rehearsal=plan.wishes.rehearsal,
        place=plan.wishes.place,
        held_at=steps[0].at,
        people=plan.wishes.people,
        steps=tuple(told),
        root_fingerprint=founded.fingerprint,
        root_words=founded.words,
        code=f"{CODE} {founded.programme_id.upper()} {founded.fingerprint}",
        copies=tuple(_copy(number, path.name) for number, path in enumerate(founded.copies, 1)),
        certificates=founded.certificates,
        signer=line,
        document_id=plan.document_id,
    )


def _network(networks: tuple[str, ...] | None) -> str:
    if networks is None:
        return _("The program can't see on this platform whether a network is connected")
    if not networks:
        return _("The program saw no network interface that is up")
    return _("The program saw network interfaces that are up: {names}").format(names=", ".join(networks))


def _copy(number: int, name: str) -> str:
    text = _("Copy {number}: {name}, locked with a passphrase that is written down nowhere here")
    return text.format(number=number, name=name)
