"""Finding portfolios in a folder or zip that somebody brings, before anything is copied."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.describing import describe
from certdesk.intake.folder import list_folder
from certdesk.intake.found import Found, FoundPortfolio, Skipped
from certdesk.intake.grouping import Group, group
from certdesk.intake.limits import USUAL, Limits
from certdesk.intake.listing import Listing
from certdesk.intake.sources import Sources
from certdesk.intake.zips import list_zip


def find_portfolios(path: Path, limits: Limits = USUAL) -> Found:
    """Find the portfolios in a folder (one portfolio, or a folder of several) or in a zip of either.

    One bad file never stops the rest: it is among the skipped, with the reason in words. Raises StorageError when the
    place can't be read and UntrustedFileError when nothing can come in from it.
    """
    listing = _list(path, limits)
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
    if portfolios:
        return Found(_with_codes_of_their_own(portfolios), tuple(skipped))
    if failures:
        raise failures[0]
    problem = _("There is no evidence in “{name}”.").format(name=shown(path.name))
    raise UntrustedFileError(problem, _why_nothing(skipped))


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


def _check_size(candidate: Group, found: FoundPortfolio, limits: Limits) -> None:
    if found.size <= limits.portfolio_size:
        return
    problem = _("The portfolio “{name}” holds more than {size} GiB.")
    raise UntrustedFileError(
        problem.format(name=shown(candidate.name), size=limits.portfolio_size // 2**30),
        _("Ask for shorter or smaller videos."),
    )


def _with_codes_of_their_own(portfolios: list[FoundPortfolio]) -> tuple[FoundPortfolio, ...]:
    """Give a number to portfolios that came with the code of another, and say so."""
    seen: Counter[str] = Counter()
    own: list[FoundPortfolio] = []
    for found in portfolios:
        seen[found.code] += 1
        if seen[found.code] == 1:
            own.append(found)
            continue
        warning = _("Another portfolio here has the code {code} too.").format(code=found.code)
        own.append(replace(found, code=f"{found.code}-{seen[found.code]}", warnings=(*found.warnings, warning)))
    return tuple(own)


def _why_nothing(skipped: list[Skipped]) -> str:
    missed = [one for one in skipped if not one.expected]
    if not missed:
        return _("Choose the folder or zip in which the files lie.")
    return _("{name}: {reason}.").format(name=missed[0].name, reason=missed[0].reason.rstrip("."))
