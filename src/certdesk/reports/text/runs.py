"""From styled text to words of shaped runs: one font, one direction and one style each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from certdesk.core.errors import UnprintableTextError
from certdesk.core.words import _
from certdesk.reports.text import bidi
from certdesk.reports.text.breaking import clusters, is_blank, words
from certdesk.reports.text.faces import HEAVY, Face, Family, Shaped, chain, system_face
from certdesk.reports.text.languages import other_language

Colour = tuple[float, float, float]
_INVISIBLE = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u034f")
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
_TRACKED = "\u0590"  # letters from here on join or stack, so they are never spaced out


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: size, leading and tracking in points; leading is for Latin and grows with taller scripts.

    ``tabular`` sets digits of equal width, ``even`` makes lines of about the same length.
    """

    family: Family
    size: float
    leading: float
    colour: Colour
    language: str = "en"
    tracking: float = 0.0
    tabular: bool = False
    even: bool = False


class Span(NamedTuple):
    """Some text in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one font, direction and style, never longer than a word; width in points."""

    text: str
    face: Face
    level: int
    style: Style
    blank: bool
    shaped: Shaped
    width: float

    @property
    def size(self) -> float:
        """The font size in points, evened out between scripts."""
        return self.style.size * self.face.scale

    @property
    def thickened(self) -> bool:
        """Whether the style is bold and the font has no bold, so that its letters are drawn with an outline."""
        return self.style.family in HEAVY and not self.face.is_bold

    @property
    def tracking(self) -> float:
        """The extra space after each glyph, in points."""
        return self.style.tracking if self.text[0] < _TRACKED else 0.0


Word = tuple[Run, ...]


class _Letter(NamedTuple):
    face: Face
    level: int
    style: Style
    blank: bool


def isolated(text: str) -> str:
    """Wrap text whose direction is unknown, so that it can't disturb the sentence around it."""
    return f"\u2068{text}\u2069"


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters of ``texts`` that no font has, in the order in which they appear."""
    faces = chain(Family.BODY)
    seen = dict.fromkeys(character for text in texts for character in text)
    return tuple(
        character
        for character in seen
        if character not in _INVISIBLE
        and not character.isspace()
        and not any(face.covers(character) for face in faces)
        and system_face(character) is None
    )


def make_words(spans: Iterable[Span], base: int) -> tuple[Word, ...]:
    """Shape a paragraph whose level is ``base``: words in reading order, none of them split over lines yet."""
    spans = tuple(spans)
    pieces, levels = _analysed("".join(span.text for span in spans), base)
    styles = [span.style for span in spans for _character in span.text]
    made, start = [], 0
    for piece in pieces:
        end = start + len(piece)
        if styles[start] is styles[end - 1] and len(set(levels[start:end])) == 1:
            word = _plain_word(piece, levels[start], styles[start])
        else:
            word = tuple(_mixed_word(piece, levels[start:end], styles[start:end]))
        made.append(word)
        start = end
    return tuple(word for word in made if word)


@lru_cache(maxsize=2_000)
def _analysed(text: str, base: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return where the lines of a text may end, as pieces, and the level of each character."""
    return tuple(words(text)), tuple(bidi.levels(text, base))


@lru_cache(maxsize=20_000)
def _plain_word(piece: str, level: int, style: Style) -> Word:
    return tuple(_mixed_word(piece, (level,) * len(piece), (style,) * len(piece)))


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() else code


def _mixed_word(piece: str, levels: Sequence[int], styles: Sequence[Style]) -> Iterator[Run]:
    """Cut a word where its font, direction or style changes, and shape the parts."""
    letters: list[tuple[str, _Letter]] = []
    alone = all(style is styles[0] for style in styles)
    styles = [_spoken(piece, styles[0])] * len(piece) if alone else [_spoken(piece, style) for style in styles]
    for cluster in clusters(piece):
        family = styles[len(letters)].family
        faces = _faces_for(family, cluster)
        before = letters[-1][1].face if letters else faces[0]
        if faces[0] is not chain(family)[0] and before.covers(cluster) and before.attaches(cluster):
            faces = (before,) * len(cluster)  # a Bengali word ends in the danda of its own font
        for character, face in zip(cluster, faces, strict=True):
            at = len(letters)
            letters.append((character, _Letter(face, levels[at], styles[at], is_blank(character))))
    shown = [pair for pair in letters if pair[0] not in _DIRECTION_MARKS]
    for letter, group in groupby(shown, key=itemgetter(1)):
        yield _run("".join(character for character, _letter in group), letter)


@lru_cache(maxsize=20_000)
def _spoken(piece: str, style: Style) -> Style:
    """Return the style with the language of a word whose letters are not those of the style's own."""
    spoken = other_language(piece, style.language)
    return replace(style, language=spoken) if spoken and not spoken.startswith("und") else style


def cut(word: Word, width: float) -> Iterator[Word]:
    """Cut a word that is wider than its line into pieces that fit, between letters."""
    piece: list[Run] = []
    room = width
    for run in word:
        if run.width <= room:
            piece.append(run)
            room -= run.width
            continue
        text = ""
        for cluster in clusters(run.text):
            longer = _run(text + cluster, _letter_of(run))
            if longer.width > room and (text or piece):
                yield (*piece, _run(text, _letter_of(run))) if text else tuple(piece)
                piece, room, text = [], width, cluster
            else:
                text += cluster
        last = _run(text, _letter_of(run))
        piece.append(last)
        room -= last.width
    yield tuple(piece)


def _letter_of(run: Run) -> _Letter:
    return _Letter(run.face, run.level, run.style, run.blank)


@lru_cache(maxsize=20_000)
def _faces_for(family: Family, cluster: str) -> tuple[Face, ...]:
    """Choose a font for each character of a letter with its marks: one for all where there is one."""
    faces = chain(family)
    visible = "".join(character for character in cluster if character not in _INVISIBLE)
    whole = (
        next((face for face in faces if face.covers(visible) and face.attaches(visible)), None)
        or next((face for face in faces if face.covers(visible)), None)
        or system_face(visible)
    )
    if whole is not None:
        return (whole,) * len(cluster)
    if lost := missing([visible]):
        raise unprintable_error(lost)
    return tuple(_face_for(faces, character) for character in cluster)


def _face_for(faces: Iterable[Face], character: str) -> Face:
    found = next((face for face in faces if character in _INVISIBLE or face.covers(character)), None)
    found = found or system_face(character)
    if found is None:
        raise unprintable_error([character])
    return found


def unprintable_error(characters: Iterable[str]) -> UnprintableTextError:
    """Make the error that names characters which no font has."""
    named = ", ".join(_named(character) for character in characters)
    return UnprintableTextError(
        _("These characters can't be printed: {characters}.").format(characters=named),
        _("Replace them with words or with characters of a script that CertDesk prints."),
    )


def _run(text: str, letter: _Letter) -> Run:
    style, face = letter.style, letter.face
    shaped = face.shape(text, rtl=letter.level % 2 == 1, language=style.language, tabular=style.tabular)
    tracking = style.tracking if text[0] < _TRACKED else 0.0
    width = shaped.width * style.size * face.scale + tracking * len(shaped.glyphs)
    return Run(text, face, letter.level, style, letter.blank, shaped, width)
