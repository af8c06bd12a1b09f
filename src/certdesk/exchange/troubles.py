"""What a medium said when it failed, in words that say that nothing is lost and what to do."""

from __future__ import annotations

import errno

from certdesk.core.errors import StorageError
from certdesk.core.words import _

FULL = {errno.ENOSPC, errno.EDQUOT}
GONE = {errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE, errno.ENOTDIR}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}


class MediumGoneError(StorageError):
    """The stick was pulled out, or the folder is gone."""


class MediumFullError(StorageError):
    """There is no more room."""


class MediumFailedError(StorageError):
    """The medium took bytes and does not give the same ones back, or refuses to take them at all."""


def told(name: str, problem: OSError) -> StorageError:
    """Say what happened to the file with this name."""
    reason = problem.strerror or str(problem)
    number = problem.errno
    if number in FULL:
        text = _("The stick is full: “{file}” did not fit.").format(file=name)
        return MediumFullError(text, _("Nothing is lost: free some room or take another stick, and go on."))
    if number in GONE:
        text = _("The stick is gone: “{file}” could not be reached ({reason}).").format(file=name, reason=reason)
        return MediumGoneError(text, _("Nothing is lost: put the stick in again and go on from where it stopped."))
    if number in _LOCKED:
        text = _("The stick can't be written: “{file}” was refused ({reason}).").format(file=name, reason=reason)
        hint = _("Look whether it has a small switch against writing, or take another one. Nothing is lost.")
        return StorageError(text, hint)
    if number == errno.EFBIG:
        text = _("“{file}” is bigger than a file may be on this stick.").format(file=name)
        return StorageError(text, _("Take a stick that is formatted as exFAT. Nothing is lost."))
    text = _("The stick failed at “{file}”: {reason}.").format(file=name, reason=reason)
    return MediumFailedError(text, _("Nothing is lost. Take another stick: this one may be at its end."))


def not_kept(name: str) -> MediumFailedError:
    """Say that a file reads back differently from how it was written."""
    text = _("The stick did not keep “{file}”: it reads back differently.").format(file=name)
    hint = _("Nothing is lost. Don't use this stick any more: it is worn out, or holds less than it says.")
    return MediumFailedError(text, hint)
