"""Readers written in Rust: what they raise, panics too, as one kind of trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from certdesk.evidence.problems import Case, Refused


@contextmanager
def damaged_if_it_fails(*but: type[Exception]) -> Iterator[None]:
    """Turn any failure inside into "damaged", but let what is already told, a lack of memory, and ``but`` through.

    A panic in Rust arrives as an exception that is no ``Exception``.
    """
    passed_on: tuple[type[Exception], ...] = (Refused, MemoryError, *but)
    try:
        yield
    except passed_on:
        raise
    except Exception as problem:
        raise Refused(Case.DAMAGED) from problem
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise Refused(Case.DAMAGED) from panic
