"""The names and words of the practice cohort, as they stand in the file that comes with the program."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.errors import UntrustedFileError
from certdesk.core.practice import PracticePerson, PracticeTexts, PracticeWords
from certdesk.core.words import _
from certdesk.plain_yaml import Value, parse_yaml


def read_practice_words(path: Path) -> PracticeWords:
    """Read the file. Raises UntrustedFileError when it is not there, or not what it was when it was shipped."""
    try:
        told = parse_yaml(path.read_text(encoding="utf-8"), path.name, UntrustedFileError)
        return _words(_mapping(told))
    except (OSError, KeyError, TypeError, UnicodeDecodeError) as problem:
        text = _("The words of the practice cohort can't be read: {file}.").format(file=path.name)
        raise UntrustedFileError(text, _("Install CertDesk anew.")) from problem


def _words(told: dict[str, Value]) -> PracticeWords:
    cohorts = _mapping(told["cohorts"])
    return PracticeWords(
        programme=_text(told["programme"]),
        lead=_text(told["lead"]),
        earlier=_text(cohorts["earlier"]),
        now=_text(cohorts["now"]),
        people=tuple(_person(_mapping(one)) for one in _list(told["assessors"])),
        never_sent=_text(told["never_sent"]),
        first_names=_texts(told["first_names"]),
        last_names=_texts(told["last_names"]),
        whole_names=_texts(told["whole_names"]),
        schools=_texts(told["schools"]),
        subjects=_texts(told["subjects"]),
        languages=_texts(told["languages"]),
        titles=_texts(told["titles"]),
        criteria={key: _criterion(_mapping(one)) for key, one in _mapping(told["criteria"]).items()},
        summaries=_texts(told["summaries"]),
    )


def _person(told: dict[str, Value]) -> PracticePerson:
    return PracticePerson(
        _text(told["name"]), _text(told["desk"]), _texts(told["subjects"]), _texts(told["languages"]),
        _texts(told["schools"]),
    )  # fmt: skip


def _criterion(told: dict[str, Value]) -> PracticeTexts:
    return PracticeTexts(_texts(told["evidence"]), _text(told["weak"]), _text(told["strong"]), _text(told["next"]))


def _mapping(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _list(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(value))


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
