"""The people whose work the workspace holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an identity: the fingerprint is of their certificate."""

    id: str
    name: str
    role: str
    fingerprint: str
    made_at: str


def list_people(db: Database) -> tuple[Person, ...]:
    """Read everybody, in the order in which they joined."""
    return tuple(Person(**row) for row in db.query("select * from person order by made_at, id"))


def find_person(db: Database, person_id: str) -> Person | None:
    """Read one person, or None."""
    return next((person for person in list_people(db) if person.id == person_id), None)
