"""Revoke a member's certificates, for good: what the register holds from before the given day stays valid."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from certdesk.actions.telling_news import desk_of, publish
from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.acts import revoke_person
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.lists import REASONS
from certdesk.store.workspace import Workspace

__all__ = ["REASONS", "revoke"]


def revoke(workspace: Workspace, keys: AuthorityKeys, member_id: str, *, reason: str, since: date) -> Change:
    """Revoke every certificate of a member. ``reason`` is a key of `REASONS`.

    ``since`` is the first day (UTC) on which the key is not to be believed any more: for a lost laptop the day on which
    it was last seen. Once more changes nothing. Raises NotFoundError, NotAllowedError for a day in the future.
    """
    now = workspace.clock()
    if reason not in REASONS:
        text = _("“{reason}” is not a reason.").format(reason=reason)
        raise NotAllowedError(text, _("Choose one of {reasons}.").format(reasons=", ".join(REASONS)))
    began = datetime.combine(since, time(), UTC)
    if began > now:
        text = _("A certificate can't be revoked from a day in the future.")
        raise NotAllowedError(text, _("Give the day from which the key is not to be believed, today at the latest."))
    desk = desk_of(workspace, keys)
    if not desk.of(member_id):
        raise NotFoundError(_("The programme has no such member."), _("The list of members shows their ids."))
    revoked = revoke_person(desk, member_id, (reason, began), now)
    if revoked == desk:
        return UNCHANGED
    publish(workspace, revoked, keys)
    return Change(Kind.PERSON, frozenset({member_id, keys.programme_id}), _("certificate revoked"))
