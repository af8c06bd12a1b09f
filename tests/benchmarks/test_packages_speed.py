"""A package onto a medium and back against ``cp``, ``sync``, ``sha256sum`` and ``bagit.py``.

The size is set with CERTDESK_BENCHMARK_MIB (4096 for the big run), the medium with CERTDESK_BENCHMARK_MEDIUM.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from hashlib import file_digest
from pathlib import Path
from time import perf_counter

import pytest
from tests.support.packing import PACKAGE, PACKER_KEY, READER_KEY, WHEN, job

from certdesk.exchange.building import Draft, build
from certdesk.exchange.checking import check_stick
from certdesk.exchange.layout import lay_out
from certdesk.exchange.package import INDEX_FORMAT, Index, Packer, Purpose, Seal, format_of
from certdesk.exchange.sealing import sealed_for
from certdesk.exchange.stick_writer import Stage, write_stick

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not shutil.which("cp") or not shutil.which("sha256sum"), reason="they are the baseline"),
]
MIB = int(os.environ.get("CERTDESK_BENCHMARK_MIB", "512"))
FILES = 8


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    chosen = os.environ.get("CERTDESK_BENCHMARK_MEDIUM")
    return Path(chosen) if chosen else tmp_path_factory.mktemp("medium")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """Recordings in a vault, by SHA-256."""
    folder = tmp_path_factory.mktemp("vault")
    found = {}
    for number in range(FILES):
        path = folder / f"{number}"
        with path.open("wb") as out:
            for _mib in range(MIB // FILES):
                out.write(os.urandom(2**20))
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        found[digest] = path.rename(folder / digest)
    subprocess.run(["sync", "-f", str(folder)], check=True)
    return found


@pytest.fixture(scope="module")
def package(files, tmp_path_factory):
    return sealed(files, tmp_path_factory.mktemp("outbox") / "p")


def sealed(files: dict[str, Path], folder: Path):
    layout = lay_out((digest, path.stat().st_size) for digest, path in files.items())
    index = Index(format_of(INDEX_FORMAT), PACKAGE, Purpose.PORTFOLIOS, Packer("p", "n", "d"), (), (), layout.files)
    seals = sealed_for([READER_KEY.did])
    draft = Draft(PACKAGE, WHEN, Purpose.PORTFOLIOS, Seal.RECIPIENTS, seals, index, layout)
    return build(draft, folder, PACKER_KEY.author, files.__getitem__)


def timed(deed) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun


def cp(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    subprocess.run(["sync", "-f", str(target)], check=True)


def sha256sum(folder: Path) -> None:
    paths = [str(path) for path in folder.rglob("*") if path.is_file()]
    subprocess.run(["sha256sum", *paths], check=True, stdout=subprocess.DEVNULL)


def forget(folder: Path) -> None:
    """Let the system forget files, so that both sides read them from the medium."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def test_writing_and_reading_back(benchmark, ratio, package, place):
    copies, checked, written = [], [], []

    def baseline() -> None:
        target = place / "copy"
        forget(package.folder)
        copies.append(timed(lambda: cp(package.folder, target)))
        forget(target)
        checked.append(copies[-1] + timed(lambda: sha256sum(package.folder)) + timed(lambda: sha256sum(target)))
        shutil.rmtree(target)

    def ours() -> None:
        begun = perf_counter()
        last = begun

        def tell(stage: Stage, _name: str, _done: int) -> None:
            nonlocal last
            if stage is Stage.COPY:
                last = perf_counter()

        write_stick(job(package, place / "ours"), tell=tell)
        written.append(last - begun)

    for _round in range(2):
        baseline()
        forget(package.folder)
        ours()
        shutil.rmtree(place / "ours")
    forget(package.folder)
    benchmark.pedantic(ours, rounds=1)
    baseline()
    whole = benchmark.stats["median"]
    ratio(f"write {MIB} MiB of a package", min(written), "cp + sync", min(copies))
    ratio(f"write, read back, sign {MIB} MiB", whole, "cp + sync + 2 x sha256sum", min(checked))
    forget(place / "ours")
    ratio(
        f"check a stick with {MIB} MiB", timed(lambda: check_stick(place / "ours")), "sha256sum",
        timed(lambda: sha256sum(place / "ours")),
    )  # fmt: skip
    shutil.rmtree(place / "ours")


def test_sealing(benchmark, ratio, files, tmp_path):
    bagit = pytest.importorskip("bagit")
    source = next(iter(files.values())).parent
    benchmark.pedantic(lambda: sealed(files, tmp_path / "p"), rounds=1)
    shutil.rmtree(tmp_path / "p")

    def bag() -> None:
        shutil.copytree(source, tmp_path / "bag")
        bagit.make_bag(str(tmp_path / "bag"), checksums=["sha256"])
        subprocess.run(["sync", "-f", str(tmp_path / "bag")], check=True)

    seconds = timed(bag)
    ratio(f"seal {MIB} MiB into parts", benchmark.stats["median"], "copy + bagit.make_bag", seconds)
