"""Texts of a portfolio as files of their own: pages, journal posts, plans, comments."""

from __future__ import annotations

import html
import re

from certdesk.core.words import _
from certdesk.intake.addresses import is_web_address
from certdesk.intake.clean_html import clean, page, plain
from certdesk.intake.found import FoundFile, Written
from certdesk.intake.leap2a.feed import Entry
from certdesk.intake.leap2a.sections import Sections
from certdesk.intake.names import visible_name

_FEWEST_LETTERS = 12
_LOOKED_AT = 20_000
_NAMED = re.compile(r"\[[^\[\]]{0,300}\]")
_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
_LONGEST_NAME = 120


def file_of(sections: tuple[str, ...], title: str, body: str, language: str = "") -> FoundFile:
    """Make a web page of a clean text, in folders named after the sections."""
    data = page(title, body, language=language)
    return FoundFile(name_of(sections, f"{title[:_LONGEST_NAME]}.html"), len(data), Written(data))


def name_of(sections: tuple[str, ...], own: str) -> str:
    """Return a name with its folders, none of which may hold what file systems refuse."""
    folders = [_fit(one)[:_LONGEST_NAME].rstrip(" .") for one in sections]
    stem, dot, ending = _fit(own).rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}.{ending}" if dot and len(ending) < 9 else _fit(own)[:_LONGEST_NAME]
    return "/".join([*(one for one in folders if one), short or "file"])


class Texts:
    """What entries say as clean HTML; each is cleaned once, however many pages show it."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, entry: Entry) -> str:
        """Return what an entry says; empty where it says nothing."""
        if entry.id not in self._known:
            parts = [clean(part) for part in (entry.summary, entry.content) if part.strip()]
            self._known[entry.id] = "\n".join(part for part in dict.fromkeys(parts) if plain(part))
        return self._known[entry.id]


def page_text(entry: Entry, texts: Texts) -> str:
    """Return the words of a page; empty where it only shows files."""
    text = texts.of(entry)
    words = _own_words(text, entry)
    if len(words) < _FEWEST_LETTERS:
        text = "\n".join(part for block in entry.blocks if (part := _block_text(block.title, block.texts)))
        words = _own_words(text, entry)
    return text if len(words) >= _FEWEST_LETTERS else ""


def plan_text(entry: Entry, tasks: tuple[Entry, ...], texts: Texts) -> str:
    """Return a plan with its tasks as clean HTML."""
    parts = [texts.of(entry)]
    for task in tasks:
        facts = [when.isoformat() for _point, when in task.dates]
        facts += [_("done")] if task.stage == "completed" else []
        head = html.escape(f"{task.title} ({', '.join(facts)})" if facts else task.title, quote=False)
        parts.append(f"<h2>{head}</h2>\n{texts.of(task)}")
    return "\n".join(part for part in parts if part)


def comments_text(comments: tuple[Entry, ...], sections: Sections, texts: Texts) -> str:
    """Return comments of others, each with what it is about, its day, and whoever the export names."""
    parts: list[str] = []
    for comment in comments:
        about = [sections.entries[id_].title for id_ in comment.linked("reflects_on") if id_ in sections.entries]
        heading = _("On “{title}”").format(title=about[0]) if about else comment.title
        when = comment.published or comment.updated
        said = ", ".join(part for part in (comment.author, when.isoformat() if when else "") if part)
        parts.append(f"<h2>{html.escape(heading, quote=False)}</h2>\n<p><em>{html.escape(said)}</em></p>")
        parts.append(texts.of(comment) or f"<p>{html.escape(comment.title, quote=False)}</p>")
    return "\n".join(parts)


def collected_text(entries: tuple[Entry, ...], texts: Texts) -> str:
    """Return several short entries, each under its title, which may say all there is: a place of work, a degree."""
    said = ((entry, texts.of(entry)) for entry in entries if entry.title)
    return "\n".join(
        f"<h2>{html.escape(entry.title, quote=False)}</h2>\n{text}"
        for entry, text in said
        if text or entry.kind not in {"entry", "selection"}
    )


def _block_text(title: str, texts: tuple[str, ...]) -> str:
    bodies = [f"<p>{html.escape(one, quote=False)}</p>" if is_web_address(one) else clean(one) for one in texts]
    body = "\n".join(part for part in bodies if plain(part))
    return f"<h2>{html.escape(title, quote=False)}</h2>\n{body}" if title and body else body


def _own_words(text: str, entry: Entry) -> str:
    """Return the words of a page without the titles of its blocks and the names of its pictures."""
    words = _NAMED.sub(" ", plain(text[:_LOOKED_AT]))
    for block in entry.blocks:
        if block.title:
            words = words.replace(block.title, " ")
    return " ".join(words.split())


def _fit(name: str) -> str:
    return " ".join(_UNFIT.sub("_", visible_name(" ".join(name.split()))).split()).lstrip(".")
