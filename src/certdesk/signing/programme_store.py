"""What a desk keeps of the programme files it took in: ``trust/<programme id>/programme.json``, checked on every look.

It lies beside the trust bundle and counts only as long as the bundle says that its signer may sign.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509

from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.checking import revoked_serials
from certdesk.signing.authority.formats import check_format, read_value, written
from certdesk.signing.authority.lists import revoked_in
from certdesk.signing.authority.programme_file import (
    LARGEST,
    SAYS,
    CheckedProgramme,
    Colleague,
    ProgrammeSays,
    SignedSays,
    is_by_issuer,
    says_digest,
    within_bounds,
)
from certdesk.signing.authority.seen import Standing
from certdesk.signing.safe_write import write_private_file
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.trust_store import TRUST, Known, load_programmes, look_at, standing_of, take_in

log = logging.getLogger(__name__)
PROGRAMME = "programme.json"


class Belonging(StrEnum):
    """Whether somebody's key counts now."""

    CURRENT = "current"
    ENDED = "ended"
    """Their certificate is over; a renewal may be on its way."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody whom a programme lists, and what the newest lists of revoked certificates say of them."""

    programme: str
    programme_name: str
    colleague: Colleague
    belonging: Belonging


def kept_says(workspace: Path, trust: ProgrammeTrust) -> ProgrammeSays | None:
    """Return what the newest programme file said, or None where there was none or it is not to be believed."""
    signed = _read(workspace, trust.id)
    if signed is None or trust.problem:
        return None
    issuers = tuple(x509.load_der_x509_certificate(each) for each in trust.issuers)
    gone = {one.serial for each in trust.crls for one in revoked_in(x509.load_der_x509_crl(each))}
    fits = signed.says.programme == trust.id and within_bounds(signed.says) and is_by_issuer(signed, issuers, gone)
    if not fits:
        log.warning("the programme file of %s can't be used", trust.id)
        return None
    return signed.says


def listed_people(workspace: Path, now: datetime) -> Iterator[Listed]:
    """Return everybody whom the programmes of this desk list, each with what is known of their key today."""
    for trust in load_programmes(workspace):
        says = kept_says(workspace, trust)
        if says is None:
            continue
        gone = {one.serial for each in trust.crls for one in revoked_in(x509.load_der_x509_crl(each))}
        for one in says.people:
            belonging = Belonging.CURRENT if one.valid_until >= now else Belonging.ENDED
            if int(one.serial, 16) in gone:
                belonging = Belonging.REVOKED
            yield Listed(trust.id, trust.name, one, belonging)


def listed_keys(workspace: Path, programmes: Iterable[ProgrammeTrust]) -> frozenset[tuple[str, str, str]]:
    """Return programme, person and did:key of everybody whom a programme vouches for by its list."""
    return frozenset(
        (trust.id, one.person, one.key)
        for trust in programmes
        if (says := kept_says(workspace, trust)) is not None
        for one in says.people
    )


def programme_standing(workspace: Path, checked: CheckedProgramme) -> Standing:
    """Say how a programme file stands to what this desk knows. NEW and NEW_ROOT need words to be compared."""
    programme = checked.says.programme
    known = look_at(workspace, programme)
    stands = standing_of(checked.trust, known)
    if stands in {Standing.NEW, Standing.NEW_ROOT, Standing.FORKED}:
        return stands
    before = _read(workspace, programme)
    if before is not None and before.says.number >= checked.says.number:
        if before.says.number > checked.says.number:
            return Standing.OLDER
        return Standing.SAME if says_digest(before.says) == checked.digest else Standing.FORKED
    if stands is Standing.OLDER and not _still_stands(checked, known):
        return Standing.OLDER
    return Standing.NEWER


def keep_programme(workspace: Path, checked: CheckedProgramme, confirmed: str, now: datetime) -> Standing:
    """Believe a programme file that is new here or newer, and its trust bundle. Returns how it stood.

    Raises NotAllowedError for one that would turn the clock back, and for words that are missing or other ones;
    `UntrustedFileError`, `StorageError`. Then nothing is changed.
    """
    stands = programme_standing(workspace, checked)
    programme, name = checked.says.programme, checked.trust.bundle.anchors.name
    if stands is Standing.OLDER:
        text = _("This programme file of {name} is older than the one that this desk has seen.").format(name=name)
        raise NotAllowedError(text, _("Nothing was changed. Ask the lead for the newest one."))
    known = look_at(workspace, programme)
    if standing_of(checked.trust, known) is not Standing.OLDER:
        take_in(workspace, checked.trust.bundle, confirmed, now)
    if stands is Standing.FORKED:
        text = _("This programme file of {name} has the number of the one that is here, and says otherwise.")
        raise NotAllowedError(text.format(name=name), _("Nothing was changed. Tell the lead."))
    if stands is not Standing.SAME:
        write_private_file(workspace / TRUST / programme / PROGRAMME, written(checked.file.signed))
    return stands


def _still_stands(checked: CheckedProgramme, known: Known) -> bool:
    """Whether the signer of an older bundle's programme file may sign by the newer bundle that is here."""
    if known.checked is None or known.problem:
        return False
    return is_by_issuer(checked.file.signed, known.checked.issuers, revoked_serials(known.checked.root_lists))


def _read(workspace: Path, programme: str) -> SignedSays | None:
    path = workspace / TRUST / programme / PROGRAMME
    if not path.exists():
        return None
    try:
        signed = read_value(SignedSays, path, LARGEST)
        check_format(signed.format, SAYS, path.name)
    except UntrustedFileError:
        log.warning("the kept programme file of %s is damaged", programme)
        return None
    return signed
