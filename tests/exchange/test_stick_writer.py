"""A package on a stick is there, or it does not look as if it were: whatever the stick does."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.packing import READER_KEY, Faults, LyingDisk, built, job

from certdesk.core.errors import CancelledError, StorageError
from certdesk.exchange.building import Built
from certdesk.exchange.checking import check_stick
from certdesk.exchange.looking import look_at_bag
from certdesk.exchange.package import SIGNATURE
from certdesk.exchange.stick_writer import Stage, write_stick
from certdesk.exchange.troubles import MediumFailedError, MediumFullError, MediumGoneError
from certdesk.exchange.unpacking import open_index, unpack

CONTENTS = (b"a small plan", b"", b"photo" * 20_000, b"video" * 60_000)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("outbox") / "p", CONTENTS, group=50_000, piece=90_000)


def opened(target: Path, staging: Path) -> set[bytes]:
    """What whoever it is for gets out of it."""
    staging.mkdir()
    found = look_at_bag(target)
    index = open_index([found], READER_KEY.open)
    return {path.read_bytes() for _digest, path in unpack([found], index, READER_KEY.open, staging, _none).files}


def _none(_digest: str) -> bool:
    return False


def test_a_written_package_is_whole_complete_and_a_bag(package, tmp_path):
    bagit = pytest.importorskip("bagit")
    target = tmp_path / "CertDesk-20261122-000000aa-1"
    write_stick(job(package, target))
    (found,) = check_stick(tmp_path)
    assert found.complete
    assert bagit.Bag(str(target)).validate()
    assert opened(target, tmp_path / "out") == set(CONTENTS)
    names = [path.relative_to(tmp_path).as_posix() for path in target.rglob("*")]
    assert all(name.isascii() and len(Path(name).name) <= 64 for name in names)


def test_progress_never_says_more_than_what_was_flushed(package, tmp_path):
    told: dict[tuple[Stage, str], int] = {}
    write_stick(job(package, tmp_path / "t"), tell=lambda stage, name, done: told.__setitem__((stage, name), done))
    sizes = {part.name: part.size for part in package.head.payload}
    assert {name: told[Stage.COPY, name] for name in sizes} == sizes
    assert {name: told[Stage.READ_BACK, name] for name in sizes} == sizes


def test_short_writes_change_nothing(package, tmp_path):
    write_stick(job(package, tmp_path / "t"), LyingDisk(Faults(short=True)))
    assert opened(tmp_path / "t", tmp_path / "out") == set(CONTENTS)


def test_a_stick_that_drops_writes_is_found_out_and_never_signed(package, tmp_path):
    with pytest.raises(MediumFailedError, match="reads back differently"):
        write_stick(job(package, tmp_path / "t"), LyingDisk(Faults(drops=True)))
    assert not (tmp_path / "t" / SIGNATURE).exists()


def test_a_stick_that_wraps_around_is_found_out(package, tmp_path):
    with pytest.raises(MediumFailedError):
        write_stick(job(package, tmp_path / "t"), LyingDisk(Faults(wraps_at=300_000)))
    assert not (tmp_path / "t" / SIGNATURE).exists()


def test_after_a_fault_it_writes_under_a_new_name_and_never_flushes_again(package, tmp_path):
    disk = LyingDisk(Faults(flush_fails_at=4))
    names = write_stick(job(package, tmp_path / "t"), disk)
    assert any(name != on_stick for name, on_stick in names.items())
    assert disk.flushed_after_failure == []
    assert check_stick(tmp_path)[0].complete
    assert opened(tmp_path / "t", tmp_path / "out") == set(CONTENTS)


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, MediumFullError), (errno.EROFS, StorageError), (errno.ENODEV, MediumGoneError)],
)
def test_what_can_not_be_helped_is_said_and_gone_on_with_later(package, tmp_path, number, kind):
    disk = LyingDisk(Faults(fails_at=5, error=number, again=True))
    with pytest.raises(kind) as problem:
        write_stick(job(package, tmp_path / "t"), disk)
    assert "othing is lost" in problem.value.sentence
    (found,) = check_stick(tmp_path) or (None,)
    assert found is None or not found.whole
    write_stick(job(package, tmp_path / "t"))
    assert check_stick(tmp_path)[0].complete


def test_a_stick_that_always_fails_is_given_up(package, tmp_path):
    with pytest.raises(MediumFailedError):
        write_stick(job(package, tmp_path / "t"), LyingDisk(Faults(fails_at=4, again=True)))
    assert not (tmp_path / "t" / SIGNATURE).exists()


def test_stopped_and_gone_on_with_it_writes_no_part_twice(package, tmp_path):
    def stop(stage: Stage, name: str, done: int) -> None:
        if stage is Stage.COPY and name == package.head.parts[2].name:
            raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        write_stick(job(package, tmp_path / "t"), tell=stop)
    assert not check_stick(tmp_path)
    disk = LyingDisk(Faults())
    write_stick(job(package, tmp_path / "t"), disk)
    assert len(disk.parts) < len(package.head.payload)
    assert check_stick(tmp_path)[0].complete


def test_going_on_trusts_nothing_that_lies_there(package, tmp_path):
    target = tmp_path / "t"
    write_stick(job(package, target))
    (target / SIGNATURE).unlink()
    part = target / "data" / package.head.parts[1].name
    part.write_bytes(bytes(part.stat().st_size))
    write_stick(job(package, target))
    assert check_stick(tmp_path)[0].complete


def test_several_sticks_hold_what_fits_and_any_order_opens_them(package, tmp_path):
    parts = package.head.parts
    halves = (parts[::2], parts[1::2])
    for number, half in enumerate(halves, start=1):
        folder = tmp_path / f"stick{number}"
        folder.mkdir()
        one = job(package, folder / "t")
        write_stick(replace(one, parts=half))
        (found,) = check_stick(folder)
        assert found.whole
        assert not found.complete
    volumes = [look_at_bag(tmp_path / f"stick{number}" / "t") for number in (2, 1)]
    index = open_index(volumes, READER_KEY.open)
    (tmp_path / "s").mkdir()
    found = unpack(volumes, index, READER_KEY.open, tmp_path / "s", _none)
    assert {path.read_bytes() for _digest, path in found.files} == set(CONTENTS)
    (tmp_path / "s2").mkdir()
    half = unpack(volumes[:1], index, READER_KEY.open, tmp_path / "s2", _none)
    assert half.missing
    assert not half.damaged


def test_in_a_shared_folder_files_are_seen_when_they_are_whole(package, tmp_path):
    seen: set[str] = set()

    def look(_what: str) -> None:
        seen.update(path.name for path in tmp_path.rglob("*") if path.is_file())

    write_stick(job(package, tmp_path / "t", in_place=False), LyingDisk(Faults(hook=look)))
    assert any(name.startswith("~syncthing~") and name.endswith(".tmp") for name in seen)
    assert not list(tmp_path.rglob("~*"))
    assert check_stick(tmp_path)[0].complete
