"""What a file's or folder's name says about it, where nobody described it."""

from __future__ import annotations

import re
from hashlib import sha256

from certdesk.intake.names import same_name
from certdesk.intake.sorting import sort_item, split_ending

_LONGEST_TITLE = 200
_CODE_LIKE = re.compile(r"(?=.*[0-9])[A-Za-z]{0,6}[-_ .]?[0-9][A-Za-z0-9_.-]{0,24}", re.ASCII)
_UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 and O, 1, I and L, U and V
_NUMBER_IN_FRONT = re.compile(r"^[0-9]{1,3}\s*[-_.) ]\s*(?=\D)")


def guess_type(file_name: str) -> str:
    """Guess the evidence type from the words in a file's name and folders, then from its ending; else empty."""
    return sort_item(file_name).sure_type


def guess_title(file_name: str) -> str:
    """Make a title from a file's name: no folders, ending, number in front or underscores."""
    stem, _ending = split_ending(file_name.rpartition("/")[2])
    spaced = " ".join(re.sub(r"[_\s]+", " ", stem).split())
    title = _NUMBER_IN_FRONT.sub("", spaced) or spaced or file_name
    return (title[:1].upper() + title[1:])[:_LONGEST_TITLE]


def is_code(name: str) -> bool:
    """Whether a name is a code already, which says nothing about whom it stands for."""
    return _CODE_LIKE.fullmatch(name) is not None


def guess_code(folder_name: str) -> str:
    """Make a portfolio code from a folder's name: the name itself where it is a code, or else one that hides the name.

    Folders are often called after people, and the code stands for the person where marking is blind.
    """
    if is_code(folder_name):
        return re.sub(r"[ _.]+", "-", folder_name).upper()
    number = int.from_bytes(sha256(same_name(folder_name).encode()).digest()[:8])
    letters = []
    for _place in range(6):
        number, rest = divmod(number, len(_UNMISTAKABLE))
        letters.append(_UNMISTAKABLE[rest])
    return "P-" + "".join(letters)
