"""What a workspace's folder says about whom to trust, checked again on every look; files only, never the database.

``trust/<programme id>/`` holds ``bundle.json`` as it was taken in, ``seen.json`` with the highest numbers ever
seen, and the programme's register.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.core.words import N_, _
from certdesk.signing.authority.bundle import Bundle, KeyPeriod, read_bundle_file
from certdesk.signing.authority.checking import Checked, check_bundle
from certdesk.signing.authority.formats import to_bytes, written
from certdesk.signing.authority.names import is_test
from certdesk.signing.authority.profile import der
from certdesk.signing.authority.seen import (
    SEEN,
    Seen,
    Standing,
    by_numbers,
    read_seen,
    seen_of,
    standing,
    with_refused,
    write_seen,
)
from certdesk.signing.authority.spoken import says
from certdesk.signing.identity import Identity
from certdesk.signing.register import views
from certdesk.signing.register.checking import Checked as CheckedRegister
from certdesk.signing.register.checking import check_against, check_register
from certdesk.signing.register.files import read_register
from certdesk.signing.safe_write import write_private_file
from certdesk.signing.trust import KnownSigner, ProgrammeTrust, RegisterKey, RegisterView, Trust

log = logging.getLogger(__name__)
TRUST, BUNDLE = "trust", "bundle.json"
_ID = re.compile(r"[0-9a-f]{16}")
_NOTHING_SEEN = datetime(1970, 1, 1, tzinfo=UTC)

_REFUSALS = {
    Standing.OLDER: N_("This trust bundle of {name} is older than the one that this desk has seen."),
    Standing.FORKED: N_("This trust bundle of {name} has the same number as the one that is here, and says otherwise."),
}
_REFUSAL_HINTS = {
    Standing.OLDER: N_("Nothing was changed. Ask the lead for the newest one."),
    Standing.FORKED: N_(
        "Nothing was changed. Tell the lead: their desk may have been restored from a backup, or somebody copied its "
        "key. They can take in their own newest bundle and export again."
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What lies in the folder of one programme, as far as it can be read. ``problem`` is empty when all is well."""

    folder: Path
    seen: Seen | None
    checked: Checked | None
    problem: str = ""


def load_trust(folder: Path | None, identities: Iterable[Identity]) -> Trust:
    """Return whom the desk with the workspace in ``folder`` knows; never raises for what is damaged in there."""
    identities = tuple(identities)
    programmes = load_programmes(folder) if folder else ()
    own = tuple(_own_registers(folder, identities)) if folder else ()
    times = [one.made_at for one in programmes]
    times += [view.as_of for view in own] + [one.register.as_of for one in programmes if one.register]
    return Trust(tuple(_known(identities)), programmes, own, max(times, default=None))


def load_programmes(workspace: Path) -> tuple[ProgrammeTrust, ...]:
    """Return the programmes that the workspace in this folder trusts; what is wrong with one stands in it."""
    return tuple(_as_trust(workspace, look_at(workspace, each)) for each in programmes_in(workspace))


def read_trust_file(path: Path, workspace: Path | None = None) -> ProgrammeTrust:
    """Read a bundle that somebody names as worth believing, at the desk with this workspace.

    Raises `UntrustedFileError`, also for one that says something else of a programme than this desk knows of it:
    a stranger can write the number of any programme into a bundle of their own.
    """
    checked = check_bundle(read_bundle_file(path), path.name)
    if workspace is not None:
        _refuse_impostor(checked, look_at(workspace, checked.bundle.anchors.programme), path.name)
    trust = _trust_of(checked)
    try:
        register = _register_in(checked)
    except UntrustedFileError as problem:
        return replace(trust, problem=problem.sentence)
    return replace(trust, register=register.view() if register else None)


