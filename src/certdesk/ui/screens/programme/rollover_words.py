"""What replacing a key of a programme means, in words: before, and what is left to do afterwards."""

from __future__ import annotations

from certdesk.actions.rolling_over import Rollover
from certdesk.core.words import _
from certdesk.ui.widgets.check_list import Check

Told = tuple[str, tuple[Check, ...]]


def outcome(what: Rollover, *, stolen: bool) -> Told:
    """Return what a key is for, and what replacing it means for documents and for people."""
    if what is Rollover.REGISTER:
        return _register()
    if what is Rollover.ROOT:
        return _stolen_root() if stolen else _new_root()
    return _stolen_desk() if stolen else _new_issuing()


def what_is_done(what: Rollover, *, stolen: bool) -> tuple[Check, ...]:
    """Return what the last button does, in rows."""
    if what is Rollover.ROOT:
        return (
            Check("make", "key", _("A new root key is made"), _("Written to both sticks, locked, and read back.")),
            _asking_last(),
        )
    if stolen:
        made = _("A new issuing key and a new register key are made")
        gone = _("The old issuing key and every certificate that it signed are revoked. This can't be taken back.")
        return Check("make", "key", made), Check("gone", "warn", _("The old ones count no more"), gone), _asking_last()
    issuing = what is Rollover.ISSUING
    words = _("A new issuing key is made") if issuing else _("A new register key is made")
    return Check("make", "key", words, _("The root key vouches for it.")), _asking_last()


def _asking_last() -> Check:
    return Check("keep", "stick", _("Afterwards"), _("You save the new trust bundle, and take the stick out."))


def _bundle(detail: str) -> Check:
    return Check("bundle", "people", _("Everybody gets a new trust bundle from you"), detail)


def _new_issuing() -> Told:
    about = _("It certifies the members and is on this computer. Its certificate ends after five years.")
    return about, (
        Check("signed", "ok", _("What was signed so far stays good")),
        Check("members", "ok", _("Members keep their certificates"), _("The next renewal is by the new key.")),
        _bundle(_("Until they have it, they can't check people whom the new key certified.")),
    )


def _stolen_desk() -> Told:
    about = _("Whoever has this desk's issuing key has its register key too: both are replaced.")
    return about, (
        Check("signed", "ok", _("What the register holds stays good")),
        Check("lost", "bad", _("Reports and letters that it does not hold are believed no more")),
        Check(
            "members",
            "warn",
            _("You renew each member"),
            _("The stolen key certified them. Those whose keys are on this computer are renewed at once."),
        ),
        Check("recovery", "info", _("Packages are sealed for a new recovery key"), _("Print a new paper form of it.")),
        _bundle(_("Until they have it, they believe whoever has the stolen keys. Hand it out today.")),
    )


def _register() -> Told:
    about = _("It signs badges, codes and the register. If somebody else may have it, choose the issuing key.")
    return about, (
        Check("signed", "ok", _("What was signed so far stays good")),
        Check("members", "ok", _("Members keep their certificates")),
        _bundle(_("Until they have it, they can't check badges and codes that are made from now on.")),
    )


def _new_root() -> Told:
    about = _("It vouches for all other keys and lies in two safes. Its certificate ends after ten years.")
    return about, (
        Check("signed", "ok", _("What was signed so far stays good")),
        Check("members", "ok", _("Members keep their certificates")),
        _bundle(_("The old root vouches for the new one: nobody who has the old bundle compares words.")),
        Check("words", "info", _("The programme gets new words"), _("Whoever joins from now on hears these from you.")),
    )


def _stolen_root() -> Told:
    about = _("Somebody else may have a stick or the paper, and its passphrase. The old root vouches for nothing then.")
    return about, (
        Check("signed", "ok", _("What was signed so far stays good"), _("The new root vouches for it.")),
        Check("members", "ok", _("Members keep their certificates")),
        _bundle(_("Until they have it, they believe whoever has the old root. Hand it out today.")),
        Check(
            "words", "warn", _("Everybody compares the new words with you"), _("On the telephone, before taking it in.")
        ),
    )
