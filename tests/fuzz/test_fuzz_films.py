"""Films whose headers and packets were damaged: described, taken apart and copied without anything but our answers."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from certdesk.core.errors import CertDeskError
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import Describe
from certdesk.ui.viewers.proxies import Proxies
from certdesk.ui.viewers.still_maker import StillMaker

REPOSITORY = Path(__file__).parents[2]
MAKE = """
import sys
from fractions import Fraction
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from certdesk.evidence.film.libraries import load
from tests.support import numbered
libraries, folder = load(), Path(sys.argv[2])
begins = numbered.moments(Fraction(25), 40)
numbered.film(libraries, folder / "plain.mkv", begins)
numbered.film(libraries, folder / "plain.mp4", begins)
numbered.av1_film(libraries, folder / "av1.mkv", 24)
"""
DAMAGE = """
import os, random, sys, tempfile
sys.path.insert(0, sys.argv[1])
from certdesk.evidence.film import av1, copying, stills
from certdesk.evidence.film.libraries import FilmError, load
from tests.fuzz.test_fuzz_films import damaged
libraries = load()
av1.prepare()
whole = [open(name, "rb").read() for name in sys.argv[4:]]
made = tempfile.TemporaryFile()
source, target = tempfile.TemporaryFile(), tempfile.TemporaryFile()
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, (3 * 2**29, 3 * 2**29))
first, count = int(sys.argv[2]), int(sys.argv[3])
for seed in range(first, first + count):
    os.write(1, b"%d " % seed)
    source.seek(0); source.truncate(); source.write(damaged(whole[seed % len(whole)], seed)); source.flush()
    for work in (
        lambda: copying.copy(libraries, source.fileno(), target.fileno(), lambda share: None),
        lambda: stills.write_stills(libraries, source.fileno(), target.fileno(), 160, [0, 700, 90000]),
    ):
        os.lseek(source.fileno(), 0, 0); os.lseek(target.fileno(), 0, 0); os.ftruncate(target.fileno(), 0)
        try:
            work()
        except (FilmError, *av1.FAULTS):
            pass
print("done")
"""


def damaged(data: bytes, seed: int) -> bytes:
    """Change bytes near the beginning or anywhere, cut, double or overwrite a stretch."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _change in range(chance.randrange(1, 12)):
        reach = chance.choice([64, 600, len(made)])
        at = chance.randrange(min(reach, len(made)))
        made[at] = chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)])
    if chance.random() < 0.2:
        at = chance.randrange(len(made))
        made[at:at] = made[chance.randrange(len(made)) :][:200]
    if chance.random() < 0.2:
        del made[chance.randrange(len(made)) :]
    return bytes(made) or b"\0"


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    subprocess.run([sys.executable, "-c", MAKE, str(REPOSITORY), str(folder)], check=True, capture_output=True)
    return sorted(folder.glob("*.m*"))


def take_apart(films: list[Path], first: int, count: int) -> None:
    asked = [sys.executable, "-c", DAMAGE, str(REPOSITORY), str(first), str(count), *map(str, films)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=110, check=False)
    assert done.stdout.endswith("done\n"), (done.returncode, done.stdout[-40:], done.stderr[-2000:])


def test_damaged_films_are_taken_apart_or_refused(films: list[Path]) -> None:
    take_apart(films, 0, 60)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 11_000, 1000))
def test_many_damaged_films_are_taken_apart_or_refused(films: list[Path], first: int) -> None:
    take_apart(films, first, 1000)


def test_damaged_films_are_described(films: list[Path], tmp_path: Path) -> None:
    with EvidenceWorker() as worker:
        for seed in range(20):
            path = tmp_path / f"{seed}{films[seed % len(films)].suffix}"
            path.write_bytes(damaged(films[seed % len(films)].read_bytes(), seed))
            assert isinstance(worker.ask(Describe(path)), Description)


def test_damaged_films_give_stills_and_copies_or_a_reason(films: list[Path], tmp_path: Path) -> None:
    maker, copies = StillMaker(), Proxies(tmp_path / "proxies")
    for seed in range(2):
        path = tmp_path / f"{seed}.mkv"
        path.write_bytes(damaged(films[seed % len(films)].read_bytes(), seed))
        for future in (maker.request(path, (0, 500)), copies.make(path, f"{seed:064}", lambda _share: None)):
            problem = future.exception(30)
            assert problem is None or (isinstance(problem, CertDeskError) and problem.hint)
    maker.close()
    copies.close()


def test_the_damage_is_the_same_each_time() -> None:
    data = bytes(range(256)) * 4
    assert damaged(data, 7) == damaged(data, 7) != damaged(data, 8)
