"""Signed reports as zips that Moodle and Canvas take back: the same files give the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.words import _
from certdesk.exchange.handing.names import safe_stem
from certdesk.exchange.writing_back.told import BackLine, ToldResult

_DAY = (1980, 1, 1, 0, 0, 0)
_UNFIT = re.compile(r'[_/\\:*?"<>|\x00-\x1f\x7f]+')
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file of a zip: its name there, and its bytes or where it lies with its SHA-256."""

    name: str
    content: bytes = b""
    source: Path | None = None
    digest: str = ""

    def read(self) -> bytes:
        """Return the bytes. Raises StorageError when the file is gone, or not what it was when it was signed."""
        if self.source is None:
            return self.content
        try:
            content = self.source.read_bytes()
        except OSError as problem:
            raise self._not_whole() from problem
        if self.digest and sha256(content).hexdigest() != self.digest:
            raise self._not_whole()
        return content

    def _not_whole(self) -> StorageError:
        text = _("The signed document {file} is missing on this computer, or not what it was.")
        name = self.source.name if self.source else self.name
        return StorageError(text.format(file=name), _("Check the workspace: certdesk check."))


@dataclass(frozen=True, slots=True)
class FilesPlan:
    """What would go into a zip. ``unmatched`` are codes of candidates who go nowhere."""

    entries: tuple[ZipEntry, ...]
    lines: tuple[BackLine, ...]
    unmatched: tuple[str, ...]


def plan_moodle_files(results: Iterable[ToldResult]) -> FilesPlan:
    """Name reports as Moodle's feedback zip wants it: ``Name_12345_assignfeedback_file/Report.pdf``.

    Moodle reads the number and the plugin; the name is for people.
    """
    entries, lines, left = [], [], []
    for one in results:
        numbers = [value for value in one.ids.get("submission", ()) if value.isdecimal()]
        problem = _why_not(one, numbers, _("its number in Moodle is not known here"))
        if problem or one.report is None:
            lines.append(BackLine(one.name or one.code, one.code, problem=problem))
            left.append(one.code)
            continue
        who = _UNFIT.sub(" ", one.name).strip()[:_LONGEST_NAME] or "Participant"
        name = f"{who}_{numbers[0]}_assignfeedback_file/{safe_stem(one.code, 'portfolio')}-report.pdf"
        entries.append(ZipEntry(name, source=one.report, digest=one.report_digest))
        lines.append(BackLine(name, one.code, one.report.name))
    return FilesPlan(tuple(entries), tuple(lines), tuple(left))


def plan_canvas_files(results: Iterable[ToldResult], attached: Mapping[str, tuple[str, str]]) -> FilesPlan:
    """Name reports as files that Canvas gave: it knows them by two numbers and shows the old name.

    ``attached`` has the number and name of a PDF that was handed in through Canvas, by portfolio: a report can only
    come back as a file of the same type.
    """
    entries, lines, left = [], [], []
    for one in results:
        users = [value for value in one.ids.get("user", ()) if value.isdecimal()]
        problem = _why_not(one, users, _("its number in Canvas is not known here"))
        if not problem and one.portfolio_id not in attached:
            problem = _("no PDF was handed in through Canvas that the report could come back as")
        if problem or one.report is None:
            lines.append(BackLine(one.name or one.code, one.code, problem=problem))
            left.append(one.code)
            continue
        number, original = attached[one.portfolio_id]
        who = re.sub(r"[\W\d_]", "", one.name.casefold()) or "candidate"
        name = f"{who}_{users[0]}_{number}_{_UNFIT.sub('_', original)}"
        entries.append(ZipEntry(name, source=one.report, digest=one.report_digest))
        lines.append(BackLine(name, one.code, one.report.name))
    return FilesPlan(tuple(entries), tuple(lines), tuple(left))


def write_zip(target: Path, entries: Iterable[ZipEntry]) -> int:
    """Write a zip that is not there yet and return how many files it has. Raises StorageError, NotAllowedError."""
    count = 0
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
            for entry in entries:
                info = zipfile.ZipInfo(entry.name, _DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                info.create_system = 3
                file.writestr(info, entry.read())
                count += 1
        if target.exists():
            text = _("{file} is there already.").format(file=target)
            raise NotAllowedError(text, _("Name another file."))
        part.replace(target)
    except OSError as problem:
        text = _("{file} can't be written: {reason}.").format(file=target, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder.")) from problem
    finally:
        part.unlink(missing_ok=True)
    return count


def _why_not(one: ToldResult, numbers: list[str], unknown: str) -> str:
    if not numbers:
        return unknown
    if len(set(numbers)) > 1:
        return _("it has several numbers there")
    return "" if one.report else _("no signed report is here")
