"""Finding portfolios in a folder or zip that somebody brings, before anything is copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.describing import describe
from certdesk.intake.folder import list_folder
from certdesk.intake.found import Found, FoundPortfolio, OnDisk, Skipped
from certdesk.intake.grouping import Group, group
from certdesk.intake.limits import GIB, USUAL, Limits
from certdesk.intake.listing import Listing
from certdesk.intake.sources import Sources
from certdesk.intake.zips import list_zip


@dataclass(frozen=True, slots=True)
class _Look:
    """What one folder or zip gave: portfolios, what was left out, and the errors among that."""

    portfolios: tuple[FoundPortfolio, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[CertDeskError, ...] = ()


def find_portfolios(path: Path, limits: Limits = USUAL) -> Found:
    """Find the portfolios in a folder (of one, or of several folders), in a zip of either, or in a folder of such zips.

    One bad file never stops the rest: it is among the skipped, with the reason in words. Raises StorageError when the
    place can't be read and UntrustedFileError when nothing can come in from it.
    """
    listing = _list(path, limits)
    zips = _nothing_but_zips(listing)
    look = _look_into_zips(zips, listing.skipped, limits) if zips else _look(listing, limits)
    if look.portfolios:
        return Found(_with_codes_of_their_own(look.portfolios), look.skipped)
    if look.failures:
        raise look.failures[0]
    problem = _("There is no evidence in “{name}”.").format(name=shown(path.name))
    raise UntrustedFileError(problem, _why_nothing(look.skipped))


def _list(path: Path, limits: Limits) -> Listing:
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        problem = _("“{name}” can't be opened: {reason}.").format(name=shown(str(path.name)), reason=error)
        raise StorageError(problem, _("Check the name and that you may open it.")) from error
    if not is_there:
        problem = _("“{name}” is not there.").format(name=shown(str(path)))
        raise StorageError(problem, _("Check the name, and that the stick is still connected."))
    return list_folder(path, limits) if is_folder else list_zip(path, limits)


def _nothing_but_zips(listing: Listing) -> tuple[Path, ...]:
    """Return the zips of a folder that holds zips and nothing else, as when each candidate sent one; else nothing."""
    on_disk = [source.path for entry in listing.entries if isinstance(source := entry.file.source, OnDisk)]
    zips = tuple(sorted(path for path in on_disk if path.suffix.lower() == ".zip"))
    flat = all(len(entry.parts) == 1 for entry in listing.entries)
    return zips if flat and len(zips) == len(listing.entries) else ()


def _look_into_zips(zips: Iterable[Path], skipped: tuple[Skipped, ...], limits: Limits) -> _Look:
    looks = [_Look((), skipped)]
    for path in zips:
        try:
            look = _look(list_zip(path, limits), limits)
        except CertDeskError as error:
            looks.append(_Look((), (Skipped(shown(path.name, 120), error.sentence),), (error,)))
            continue
        inside = tuple(replace(one, name=f"{shown(path.name)}/{one.name}") for one in look.skipped)
        looks.append(_Look(look.portfolios, inside, look.failures))
    return _Look(
        tuple(one for look in looks for one in look.portfolios),
        tuple(one for look in looks for one in look.skipped),
        tuple(one for look in looks for one in look.failures),
    )


def _look(listing: Listing, limits: Limits) -> _Look:
    groups, beside = group(listing)
    skipped = [*listing.skipped, *beside]
    portfolios: list[FoundPortfolio] = []
    failures: list[CertDeskError] = []
    with Sources(limits) as sources:
        for candidate in groups:
            try:
                found = describe(candidate, sources, limits)
                _check_size(candidate, found, limits)
                portfolios.append(found)
            except CertDeskError as error:
                failures.append(error)
                skipped.append(Skipped(shown(candidate.name, 120), error.sentence))
    return _Look(tuple(portfolios), tuple(skipped), tuple(failures))


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
