"""The main process's side of reading packages: asks the limited process, and believes only what fits the head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from certdesk.actions import intake_process as inside
from certdesk.actions.intake_reader import IntakeReader, LostError, problem_told
from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.plain import loads
from certdesk.core.words import _
from certdesk.evidence.problems import Case
from certdesk.exchange.bounds import USUAL
from certdesk.exchange.package import Head, Index
from certdesk.exchange.reading import check_index, damaged

T = TypeVar("T")


class PackageReader:
    """Reads what strangers packed in a limited process, which starts with the first question; see `IntakeReader`."""

    def __init__(self, process: IntakeReader) -> None:
        self._process = process

    def close(self) -> None:
        """End the process; the next question would start another."""
        self._process.close()

    def mail(self, path: Path) -> dict[str, bytes]:
        """Return the files of a package that came by mail, as `exchange.mail.read_mail` does."""
        return self._asked(path.name, lambda: self._mail(path))

    def contents(self, untrusted: bytes, head: Head, head_bytes: bytes) -> Index:
        """Return the list of contents that was opened, as `exchange.reading.read_index` does."""
        index = self._asked(_("The list of contents"), lambda: self._contents(untrusted, head_bytes))
        check_index(index, head)
        return index

    def _asked(self, name: str, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except LostError as lost:
            self.close()
            raise _broken(lost.case, name) from lost

    def _mail(self, path: Path) -> dict[str, bytes]:
        self._process.ask({"do": "mail", "path": str(path.absolute())})
        files: dict[str, bytes] = {}
        left = 2 * USUAL.mail
        while (message := self._process.next_message())[:1] == inside.DATA:
            name, _nul, content = message[1:].partition(inside.NAMED)
            left -= len(content)
            if left < 0 or len(files) >= USUAL.mail_entries:
                raise LostError(Case.CRASHED, "")
            files[name.decode("ascii", "replace")] = content
        _check_end(message, inside.END)
        return files

    def _contents(self, untrusted: bytes, head_bytes: bytes) -> Index:
        self._process.ask({"do": "contents", "head": head_bytes.decode()})
        self._process.give(untrusted)
        message = self._process.next_message()
        _check_end(message, inside.RESULT)
        try:
            return loads(Index, message[1:].decode())
        except (KeyError, TypeError, ValueError, RecursionError) as problem:
            raise LostError(Case.CRASHED, "") from problem


def _check_end(message: bytes, wanted: bytes) -> None:
    if message[:1] == inside.PROBLEM:
        raise problem_told(message[1:])
    if message[:1] != wanted:
        raise LostError(Case.CRASHED, "")


def _broken(case: Case, name: str) -> CertDeskError:
    if case is Case.NO_WORKER:
        text = _("The part of the program that looks at files from elsewhere could not be started.")
        return StorageError(text, _("Close other programs and try again; if it stays so, install CertDesk again."))
    if case in {Case.HUNG, Case.OUT_OF_MEMORY}:
        text = _("“{file}” takes more time or memory than any package should, so it was given up.").format(file=name)
        return UntrustedFileError(text, _("Nothing was changed. Don't take it in before you have asked its sender."))
    return damaged(name)
