"""What is said in a recording, and when, from a subtitle file: SubRip, WebVTT, YouTube's SBV, SubStation Alpha."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from certdesk.evidence.decoders import texts
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Cue, Transcript

MAX_CUES = 20_000
MAX_LETTERS = 2000
"""Longest cue; real ones have under a hundred letters."""
_MAX_MS = 100 * 3_600_000
_MAX_LINE = 4 * MAX_LETTERS
_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,3}))?"
_BETWEEN = re.compile(rf"^\s*{_TIME}\s*(?:-{{1,2}}>|,)\s*{_TIME}(?:\s.*)?$")
_DIALOGUE = re.compile(rf"^Dialogue:[^,]*,\s*{_TIME}\s*,\s*{_TIME}\s*,[^,]*,([^,]*),(?:[^,]*,){{4}}(.*)$")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]{0,200}|\d{1,2}:\d{2}[\d:.]{0,12})?>|\{\\[^{}]{0,200}\}")
_NAMED = re.compile(r"^(?:-\s*)?(?:>>\s*)?([A-Z][\w.’'-]*(?: [\w.’'-]+){0,3}):\s+(?=\S)")
_SPACE = re.compile(r"[ \t\u00a0]+")
_NOT_SAID = ("NOTE", "STYLE", "REGION")


def read(opened: OpenedFile) -> Transcript:
    """Return the words of a subtitle file with their times, in order of time; a file without any is refused."""
    opened.file.seek(0)
    text, whole = texts.decoded(opened.file.read(texts.MAX_BYTES)), opened.size <= texts.MAX_BYTES
    cues: list[Cue] = []
    for cue in _cues(text):
        if len(cues) == MAX_CUES:
            whole = False
            break
        cues.append(cue)
    if not cues:
        raise Refused(Case.NO_READING)
    cues.sort(key=lambda cue: (cue.start_ms, cue.end_ms))
    return Transcript(tuple(cues), whole)


def _cues(text: str) -> Iterator[Cue]:
    """Give a cue for each line of two times and the lines below it, and for each line of dialogue."""
    lines = [line[:_MAX_LINE] for line in text.split("\n")]
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("Dialogue:"):
            yield from _from_dialogue(line)
            continue
        if line.split(" ", 1)[0] in _NOT_SAID and _stands_alone(lines, at - 1):
            at = _after_block(lines, at)
            continue
        times = _BETWEEN.match(line)
        if times is None:
            continue
        said, at = _said(lines, at)
        yield from _cue(times, said, "")


def _from_dialogue(line: str) -> Iterator[Cue]:
    found = _DIALOGUE.match(line)
    if found is not None:
        said = re.sub(r"\\[Nnh]", " ", found.group(10))
        yield from _cue(found, said, found.group(9).strip())


def _cue(times: re.Match[str], said: str, speaker: str) -> Iterator[Cue]:
    start, end = _ms(times.groups()[:4]), _ms(times.groups()[4:8])
    if start > _MAX_MS or end > _MAX_MS or not said:
        return
    voice = _VOICE.search(said)
    if voice is not None and not speaker:
        speaker = _plain(voice.group(1))
    text = _plain(said)
    named = _NAMED.match(text)
    if named is not None and not speaker:
        speaker, text = named.group(1), text[named.end() :]
    if text:
        yield Cue(start, max(start, end), text[:MAX_LETTERS], speaker[:200])


def _said(lines: list[str], at: int) -> tuple[str, int]:
    """Return the lines up to an empty one, or to the next times where somebody forgot the empty one."""
    said: list[str] = []
    while at < len(lines) and lines[at].strip() and not _BETWEEN.match(lines[at]):
        if not _begins_the_next(lines, at):
            said.append(lines[at])
        at += 1
    return " ".join(said)[:_MAX_LINE], at


def _begins_the_next(lines: list[str], at: int) -> bool:
    return lines[at].strip().isdigit() and at + 1 < len(lines) and _BETWEEN.match(lines[at + 1]) is not None


def _stands_alone(lines: list[str], at: int) -> bool:
    return (at == 0 or not lines[at - 1].strip()) and "-->" not in lines[at]


def _after_block(lines: list[str], at: int) -> int:
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _plain(said: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", said))).strip()


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + int(
        (rest or "0").ljust(3, "0")
    )