def _refuse_impostor(checked: Checked, known: Known, name: str) -> None:
    if standing_of(checked, known) not in {Standing.NEW_ROOT, Standing.FORKED}:
        return
    text = _("{file} says that it is of {programme}, but it is not what this desk knows of that programme.")
    raise UntrustedFileError(
        text.format(file=name, programme=checked.bundle.anchors.name),
        _("Call the programme's lead. If it has a new root key, take the file in and type its words."),
    )


def programmes_in(workspace: Path) -> tuple[str, ...]:
    """Return the ids of the programmes that the workspace in this folder knows."""
    folder = workspace / TRUST
    if not folder.is_dir():
        return ()
    here = [one.name for one in folder.iterdir() if _ID.fullmatch(one.name)]
    return tuple(sorted(one for one in here if any((folder / one / name).exists() for name in (BUNDLE, SEEN))))


def look_at(workspace: Path, programme_id: str) -> Known:
    """Read what is known of one programme, checking every signature; what is wrong is said in ``problem``."""
    folder = workspace / TRUST / programme_id
    seen: Seen | None = None
    checked: Checked | None = None
    if not any((folder / name).exists() for name in (BUNDLE, SEEN)):
        return Known(folder, None, None)
    try:
        seen = read_seen(folder)
        checked = check_bundle(read_bundle_file(folder / BUNDLE), BUNDLE)
    except UntrustedFileError as problem:
        log.warning("the trust bundle of programme %s can't be used", programme_id)
        return Known(folder, seen, checked, problem.sentence)
    return Known(folder, seen, checked, _problem(checked, seen, programme_id))


def take_in(workspace: Path, bundle: Bundle, confirmed: str, now: datetime) -> Standing:
    """Keep a bundle that is new here or newer. ``confirmed`` are the words of its root as somebody typed them.

    Returns how it stood. Raises NotAllowedError for one that would turn the clock back (which is remembered) and for
    words that are missing or other ones, `UntrustedFileError`, `StorageError`.
    """
    checked = check_bundle(bundle, _("The trust bundle"))
    known = look_at(workspace, bundle.anchors.programme)
    stands = standing_of(checked, known)
    if stands in {Standing.OLDER, Standing.FORKED}:
        _remember_refused(known, checked, now)
        text = _(_REFUSALS[stands]).format(name=bundle.anchors.name)
        raise NotAllowedError(text, _(_REFUSAL_HINTS[stands]))
    if stands in {Standing.NEW, Standing.NEW_ROOT}:
        check_words(checked, confirmed)
    register = _newer_register(workspace, checked)
    if stands is not Standing.SAME or known.problem:
        write_private_file(known.folder / BUNDLE, written(bundle))
        write_seen(known.folder, seen_of(checked, known.seen))
    if register:
        views.keep(workspace, register, now)
    return stands


def standing_of(checked: Checked, known: Known) -> Standing:
    """Say how a bundle stands to what is known. Where the marks are lost or damaged, words have to be compared."""
    return standing(checked, known.seen, known.checked)


def check_words(checked: Checked, confirmed: str) -> None:
    """Refuse words, or a fingerprint, that are not those of the root."""
    if says(confirmed, der(checked.root)):
        return
    if not confirmed.strip():
        text = _("{name} is not known here yet, or has a new root key.").format(name=checked.bundle.anchors.name)
        hint = _("Call the programme's lead, have the words of the root key read aloud, and type them.")
        raise NotAllowedError(text, hint)
    text = _("These are not the words of the root key in this file.")
    hint = _("Have them read aloud once more. If they still differ, the file is not from that programme: don't use it.")
    raise NotAllowedError(text, hint)


def register_keys(periods: Iterable[KeyPeriod]) -> tuple[RegisterKey, ...]:
    """Return the keys of a programme's register."""
    return tuple(RegisterKey(to_bytes(one.key), one.since, one.retired_at) for one in periods)


