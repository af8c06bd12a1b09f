"""The power goes while a stick is written: what was said to be done is there, and nothing else looks as if it were."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from tests.support.packing import built
from tests.support.power_cuts import Computer, can_cut_power

CUTS = int(os.environ.get("CERTDESK_POWER_CUTS", "12"))

BEGIN = """
from pathlib import Path
from certdesk.exchange.building import Built
from certdesk.exchange.checking import check_stick
from certdesk.exchange.media import medium_of
from certdesk.exchange.reading import read_head
from certdesk.exchange.stick_writer import write_stick
from tests.support.packing import job
folder, stick = Path({folder!r}), Path(sys.argv[1])
head = (folder / "certdesk-package.json").read_bytes()
package = Built(folder, read_head(head), head, (folder / "certdesk-signature.json").read_bytes())
"""
WRITE = """
medium = medium_of(stick)
print(medium.file_system, medium.file_size_limit)
print("WRITING", flush=True)
write_stick(job(package, stick / "CertDesk-20261122-000000aa-1"))
print("DONE", flush=True)
"""
CHECK = """
found = check_stick(stick)
print("WHOLE" if found and found[0].complete else "UNFINISHED")
write_stick(job(package, stick / "CertDesk-20261122-000000aa-1"))
print("THEN", check_stick(stick)[0].complete)
"""


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.skipif(not can_cut_power(), reason="User-mode Linux is not here")
def test_a_stick_survives_power_cuts(tmp_path: Path):
    package = built(tmp_path / "p", tuple(os.urandom(2_500_000) for _number in range(12)), group=3_000_000)
    begin = BEGIN.format(folder=str(package.folder))
    computer = Computer(tmp_path)
    computer.format()
    said = computer.runs(begin + WRITE)
    assert "FAT32 4294967295" in said, said
    assert "DONE" in said, said
    assert "WHOLE" in computer.runs(begin + CHECK)
    rng = random.Random(20261122)
    cut = kept = 0
    for number in range(CUTS):
        computer.format()
        # Every third time the power goes as soon as it has said that the stick may be removed.
        moment = (0.0, "DONE") if number % 3 == 2 else (rng.uniform(0.0, 0.5), "WRITING")
        promised = "DONE" in computer.runs(begin + WRITE, cut_after=moment[0], cut_at=moment[1])
        after = computer.runs(begin + CHECK)
        assert ("WHOLE" in after) or not promised, after
        assert "THEN True" in after, after
        cut += not promised
        kept += promised
    assert cut
    assert kept
    print(f"{cut} cuts while it was written, {kept} afterwards")  # noqa: T201 - for whoever asks with -s
