"""The card of an author: what travels with statements so that anybody can tell who signed them.

It holds the certificate of the key, those above it, and the person's first certificate, which their id comes from.

**How strong six words are.** The list has 256 words, so each is 8 bits and six are 48. Whoever wants to pass for
somebody else needs a key whose words are the very same (a birthday attack helps nobody: one side of the comparison is
the honest key), which takes 2^48 tries on average. A try of a bare SHA-256 would cost next to nothing: a graphics card
makes 10^10 a second, and the search took eight hours. So the words are those of Argon2id over person and key (64 MiB,
one pass; 0.1 s on a laptop, once for each card): memory bound, some thousand tries a second on such a card, 2^48 of
which take it about two thousand years. Ten words without it, as for a programme's root, are 80 bits; six words of a
list of 2,048 would be 66 bits, and no better than these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import NameOID

from certdesk.core.did_keys import did_key
from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import dumps
from certdesk.signing.authority.formats import certificate, check_format, damaged, parse, to_bytes, to_text
from certdesk.signing.authority.profile import der
from certdesk.signing.authority.spoken import is_same, spoken
from certdesk.signing.fingerprint import short_form
from certdesk.signing.identity import Identity, origin_certificate
from certdesk.signing.keystore import Cost, stretch
from certdesk.signing.self_made import statement_key_of, words_of
from certdesk.signing.untrusted_words import tidy

FORMAT = "certdesk-card-1"
CARD_WORDS = 6
_COST = Cost(memory_kib=65_536, passes=1, lanes=4)
_MOST_ABOVE = 4


@dataclass(frozen=True, slots=True)
class CardFile:
    """The card as it travels: certificates are DER in base64, ``chain`` those above without the root."""

    format: str
    certificate: str
    chain: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card that holds together. ``name`` and ``role`` are a stranger's words, made safe to show.

    ``proven`` says that the certificate is for the very key that the person's id was made with; a later key is known
    by its programme or by its words only.
    """

    text: str
    did: str
    person: str
    name: str
    role: str
    since: datetime
    until: datetime
    proven: bool
    leaf: x509.Certificate = field(repr=False)
    chain: tuple[x509.Certificate, ...] = field(repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The six words to compare by telephone: they stand for the person and the key."""
        return spoken(_slow(self.did, self.person), CARD_WORDS)

    @property
    def fingerprint(self) -> str:
        """The same as letters."""
        return short_form(_slow(self.did, self.person))

    @property
    def self_made(self) -> bool:
        """Whether no programme stands behind it."""
        return not self.chain

    def is_called(self, typed: str) -> bool:
        """Say whether somebody typed the words of this card, or its fingerprint."""
        return is_same(typed, self.words, self.fingerprint)


def card_of(identity: Identity) -> Card:
    """Return the card of a person whose key is on this desk."""
    origin = x509.load_pem_x509_certificate(origin_certificate(identity).encode())
    pems = (identity.certificate_pem, *identity.chain)
    certificates = [to_text(der(x509.load_pem_x509_certificate(pem.encode()))) for pem in pems]
    return read_card(dumps(CardFile(FORMAT, certificates[0], tuple(certificates[1:]), to_text(der(origin)))))


@lru_cache(maxsize=256)
def read_card(untrusted_text: str) -> Card:
    """Read a card. Raises UntrustedFileError for one that does not hold together."""
    file = parse(CardFile, untrusted_text.encode(), "card")
    check_format(file.format, FORMAT, "card")
    try:
        return _opened(untrusted_text, file)
    except (ValueError, TypeError, InvalidSignature, UntrustedFileError):
        raise damaged("card") from None


def _opened(text: str, file: CardFile) -> Card:
    leaf, origin = certificate(file.certificate), certificate(file.origin)
    chain = tuple(certificate(each) for each in file.chain)
    key = statement_key_of(leaf)
    if key is None or len(chain) > _MOST_ABOVE:
        raise ValueError(file.format)
    origin.verify_directly_issued_by(origin)
    if not chain and der(leaf) != der(origin):
        raise ValueError(file.format)
    name, role = words_of(leaf.subject, NameOID.COMMON_NAME), words_of(leaf.subject, NameOID.TITLE)
    same_key = leaf.public_key() == origin.public_key() and statement_key_of(origin) == key
    return Card(
        text=text,
        did=did_key(key),
        person=sha256(to_bytes(file.origin)).hexdigest()[:16],
        name=tidy(name),
        role=tidy(role),
        since=leaf.not_valid_before_utc,
        until=leaf.not_valid_after_utc,
        proven=same_key,
        leaf=leaf,
        chain=chain,
    )


def words_of_key(did: str, person: str) -> tuple[str, ...]:
    """Return the six words of somebody's key, as their card has them."""
    return spoken(_slow(did, person), CARD_WORDS)


@lru_cache(maxsize=256)
def _slow(did: str, person: str) -> bytes:
    return bytes(stretch(f"{did} {person}", b"certdesk-card-words-1", _COST))
