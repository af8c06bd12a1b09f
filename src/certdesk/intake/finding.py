"""Finding portfolios in whatever somebody brings, before anything is copied: folders, zips, other systems' exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.describing import describe
from certdesk.intake.folder import list_folder
from certdesk.intake.found import Found, FoundFile, FoundPortfolio, OnDisk, Skipped, System
from certdesk.intake.grouping import Group, group, holds_description
from certdesk.intake.limits import GIB, USUAL, Limits
from certdesk.intake.listing import Listing
from certdesk.intake.names import in_order
from certdesk.intake.recognising import READERS, Reader, recognise
from certdesk.intake.sources import Sources
from certdesk.intake.zips import list_zip


@dataclass(frozen=True, slots=True)
class _Look:
    """What one folder or zip gave: portfolios, what was left out, the errors among that, and where it is from."""

    portfolios: tuple[FoundPortfolio, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[CertDeskError, ...] = ()
    system: System | None = None
    title: str = ""


def find_portfolios(path: Path, limits: Limits = USUAL) -> Found:
    """Find the portfolios in a folder (of one, or of several folders), in a zip of either, or in a folder of such zips.

    Exports of other systems are known by what lies in them, see `recognising.READERS`. One bad file never stops the
    rest: it is among the skipped, with the reason in words. Raises StorageError when the place can't be read and
    UntrustedFileError when nothing can come in from it.
    """
    is_folder = _is_folder(path)
    listing = list_folder(path, limits) if is_folder else list_zip(path, limits)
    with Sources(limits) as sources:
        look = _Looker(sources, limits).look(listing)
    if look.portfolios:
        system = look.system or (System.FOLDER if is_folder else System.ZIP)
        return Found(_with_codes_of_their_own(look.portfolios), look.skipped, system, look.title)
    if look.failures:
        raise look.failures[0]
    problem = _("There is no evidence in “{name}”.").format(name=shown(path.name))
    raise UntrustedFileError(problem, _why_nothing(look.skipped))


def _is_folder(path: Path) -> bool:
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        problem = _("“{name}” can't be opened: {reason}.").format(name=shown(str(path.name)), reason=error)
        raise StorageError(problem, _("Check the name and that you may open it.")) from error
    if not is_there:
        problem = _("“{name}” is not there.").format(name=shown(str(path)))
        raise StorageError(problem, _("Check the name, and that the stick is still connected."))
    return is_folder


@dataclass(frozen=True, slots=True)
class _Looker:
    """Looks into a listing, and into the zips and exports inside it."""

    sources: Sources
    limits: Limits
    readers: tuple[Reader, ...] = field(default=READERS)

    def look(self, listing: Listing) -> _Look:
        """Read a listing as what it is. Nothing that is wrong with it is raised."""
        known = recognise(listing, self.readers)
        if known is not None:
            return self._read(known.reader, known.listing)
        zips = _nothing_but_zips(listing)
        if zips and (all(isinstance(file.source, OnDisk) for file in zips) or any(map(self._is_portfolio, zips))):
            return self._look_into_zips(zips, listing.skipped)
        return self._look_at_files(listing)

    def _read(self, reader: Reader, listing: Listing) -> _Look:
        try:
            found = reader.read(listing, self.sources, self.limits)
        except CertDeskError as error:
            skipped = (*listing.skipped, Skipped(shown(listing.name, 120), error.sentence))
            return _Look((), skipped, (error,))
        return _Look(found.portfolios, found.skipped, (), found.system, found.title)

    def _look_into_zips(self, zips: Iterable[FoundFile], skipped: tuple[Skipped, ...]) -> _Look:
        looks = [_Look((), skipped)]
        for file in zips:
            name = shown(file.name, 120)
            try:
                look = self.look(self.sources.list_inside(file))
            except CertDeskError as error:
                looks.append(_Look((), (Skipped(name, error.sentence),), (error,)))
                continue
            inside = tuple(replace(one, name=f"{name}/{one.name}") for one in look.skipped)
            looks.append(replace(look, skipped=inside))
        return _together(looks)

    def _is_portfolio(self, file: FoundFile) -> bool:
        """Whether a zip inside a zip is a portfolio of its own, and no evidence that happens to be packed."""
        try:
            inside = self.sources.list_inside(file)
        except CertDeskError:
            return False
        return recognise(inside, self.readers) is not None or holds_description(inside)

    def _look_at_files(self, listing: Listing) -> _Look:
        groups, beside = group(listing)
        skipped = [*listing.skipped, *beside]
        portfolios: list[FoundPortfolio] = []
        failures: list[CertDeskError] = []
        for candidate in groups:
            try:
                found = describe(candidate, self.sources, self.limits)
                _check_size(candidate, found, self.limits)
                portfolios.append(found)
            except CertDeskError as error:
                failures.append(error)
                skipped.append(Skipped(shown(candidate.name, 120), error.sentence))
        return _Look(tuple(portfolios), tuple(skipped), tuple(failures))


def _nothing_but_zips(listing: Listing) -> tuple[FoundFile, ...]:
    """Return the zips of a place that holds zips and nothing else, as when each candidate sent one; else nothing."""
    if not all(len(entry.parts) == 1 and entry.parts[0].lower().endswith(".zip") for entry in listing.entries):
        return ()
    return tuple(sorted((entry.file for entry in listing.entries), key=lambda file: in_order(file.name)))


def _together(looks: list[_Look]) -> _Look:
    """Join what several zips gave; it is from one system where all of them that hold anything are."""
    systems = {look.system for look in looks if look.portfolios}
    return _Look(
        tuple(one for look in looks for one in look.portfolios),
        tuple(one for look in looks for one in look.skipped),
        tuple(one for look in looks for one in look.failures),
        systems.pop() if len(systems) == 1 else None,
    )


def _check_size(candidate: Group, found: FoundPortfolio, limits: Limits) -> None:
    if found.size <= limits.portfolio_size:
        return
    problem = _("The portfolio “{name}” holds more than {size} GiB.")
    raise UntrustedFileError(
        problem.format(name=shown(candidate.name), size=f"{limits.portfolio_size / GIB:.1f}"),
        _("Ask for shorter or smaller videos."),
    )


def _with_codes_of_their_own(portfolios: tuple[FoundPortfolio, ...]) -> tuple[FoundPortfolio, ...]:
    """Give a number to portfolios that came with the code of another, and say so."""
    taken = Counter(found.code for found in portfolios)
    seen: Counter[str] = Counter()
    own: list[FoundPortfolio] = []
    for found in portfolios:
        seen[found.code] += 1
        if seen[found.code] == 1:
            own.append(found)
            continue
        number = next(n for n in range(seen[found.code], len(portfolios) + 3) if not taken[f"{found.code}-{n}"])
        code = f"{found.code}-{number}"
        taken[code] += 1
        warning = _("Another portfolio here has the code {code} too.").format(code=found.code)
        own.append(replace(found, code=code, warnings=(*found.warnings, warning)))
    return tuple(own)


def _why_nothing(skipped: tuple[Skipped, ...]) -> str:
    missed = [one for one in skipped if not one.expected]
    if not missed:
        return _("Choose the folder or zip in which the files lie.")
    return _("{name}: {reason}.").format(name=missed[0].name, reason=missed[0].reason.rstrip("."))
