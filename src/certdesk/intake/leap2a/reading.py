"""Reading an export in Leap2A: the feed, and beside it the files of which it speaks."""

from __future__ import annotations

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.describing import about_all
from certdesk.intake.found import Found, FoundPortfolio, Skipped, System
from certdesk.intake.guessing import guess_code
from certdesk.intake.leap2a.attachments import Attachments
from certdesk.intake.leap2a.composing import Composer
from certdesk.intake.leap2a.feed import Feed
from certdesk.intake.leap2a.parsing import read_feed
from certdesk.intake.leap2a.people import candidate_of, key_of, known_as
from certdesk.intake.leap2a.sections import Sections, is_collection
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, same_name
from certdesk.intake.sources import Sources

FEEDS = ("leap2a.xml", "leap2.xml", "leap.xml")


def recognises(listing: Listing) -> bool:
    """Whether a feed lies at the top of a folder or zip."""
    return _feed_entry(listing) is not None


def read(listing: Listing, sources: Sources, limits: Limits) -> Found:
    """Read the one portfolio of an export. Raises UntrustedFileError when its feed can't be read."""
    manifest = _feed_entry(listing)
    if manifest is None:
        problem = _("There is no leap2a.xml in “{name}”.").format(name=shown(listing.name))
        raise UntrustedFileError(problem, _("Choose the zip as the portfolio program wrote it."))
    feed = read_feed(sources.read(manifest.file, limits.feed), displayed(manifest.parts))
    others = tuple(entry for entry in listing.entries if entry is not manifest)
    files = Attachments(others)
    composer = Composer(feed, files, limits)
    composer.compose()
    skipped = [*listing.skipped, *composer.skipped, *_not_named(others, files)]
    warnings = [*composer.warnings, *about_all(tuple(composer.items), sources, limits)]
    if feed.cut_off:
        warnings.insert(
            0, _("{file} is cut off or damaged; what stands before came in.").format(file=manifest.parts[-1])
        )
    portfolio = FoundPortfolio(
        code=guess_code(key_of(feed) or listing.name),
        title=_title(feed),
        candidate=candidate_of(feed),
        items=tuple(composer.items),
        warnings=tuple(warnings),
        known_as=known_as(feed),
        offered=tuple(composer.offered),
    )
    return Found((portfolio,), tuple(skipped), System.LEAP2A, feed.title)


def _feed_entry(listing: Listing) -> Entry | None:
    at_top = {same_name(entry.parts[0]): entry for entry in listing.entries if len(entry.parts) == 1}
    return next((at_top[name] for name in FEEDS if name in at_top), None)


def _not_named(entries: tuple[Entry, ...], files: Attachments) -> list[Skipped]:
    """Tell of files that no entry names; those of the web page that comes with an export are nothing to miss."""
    skipped: list[Skipped] = []
    for entry in entries:
        if entry.file in files.taken:
            continue
        if files.is_shown_copy(entry.file) or len(entry.parts) == 1:
            reason = _("it belongs to the web page that comes with the export")
            skipped.append(Skipped(displayed(entry.parts), reason, expected=True))
        else:
            skipped.append(Skipped(displayed(entry.parts), _("no entry of the portfolio names it")))
    return skipped


def _title(feed: Feed) -> str:
    """Return the title of the only collection or page; the title of the feed is the name of its owner and a time."""
    collections = [entry for entry in feed.entries if is_collection(entry) and entry.title]
    pages = [page for page in Sections(feed).pages() if page.title]
    for titled in (collections, pages):
        if len(titled) == 1:
            return titled[0].title
    return _("Portfolio")
