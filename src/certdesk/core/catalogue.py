"""Professional development that a programme can point to: what it is, for which criteria, and where it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _

LONGEST = {"id": 60, "title": 120, "length": 40, "form": 60, "language": 40, "where_found": 300, "note": 2000}
MOST_CRITERIA = 60


@dataclass(frozen=True, slots=True)
class Meant:
    """A criterion of a rubric, whichever version; ``rubric`` empty means a criterion of that code in any rubric."""

    rubric: str
    criterion: str

    def __str__(self) -> str:
        """Write it as catalogues do: ``stem-teaching/T8``, or ``T8`` for any rubric."""
        return f"{self.rubric}/{self.criterion}" if self.rubric else self.criterion


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. ``length`` and ``form`` are in words ("2 h", "workshop"); ``language`` is a code, "" for any.

    ``where_found`` says where a teacher finds it; ``offline`` that no network is needed. A retired offer stays in the
    catalogue and is not recommended any more.
    """

    id: str
    title: str
    criteria: tuple[Meant, ...]
    length: str = ""
    form: str = ""
    language: str = ""
    where_found: str = ""
    note: str = ""
    offline: bool = False
    active: bool = True

    def plain(self) -> dict[str, object]:
        """Return it in texts, truths and a list of criteria, in the order in which catalogues write them."""
        return {
            "id": self.id,
            "title": self.title,
            "criteria": [str(each) for each in self.criteria],
            "length": self.length,
            "form": self.form,
            "language": self.language,
            "where_found": self.where_found,
            "note": self.note,
            "offline": self.offline,
            "active": self.active,
        }


def meant(text: str) -> Meant:
    """Read ``rubric/criterion`` or ``criterion``. Raises NotAllowedError for anything else."""
    rubric, slash, criterion = text.strip().rpartition("/")
    if not criterion.strip() or (slash and not rubric.strip()):
        problem = _("“{text}” names no criterion.").format(text=text.strip())
        raise NotAllowedError(problem, _("Write it like stem-teaching/T8, or T8 for any rubric."))
    return Meant(rubric.strip(), criterion.strip())


def offers_for(offers: Iterable[Offer], rubric_id: str, criterion_id: str) -> tuple[Offer, ...]:
    """Return the offers in use for a criterion: those for few criteria first, and what needs no network first."""
    wanted = {Meant(rubric_id, criterion_id), Meant("", criterion_id)}
    found = [one for one in offers if one.active and wanted & set(one.criteria)]
    return tuple(sorted(found, key=lambda one: (len(one.criteria), not one.offline, one.title.casefold(), one.id)))


def found_offers(offers: Iterable[Offer], words: str) -> tuple[Offer, ...]:
    """Return the offers that hold every one of these words, wherever."""
    wanted = words.casefold().split()
    return tuple(one for one in offers if all(word in _text(one) for word in wanted))


def checked(offer: Offer) -> Offer:
    """Return the offer without needless blanks. Raises NotAllowedError for one that says too little or too much."""
    tidy = {name: " ".join(str(getattr(offer, name)).split()) for name in LONGEST}
    for name, most in LONGEST.items():
        if len(tidy[name]) > most:
            text = _("“{name}” has more than {most} characters.").format(name=name, most=most)
            raise NotAllowedError(text, _("Shorten it."))
    if not tidy["title"]:
        raise NotAllowedError(_("An offer has a title."), _("Say in a few words what it is."))
    criteria = tuple(dict.fromkeys(offer.criteria))
    if not criteria:
        text = _("“{title}” is for no criterion.").format(title=tidy["title"])
        raise NotAllowedError(text, _("Name one at least, like stem-teaching/T8."))
    if len(criteria) > MOST_CRITERIA:
        text = _("“{title}” is for more than {most} criteria.").format(title=tidy["title"], most=MOST_CRITERIA)
        raise NotAllowedError(text, _("Name those that it helps most with."))
    return Offer(criteria=criteria, offline=offer.offline, active=offer.active, **tidy)


def _text(offer: Offer) -> str:
    criteria = " ".join(map(str, offer.criteria))
    parts = (offer.id, offer.title, offer.form, offer.language, offer.where_found, offer.note, criteria)
    return " ".join(parts).casefold()
