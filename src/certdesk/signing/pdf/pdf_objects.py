"""Reading pyHanko's objects so that a reference is always followed, whoever wrote it there."""

from __future__ import annotations

from pyhanko.pdf_utils import generic


def resolved(value: generic.PdfObject | None) -> generic.PdfObject | None:
    """Return what ``value`` refers to, or ``value`` itself."""
    if not isinstance(value, generic.IndirectObject):
        return value
    return value.get_object()  # type: ignore[no-untyped-call, no-any-return]


def entry(dictionary: generic.PdfObject | None, key: str) -> generic.PdfObject | None:
    """Return the entry at ``key``, followed to its end; None if there is none or ``dictionary`` is not one.

    pyHanko's own ``get`` does not follow references, so that ``/S 7 0 R`` could hide a script.
    """
    if not isinstance(dictionary, generic.DictionaryObject) or key not in dictionary:
        return None
    return resolved(dictionary.raw_get(key))


def name_at(dictionary: generic.PdfObject | None, key: str) -> str:
    """Return the name at ``key`` with its slash, as ``/Sig``; empty if there is none."""
    value = entry(dictionary, key)
    return str(value) if isinstance(value, generic.NameObject) else ""
