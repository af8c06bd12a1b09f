"""From a feed and the files beside it to one portfolio: what is evidence, in which order, and what stays outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from html import escape

from certdesk.core.candidates import ExternalId
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.intake.addresses import is_web_address
from certdesk.intake.clean_html import plain
from certdesk.intake.describing import too_big
from certdesk.intake.found import FoundFile, FoundItem, Skipped, Written
from certdesk.intake.guessing import guess_title, guess_type
from certdesk.intake.leap2a.attachments import Attachments
from certdesk.intake.leap2a.feed import Entry, Feed
from certdesk.intake.leap2a.people import entry_id, key_of, system_of
from certdesk.intake.leap2a.sections import Sections, embedded, is_collection, is_comment, is_folder, is_page
from certdesk.intake.leap2a.writing import (
    Texts,
    collected_text,
    comments_text,
    file_of,
    name_of,
    page_text,
    plan_text,
)
from certdesk.intake.limits import MIB, Limits

_MADE = ("created", "start", "end")
_TITLES_SAY_ALL = frozenset({"ability", "achievement", "activity", "affiliation", "publication", "meeting"})
_SHOWN_WHOLE = frozenset({"html", "annotation", "textbox"})
_LONGEST_TEXTS = 16 * MIB
"""So much text of one portfolio is kept; all feeds of honest people are smaller."""
_LOOKED_THROUGH = 200_000
_ENDINGS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "video/mp4": ".mp4",
    "audio/mpeg": ".mp3", "text/plain": ".txt", "text/html": ".html", "application/zip": ".zip",
}  # fmt: skip


class Composer:
    """Makes the items of one portfolio; read ``items``, ``offered``, ``skipped`` and ``warnings`` after `compose`."""

    def __init__(self, feed: Feed, attachments: Attachments, limits: Limits) -> None:
        self._feed, self._files, self._limits = feed, attachments, limits
        self._sections = Sections(feed)
        self._done: set[str] = set()
        self._names: Counter[str] = Counter()
        self._comments: list[Entry] = []
        self._resume: list[Entry] = []
        self._texts = Texts()
        self._room = _LONGEST_TEXTS
        self._on_pages: dict[str, str] = {}
        self._missing = 0
        self.items: list[FoundItem] = []
        self.offered: list[FoundItem] = []
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []

    def compose(self) -> None:
        """Take the pages first, each with what it shows, then journals, plans and all other files and texts."""
        self._leave_noise_out()
        for page in self._sections.pages():
            self._page(page)
            for entry in self._sections.within(page.id, self._done):
                self._entry(entry)
        for entry in self._feed.entries:
            if entry.term("selection_type") == "blog":
                for post in sorted(
                    self._sections.within(entry.id, self._done), key=lambda one: one.published or date.max
                ):
                    self._entry(post)
        for entry in self._feed.entries:
            self._entry(entry)
        self._collected()
        if any(entry.artefact == "annotation" for entry in self._feed.entries):
            self.warnings.append(
                _("Its SmartEvidence map is not part of such an export; only the annotations came along.")
            )
        if self._missing:
            text = ngettext(
                "{count} file that the portfolio names is not in the export.",
                "{count} files that the portfolio names are not in the export.",
                self._missing,
            )
            self.warnings.insert(0, text.format(count=self._missing))

    def _leave_noise_out(self) -> None:
        for page in self._sections.noise():
            self._done.add(page.id)
            reason = _("a page that Mahara makes by itself (dashboard or profile)")
            self.skipped.append(Skipped(shown(page.title, 120), reason, expected=True))
            if page.page == "profile" and (text := page_text(page, self._texts)):
                self.offered.append(self._item(page, file_of((), page.title, text, self._feed.language)))

    def _page(self, page: Entry) -> None:
        self._done.add(page.id)
        for gone in (id_ for id_ in embedded(page) if id_ not in self._sections.entries):
            self._missing += 1
            name = _("“{page}”, picture {id}").format(page=shown(page.title), id=gone.removeprefix("artefact"))
            self.skipped.append(Skipped(name, _("the text shows it, but it is not in the export")))
        text = page_text(page, self._texts)
        if not text:
            return
        self._on_pages[page.id] = plain(text)[:_LOOKED_THROUGH]
        self._add(page, file_of(self._sections.path(page), page.title or _("Page"), text, self._feed.language))

    def _entry(self, entry: Entry) -> None:
        if entry.id in self._done:
            return
        self._done.add(entry.id)
        for text in self._sections.texts_of(entry):
            self._entry(text)
        if entry.kind == "person" or is_page(entry) or is_collection(entry) or is_folder(entry):
            return  # a folder's own words only say where it was copied from
        if is_comment(entry, self._feed.author):
            self._comments.append(entry)
        elif entry.artefact == "profileicon" or self._sections.only_on_noise(entry):
            self._leave_out(entry, _("it belongs to the profile, not to the work"))
        elif entry.plugin == "internal" and entry.artefact != "html":
            return  # a line of the profile, such as the town
        elif entry.plugin == "resume":
            self._resume.append(entry)
        elif entry.kind == "plan":
            self._plan(entry)
        else:
            self._file_or_text(entry)

    def _leave_out(self, entry: Entry, reason: str) -> None:
        self.skipped.append(Skipped(shown(entry.title, 120), reason, expected=True))
        for href in entry.linked("enclosure"):
            self._files.find(href, entry.id)

    def _file_or_text(self, entry: Entry) -> None:
        enclosures = [link for link in entry.links if link.rel == "enclosure" and link.to]
        for link in enclosures:
            if is_web_address(link.to):
                self._text(entry, f"<p>{link.to}</p>")
                continue
            file = self._files.find(link.to, entry.id)
            if file is None:
                self._missing += 1
                reason = _("the portfolio names it, but it is not in the export")
                self.skipped.append(Skipped(shown(entry.title or link.to, 120), reason))
            elif file.size > self._limits.file_size:
                self.warnings.append(too_big(file, self._limits))
            else:
                own = _with_ending(entry.title, link.to, link.type)
                name = name_of(self._sections.path(entry), own)
                self._add(entry, replace(file, name=name), caption=plain(self._texts.of(entry)))
        if not enclosures:
            self._text(entry, "")

    def _text(self, entry: Entry, beside: str) -> None:
        text = self._texts.of(entry) + beside + self._titles(entry)
        addresses = [link.to for link in entry.links if link.rel in {"alternate", "related", "via"}]
        if entry.kind == "resource":
            text += "".join(f"<p>{address}</p>" for address in addresses if is_web_address(address))
        words = plain(text)
        if not words or (entry.artefact in _SHOWN_WHOLE and self._stands_on_a_page(entry, words[:200])):
            return
        title = entry.title or _("Text")
        kind = "reflection" if entry.artefact == "blogpost" else ""
        self._add(entry, file_of(self._sections.path(entry), title, text, self._feed.language), kind=kind)

    def _stands_on_a_page(self, entry: Entry, words: str) -> bool:
        return any(words in self._on_pages.get(page.id, "") for page in self._sections.pages_of(entry)[:10])

    def _titles(self, entry: Entry) -> str:
        """List the titles of what a group holds, where they are all there is: abilities, achievements."""
        if entry.kind != "selection":
            return ""
        bare = [one for one in self._sections.children(entry.id) if one.kind in _TITLES_SAY_ALL]
        self._done.update(one.id for one in bare)
        return "".join(f"<h2>{escape(one.title, quote=False)}</h2>\n{self._texts.of(one)}" for one in bare)

    def _plan(self, plan: Entry) -> None:
        tasks = tuple(one for one in self._sections.within(plan.id, self._done) if one.kind == "plan")
        self._done.update(task.id for task in tasks)
        text = plan_text(plan, tasks, self._texts)
        if plain(text):
            self._add(plan, file_of(self._sections.path(plan), plan.title or _("Plan"), text, self._feed.language))

    def _collected(self) -> None:
        language = self._feed.language
        if text := collected_text(tuple(self._resume), self._texts):
            self._add_collection("resume", file_of((), _("Résumé"), text, language), "")
        if not self._comments:
            return
        text = comments_text(tuple(self._comments), self._sections, self._texts)
        caption = _("Imported to be read only. The export does not say reliably who wrote them.")
        self._add_collection("comments", file_of((), _("Imported comments and feedback"), text, language), caption)
        said = ngettext(
            "{count} comment of others came along; it is kept as a text, its author is not certain.",
            "{count} comments of others came along; they are kept as one text, their authors are not certain.",
            len(self._comments),
        )
        self.warnings.append(said.format(count=len(self._comments)))

    def _add_collection(self, kind: str, file: FoundFile, caption: str) -> None:
        key = key_of(self._feed)
        ids = (ExternalId(system_of(self._feed), kind, key),) if key else ()
        title = guess_title(file.name)
        self.items.append(FoundItem(self._named_apart(file), "", title, caption=caption, known_as=ids))

    def _add(self, entry: Entry, file: FoundFile, *, caption: str = "", kind: str = "") -> None:
        if isinstance(file.source, Written):
            self._room -= file.size
            if self._room < 0:
                self.skipped.append(Skipped(shown(entry.title, 120), _("there is too much text in this portfolio")))
                return
        self.items.append(self._item(entry, self._named_apart(file), caption, kind))

    def _item(self, entry: Entry, file: FoundFile, caption: str = "", kind: str = "") -> FoundItem:
        if entry.author and entry.author != self._feed.author:
            by = _("Made by {name}, as the export says.").format(name=shown(entry.author))
            caption = f"{caption} {by}".strip()
        if entry.artefact == "blogpost" and entry.term("readiness") == "unready":
            caption = _("A draft that was not published.")
        others = [page.title for page in self._sections.pages_of(entry)][1:]
        if others:
            also = _("Also shown on: {pages}.").format(pages=", ".join(f"“{shown(one)}”" for one in others[:5]))
            caption = f"{caption} {also}".strip()
        return FoundItem(
            file,
            guess_type(file.name) or kind,
            guess_title(file.name),
            caption=caption[:1000],
            known_as=entry_id(self._feed, entry),
            made_on=_made_on(entry),
        )

    def _named_apart(self, file: FoundFile) -> FoundFile:
        """Give a number to the second file of one name in one place."""
        self._names[file.name] += 1
        if self._names[file.name] == 1:
            return file
        stem, dot, ending = file.name.rpartition(".")
        number = f" ({self._names[file.name]})"
        return replace(file, name=f"{stem}{number}.{ending}" if dot and "/" not in ending else file.name + number)


def _made_on(entry: Entry) -> date | None:
    said = dict(reversed(entry.dates))
    return next((said[point] for point in _MADE if point in said), entry.published or entry.updated)


def _with_ending(title: str, href: str, type_: str) -> str:
    """Return the name of a file, with the ending of the stored one where the title has none."""
    own = title or href.replace("\\", "/").rpartition("/")[2]
    if "." in own[-9:]:
        return own
    stored = href.rpartition("/")[2]
    ending = "." + stored.rpartition(".")[2] if "." in stored[-6:] else _ENDINGS.get(type_.casefold(), "")
    return own + ending
