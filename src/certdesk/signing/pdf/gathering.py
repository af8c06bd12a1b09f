"""Everything that can be found out about one file before anything is judged (needs pyHanko)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from certdesk.signing.pdf.byte_rules import WrittenSignature, find_signatures
from certdesk.signing.pdf.cms_rules import SignedWords, open_signature
from certdesk.signing.pdf.pdf_rules import Inside, SignedField, look_inside
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, Verdict

CLOCK_ERROR = timedelta(days=1)


@dataclass(frozen=True)
class Evidence:
    """Everything that was found in one file; ``opened`` runs parallel to ``written``."""

    content: bytes
    written: tuple[WrittenSignature, ...]
    opened: tuple[SignedWords, ...]
    inside: Inside
    trust: Trust
    now: datetime

    @cached_property
    def sha256(self) -> str:
        """The digest of the file, as the register knows it."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def today(self) -> datetime:
        """The time to judge by: a clock that was set back is not believed."""
        return max(self.now, self.trust.newest_seen or self.now)


@dataclass(frozen=True, slots=True)
class Pair:
    """One signature as the bytes and as the reader know it; a file that can't be read has no ``field``."""

    written: WrittenSignature
    opened: SignedWords
    field: SignedField | None

    @property
    def claimed(self) -> datetime | None:
        """When the signer says that it was signed."""
        return (self.field.claimed_time if self.field else None) or self.opened.cms_time


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and the best verdict that it leaves possible."""

    best: Verdict
    check: Check


def gather(content: bytes, trust: Trust, now: datetime) -> Evidence:
    """Look at the bytes, at each signature and at the document in ``content``; never raises for what is in there."""
    written = find_signatures(content)
    opened = tuple(open_signature(one, content) for one in written)
    return Evidence(content, written, opened, look_inside(content), trust, now)


def pairs_of(evidence: Evidence) -> Iterator[Pair]:
    """Match what the reader saw with what is written; a file that can't be read counts everything that is written."""
    both = tuple(zip(evidence.written, evidence.opened, strict=True))
    if evidence.inside.problem:
        yield from (Pair(written, opened, None) for written, opened in both)
        return
    for field in evidence.inside.signed:
        for written, opened in both:
            if written.contents and written.numbers == field.numbers and written.contents == field.contents:
                yield Pair(written, opened, field)


def passed(name: str, sentence: str, detail: str = "") -> Finding:
    """Return a check that found nothing to object to."""
    return Finding(Verdict.GENUINE, Check(name, CheckState.PASSED, sentence, detail))


def not_checked(name: str, sentence: str, detail: str = "") -> Finding:
    """Return a check that could not be made, and that nothing hangs on."""
    return Finding(Verdict.GENUINE, Check(name, CheckState.NOT_CHECKED, sentence, detail))


def found(best: Verdict, name: str, sentence: str, detail: str = "") -> Finding:
    """Return a check that leaves at ``best`` this verdict possible."""
    state = CheckState.FAILED if best is Verdict.NOT_GENUINE else CheckState.WARNING
    return Finding(best, Check(name, state, sentence, detail))
