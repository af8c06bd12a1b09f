"""Finding the file that an entry names: exports escape names in several ways, and unpacking changes them again."""

from __future__ import annotations

import html
import re
from collections import defaultdict

from certdesk.intake.addresses import without_percents
from certdesk.intake.found import FoundFile
from certdesk.intake.listing import Entry
from certdesk.intake.names import same_name

_FOLDERS = ("", "export_info/", "export_info/files/", "files/")
_NUMBERED = re.compile(r"([0-9]{1,19})-")
_ODD = re.compile(r"[^\w.]+|_+")


class Attachments:
    """The files of an export by name. ``taken`` are those that an entry named."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._exact: dict[str, FoundFile] = {}
        self._alike: dict[str, list[FoundFile]] = defaultdict(list)
        self._loose: dict[str, list[FoundFile]] = defaultdict(list)
        self._numbered: dict[str, list[FoundFile]] = defaultdict(list)
        self._taken_numbers: set[str] = set()
        self.taken: set[FoundFile] = set()
        for entry in entries:
            own = entry.parts[-1]
            self._exact.setdefault("/".join(entry.parts), entry.file)
            self._alike[same_name(own)].append(entry.file)
            self._loose[_loose(own)].append(entry.file)
            if number := _NUMBERED.match(own):
                self._numbered[number[1]].append(entry.file)

    def find(self, href: str, id_: str) -> FoundFile | None:
        """Find the file of an enclosure; ``id_`` of the entry helps where its name was changed."""
        found = self._found(href, id_)
        if found is not None:
            self.taken.add(found)
            if number := _NUMBERED.match(found.name.rpartition("/")[2]):
                self._taken_numbers.add(number[1])
        return found

    def _found(self, href: str, id_: str) -> FoundFile | None:
        names = _readings(href)
        for name in names:
            for folder in _FOLDERS:
                if (found := self._exact.get(folder + name)) is not None:
                    return found
        for name in names:
            own = name.rpartition("/")[2]
            for known in (self._alike.get(same_name(own), []), self._loose.get(_loose(own), [])):
                if len(known) == 1:
                    return known[0]
                if len(beside := [file for file in known if "files/" in file.name]) == 1:
                    return beside[0]
        number = re.search(r"[0-9]{1,19}\Z", id_)
        numbered = self._numbered.get(number[0], []) if number else []
        originals = [file for file in numbered if "maxheight-" not in file.name and "maxwidth-" not in file.name]
        return originals[0] if len(originals) == 1 else None

    def is_shown_copy(self, file: FoundFile) -> bool:
        """Whether a file that no entry names is part of the web page that comes with an export."""
        parts = same_name(file.name).split("/")
        if parts[0] in {"html", "pdf", "static", "views", "content", "theme", "lib"} or parts[-1] == "index.html":
            return True
        number = _NUMBERED.match(parts[-1])
        return number is not None and number[1] in self._taken_numbers


def _readings(href: str) -> tuple[str, ...]:
    """Return how a name may be meant: as it stands, without percent signs, without entities, with other slashes."""
    bare = without_percents(href)
    forms = [href, bare, html.unescape(href), without_percents(html.unescape(href)), without_percents(bare)]
    forms += [without_percents(href.replace("+", " ")), href.partition("#")[0], href.partition("?")[0]]
    tidy = (form.replace("\\", "/").strip().lstrip("/").removeprefix("./") for form in forms)
    return tuple(dict.fromkeys(form for form in tidy if form and ".." not in form.split("/")))


def _loose(name: str) -> str:
    """Return a name without the marks that systems replace in different ways."""
    return _ODD.sub("_", same_name(name)).strip("_")
