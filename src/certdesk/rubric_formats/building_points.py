"""Numbers as people write them into cells: "10", "7,5 pts", "16 %", and "10-8", which only a person can explain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.fields import written

_UNITS = (
    r"(?:pts?\.?|points?|marks?|scores?|%|٪|percent|per cent|p\.?|punkte?|pkt\.?|points?\.?|puntos?|pontos?|punti"
    r"|баллы?|балла|балів|баллов|poäng|punten|点|分|درجات|درجة|نقاط|نقطة)"
)
_NUMBER = r"[+\-\u2212]?\d{1,12}(?:[.,]\d{1,12})?"
_ONE = re.compile(rf"\(?\s*({_NUMBER})\s*({_UNITS})?\s*\)?", re.IGNORECASE)
_ANY = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")
_RANGE = re.compile(
    rf"\(?\s*({_NUMBER})\s*{_UNITS}?\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|\.\.+|…|to|bis|à|a|до)\s*"
    rf"(\d{{1,12}}(?:[.,]\d{{1,12}})?)\s*{_UNITS}?\s*\)?",
    re.IGNORECASE,
)
_INTERVAL = re.compile(r"[(\[\]]\s*(\d{1,12}(?:\.\d{1,12})?)\s*[,;]\s*(\d{1,12}(?:\.\d{1,12})?)\s*[)\]\[]")
"""As mathematicians write a range: "[60, 70)"."""
_LONGEST = 200
_DAY = re.compile(r"\d{4}-(\d{2})-(\d{2})")
"""A spreadsheet makes a day of what was typed as "10-8"."""


@dataclass(frozen=True, slots=True)
class Points:
    """What stands in a cell: one number; or numbers that may be meant, with the ends of a range if it is one."""

    value: Fraction | None
    possible: tuple[Fraction, ...] = ()
    is_range: bool = False
    percent: bool = False


def read_points(text: str) -> Points:
    """Read a cell of points. ``value`` is None when it isn't exactly one number; an empty cell has nothing possible."""
    text = text.strip()[:_LONGEST]
    whole = _ONE.fullmatch(text)
    if whole:
        return Points(_number(whole[1]), percent=(whole[2] or "").lower() in {"%", "٪", "percent", "per cent"})
    if len(text) == 1 and unicodedata.category(text) == "No":
        return Points(Fraction(str(round(unicodedata.numeric(text), 6))))
    day = _DAY.fullmatch(text)
    if day:
        both = (Fraction(int(day[1])), Fraction(int(day[2])))
        return Points(None, tuple(dict.fromkeys(both)), is_range=both[0] != both[1])
    ends = _RANGE.fullmatch(text) or _INTERVAL.fullmatch(text)
    if ends:
        both = (_number(ends[1]), _number(ends[2]))
        return Points(None, tuple(dict.fromkeys(both)), is_range=both[0] != both[1])
    found = [_number(number) for number in _ANY.findall(text)]
    return Points(None, tuple(dict.fromkeys(found))[:4])


def plain(value: Fraction) -> str:
    """Write a number so that `exact_number` reads it back: 3, 2.75, or 38/15 where no decimal is exact."""
    return written(value)


def _number(text: str) -> Fraction:
    return Fraction(text.replace("\u2212", "-").replace(",", "."))
