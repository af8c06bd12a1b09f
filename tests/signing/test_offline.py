"""Network clients stay out of the process, and pyHanko does not miss them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.signing.samples import a_report

from certdesk.signing.offline import CLIENT, NoClient

VERIFY = """
import sys
from pathlib import Path
from certdesk.signing.trust import Trust
from certdesk.signing.pdf.verify_pdf import verify_pdf
print(verify_pdf(Path(sys.argv[1]), Trust()).verdict.value, sys.modules["aiohttp"].__class__.__name__)
print([name for name in ("yarl", "multidict") if name in sys.modules])
"""


def test_verifying_loads_no_client(tmp_path):
    report = tmp_path / "report.pdf"
    report.write_bytes(a_report())
    told = subprocess.run([sys.executable, "-c", VERIFY, report], capture_output=True, text=True, check=True).stdout
    verdict, loaded = told.splitlines()
    assert verdict == "cannot_tell NoClient"
    assert loaded == "[]"


def test_the_stand_in_has_every_name_and_does_nothing():
    stand_in = NoClient(CLIENT)
    assert stand_in.ClientSession is stand_in.ClientSession
    with pytest.raises(AttributeError):
        _ = stand_in.ClientSession().get
    with pytest.raises(AttributeError):
        _ = stand_in.__path__
