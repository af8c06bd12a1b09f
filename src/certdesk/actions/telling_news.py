"""What an issuing desk tells everybody after each of its deeds: fresh lists, the status of badges, the register."""

from __future__ import annotations

import logging
from datetime import timedelta

from certdesk.actions.registering import events_here
from certdesk.core.credentials import Deed
from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.core.words import _
from certdesk.signing.authority.acts import Extras, tell_news
from certdesk.signing.authority.bundle import Bundle
from certdesk.signing.authority.desk import IssuingDesk, load_desk, save_desk
from certdesk.signing.authority.keys import AuthorityKeys, digest_of
from certdesk.signing.authority.lists import revoked_in
from certdesk.signing.authority.profile import der
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.badge.status import make_status_list, read_status_list
from certdesk.signing.register.files import LARGEST
from certdesk.signing.register.files import read_register_file as read_register
from certdesk.signing.register.views import OWN, PUBLISHED
from certdesk.signing.trust_store import Known, look_at, take_in
from certdesk.store.workspace import Workspace

log = logging.getLogger(__name__)
_MONTH = timedelta(days=30)


def desk_of(workspace: Workspace, keys: AuthorityKeys) -> IssuingDesk:
    """Read the desk that some unlocked keys belong to. Raises as `load_desk`."""
    return load_desk(workspace.folder, keys.programme_id)


def publish(workspace: Workspace, desk: IssuingDesk, keys: AuthorityKeys) -> tuple[IssuingDesk, Bundle]:
    """Keep the desk, sign the news about it, and let this desk itself trust them.

    The desk is on the disk before anything is signed, so that no revocation is lost. Raises NotAllowedError when the
    desk was taken back to an older state than it told others before.
    """
    save_desk(workspace.folder, desk)
    known = look_at(workspace.folder, desk.programme_id)
    if known.seen and known.seen.anchors > desk.anchors.version:
        text = _("The issuing desk of {name} is older than what it told others.").format(name=desk.anchors.name)
        raise NotAllowedError(text, _("Take the folder “authority” back from the newest backup of the workspace."))
    desk, bundle = tell_news(desk, keys, _extras(workspace, keys, known), workspace.clock())
    save_desk(workspace.folder, desk)
    # This desk made the root, so it needs nobody to read its words aloud.
    take_in(workspace.folder, bundle, " ".join(spoken(der(desk.root))), workspace.clock())
    return desk, bundle


def keep_fresh(workspace: Workspace, keys: AuthorityKeys) -> None:
    """Tell the news again when they are a month old, so that this desk itself never has a list that is out of date."""
    checked = look_at(workspace.folder, keys.programme_id).checked
    if checked and workspace.clock() - checked.bundle.news.made_at < _MONTH:
        return
    try:
        publish(workspace, desk_of(workspace, keys), keys)
    except CertDeskError as problem:
        # Whoever unlocks wants to do something else; the next deed of the desk says what is wrong.
        log.warning("no fresh news of programme %s: %s", keys.programme_id, type(problem).__name__)


def _extras(workspace: Workspace, keys: AuthorityKeys, known: Known) -> Extras:
    lists = [number for _issuer, number in known.seen.lists] if known.seen else []
    told = []
    if known.checked:
        for crl in known.checked.lists:
            for each in keys.issuing:
                if each.certificate.subject == crl.issuer:
                    told += [(digest_of(each.certificate), one) for one in revoked_in(crl)]
    path = workspace.folder / OWN / keys.programme_id / PUBLISHED
    file = read_register(path) if path.is_file() else None
    return Extras(
        news=known.seen.news if known.seen else 0,
        lists=max(lists, default=0),
        revoked=tuple(told),
        status_lists=_status_lists(workspace, keys, known),
        checkpoint=file.note if file else "",
        register=file.content().decode() if file and path.stat().st_size < LARGEST // 2 else "",
    )


def _status_lists(workspace: Workspace, keys: AuthorityKeys, known: Known) -> tuple[str, ...]:
    """Sign the list of withdrawn badges anew; the last list of a key that was replaced stays as it was."""
    events = events_here(workspace, keys.programme_id)
    ended = {one.serial for one in events if one.deed is Deed.WITHDRAWN} | {one.replaces for one in events}
    places = [
        one.status_index
        for one in events
        if one.deed is Deed.ISSUED and one.serial in ended and one.status_index is not None
    ]
    older = known.checked.bundle.news.status_lists if known.checked else ()
    kept = [text for text in older if read_status_list(text.encode()).key != keys.statement_key]
    if not events:
        return tuple(kept)
    return (*kept, make_status_list(keys.issuer, keys, places, workspace.clock()).decode())
