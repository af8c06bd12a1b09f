"""Whether everything is there that must be, in its place, and not too much of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from certdesk.core.evidence_types import EvidenceType
from certdesk.core.fields import shown
from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import Checked, CheckedItem, Limits, Programme
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_words import listed, number_in_words, size_in_words
from certdesk.core.words import N_, _

_MEDIA = {
    "video": N_("a video"), "audio": N_("a sound recording"), "image": N_("a picture"), "document": N_("a document"),
    "sheet": N_("a table"),
}  # fmt: skip
_MEDIUM_OF = {
    "pdf": "document", "text": "document", "markdown": "document", "document": "document", "slides": "document",
    "web": "document", "sheet": "sheet", "image": "image", "video": "video", "audio": "audio",
}  # fmt: skip
_SAME_FORMATS = {"jpeg": "jpg", "tif": "tiff", "htm": "html", "mpeg": "mpg", "heif": "heic", "m4v": "mp4"}
_EXTENSIONS = {
    "quicktime": "mov", "matroska": "mkv", "mpeg": "mpg", "plain text": "txt", "web page": "html", "3gp": "3gp",
    "markdown": "md",
}  # fmt: skip


def part_findings(checked: Checked, programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Find what is missing, too many and in the wrong place."""
    if not checked.items:
        yield found("nothing_here")
    yield from _required(checked, programme)
    yield from _counts(checked, programme, limits)
    yield from _sizes(checked, programme)
    for each in checked.items:
        yield from _slot(each, programme)


def fits_in(kind: EvidenceType, medium: str) -> bool:
    """Whether something of this medium ("document", "image", ...) may stand for a type."""
    if medium in kind.media:
        return True
    return medium == "sheet" and "document" in kind.media


def medium_of(kind: str) -> str:
    """Return what an item of a file kind ("pdf", "slides") counts as; empty where that is not known."""
    return _MEDIUM_OF.get(kind, "")


def _required(checked: Checked, programme: Programme) -> Iterator[Finding]:
    here = Counter(each.item.evidence_type for each in checked.items)
    wanted: dict[str, tuple[int, list[str]]] = {}
    for criterion in checked.rubric.criteria:
        for rule in criterion.required:
            least, criteria = wanted.get(rule.type, (0, []))
            wanted[rule.type] = max(least, rule.minimum), [*criteria, criterion.id]
    for name, (least, criteria) in wanted.items():
        count = here[name]
        if count >= least:
            continue
        kind, needed_for = type_label(programme, name), listed(criteria)
        if count:
            yield found("too_few", kind=kind, criteria=needed_for, count=count, least=least)
        else:
            yield found("part_missing", kind=kind, criteria=needed_for)


def _counts(checked: Checked, programme: Programme, limits: Limits) -> Iterator[Finding]:
    by_type: dict[str, list[CheckedItem]] = {}
    for each in checked.items:
        by_type.setdefault(each.item.evidence_type, []).append(each)
    for name, items in by_type.items():
        kind = programme.catalogue.type(name)
        most = limits.of(kind, "max_count") if kind else None
        if kind and most is not None and len(items) > most:
            others = tuple(each.id for each in items)
            yield found("too_many", kind=_(kind.label), count=len(items), most=number_in_words(most), others=others)
    if len(checked.items) > programme.catalogue.max_items:
        yield found("too_many_items", count=len(checked.items), most=programme.catalogue.max_items)


def _sizes(checked: Checked, programme: Programme) -> Iterator[Finding]:
    catalogue = programme.catalogue
    total = sum(each.item.size for each in checked.items)
    if total > catalogue.max_total_bytes:
        yield found("too_much", size=size_in_words(total), most=size_in_words(catalogue.max_total_bytes))
    for each in checked.items:
        size = size_in_words(each.item.size)
        if each.item.size > programme.settings.fat32_bytes:
            yield found("too_large_for_stick", each.id, size=size)
        elif each.item.size > catalogue.max_file_bytes:
            yield found("file_too_large", each.id, size=size, most=size_in_words(catalogue.max_file_bytes))


def _slot(each: CheckedItem, programme: Programme) -> Iterator[Finding]:
    item = each.item
    if not item.evidence_type:
        yield found("unsorted", each.id)
        return
    kind = programme.type_of(item)
    if kind is None:
        yield found("kind_unknown", each.id, kind=shown(item.evidence_type))
        return
    told = each.look
    medium = medium_of(told.kind if told else item.kind)
    if not medium:
        return
    if not fits_in(kind, medium) and not (medium == "image" and "document" in kind.media):
        wanted = listed(_(_MEDIA[name]) for name in kind.media if name in _MEDIA)
        yield found("wrong_medium", each.id, kind=_(kind.label), wanted=wanted, given=_(_MEDIA[medium]))
        return
    form = told.format if told else item.format
    if kind.formats and medium in kind.media and _extension(form) not in {_extension(name) for name in kind.formats}:
        wanted = ", ".join(kind.formats[:3])
        yield found("wrong_format", each.id, kind=_(kind.label), wanted=wanted.upper(), given=_(form))


def type_label(programme: Programme, name: str) -> str:
    """Return what a type is called, or its id in words where the programme does not know it."""
    kind = programme.catalogue.type(name)
    return _(kind.label) if kind else shown(name.replace("_", " "))


def _extension(form: str) -> str:
    name = form.lower()
    name = _EXTENSIONS.get(name, name)
    return _SAME_FORMATS.get(name, name)
