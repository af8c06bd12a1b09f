"""Writes a page that checks the codes of one programme's certificates in any browser, without a network or a server.

Its script is ``resources/verify_page/verify.js``. It believes the keys and the register that it is written with, so it
shows words by which the reader can make sure whose keys these are. It checks no PDF: only CertDesk does that.
"""

from __future__ import annotations

import html
import json
import re
from datetime import UTC
from pathlib import Path
from typing import Any

from certdesk import shipped
from certdesk.core.page_facts import PageEntry, PageFacts
from certdesk.core.words import _
from certdesk.reports.files import write_bytes
from certdesk.reports.verify_page_words import checks, labels, open_points, texts

_SLOT = re.compile("%([A-Z_]+)%")


def write_verify_page(facts: PageFacts, target: Path) -> None:
    """Write the page as one HTML file. Raises StorageError when the disk refuses."""
    folder = shipped.resources() / "verify_page"
    parts = {name: html.escape(text) for name, text in labels(facts.programme).items()}
    parts["KNOWN"] = _json(_known(facts))
    parts["TEXTS"] = _json(texts() | {"checks": checks(), "open": open_points()})
    parts["SCRIPT"] = (folder / "verify.js").read_text(encoding="utf-8")
    page = (folder / "page.html").read_text(encoding="utf-8")
    # In one go, so that a programme's name that looks like a slot stays what it is.
    write_bytes(target, _SLOT.sub(lambda slot: parts[slot[1]], page).encode())


def _known(facts: PageFacts) -> dict[str, Any]:
    return {
        "programme": facts.programme,
        "rehearsal": facts.rehearsal,
        "words": list(facts.words),
        "keys": [
            {"kid": each.kid, "key": each.key.hex(), "until": int(each.until.timestamp()) if each.until else 0}
            for each in facts.keys
        ],
        "entries": {each.serial: _entry(each) for each in facts.entries},
        "size": len(facts.entries),
        "made": f"{facts.made_at.astimezone(UTC):%Y-%m-%d}",
        "asOf": f"{facts.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%S.999Z}" if facts.as_of else "",
    }


def _entry(entry: PageEntry) -> dict[str, str]:
    return {
        "award": entry.award_id.replace("-", ""),
        "badge": entry.badge,
        "day": entry.issued_on.isoformat(),
        "withdrawn": entry.withdrawn.isoformat() if entry.withdrawn else "",
        "reason": entry.reason or _("no reason is given"),
        "replacedBy": entry.replaced_by,
    }


def _json(value: object) -> str:
    # Inside of a page, "</script>" would end what it stands in, whatever quotes are around it.
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")
