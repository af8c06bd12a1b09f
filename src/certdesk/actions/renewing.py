"""Renew a certificate: for the same key, which the lead can do alone, or for a new one that the old one vouches for."""

from __future__ import annotations

from pathlib import Path

from certdesk.actions.enrolling import RequestView, check_terms, hand_over, read_request
from certdesk.actions.identifying import my_identity
from certdesk.actions.programmes import Member, member_of
from certdesk.actions.telling_news import desk_of
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.acts import Whom, certify, subject_for
from certdesk.signing.authority.formats import written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.names import TEST
from certdesk.signing.authority.profile import years_after
from certdesk.signing.authority.requests import new_request
from certdesk.signing.identity import make_next_key, origin_certificate
from certdesk.signing.safe_write import write_file
from certdesk.signing.self_made import statement_key_of
from certdesk.signing.signer import Signer
from certdesk.store.workspace import Workspace


def renew(workspace: Workspace, keys: AuthorityKeys, member_id: str, years: int, target: Path) -> Member:
    """Certify the key of a member for more years, and write what they take in to ``target``.

    Raises NotFoundError, NotAllowedError for somebody whose certificate was revoked, or already lasts longer than that.
    """
    desk = desk_of(workspace, keys)
    theirs = desk.of(member_id)
    if not theirs:
        raise NotFoundError(_("The programme has no such member."), _("The list of members shows their ids."))
    current = [one for one in theirs if not one.revoked_on]
    if not current:
        text = _("The certificate of this person was revoked, which is for good.")
        raise NotAllowedError(text, _("Let them make a new identity, and approve a request with that."))
    newest = current[-1]
    check_terms(newest.role, years)
    until = member_of(workspace, desk, member_id).valid_until
    if years_after(workspace.clock(), years) < until:
        text = _("{name} may sign until {day} as it is, which is longer.")
        text = text.format(name=newest.name, day=day_in_words(until))
        raise NotAllowedError(text, _("Renew for two years, or when that day is near."))
    statement_key = statement_key_of(newest.leaf) or b""
    key = subject_for(desk, (newest.name, newest.role), newest.key, statement_key)
    done = certify(desk, keys, Whom(member_id, newest.name, newest.role, key), years, workspace.clock())
    return hand_over(workspace, keys, done, "", target)


def make_renewal_request(
    workspace: Workspace, signer: Signer, target: Path, *, new_passphrase: str = ""
) -> RequestView:
    """Write a request to be certified for more years; with ``new_passphrase`` for a new key that is locked with it.

    The old key vouches for the new one and is used until the approval was taken in. Raises NotAllowedError for somebody
    who belongs to no programme.
    """
    identity = my_identity(workspace)
    if not identity.programme_id:
        text = _("Only somebody who signs for a programme can renew.")
        raise NotAllowedError(text, _("Make a request to join one."))
    name = (identity.name.removeprefix(TEST), identity.role)
    origin, now = origin_certificate(identity), workspace.clock()
    if new_passphrase:
        fresh = make_next_key(identity, new_passphrase)
        request = new_request(fresh, origin, name, now, old=signer)
        fresh.lock()
    else:
        # The origin may be of an earlier key, and then the present one is what the programme knows.
        request = new_request(signer, origin, name, now, old=signer)
    write_file(target, written(request))
    return read_request(target)
