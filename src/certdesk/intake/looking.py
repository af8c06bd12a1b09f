"""Looking into folders, zips and exports of other systems, and into those inside them, until portfolios are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake import canvas
from certdesk.intake.describing import describe
from certdesk.intake.found import FoundFile, FoundPortfolio, OnDisk, Skipped, System
from certdesk.intake.grouping import group, holds_description
from certdesk.intake.limits import GIB, Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.name_words import says_nobody
from certdesk.intake.names import in_order
from certdesk.intake.parts import Container, Part
from certdesk.intake.recognising import Reader, recognise
from certdesk.intake.sources import Sources

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What one folder or zip gave: portfolios, what was left out, the errors among that, and where it is from."""

    portfolios: tuple[FoundPortfolio, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[CertDeskError, ...] = ()
    system: System | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks into one thing after another; ``depth`` says how many containers lie around."""

    sources: Sources
    limits: Limits
    depth: int = 0

    def look(self, listing: Listing) -> Look:
        """Read a listing as what it is. Nothing that is wrong with it is raised."""
        known = recognise(listing)
        if known is not None:
            try:
                return self._known(known.by, known.listing)
            except CertDeskError as error:
                return _failed(listing.name, error, listing.skipped)
        zips = _nothing_but_zips(listing)
        if zips and (all(isinstance(file.source, OnDisk) for file in zips) or any(map(self._is_portfolio, zips))):
            return self.look_into_zips(zips, listing.skipped)
        exports, rest = self._exports(listing)
        if not exports:
            return self._look_at_rest(listing)
        looks = [Look((), listing.skipped), *(_inside(self.look(one), one.name) for one in exports)]
        if rest:
            looks.append(self._look_at_rest(Listing(listing.name, rest, ())))
        return together(looks)

    def _look_at_rest(self, listing: Listing) -> Look:
        """Look at what is no export: folders in each of which somebody's zip lies, as mail leaves them, or files."""
        alone = [entry for entry in listing.entries if len(entry.parts) == 2 and _is_zip_on_disk(entry)]
        if len(alone) < len(listing.entries) or len({entry.parts[0] for entry in alone}) < max(len(alone), 2):
            return self._look_at_files(listing)
        looks = [Look((), listing.skipped)]
        for entry in sorted(alone, key=lambda entry: in_order(entry.parts[0])):
            try:
                inside = self.sources.list_inside(entry.file)
                name = entry.parts[0] if says_nobody(inside.name) else inside.name
                looks.append(_inside(self.look(replace(inside, name=name)), entry.file.name))
            except CertDeskError as error:
                looks.append(_failed(entry.file.name, error))
        return together(looks)

    def _known(self, by: Reader | Container, listing: Listing) -> Look:
        if isinstance(by, Reader):
            found = by.read(listing, self.sources, self.limits)
            look = Look(found.portfolios, found.skipped, (), found.system, found.title)
            return self._within_bounds(look)
        if self.depth >= _DEEPEST:
            problem = _("“{name}” lies in too many others inside each other.").format(name=shown(listing.name))
            raise UntrustedFileError(problem, _("Unpack the outer ones first, then choose the folder."))
        parts = by.parts_of(listing, self.sources, self.limits)
        looks = [Look((), parts.skipped), *(self._part(part) for part in parts.parts)]
        return replace(together(looks), system=parts.system, title=parts.title)

    def _part(self, part: Part) -> Look:
        deeper = replace(self, depth=self.depth + 1)
        try:
            if isinstance(part.inside, FoundFile):
                look = deeper.look(self.sources.list_inside(part.inside))
            elif zips := _nothing_but_zips(part.inside):
                look = deeper.look_into_zips(zips, part.inside.skipped)
            else:
                look = deeper.look(part.inside)
        except CertDeskError as error:
            return _failed(part.name or part.inside.name, error)
        return _inside(replace(look, portfolios=_said_of(part, look.portfolios)), part.name)

    def look_into_zips(self, zips: Iterable[FoundFile], skipped: tuple[Skipped, ...]) -> Look:
        """Look into one zip after another; what is wrong with one is told and stops no other."""
        looks = [Look((), skipped)]
        for file in zips:
            try:
                looks.append(_inside(self.look(self.sources.list_inside(file)), file.name))
            except CertDeskError as error:
                looks.append(_failed(file.name, error))
        return together(looks)

    def _exports(self, listing: Listing) -> tuple[list[Listing], tuple[Entry, ...]]:
        """Find exports of other systems side by side, as folders or zips; and return the files that are in none."""
        exports: list[Listing] = []
        taken: set[Entry] = set()
        by_top: dict[str, list[Entry]] = {}
        for entry in listing.entries:
            by_top.setdefault(entry.parts[0], []).append(entry)
        for top, entries in sorted(by_top.items(), key=lambda pair: in_order(pair[0])):
            inside = self._listing_of(top, entries)
            if inside is not None and _is_clear(inside):
                exports.append(inside)
                taken.update(entries)
        return exports, tuple(entry for entry in listing.entries if entry not in taken)

    def _listing_of(self, top: str, entries: list[Entry]) -> Listing | None:
        """Return what is in a folder, or in a zip that lies on a disk; None for other files."""
        if all(len(entry.parts) > 1 for entry in entries):
            return Listing(top, tuple(Entry(entry.parts[1:], entry.file) for entry in entries), ())
        file = entries[0].file
        if len(entries) > 1 or not top.casefold().endswith(".zip") or not isinstance(file.source, OnDisk):
            return None
        try:
            return self.sources.list_inside(file)
        except CertDeskError:
            return None  # it may still be evidence, whatever it is; whoever opens it will be told

    def _is_portfolio(self, file: FoundFile) -> bool:
        """Whether a zip inside a zip is a portfolio of its own, and no evidence that happens to be packed."""
        try:
            inside = self.sources.list_inside(file)
        except CertDeskError:
            return False
        return _is_clear(inside) or holds_description(inside)

    def _look_at_files(self, listing: Listing) -> Look:
        groups, beside = group(listing)
        skipped = [*listing.skipped, *beside]
        portfolios: list[FoundPortfolio] = []
        failures: list[CertDeskError] = []
        for candidate in groups:
            try:
                found = describe(candidate, self.sources, self.limits)
                _check_size(candidate.name, found, self.limits)
                portfolios.append(found)
            except CertDeskError as error:
                failures.append(error)
                skipped.append(Skipped(shown(candidate.name, 120), error.sentence))
        return Look(tuple(portfolios), tuple(skipped), tuple(failures))

    def _within_bounds(self, look: Look) -> Look:
        """Leave out the portfolios of a system that are too big."""
        kept: list[FoundPortfolio] = []
        looks = [look]
        for found in look.portfolios:
            try:
                _check_size(found.title, found, self.limits)
                kept.append(found)
            except CertDeskError as error:
                looks.append(_failed(found.title, error))
        looks[0] = replace(look, portfolios=tuple(kept))
        return replace(together(looks), system=look.system, title=look.title)


def together(looks: list[Look]) -> Look:
    """Join what several places gave; it is from one system where all of them that hold anything are."""
    systems = {look.system for look in looks if look.portfolios}
    return Look(
        tuple(one for look in looks for one in look.portfolios),
        tuple(one for look in looks for one in look.skipped),
        tuple(one for look in looks for one in look.failures),
        systems.pop() if len(systems) == 1 else None,
    )


def _said_of(part: Part, portfolios: tuple[FoundPortfolio, ...]) -> tuple[FoundPortfolio, ...]:
    """Add what a container says of a portfolio, if it can mean only one."""
    warned = tuple(replace(found, warnings=(*found.warnings, *part.warnings)) for found in portfolios)
    if len(warned) != 1:
        return warned
    [found] = warned
    own = [one for one in part.known_as if one not in found.known_as]
    title = part.title[:200] if part.title and not found.described else found.title
    code = part.code if part.code and not found.described else found.code
    return (replace(found, code=code, title=title, note=found.note or part.note, known_as=(*own, *found.known_as)),)


def _is_clear(listing: Listing) -> bool:
    """Whether a listing is known by more than the look of its names, which some evidence of a teacher may have too."""
    known = recognise(listing)
    if known is None:
        return False
    if isinstance(known.by, Container) or known.by.system is not System.CANVAS:
        return True
    return canvas.is_called_so(known.listing)


def _is_zip_on_disk(entry: Entry) -> bool:
    return entry.parts[-1].casefold().endswith(".zip") and isinstance(entry.file.source, OnDisk)


def _nothing_but_zips(listing: Listing) -> tuple[FoundFile, ...]:
    """Return the zips of a place that holds zips and nothing else, as when each candidate sent one; else nothing."""
    if not all(len(entry.parts) == 1 and entry.parts[0].casefold().endswith(".zip") for entry in listing.entries):
        return ()
    return tuple(sorted((entry.file for entry in listing.entries), key=lambda file: in_order(file.name)))


def _inside(look: Look, name: str) -> Look:
    """Put the name of a place before the names of what was left out there."""
    if not name:
        return look
    named = tuple(replace(one, name=f"{shown(name, 120)}/{one.name}") for one in look.skipped)
    return replace(look, skipped=named)


def _failed(name: str, error: CertDeskError, skipped: tuple[Skipped, ...] = ()) -> Look:
    return Look((), (*skipped, Skipped(shown(name, 120), error.sentence)), (error,))


def _check_size(name: str, found: FoundPortfolio, limits: Limits) -> None:
    if found.size <= limits.portfolio_size:
        return
    problem = _("The portfolio “{name}” holds more than {size} GiB.")
    raise UntrustedFileError(
        problem.format(name=shown(name), size=f"{limits.portfolio_size / GIB:.1f}"),
        _("Ask for shorter or smaller videos."),
    )
