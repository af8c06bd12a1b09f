"""Faithful pages by LibreOffice, where a computer has it: found, never required, and shut in while it works."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from certdesk.core.errors import CancelledError
from certdesk.core.words import _
from certdesk.evidence import kinds
from certdesk.evidence.formats import BY_NAME
from certdesk.evidence.libreoffice_run import Conversion
from certdesk.evidence.problems import Case, EvidenceError, Refused, Trouble, explain

SECONDS = 60.0
MAX_FILE = 256 * 2**20
_FORMATS = frozenset(
    {
        "DOCX",
        "DOC",
        "ODT",
        "RTF",
        "PPTX",
        "PPT",
        "ODP",
        "XLSX",
        "XLSB",
        "XLS",
        "ODS",
        "ODG",
        "Publisher",
        "Visio",
        "OpenOffice 1",
        "WordPerfect",
        "Works",
    }
)
_ON_PATH = ("soffice", "libreoffice")
_USUAL_PLACES = {
    "win32": (
        "C:/Program Files/LibreOffice/program/soffice.bin",
        "C:/Program Files (x86)/LibreOffice/program/soffice.bin",
    ),
    "darwin": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
}
_USUAL_ELSEWHERE = ("/usr/lib/libreoffice/program/soffice.bin", "/usr/lib64/libreoffice/program/soffice.bin")
_OPT = "/opt"
_TELLS_VERSION = (
    "versionrc",
    "version.ini",
    "bootstraprc",
    "bootstrap.ini",
    "../Resources/versionrc",
    "../Resources/bootstraprc",
)
_VERSION = re.compile(r"^(?:AboutBoxVersion=|ProductKey=LibreOffice )(\d+\.\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """An installed LibreOffice."""

    program: Path
    version: str
    """As people say it: "7.4"; empty when it does not tell."""
    needs: tuple[Path, ...] = ()
    """Folders outside its own installation that it runs programs from."""

    @property
    def engine(self) -> str:
        """What is named beside the pages: "LibreOffice 7.4"."""
        return f"LibreOffice {self.version}".strip()

    @property
    def installation(self) -> Path:
        """The folder with everything that belongs to it."""
        return self.program.parent.parent


def takes(format_name: str) -> bool:
    """Say whether LibreOffice makes pages of files of this format (a name of `formats`, such as "DOCX")."""
    return format_name in _FORMATS


def find() -> LibreOffice | None:
    """Return the LibreOffice of this computer, or None; nothing is started to find out."""
    for candidate in _candidates():
        program = _program_itself(candidate)
        if program is not None:
            return LibreOffice(program, _version_beside(program))
    return None


def kept_place(folder: Path, engine: str, digest: str) -> Path:
    """Return where the PDF lies, or would lie, that this version of the program made of the file with this SHA-256."""
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,128}", digest):
        raise ValueError("a digest is letters and digits")
    return folder / re.sub(r"[^A-Za-z0-9.]+", "-", engine) / f"{digest}.pdf"


class FaithfulPages:
    """Turns office files into PDFs in ``folder``, one at a time in a thread of its own; may be used from any thread."""

    def __init__(self, office: LibreOffice, folder: Path, *, seconds: float = SECONDS) -> None:
        self.office = office
        self._folder = folder
        self._seconds = seconds
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[Path]] = {}
        self._running: Conversion | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="libreoffice")

    @property
    def engine(self) -> str:
        """What is named beside its pages: "LibreOffice 7.4"."""
        return self.office.engine

    def takes(self, format_name: str) -> bool:
        """Say whether it makes pages of files of this format (a name of `formats`, such as "DOCX")."""
        return takes(format_name)

    def existing(self, digest: str) -> Path | None:
        """Return the PDF that this version of LibreOffice made of the file with this SHA-256, if there is one."""
        path = self._place(digest)
        return path if path.is_file() else None

    def submit(self, path: Path, name: str, digest: str) -> Future[Path]:
        """Have a PDF made, complete when it is there; the same file is never made twice at a time.

        The future ends in `EvidenceError` when it can't be made, in `CancelledError` when the program closes.
        """
        with self._lock:
            asked = self._under_way.get(digest)
            if asked is not None and not asked.cancelled():
                return asked
            future: Future[Path] = Future()
            done = self.existing(digest)
            if done is not None or self._closed:
                _finish(future, done)
                return future
            self._under_way[digest] = future
            self._thread.submit(self._run, future, path, name, digest)
            return future

    def close(self) -> None:
        """Stop what runs and what waits; nothing of it is left on return."""
        with self._lock:
            self._closed = True
            running, waiting = self._running, tuple(self._under_way.values())
        for future in waiting:
            future.cancel()
        if running is not None:
            running.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _place(self, digest: str) -> Path:
        return kept_place(self._folder, self.office.engine, digest)

    def _run(self, future: Future[Path], path: Path, name: str, digest: str) -> None:
        made: Path | BaseException
        if not future.set_running_or_notify_cancel():
            self._forget(future, digest)
            return
        try:
            made = self._make(path, name, digest)
        except BaseException as fault:  # noqa: BLE001 - whatever it is belongs to the one who asked
            made = fault
        self._forget(future, digest)
        if isinstance(made, Path):
            future.set_result(made)
        else:
            future.set_exception(made)

    def _forget(self, future: Future[Path], digest: str) -> None:
        """Before it is answered: who asks again when the answer is there must not be given this one."""
        with self._lock:
            self._running = None
            if self._under_way.get(digest) is future:
                del self._under_way[digest]

    def _make(self, path: Path, name: str, digest: str) -> Path:
        form = _format_of(path, name)
        try:
            with tempfile.TemporaryDirectory(prefix="certdesk-pages-", ignore_cleanup_errors=True) as staging:
                made = self._convert(Path(staging), path, form)
                return _keep(made, self._place(digest))
        except Refused as refused:
            if self._closed:
                raise CancelledError(_("The program is closing.")) from refused
            raise EvidenceError(explain(Trouble(refused.case, form))) from refused
        except OSError as problem:
            raise EvidenceError(explain(Trouble(Case.PAGES_NOT_KEPT, form))) from problem

    def _convert(self, staging: Path, path: Path, form: str) -> Path:
        copy = staging / "in" / f"document.{BY_NAME[form].extensions[0]}"
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        conversion = Conversion(self.office.program, self.office.installation, self.office.needs, staging)
        with self._lock:
            self._running = conversion
            if self._closed:
                conversion.stop()
        return conversion.run(copy, self._seconds)


def _finish(future: Future[Path], done: Path | None) -> None:
    if done is not None:
        future.set_result(done)
    else:
        future.set_exception(CancelledError(_("The program is closing.")))


def _format_of(path: Path, name: str) -> str:
    """Tell by the first bytes what the file is; raises `EvidenceError` for what LibreOffice is not asked about."""
    try:
        with path.open("rb") as file:
            form = kinds.sniff(file.read(kinds.HEAD_BYTES), name).format
            size = file.seek(0, os.SEEK_END)
    except OSError as problem:
        raise EvidenceError(explain(Trouble(Case.UNREADABLE))) from problem
    if form in {"ZIP", "Office file"} and takes(kinds.claimed_format(name)):
        form = kinds.claimed_format(name)
    if not takes(form):
        raise EvidenceError(explain(Trouble(Case.NO_PAGES, form)))
    if size > MAX_FILE:
        raise EvidenceError(explain(Trouble(Case.TOO_LARGE, form)))
    return form


def _keep(made: Path, place: Path) -> Path:
    """Put the finished PDF under its name in one step; what stands under that name is always complete."""
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_suffix(".partial")
    try:
        with made.open("rb") as source, partial.open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    return place


def _candidates() -> list[Path]:
    # Never in the folder that somebody happens to be in: a portfolio may lie there.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    named = [str(Path(folder) / name) for name in _ON_PATH for folder in folders]
    found = [Path(told) for name in named if (told := shutil.which(name))]
    usual = _USUAL_PLACES.get(sys.platform, _USUAL_ELSEWHERE)
    found += [Path(place).expanduser() for place in usual]
    if sys.platform not in _USUAL_PLACES:
        found += sorted(Path(_OPT).glob("libreoffice*/program/soffice.bin"), reverse=True)
    return found


def _program_itself(candidate: Path) -> Path | None:
    """Return the program behind the starter: the starter would start another process, and a shell before that."""
    try:
        real = candidate.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    for program in (real.with_name("soffice.bin"), real):
        if program.is_file() and (program.suffix == ".bin" or sys.platform == "darwin"):
            return program
    return None


def _version_beside(program: Path) -> str:
    for name in _TELLS_VERSION:
        try:
            told = _VERSION.search((program.parent / name).read_text("utf-8", "replace")[:20_000])
        except OSError:
            continue  # kept under another name in this kind of installation
        if told:
            return told[1]
    return ""
