"""What the registers at hand know of a badge."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.credentials import RegisterEvent
from certdesk.core.days import day_in_words
from certdesk.core.words import _
from certdesk.signing.badge.facts import BadgeFacts
from certdesk.signing.badge.known_keys import KnownIssuer
from certdesk.signing.register.views import Finding, findings
from certdesk.signing.trust import RegisterView, Trust
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState


def check_register(facts: BadgeFacts, known: KnownIssuer | None, trust: Trust) -> tuple[Check, ...]:
    """Look a badge up in its programme's register, or, for a person's, in the registers of this desk."""
    if known is None or not facts.serial:
        return ()
    if known.programme is not None:
        view = known.programme.register
        retired = bool(known.register_key and known.register_key.retired_at)
        return tuple(_found(facts, view, findings(view, facts.serial), retired=retired)) if view else ()
    for view in trust.own_registers:
        told = findings(view, facts.serial)
        if told.issued is not None:
            return tuple(_found(facts, view, told, retired=False))
    return ()


def _found(facts: BadgeFacts, view: RegisterView, told: Finding, *, retired: bool) -> Iterator[Check]:
    if told.issued is None:
        if facts.valid_from and facts.valid_from <= view.as_of:
            text = _("The register does not know {serial}, although it is newer.").format(serial=tidy(facts.serial))
            # Whoever has a retired key can claim to have signed earlier, but can't add a line to the register.
            yield Check("register", CheckState.FAILED if retired else CheckState.WARNING, text, view.origin)
        return
    if not _same(facts, told.issued):
        text = _("The register holds another award under {serial}.").format(serial=tidy(facts.serial))
        yield Check("register", CheckState.FAILED, text, view.origin)
        return
    day = day_in_words(told.issued.at.astimezone())
    yield Check("register", CheckState.PASSED, _("The register holds it since {day}.").format(day=day), view.origin)
    if told.withdrawn is not None and told.since is not None:
        text = _("It was withdrawn and does not count since {day}.").format(day=day_in_words(told.since))
        if told.withdrawn.reason:
            text = _("It was withdrawn and does not count since {day}: {reason}.").format(
                day=day_in_words(told.since), reason=told.withdrawn.reason.rstrip(".")
            )
        yield Check("withdrawn", CheckState.WARNING, text, view.origin)
    if told.replaced is not None:
        text = _("It was replaced by {serial}; ask for that one.").format(serial=told.replaced.serial)
        yield Check("replaced", CheckState.WARNING, text, view.origin)


def _same(facts: BadgeFacts, issued: RegisterEvent) -> bool:
    """Compare by what is signed, not by the file's digest: the same badge may be written with other spaces."""
    return (
        issued.award_id in {"", facts.id.removeprefix("urn:uuid:")}
        and issued.holder in {"", facts.holder_hash}
        and issued.status_index in {None, facts.status_index}
    )
