"""Names that look the same to a reader though their letters differ, as in “Hillside” with a Cyrillic “і”.

No list of such letters is whole. This one has those of the Latin, Greek and Cyrillic alphabets that fonts draw alike,
which is what an impostor who copies a programme's name has at hand.
"""

from __future__ import annotations

import unicodedata

_OTHERS = "аеорсухіјѕԁԛԝһӏкмтнвгпьαβγεηικνορτυχωμıłøđħŧɑɡɩʋ|1l0"
_LATIN = "aeopcyxijsdqwhikmthbrnbabyenikvoptuxwuiiodhtagiviiio"
_ALIKE = str.maketrans(_OTHERS, _LATIN)


def looks_like(name: str) -> str:
    """Return what is the same for all names that look like ``name``; it is not for showing."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join("".join(filter(None, map(_seen, plain.translate(_ALIKE)))).split())


def _seen(letter: str) -> str:
    """Return a letter as it counts: accents are easily overlooked, as are stops and what is invisible."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Cc", "Me"}:
        return ""
    return letter if unicodedata.category(letter)[0] in "LNM" else " "
