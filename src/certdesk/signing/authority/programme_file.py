"""The programme file: all that a desk needs to work for a programme, signed by its issuing key.

It brings the trust bundle, the frozen rubric versions, the policy and the evidence types, who belongs to the programme
with which key, and the recovery key that packages are sealed for. Its number is that of the news in the bundle beside
it, so it only rises. What is signed names each rubric by its digest; the rubrics themselves stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography import x509

from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import Bundle, Signature, is_signed, parse_bundle, sign_part
from certdesk.signing.authority.checking import Checked, check_bundle, revoked_serials
from certdesk.signing.authority.formats import check_format, damaged, parse, written
from certdesk.signing.authority.profile import Authority, der
from certdesk.signing.authority.recovery import is_recipient
from certdesk.signing.safe_write import read_small
from certdesk.signing.untrusted_words import tidy

FORMAT, SAYS = "certdesk-programme-1", "certdesk-programme-says-1"
SUFFIX = ".certdesk-programme"
LARGEST = 32 * 1024 * 1024
MOST_RUBRICS, MOST_COHORTS, ROOM_FOR_RUBRICS = 1_000, 2_000, LARGEST // 2
_MOST_PEOPLE = 20_000
_LONGEST_NAME, _LONGEST_TEXT = 200, 512 * 1024


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the programme, by their newest certificate.

    ``key`` is their statement key (did:key), ``serial`` the number of the certificate (hexadecimal), by which lists of
    revoked ones name it. ``issues`` says that they sit at the issuing desk.
    """

    person: str
    name: str
    role: str
    key: str
    serial: str
    valid_until: datetime
    issues: bool = False


@dataclass(frozen=True, slots=True)
class RubricNamed:
    """One frozen version; ``digest`` is the SHA-256 of its canonical JSON."""

    id: str
    version: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class ProgrammeSays:
    """The part that is signed. ``policy`` and ``evidence_types`` are the texts of those files.

    ``recovery`` is a recipient of age, or empty.
    """

    format: str
    programme: str
    number: int
    made_at: datetime
    rubrics: tuple[RubricNamed, ...]
    policy: str
    evidence_types: str
    cohorts: tuple[str, ...]
    people: tuple[Colleague, ...]
    recovery: str


@dataclass(frozen=True, slots=True)
class SignedSays:
    """What a desk keeps of a programme file once the rest of it is taken in."""

    format: str
    says: ProgrammeSays
    signature: Signature


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """The whole file. ``bodies`` are the rubrics in canonical JSON, in the order of ``signed.says.rubrics``."""

    format: str
    signed: SignedSays
    bodies: tuple[str, ...]
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class CheckedProgramme:
    """A programme file whose signatures and digests are good; whether it is the right programme's, words say."""

    file: ProgrammeFile
    trust: Checked

    @property
    def says(self) -> ProgrammeSays:
        """What it says."""
        return self.file.signed.says

    @property
    def digest(self) -> str:
        """By which two files of the same number are told apart."""
        return says_digest(self.says)


def programme_file(says: ProgrammeSays, bodies: Iterable[str], issuing: Authority, bundle: Bundle) -> ProgrammeFile:
    """Sign with the issuing key that signed the news of the bundle."""
    signed = SignedSays(SAYS, says, sign_part(says, SAYS, issuing))
    return ProgrammeFile(FORMAT, signed, tuple(bodies), bundle)


def says_digest(says: ProgrammeSays) -> str:
    """Return the SHA-256 of the signed part."""
    return sha256(written(says)).hexdigest()


def body_digest(body: str) -> str:
    """Return the SHA-256 of a rubric in canonical JSON."""
    return sha256(body.encode()).hexdigest()


def read_programme(path: Path) -> CheckedProgramme:
    """Read a programme file and check that it holds together. Raises `UntrustedFileError`."""
    return parse_programme(read_small(path, LARGEST), path.name)


def parse_programme(untrusted_content: bytes, name: str) -> CheckedProgramme:
    """Read the content of a programme file; ``name`` is for messages. Raises `UntrustedFileError`."""
    file = parse(ProgrammeFile, untrusted_content, name)
    return check_programme(file, name)


def check_programme(file: ProgrammeFile, name: str) -> CheckedProgramme:
    """Check signatures, digests and bounds, before anything of it is believed. Raises `UntrustedFileError`."""
    for given, wanted in ((file.format, FORMAT), (file.signed.format, SAYS), (file.signed.says.format, SAYS)):
        check_format(given, wanted, name)
    trust = check_bundle(parse_bundle(written(file.bundle), name), name)
    says = file.signed.says
    sound = (
        says.programme == trust.bundle.anchors.programme
        and says.number == trust.bundle.news.version
        and is_by_issuer(file.signed, trust.issuers, revoked_serials(trust.root_lists))
        and [one.digest for one in says.rubrics] == [body_digest(body) for body in file.bodies]
    )
    if not sound:
        text = _("{name} was altered, or its parts do not belong together.").format(name=name)
        raise UntrustedFileError(text, _("Do not use it. Ask the programme's lead for a new one."))
    if not within_bounds(says):
        raise damaged(name)
    return CheckedProgramme(file, trust)


def is_by_issuer(signed: SignedSays, issuers: Iterable[x509.Certificate], gone: Iterable[int] = ()) -> bool:
    """Say whether one of these issuing certificates, that is not among the revoked ones, signed it."""
    revoked = frozenset(gone)
    return any(
        sha256(der(each)).hexdigest() == signed.signature.by
        and each.serial_number not in revoked
        and is_signed(signed.says, SAYS, signed.signature, each.public_key())
        for each in issuers
    )


def within_bounds(says: ProgrammeSays) -> bool:
    """Say whether what it says can be shown and used: names that can be read, keys that are keys, sane sizes."""
    people = says.people
    names = [*(one.title for one in says.rubrics), *says.cohorts, *(one.name for one in people)]
    refs = {(one.id, one.version) for one in says.rubrics}
    return (
        len(people) <= _MOST_PEOPLE
        and len(says.rubrics) <= MOST_RUBRICS
        and len(says.cohorts) <= MOST_COHORTS
        and len(refs) == len(says.rubrics)
        and len({one.person for one in people}) == len(people)
        and all(len(name) <= _LONGEST_NAME and tidy(name) == name for name in names)
        and max(len(says.policy), len(says.evidence_types)) <= _LONGEST_TEXT
        and all(_is_somebody(one) for one in people)
        and (not says.recovery or is_recipient(says.recovery))
    )


def _is_somebody(one: Colleague) -> bool:
    try:
        key_of_did(one.key)
        int(one.serial, 16)
    except ValueError:
        return False
    return len(one.person) == 16 and bool(one.name) and len(one.role) <= _LONGEST_NAME and tidy(one.role) == one.role
