"""Taking a portfolio in against ``cp`` and ``sync``. The size is set with CERTDESK_BENCHMARK_MIB."""

from __future__ import annotations

import os
import shutil
import subprocess
from time import perf_counter

import pytest
from tests.support.building import furnished

from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]
MIB = int(os.environ.get("CERTDESK_BENCHMARK_MIB", "256"))
FILES = 4


@pytest.fixture
def delivery(tmp_path):
    """A portfolio of a few big recordings."""
    folder = tmp_path / "delivery" / "Amina"
    folder.mkdir(parents=True)
    block = os.urandom(2**20)
    for number in range(FILES):
        with (folder / f"lesson-{number}.mp4").open("wb") as out:
            for _mib in range(MIB // FILES):
                out.write(number.to_bytes(1, "big") + block[1:])
    subprocess.run(["sync", "-f", str(folder)], check=True)
    return tmp_path / "delivery"


@pytest.mark.skipif(not shutil.which("cp") or not shutil.which("sync"), reason="cp and sync are the baseline")
def test_taking_in(benchmark, ratio, delivery, tmp_path):
    times = []

    def copy():
        target = tmp_path / f"copy-{len(times)}"
        begun = perf_counter()
        subprocess.run(["cp", "-r", str(delivery), str(target)], check=True)
        subprocess.run(["sync", "-f", str(target)], check=True)
        times.append(perf_counter() - begun)
        shutil.rmtree(target)

    copy()
    with furnished(tmp_path / "workspace") as workspace, EvidenceWorker() as worker:

        def receive():
            plan = plan_receive(workspace, delivery, rubric=RubricRef("small", "1.0.0"))
            return keep_receive(workspace, plan, make_receive(plan, worker, silent))

        receipt = benchmark.pedantic(receive, rounds=1)
    copy()
    assert receipt.codes
    baseline = sum(times) / len(times)
    seconds = benchmark.stats["median"]
    note = f"{MIB / seconds:.0f} MiB/s against {MIB / baseline:.0f} MiB/s"
    ratio(f"taking in {MIB} MiB, hashed and flushed", seconds, "cp -r and sync -f", baseline, note)
