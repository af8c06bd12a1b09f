"""Problems that are expected, each with a sentence that the person can act on."""

from __future__ import annotations


class CertDeskError(Exception):
    """Something went wrong that is not a bug: ``str(error)`` says what happened, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    @property
    def sentence(self) -> str:
        """Both parts in one line, for the command line and logs."""
        return f"{self} {self.hint}".strip()


class NotAllowedError(CertDeskError):
    """The rules of assessment forbid this step now."""


class NotFoundError(CertDeskError):
    """What was asked for is not in the workspace."""


class StorageError(CertDeskError):
    """A disk, a stick or the workspace let us down."""


class UntrustedFileError(CertDeskError):
    """A file from somebody else is damaged, too big or not what it claims to be."""


class RubricError(CertDeskError):
    """A rubric contradicts itself, or one of its worked examples fails."""


class WrongPassphraseError(CertDeskError):
    """The passphrase does not open the key."""


class UnprintableTextError(CertDeskError):
    """No font at hand can print some of the characters."""


class CancelledError(CertDeskError):
    """The person asked for the work to stop."""
