"""Copies of evidence without names for blind marking, and what in them still tells who made it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path, PurePath

from certdesk.core.errors import CancelledError, CertDeskError, StorageError
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.preflight_identity import Names, names_of
from certdesk.core.preflight_settings import Blindness
from certdesk.core.words import _
from certdesk.store.candidates import listed_as
from certdesk.store.external_ids import external_ids
from certdesk.store.workspace import Workspace

_BLOCK = 4 * 2**20
_SHORTEST = 3
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
_BETWEEN = re.compile(r"[\s,.;/()\-\u2010-\u2015'’ʼ]+")
_UNSEEN = {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", 0x640: None}
"""Apostrophes are one, and a line that only stretches Arabic words is none."""

_NO_SCHOOL = Names((), ())
Cleaner = Callable[[EvidenceItem, Path, Path], str]
"""Writes a copy of a file without its properties to the second path, and returns all words in it.

Raises CertDeskError where it can't take everything out; then the second path is not there.
"""


@dataclass(frozen=True, slots=True)
class BlindCopy:
    """What an item looks like in a blind package; ``path`` is None where its file does not travel."""

    item_id: str
    file_name: str
    title: str
    digest: str
    size: int
    format: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class BlindPlan:
    """The words that must not be seen, and the copies once they are made."""

    words: tuple[str, ...]
    vault: Path
    let_through: frozenset[str]
    school: Names = _NO_SCHOOL
    copies: tuple[BlindCopy, ...] = ()


def plan_blind(workspace: Workspace, portfolio: Portfolio, let_through: Iterable[str]) -> BlindPlan:
    """Gather what tells whose portfolio it is."""
    known_as = [one.value for one in external_ids(workspace.db, portfolio.id)]
    words = telling_words(portfolio, (*known_as, *listed_as(workspace.db, portfolio)))
    school = names_of(portfolio.candidate, Blindness(candidate=False))
    return BlindPlan(words, workspace.vault.path("00" * 32).parent.parent, frozenset(let_through), school)


def telling_words(portfolio: Portfolio, known_as: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words that tell who a candidate is: name and its parts, school, code, and ids from elsewhere."""
    name, school = portfolio.candidate.name, portfolio.candidate.school
    parts = [part for part in _BETWEEN.split(name) if part]
    # Together, as they stand in addresses and user names.
    joined = ["".join(parts), "".join(reversed(parts))] if len(parts) > 1 else []
    found = [name, school, portfolio.code, *known_as, *parts, *joined]
    return tuple(dict.fromkeys(_spelled(one) for one in found if len(one.strip()) >= _SHORTEST))


def make_blind(
    plan: BlindPlan, items: list[EvidenceItem], cleaner: Cleaner, folder: Path, told: Callable[[int, str], None]
) -> tuple[BlindPlan, list[EvidenceItem], list[str]]:
    """Make the copies. Return the plan with them, the items that travel, and a sentence for each that stays here."""
    folder.mkdir(parents=True, exist_ok=True)
    copies: list[BlindCopy] = []
    kept: list[EvidenceItem] = []
    refused: list[str] = []
    for number, item in enumerate(items, start=1):
        told(number, _("Taking names out"))
        title = _("Item {number}").format(number=item.position + 1)
        try:
            copy = _copy(plan, item, cleaner, folder, title)
        except (CancelledError, StorageError):
            raise
        except CertDeskError as problem:
            refused.append(f"{item.title}: {problem.sentence}")
            continue
        copies.append(copy)
        kept.append(item)
    return replace(plan, copies=tuple(copies)), kept, refused


def tells(words: Iterable[str], text: str) -> str:
    """Return the first of the words that stands in a text, or an empty one."""
    plain = _plain(text)
    return next((word for word in words if (bare := _plain(word)) and _whole(bare).search(plain)), "")


def bytes_tell(words: Iterable[str], path: Path) -> bool:
    """Say whether a file holds one of the words as it is, in UTF-8 or UTF-16, in small or capital letters."""
    forms = {form for word in words for form in _forms(word)}
    patterns = [re.compile(re.escape(form), re.IGNORECASE) for form in {form.lower(): form for form in forms}.values()]
    if not patterns:
        return False
    longest = max(len(pattern.pattern) for pattern in patterns)
    before = b""
    for block in _blocks(path):
        window = before + block
        if any(pattern.search(window) for pattern in patterns):
            return True
        before = window[-longest:]
    return False


def _copy(plan: BlindPlan, item: EvidenceItem, cleaner: Cleaner, folder: Path, title: str) -> BlindCopy:
    target = folder / f"{item.id}"
    text = cleaner(item, plan.vault / item.digest[:2] / item.digest, target)
    named = tells(plan.words, text) or plan.school.in_text(text) or bytes_tell(plan.words, target)
    if named and item.id not in plan.let_through:
        target.unlink()
        raise CertDeskError(
            _("It names its author or their school, so it stays here."),
            _("Mask that place, or let it through if that does no harm."),
        )
    with target.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    ending = PurePath(item.file_name).suffix.lower()
    if not _ENDING.fullmatch(ending) or tells(plan.words, ending):
        ending = ""  # “plan.miriam” has one, too
    name = f"item-{item.position + 1:02}{ending}"
    return BlindCopy(item.id, name, title, digest, target.stat().st_size, item.format, target)


def _spelled(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _plain(text: str) -> str:
    """Return text as it is compared: without accents, case, and signs that nobody sees, such as soft hyphens."""
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text).translate(_UNSEEN)
    seen = "".join(char for char in apart if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    return " ".join(seen.casefold().split())


def _whole(word: str) -> re.Pattern[str]:
    """Find a word that is no part of a longer one; digits and underscores end it: miriam_07 names Miriam."""
    letter = r"[^\W\d_]"
    before = rf"(?<!{letter})" if word[0].isalpha() else r"(?<!\w)"
    after = rf"(?!{letter})" if word[-1].isalpha() else r"(?!\w)"
    return re.compile(f"{before}{re.escape(word)}{after}")


def _forms(word: str) -> Iterator[bytes]:
    """Spell a word as files do. Short ones stand in any megabyte of noise, so they are left to `tells`."""
    if len(word) < _SHORTEST + 2:
        return
    cases = {word, word.title(), word.upper(), _plain(word)}
    for form in cases | {unicodedata.normalize("NFD", one) for one in cases}:
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode("utf-16-be")
        with suppress(UnicodeEncodeError):
            yield form.encode("cp1252")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
