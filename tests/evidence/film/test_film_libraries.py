"""The FFmpeg libraries that Qt brings: found without Qt, and not used when they are not the ones we know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from certdesk.evidence.film import libraries
from certdesk.evidence.film.libraries import FilmError, Libraries, NoLibrariesError, checked


def test_they_are_found_without_loading_qt() -> None:
    code = "import sys; from certdesk.evidence.film.libraries import load; load(); print('PySide6' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Libraries:
    found: Libraries = request.getfixturevalue("libraries")
    return found


def test_they_may_be_shipped(opened: Libraries) -> None:
    opened.codec.avcodec_license.restype = opened.util.av_version_info.restype = libraries.c_char_p
    assert opened.codec.avcodec_license().startswith(b"LGPL")
    assert opened.util.av_version_info().startswith(b"7.1")


def test_without_them_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda _name: None)
    with pytest.raises(NoLibrariesError):
        libraries.load()


@pytest.mark.usefixtures("opened")
def test_structures_of_another_shape_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        """As if a field had been added before these."""

        flags = time_base = pkt_timebase = libraries.CodecContext.flags2

    monkeypatch.setattr(libraries, "CodecContext", Other)
    with pytest.raises(NoLibrariesError):
        libraries.load()


def test_refusals_are_told_by_their_number() -> None:
    assert checked("read", 7) == 7
    with pytest.raises(FilmError, match="read: -5"):
        checked("read", -5)
