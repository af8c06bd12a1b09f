"""Keys for one deed: what is unlocked already, or what the passphrase opens; kept for the session if that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from certdesk.actions.identifying import unlock_mine
from certdesk.actions.programmes import unlock_authority
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.signer import Signer
from certdesk.ui.tools import Tools


def borrow_signer(tools: Tools, passphrase: str = "") -> Signer:
    """Return the person's signer, lent: give it back to the keyring when the work has ended.

    Raises WrongPassphraseError when it is locked and the passphrase does not open it.
    """
    keyring = tools.keyring
    signer = keyring.lend(keyring.signer() or unlock_mine(tools.session.workspace, passphrase))
    keyring.keep(signer)
    return signer


def borrow_authority(tools: Tools, programme_id: str, passphrase: str = "") -> AuthorityKeys:
    """Return a programme's keys, lent: give them back to the keyring when the work has ended.

    Raises WrongPassphraseError when they are locked and the passphrase does not open them.
    """
    keyring = tools.keyring
    kept = keyring.authority(programme_id)
    if not isinstance(kept, AuthorityKeys):
        kept = unlock_authority(tools.session.workspace, programme_id, passphrase)
    keyring.lend(kept)
    keyring.keep_authority(programme_id, kept)
    return kept


@contextmanager
def signer_for(tools: Tools, passphrase: str = "") -> Iterator[Signer]:
    """Have the person's signer for the length of a ``with`` block."""
    signer = borrow_signer(tools, passphrase)
    try:
        yield signer
    finally:
        tools.keyring.give_back(signer)


@contextmanager
def authority_for(tools: Tools, programme_id: str, passphrase: str = "") -> Iterator[AuthorityKeys]:
    """Have a programme's keys for the length of a ``with`` block."""
    keys = borrow_authority(tools, programme_id, passphrase)
    try:
        yield keys
    finally:
        tools.keyring.give_back(keys)
