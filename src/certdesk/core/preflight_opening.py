"""Whether each file can be opened, and what could act in it."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem
from certdesk.core.preflight_rules import found
from certdesk.core.words import _

_CASES = {
    "empty": "empty", "truncated": "cut_off", "truncated_media": "cut_off_film", "no_index": "cut_off_film",
    "truncated_picture": "cut_off_picture", "damaged": "damaged", "not_what_it_says": "not_what_it_says",
    "repaired": "repaired", "locked": "locked", "wrong_password": "locked", "locked_for_good": "locked",
    "protected": "copy_protected", "program": "program", "only_a_link": "only_a_link", "closed_archive": "packed",
    "no_view": "cannot_be_shown", "unknown_format": "cannot_be_shown", "not_drawn": "cannot_be_shown",
    "unusual_picture": "cannot_be_shown", "no_streams": "damaged", "no_slides": "empty", "misnamed": "misnamed",
    "unreadable": "not_here", "changed": "not_here", "unpacks_too_big": "cannot_be_shown", "hung": "not_looked_at",
    "crashed": "not_looked_at", "out_of_memory": "not_looked_at", "too_large": "not_looked_at",
    "too_many_pixels": "not_looked_at", "no_worker": "not_looked_at",
}  # fmt: skip
_DANGERS = {
    "macros": "macros", "scripts": "scripts", "embedded_files": "files_inside", "outside_links": "outside_links",
}  # fmt: skip
STILL_SHOWN = frozenset({"", "misnamed", "repaired", "truncated_media", "truncated_picture"})
"""What is wrong with files of which something can be seen all the same."""


def opening_findings(each: CheckedItem) -> Iterator[Finding]:
    """Find what keeps one file from being opened."""
    look = each.look
    if look is None:
        return
    if "program" in look.dangers:
        yield found("program", each.id)
        return
    claimed = each.item.file_name.rpartition(".")[2].upper()
    given = _(look.format)
    rule = _CASES.get(look.case, "not_looked_at" if look.case else "")
    if rule:
        yield found(rule, each.id, given=given, claimed=claimed)
    elif look.kind == "archive":
        yield found("packed", each.id, given=given, claimed=claimed)
    for danger in look.dangers:
        if danger in _DANGERS:
            yield found(_DANGERS[danger], each.id)


def can_be_seen(each: CheckedItem) -> bool:
    """Whether measurements of its content mean anything."""
    look = each.look
    return look is not None and look.looked and look.case in STILL_SHOWN and "program" not in look.dangers