def _problem(checked: Checked, seen: Seen | None, programme_id: str) -> str:
    if checked.bundle.anchors.programme != programme_id:
        return _("The trust bundle in this folder belongs to another programme.")
    if seen is None:
        return _("What this desk has seen of this programme before was deleted. Take in its newest trust bundle.")
    if by_numbers(checked, seen) in {Standing.OLDER, Standing.FORKED}:
        return _(
            "The trust bundle is older than one that was here before: somebody turned it back. Take in the newest."
        )
    return ""


def _remember_refused(known: Known, checked: Checked, now: datetime) -> None:
    if known.seen is None:
        return
    anchors, news = checked.bundle.anchors, checked.bundle.news
    told = f"{now.astimezone(UTC).isoformat(timespec='seconds')} {anchors.version}.{news.version}"
    write_seen(known.folder, with_refused(known.seen, told))


def _register_in(checked: Checked) -> CheckedRegister | None:
    """Return the register that a bundle brings along, if any. Raises `UntrustedFileError` for somebody else's."""
    text = checked.bundle.news.register
    if not text:
        return None
    anchors = checked.bundle.anchors
    found = check_register(read_register(text.encode(), anchors.name), register_keys(anchors.register_keys))
    if found.file.register != anchors.programme:
        raise UntrustedFileError(
            _("The register in this trust bundle belongs to another programme."), _("Ask the lead for a new one.")
        )
    return found


def _newer_register(workspace: Path, checked: Checked) -> CheckedRegister | None:
    """Return the register of a bundle if it says more than is known here. Raises `UntrustedFileError`."""
    found = _register_in(checked)
    if found is None:
        return None
    anchors = checked.bundle.anchors
    known = views.checked_register(workspace, anchors.programme, register_keys(anchors.register_keys))
    if known is None:
        return found
    shorter, longer = sorted((known, found), key=lambda each: each.tree.size)
    check_against(longer, shorter.tree.size, shorter.tree.root(), shorter.file.lines)
    return found if longer is found else None


def _as_trust(workspace: Path, known: Known) -> ProgrammeTrust:
    if known.checked is None:
        name = known.seen.name if known.seen else ""
        newest = known.seen.newest if known.seen else _NOTHING_SEEN
        return ProgrammeTrust(
            known.folder.name, name, 0, newest, (), (), (), (), test=is_test(name), problem=known.problem
        )
    trust = replace(_trust_of(known.checked), id=known.folder.name, problem=known.problem)
    if known.seen:
        trust = replace(trust, made_at=max(trust.made_at, known.seen.newest))
    try:
        return replace(trust, register=views.register_view(workspace, trust.id, trust.register_keys))
    except CertDeskError as problem:
        log.warning("the register of programme %s can't be used", trust.id)
        return replace(trust, problem=trust.problem or problem.sentence)


def _trust_of(checked: Checked) -> ProgrammeTrust:
    anchors, news = checked.bundle.anchors, checked.bundle.news
    return ProgrammeTrust(
        anchors.programme,
        anchors.name,
        news.version,
        max(anchors.made_at, news.made_at),
        tuple(der(each) for each in checked.roots),
        tuple(der(each) for each in checked.issuers),
        tuple(der(each) for each in (*checked.root_lists, *checked.lists)),
        register_keys(anchors.register_keys),
        tuple(text.encode() for text in news.status_lists),
        test=checked.test,
    )


def _known(identities: Iterable[Identity]) -> Iterable[KnownSigner]:
    how = _("an identity of this workspace")
    for one in identities:
        for digest in (one.digest, *one.earlier):
            yield KnownSigner(digest, one.name, one.role, how, one.statement_key)


def _own_registers(workspace: Path, identities: Iterable[Identity]) -> Iterable[RegisterView]:
    for one in identities:
        keys = (RegisterKey(one.statement_key, one.made_at),)
        try:
            view = views.register_view(workspace, f"self-{one.id}", keys)
        except CertDeskError:
            log.warning("the register of identity %s can't be used", one.id)
            continue
        if view:
            yield view
