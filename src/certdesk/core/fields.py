"""Reading values out of somebody's file, with a sentence for each mistake that names its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

LONGEST_TEXT = 20_000
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?(/[0-9]{1,12})?", re.ASCII)
_WORDS_FOR_YES_AND_NO = {"true": True, "yes": True, "false": False, "no": False}


def exact_number(text: str) -> Fraction:
    """Read ``3``, ``2.75`` or ``38/15`` exactly. Raises ValueError; exponents and long digits are refused."""
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped) or ("." in stripped and "/" in stripped):
        raise ValueError(text)
    try:
        return Fraction(stripped)
    except ZeroDivisionError as error:
        raise ValueError(text) from error


def written(number: Fraction) -> str:
    """Write a number as `exact_number` reads it: 3 and 2.75 where decimals end, else 38/15."""
    places = next((places for places in range(13) if (number * 10**places).denominator == 1), None)
    if places is None:
        return str(number)
    digits = str(abs(number * 10**places).numerator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def shown(text: str, longest: int = 60) -> str:
    """Make a stranger's text fit for a sentence: one line, nothing invisible, no change of direction, not too long."""
    visible = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _UNSEEN else c for c in text)
    if len(visible) <= longest:
        return visible
    return visible[: longest - 1] + "…"


_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of a file: its values (text, lists and mappings), where it stands, and the error it raises.

    ``where`` reads like "portfolio.yaml, item 3". Text stands for numbers too: each field says what it wants.
    """

    values: Mapping[str, object]
    where: str
    error: type[CertDeskError]

    def fail(self, problem: str, hint: str = "") -> CertDeskError:
        """Return the error for a problem at this place."""
        return self.error(f"{self.where}: {problem}", hint or _("Correct it there and try again."))

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        return self.values.get(name) is not None

    def only(self, *known: str) -> None:
        """Refuse fields that nobody knows, naming the nearest known one."""
        for name in self.values:
            if name not in known:
                near = get_close_matches(str(name), known, n=1)
                hint = _("Did you mean “{name}”?").format(name=near[0]) if near else _("Remove it or correct its name.")
                raise self.fail(_("“{name}” is not known here.").format(name=shown(str(name))), hint)

    def filled(self) -> None:
        """Refuse a field without a value: inside {…} an unquoted comma cuts a text in two and leaves one behind."""
        for name, value in self.values.items():
            if value is None:
                problem = _("“{name}” has no value.").format(name=shown(str(name)))
                raise self.fail(problem, _("If it belongs to the text before it, put that whole text in quotes."))

    def text(self, name: str, default: str | None = None, *, longest: int = LONGEST_TEXT) -> str:
        """Read a text; without a default it must be there and not be blank."""
        value = self.values.get(name)
        if value is None or value == "":
            if default is None:
                raise self._missing(name)
            return default
        if not isinstance(value, str):
            raise self.fail(_("“{name}” must be a text.").format(name=name))
        if len(value) > longest:
            problem = _("“{name}” is longer than {longest} characters.").format(name=name, longest=longest)
            raise self.fail(problem, _("Shorten it."))
        return value.strip() or self._blank(name, default)

    def number(self, name: str, default: Fraction | None = None) -> Fraction:
        """Read an exact number such as 2.75 or 38/15."""
        if default is not None and not self.has(name):
            return default
        text = self.text(name)
        try:
            return exact_number(text)
        except ValueError as error:
            problem = _("“{name}” is “{text}”, which is not a number.").format(name=name, text=shown(text))
            raise self.fail(problem, _("Write it like 3, 2.75 or 38/15.")) from error

    def whole(self, name: str, default: int | None = None, *, least: int = 0, most: int = 1_000_000) -> int:
        """Read a whole number within bounds."""
        number = self.number(name, None if default is None else Fraction(default))
        if number.denominator != 1 or not least <= number <= most:
            problem = _("“{name}” must be a whole number from {least} to {most}.")
            raise self.fail(problem.format(name=name, least=least, most=most))
        return int(number)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """Read true or false."""
        if default is not None and not self.has(name):
            return default
        text = self.text(name)
        if text.lower() not in _WORDS_FOR_YES_AND_NO:
            raise self.fail(_("“{name}” must be true or false.").format(name=name))
        return _WORDS_FOR_YES_AND_NO[text.lower()]

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts; a single text counts as a list of one, nothing as an empty list."""
        value = self.values.get(name)
        parts = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise self.fail(_("“{name}” must be a list of texts.").format(name=name))
        if any(len(part) > LONGEST_TEXT for part in parts):
            problem = _("A text in “{name}” is longer than {longest} characters.")
            raise self.fail(problem.format(name=name, longest=LONGEST_TEXT), _("Shorten it."))
        return tuple(parts)

    def numbers(self, name: str) -> tuple[Fraction, ...]:
        """Read a list of exact numbers."""
        parts = self.texts(name)
        return tuple(Fields({name: part}, self.where, self.error).number(name) for part in parts)

    def child(self, name: str, label: str = "") -> Fields:
        """Read a mapping; nothing counts as an empty one. ``label`` replaces the name in messages."""
        value = self.values.get(name)
        return self._mapping({} if value is None else value, name, label or name)

    def children(self, name: str, label: str = "") -> Iterator[Fields]:
        """Read a list of mappings; each is named in messages by ``label`` and its number."""
        value = self.values.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise self.fail(_("“{name}” must be a list.").format(name=name))
        for number, part in enumerate(value, start=1):
            yield self._mapping(part, name, f"{label or name} {number}")

    def at(self, label: str) -> Fields:
        """Return the same values under another name of their place, which replaces the last part of ``where``."""
        before = self.where.rpartition(", ")[0]
        return Fields(self.values, f"{before}, {label}" if before else label, self.error)

    def _mapping(self, value: object, name: str, label: str) -> Fields:
        if not isinstance(value, dict):
            problem = _("“{name}” must hold fields with values.").format(name=name)
            raise self.fail(problem, _("Write it like “{name}: {{field: value}}”.").format(name=name))
        return Fields(value, f"{self.where}, {label}", self.error)

    def _missing(self, name: str) -> CertDeskError:
        return self.fail(_("“{name}” is missing.").format(name=name), _("Add “{name}: …”.").format(name=name))

    def _blank(self, name: str, default: str | None) -> str:
        if default is None:
            raise self._missing(name)
        return default
