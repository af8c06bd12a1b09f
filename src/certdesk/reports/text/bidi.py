"""The Unicode Bidirectional Algorithm (UAX 9): which way each character of a paragraph runs."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from certdesk.reports.text.bidi_resolution import resolve

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_RIGHT = frozenset(("R", "AL"))
_MAX_DEPTH = 125
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_EMBEDDINGS = {"RLE": 1, "LRE": 0, "RLO": 1, "LRO": 0}
_REMOVED = frozenset((*_EMBEDDINGS, "PDF", "BN"))
_NEEDS_WORK = frozenset(("R", "AL", "AN", "RLI", "LRI", "FSI", *_EMBEDDINGS))
_BLANK = frozenset(("WS", "FSI", "LRI", "RLI", "PDI", *_REMOVED))


def levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character of one paragraph whose own level is ``base`` (0 or 1)."""
    classes = [bidirectional(character) or "L" for character in text]
    if base == 0 and _NEEDS_WORK.isdisjoint(classes):
        return [0] * len(text)
    explicit, kinds = _explicit(classes, base)
    found = list(explicit)
    for sequence in _sequences(classes, explicit):
        for index, level in zip(sequence, _resolved(text, sequence, explicit, kinds, base), strict=True):
            found[index] = level
    _fill_removed(classes, found, base)
    _reset_separators(classes, found, base)
    return found


def runs_right_to_left(language: str) -> bool:
    """Whether a language tag names a language that is written from right to left."""
    return language.lower().replace("_", "-").split("-")[0] in _RIGHT_TO_LEFT


def paragraph_level(text: str) -> int:
    """Return 1 for a paragraph that is mostly right-to-left, else 0; what comes first decides a tie.

    UAX 9 lets the first strong letter decide, which turns an Arabic comment that begins with a criterion's code around.
    """
    classes = [bidirectional(character) for character in text]
    right = sum(kind in _RIGHT for kind in classes)
    left = classes.count("L")
    if right != left:
        return int(right > left)
    return next((int(kind != "L") for kind in classes if kind == "L" or kind in _RIGHT), 0)


def line_level(text: str, language: str) -> int:
    """Return the level of a line of a document's own frame: the document's, if the line has letters of its kind."""
    return int(runs_right_to_left(language) and any(bidirectional(character) in _RIGHT for character in text))


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """Return the places of a line's pieces from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    for level in range(max(line_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def _first_strong(classes: Sequence[str], start: int, end: int) -> int:
    """Find the level that rules P2 and P3 give to a stretch, skipping isolates inside it."""
    depth = 0
    for kind in classes[start:end]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


def _matching(classes: Sequence[str]) -> dict[int, int]:
    """Pair every isolate initiator with its PDI (definition BD9)."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for index, kind in enumerate(classes):
        if kind in _ISOLATES:
            stack.append(index)
        elif kind == "PDI" and stack:
            pairs[stack.pop()] = index
    return pairs


def _next_level(current: int, odd: int) -> int:
    """Return the least level above ``current`` that is odd or even as asked."""
    return current + 1 if (current + 1) % 2 == odd else current + 2


class _Explicit:
    """The directional status stack of rules X1 to X8."""

    def __init__(self, base: int) -> None:
        self.stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self.overflow_isolates = self.overflow_embeddings = self.valid_isolates = 0

    @property
    def level(self) -> int:
        return self.stack[-1][0]

    @property
    def override(self) -> str:
        return self.stack[-1][1]

    def embed(self, kind: str) -> None:
        new = _next_level(self.level, _EMBEDDINGS[kind])
        if new <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.stack.append((new, {"RLO": "R", "LRO": "L"}.get(kind, ""), False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def isolate(self, odd: int) -> None:
        new = _next_level(self.level, odd)
        if new <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.stack.append((new, "", True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self) -> None:
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1

    def end_embedding(self) -> None:
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _explicit(classes: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Apply rules X1 to X8: levels from the explicit marks, and classes as overrides change them."""
    status, pairs = _Explicit(base), _matching(classes)
    found, kinds = [base] * len(classes), list(classes)
    for index, kind in enumerate(classes):
        if kind in _EMBEDDINGS:
            found[index] = status.level
            status.embed(kind)
        elif kind in _ISOLATES:
            found[index], kinds[index] = status.level, status.override or kind
            inside = _first_strong(classes, index + 1, pairs.get(index, len(classes))) if kind == "FSI" else 0
            status.isolate(1 if kind == "RLI" else inside)
        elif kind == "PDI":
            status.end_isolate()
            found[index], kinds[index] = status.level, status.override or kind
        elif kind == "PDF":
            status.end_embedding()
            found[index] = status.level
        elif kind == "B":
            found[index] = base
        elif kind != "BN":
            found[index], kinds[index] = status.level, status.override or kind
        else:
            found[index] = status.level
    return found, kinds


def _sequences(classes: Sequence[str], found: Sequence[int]) -> list[list[int]]:
    """Gather the isolating run sequences of rule X10 as lists of places, without what X9 removes."""
    runs: list[list[int]] = []
    for index, kind in enumerate(classes):
        if kind in _REMOVED:
            continue
        if runs and found[runs[-1][-1]] == found[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    pairs = _matching(classes)
    ends = set(pairs.values())
    by_start = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if run[0] in ends:
            continue
        whole = list(run)
        while whole[-1] in pairs and pairs[whole[-1]] in by_start:
            whole += by_start[pairs[whole[-1]]]
        sequences.append(whole)
    return sequences


def _resolved(
    text: str, sequence: Sequence[int], explicit: Sequence[int], kinds: Sequence[str], base: int
) -> list[int]:
    """Return the levels of one sequence (rules W1 to I2)."""
    level, last = explicit[sequence[0]], sequence[-1]
    before = _neighbour(kinds, explicit, sequence[0], -1, base)
    unclosed = bidirectional(text[last]) in _ISOLATES
    after = base if unclosed else _neighbour(kinds, explicit, last, 1, base)
    edges = ("LR"[max(level, before) % 2], "LR"[max(level, after) % 2])
    resolved = resolve([text[i] for i in sequence], [kinds[i] for i in sequence], "LR"[level % 2], edges)
    if level % 2:
        return [level + int(kind != "R") for kind in resolved]
    return [level + {"L": 0, "R": 1}.get(kind, 2) for kind in resolved]


def _neighbour(kinds: Sequence[str], explicit: Sequence[int], index: int, step: int, base: int) -> int:
    """Return the level of the next character on one side that X9 keeps."""
    index += step
    while 0 <= index < len(kinds):
        if kinds[index] not in _REMOVED:
            return explicit[index]
        index += step
    return base


def _fill_removed(classes: Sequence[str], found: list[int], base: int) -> None:
    """Let the characters that X9 removes follow the character before them."""
    for index, kind in enumerate(classes):
        if kind in _REMOVED:
            found[index] = found[index - 1] if index else base


def _reset_separators(classes: Sequence[str], found: list[int], base: int) -> None:
    """Give separators, and blanks before them or at the end, the paragraph's level (rule L1)."""
    trailing = True
    for index in range(len(classes) - 1, -1, -1):
        if classes[index] in {"B", "S"}:
            trailing = True
        elif classes[index] not in _BLANK:
            trailing = False
        if trailing:
            found[index] = base
