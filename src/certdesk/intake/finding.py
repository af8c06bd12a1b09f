"""Finding portfolios in whatever somebody brings, before anything is copied: folders, zips, other systems' exports."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.folder import list_folder
from certdesk.intake.found import Found, FoundPortfolio, Skipped, System
from certdesk.intake.limits import USUAL, Limits
from certdesk.intake.looking import Looker
from certdesk.intake.sources import Sources
from certdesk.intake.zips import list_zip


def find_portfolios(path: Path, limits: Limits = USUAL) -> Found:
    """Find the portfolios in a folder (of one, or of several folders), in a zip of either, or in a folder of such zips.

    Exports of other systems are known by what lies in them, see `recognising`. One bad file never stops the
    rest: it is among the skipped, with the reason in words. Raises StorageError when the place can't be read and
    UntrustedFileError when nothing can come in from it.
    """
    is_folder = _is_folder(path)
    listing = list_folder(path, limits) if is_folder else list_zip(path, limits)
    with Sources(limits) as sources:
        look = Looker(sources, limits).look(listing)
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
