"""What is held up to be verified, what came of it, and the work of finding out, which is done beside the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.actions.finding_documents import PICTURES, find_documents
from certdesk.actions.verifying import trust_here, verify_text
from certdesk.actions.verifying_closely import verify_closely
from certdesk.actions.verifying_many import Verified, verify_many
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, Verdict, Verification

CODE_PREFIX = "CD1:"
"""How the text of a certificate's QR code begins."""
_CLOSELY = 5
"""So many files are looked at with the eyes too: reading a printed code takes seconds."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file, or the text of a code that was scanned or pasted."""

    path: Path | None = None
    code: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name if self.path is not None else _("QR code")

    @property
    def is_there(self) -> bool:
        """Whether it can be looked at again."""
        return bool(self.code) or (self.path is not None and self.path.is_file())


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by what this desk knew, and when."""

    subject: Subject
    result: Verification
    trust: Trust
    at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """How many files were judged, and how many pictures in folders were left out."""

    files: int
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """What judging needs: the folder of the workspace, the worker that looks at pictures, the time."""

    folder: Path
    worker: EvidenceWorker
    now: datetime

    def look(self, subject: Subject) -> Answer:
        """Judge one thing closely. What can't be read is a "cannot tell": nobody must take it for the one before."""
        trust = trust_here(self.folder)
        return Answer(subject, self._result(subject, trust), trust, self.now)

    def look_at_many(self, paths: Sequence[Path], progress: Progress, found: deque[Answer]) -> Looked:
        """Judge files, and all documents in folders, and put each answer into ``found`` as it comes.

        Returns how many there were. ``progress`` may raise `CancelledError`; what was found until then stays.
        """
        trust = trust_here(self.folder)
        files: list[Path] = []
        photos: list[Path] = []
        for path in find_documents(paths, photos.append):
            files.append(path)
            text = ngettext("{count} file found", "{count} files found", len(files))
            progress(0, 0, text.format(count=len(files)))
        for each in self._answers(files, frozenset(paths), trust, progress):
            found.append(Answer(Subject(each.path), each.result, trust, self.now))
        return Looked(len(files), len(photos))

    def _answers(
        self, files: Sequence[Path], named: frozenset[Path], trust: Trust, progress: Progress
    ) -> Iterator[Verified]:
        few = len(files) <= _CLOSELY
        closely = [path for path in files if few or (path in named and path.suffix.lower() in PICTURES)]
        quickly = [path for path in files if path not in set(closely)]
        for done, path in enumerate(closely):
            progress(done, len(files), path.name)
            yield Verified(path, self._result(Subject(path), trust))

        def onward(done: int, _total: int, label: str) -> None:
            progress(len(closely) + done, len(files), label)

        yield from verify_many(quickly, trust, progress=onward, now=self.now)

    def _result(self, subject: Subject, trust: Trust) -> Verification:
        try:
            if subject.path is None:
                return verify_text(subject.code, trust, now=self.now)
            return verify_closely(subject.path, trust, self.worker, now=self.now)
        except CancelledError:
            raise
        except CertDeskError as problem:
            sentence, check = problem.sentence, Check("readable", CheckState.FAILED, problem.sentence, problem.hint)
            return Verification(Verdict.CANNOT_TELL, sentence, (check,))
        except (MemoryError, RecursionError):
            sentence = _("The file is too large or too deep to be looked at on this computer.")
            return Verification(Verdict.CANNOT_TELL, sentence, (Check("readable", CheckState.FAILED, sentence),))
