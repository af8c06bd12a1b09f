"""What a code says, and how its claims are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, IntFlag

PREFIX = "CD1:"
USUAL_LENGTH = 470
"""Letters that fit a QR code of version 16 at level Q (a quarter of it may be damaged); 426 fit version 15."""
LONGEST = 600
"""Letters that fit version 15 at level M (a sixth)."""
LONGEST_WORD = 300
"""Letters of one name; longer ones are cut even where they would fit, as a name of one letter repeated would."""
MOST_LEVELS = 200
DIGEST_BYTES = 16
SIGN1, EDDSA = 18, -8
"""The tag of a COSE_Sign1, and the algorithm."""
ALGORITHM, KID = 1, 4
"""Labels of its protected header."""
SIGNATURE_CONTEXT = "Signature1"


class Claim(IntEnum):
    """Claims of a CWT (RFC 8392). ``EXPIRES`` is the end of the last valid day in UTC.

    ``FACTS`` is of the range for private use and holds a map of `Fact`.
    """

    HOLDER = 2
    EXPIRES = 4
    ISSUED_AT = 6
    ID = 7
    FACTS = -65537


class Fact(IntEnum):
    """What a certificate prints. The last two are left out where they would say nothing.

    ``ISSUED_ON`` counts days from 1 January 1970; without it the day is that of ``ISSUED_AT`` in UTC.
    """

    TITLE = 1
    PROGRAMME = 2
    SERIAL = 3
    OUTCOME = 4
    LEVELS = 5
    RUBRIC = 6
    VERSION = 7
    STATUS = 8
    BADGE = 9
    ISSUED_ON = 10
    SHORTENED = 11


class Shortened(IntFlag):
    """What had to be cut to fit; a cut text ends in an ellipsis, and levels are left out."""

    NOTHING = 0
    LEVELS = 1
    TITLE = 2
    PROGRAMME = 4
    OUTCOME = 8
    HOLDER = 16
    RUBRIC = 32


@dataclass(frozen=True, slots=True)
class CodeClaims:
    """What a code says, unproved. ``kid`` names the key; ``badge`` is the first 16 bytes of the badge's SHA-256.

    ``award_id`` is a UUID as text. ``levels`` are the values of the criteria in the rubric's order, as text. Times are
    aware, in whole seconds.
    """

    kid: str
    award_id: str
    serial: str
    holder: str
    title: str
    programme: str
    outcome: str
    levels: tuple[str, ...]
    rubric_id: str
    rubric_version: str
    status_index: int
    badge: bytes
    issued_at: datetime
    issued_on: date
    valid_until: date
    shortened: Shortened = Shortened.NOTHING
