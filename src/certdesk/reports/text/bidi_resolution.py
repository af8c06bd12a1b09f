"""The second half of UAX 9: weak types, paired brackets and neutrals inside one isolating run sequence."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
    "\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7"
    "\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c"
    "\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd"
    "\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009"
    "\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a"
    "\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSING = {normalize("NFC", a): normalize("NFC", b) for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_CLOSERS = frozenset(_CLOSING.values())
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"))
_AS_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_BRACKETS_OPEN_AT_MOST = 63


def resolve(characters: Sequence[str], kinds: list[str], direction: str, edges: tuple[str, str]) -> list[str]:
    """Return L, R, EN or AN for each character; ``edges`` are the directions on both sides of the sequence."""
    original = list(kinds)
    _weak(kinds, edges[0])
    _brackets(characters, kinds, original, direction, edges[0])
    _neutrals(kinds, direction, edges)
    return kinds


def _weak(kinds: list[str], start: str) -> None:
    _marks_and_numbers(kinds, start)
    _separators(kinds)
    _terminators(kinds)
    kinds[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]
    strong = start
    for index, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _marks_and_numbers(kinds: list[str], start: str) -> None:
    """Apply rules W1 to W3."""
    previous = strong = start
    for index, given in enumerate(kinds):
        kind = given
        if given == "NSM":
            kind = "ON" if previous in {"LRI", "RLI", "FSI", "PDI"} else previous
        previous = kind
        if kind in {"L", "R", "AL"}:
            strong = kind
        kinds[index] = "AN" if kind == "EN" and strong == "AL" else kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _separators(kinds: list[str]) -> None:
    """Apply rule W4: one separator between two numbers of the same kind joins them."""
    for index in range(1, len(kinds) - 1):
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (kinds[index], before) in {("ES", "EN"), ("CS", "EN"), ("CS", "AN")}:
            kinds[index] = before


def _terminators(kinds: list[str]) -> None:
    """Apply rule W5: signs beside a European number belong to it."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        touches = (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        if end > start and touches:
            kinds[start:end] = ["EN"] * (end - start)
        start = max(end, start + 1)


def _bracket_pairs(characters: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Find the pairs of definition BD16, in the order of their opening brackets."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, character in enumerate(characters):
        if kinds[index] != "ON":
            continue
        plain = normalize("NFC", character)
        if plain in _CLOSING:
            if len(stack) == _BRACKETS_OPEN_AT_MOST:
                return []
            stack.append((_CLOSING[plain], index))
        elif plain in _CLOSERS:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == plain), None)
            if depth is not None:
                pairs.append((stack[depth][1], index))
                del stack[depth:]
    return sorted(pairs)


def _brackets(characters: Sequence[str], kinds: list[str], original: Sequence[str], direction: str, start: str) -> None:
    """Apply rule N0."""
    for opening, closing in _bracket_pairs(characters, kinds):
        inside = {_AS_STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _AS_STRONG}
        if not inside:
            continue
        chosen = direction
        if direction not in inside:
            before = next((_AS_STRONG[k] for k in reversed(kinds[:opening]) if k in _AS_STRONG), start)
            chosen = before
        for place in (opening, closing):
            kinds[place] = chosen
            follower = place + 1
            while follower < len(kinds) and original[follower] == "NSM":
                kinds[follower] = chosen
                follower += 1


def _neutrals(kinds: list[str], direction: str, edges: tuple[str, str]) -> None:
    """Apply rules N1 and N2."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > start:
            before = _AS_STRONG[kinds[start - 1]] if start else edges[0]
            after = _AS_STRONG[kinds[end]] if end < len(kinds) else edges[1]
            kinds[start:end] = [before if before == after else direction] * (end - start)
        start = max(end, start + 1)
