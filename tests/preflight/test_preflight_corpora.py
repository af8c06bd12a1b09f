"""Files that other people wrote, many of them hostile: looking them over always ends in an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.playing_over import played
from certdesk.actions.preflighting import preflight_settings
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight_facts import CheckedItem, Limits, Programme
from certdesk.core.preflight_films import film_findings
from certdesk.core.preflight_opening import can_be_seen, opening_findings
from certdesk.core.preflight_pages import page_findings
from certdesk.core.preflight_rules import words_of
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import EvidenceError
from certdesk.evidence.requests import LookOver


@pytest.mark.corpus
@pytest.mark.slow
def test_every_file_of_the_corpora_gets_an_answer(corpora: Path) -> None:
    programme = Programme(evidence_types(shipped.rubrics()), preflight_settings(shipped.rubrics()), date(2026, 11, 22))
    files = [path for path in sorted(corpora.rglob("*")) if path.is_file() and path.suffix not in {".md", ".csv"}]
    lost = []
    with EvidenceWorker() as worker:
        for path in files:
            try:
                look = worker.ask(LookOver(path, path.name)).look
            except EvidenceError:
                lost.append(path.name)
                continue
            if look.has_picture or look.has_sound:
                look = played(path, look)
            item = EvidenceItem("i", "p", 0, "", path.stat().st_size, path.name, path.stem, "digital_artefact")
            each = CheckedItem(item, look)
            found = [*opening_findings(each)]
            if can_be_seen(each):
                found += [*film_findings(each, programme, Limits()), *page_findings(each, programme, Limits())]
            assert all(words_of(finding).what for finding in found)
            print(path.name, look.kind, look.case, [finding.rule for finding in found])  # noqa: T201 - read when it fails
    assert len(lost) <= len(files) // 20, lost
