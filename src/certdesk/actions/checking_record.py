"""The printed record of a verification: what was found, by what this desk knew, and when."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from certdesk.core.days import day_in_words
from certdesk.core.documents import CheckedLine, CheckRecord
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.reports.check_record_pdf import write_check_record
from certdesk.reports.paper import A4, Paper
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, SignatureFacts, Verification

_LANGUAGE = "en"
_LONGEST_DETAIL = 300


def check_record(path: Path, result: Verification, trust: Trust, now: datetime) -> CheckRecord:
    """Return the record of ``result``, which was found for the file at ``path`` by ``trust`` at ``now`` (aware)."""
    lines = tuple((check.state, _line(check)) for check in result.checks)
    return CheckRecord(
        language=_LANGUAGE,
        file_name=path.name,
        file_size=result.size,
        digest=result.sha256,
        checked_at=now,
        verdict=result.verdict.words,
        verdict_kind=result.verdict.value,
        summary=result.summary,
        done=tuple(line for state, line in lines if state is not CheckState.NOT_CHECKED),
        not_done=tuple(line for state, line in lines if state is CheckState.NOT_CHECKED),
        facts=tuple(_facts(result)),
        known=tuple(_known(result, trust)),
        program=program_name(),
        # The same look at the same file is the same record.
        document_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"certdesk:record:{result.sha256}:{now.isoformat()}")),
    )


def write_record(
    path: Path, result: Verification, trust: Trust, target: Path, *, now: datetime, paper: Paper = A4
) -> int:
    """Write the record as a PDF to ``target`` and return its number of pages.

    Raises `UntrustedFileError` if the file at ``path`` is another one by now, `StorageError` if the disk refuses.
    """
    if result.sha256 and _digest(path) != result.sha256:
        text = _("{file} was changed while it was being verified.").format(file=path.name)
        raise UntrustedFileError(text, _("Verify it once more."))
    return write_check_record(check_record(path, result, trust, now), target, paper=paper)


def _line(check: Check) -> CheckedLine:
    return CheckedLine(check.state.value, check.sentence, check.detail[:_LONGEST_DETAIL])


def _facts(result: Verification) -> Iterator[tuple[str, str]]:
    yield _("Kind"), result.kind.words
    for name, value in (
        (_("Number"), result.serial),
        (_("Replaced by"), result.replaced_by),
        (_("Award"), result.award),
        (_("Holder, by the QR code"), result.holder),
        (_("Valid until"), day_in_words(result.valid_until) if result.valid_until else ""),
        (_("Programme"), result.programme),
        (_("Number of the programme"), result.programme_id),
    ):
        if value:
            yield name, value
    for one in result.signatures:
        yield from _signature(one)
    if result.unsigned_fields:
        yield _("Not signed"), ", ".join(result.unsigned_fields)


def _signature(one: SignatureFacts) -> Iterator[tuple[str, str]]:
    who = ", ".join(part for part in (one.name, one.role) if part)
    yield _("Signed by"), who or _("nobody who is named")
    if one.signed_at:
        yield _("Signed on"), f"{day_in_words(one.signed_at.astimezone())} {one.signed_at.astimezone():%H:%M}"
    if one.fingerprint:
        yield _("Fingerprint"), one.fingerprint
    yield _("Covers"), one.coverage
    if one.changes:
        yield _("Afterwards"), one.changes
    if one.chain:
        yield _("Certified by"), " < ".join(f"{link.name} ({link.fingerprint})" for link in one.chain[1:])
    if one.revocation_words:
        yield _("Key"), one.revocation_words


def _known(result: Verification, trust: Trust) -> Iterator[str]:
    if trust.known:
        yield _("People of this workspace: {names}.").format(
            names=", ".join(dict.fromkeys(each.name for each in trust.known))
        )
    for each in trust.programmes:
        text = _("{programme} (number {id}), trust bundle {version} of {day}.")
        yield text.format(
            programme=each.name, id=each.id, version=each.version, day=day_in_words(each.made_at.astimezone())
        )
    if result.lists_as_of:
        yield _("List of lost keys of {day}.").format(day=day_in_words(result.lists_as_of.astimezone()))
    if result.register_as_of:
        yield _("Register as it was on {day}.").format(day=day_in_words(result.register_as_of.astimezone()))
    if not trust.known and not trust.programmes:
        yield _("Nobody: this desk knows no signers yet.")


def program_name() -> str:
    """Name the program with its version."""
    try:
        return f"CertDesk {version('certdesk')}"
    except PackageNotFoundError:
        return "CertDesk"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise UntrustedFileError(
            _("{path} can't be read: {problem}.").format(path=path, problem=problem.strerror or problem),
            _("Check that the file is there and that you may open it."),
        ) from problem
