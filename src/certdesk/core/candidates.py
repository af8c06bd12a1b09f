"""Candidates as a list from elsewhere names them, and the ids by which other systems know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExternalId:
    """How another system names something by its own ``value``.

    ``system`` is "mahara", "moodle", "canvas", "ora2", "bagit" or "list"; ``kind`` "user", "submission", "attachment",
    "entry" or what else that system has.
    """

    system: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """A teacher on a candidates' list, with or without a portfolio yet. ``code`` is empty until one is given.

    ``known_as`` are user names, e-mail addresses and numbers by which files from elsewhere can be matched.
    """

    id: str
    name: str
    school: str = ""
    language: str = "en"
    code: str = ""
    programme: str = ""
    cohort: str = ""
    subject: str = ""
    known_as: tuple[ExternalId, ...] = ()
    note: str = ""
