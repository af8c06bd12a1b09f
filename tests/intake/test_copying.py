import errno
import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import CancelledError, StorageError
from certdesk.intake.copying import BLOCK, RESERVE, check_free_space, copy_hashed, human_size
from certdesk.intake.found import FoundFile, OnDisk
from certdesk.intake.sources import Sources


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17])
def test_bytes_arrive_with_their_digest(tmp_path, size):
    data = os.urandom(size)
    copied = copy_hashed(BytesIO(data), tmp_path / "out", name="a.mp4", size=size)
    assert copied == (sha256(data).hexdigest(), size)
    assert (tmp_path / "out").read_bytes() == data


class Bites:
    """A source that gives its bytes in bites of its own choice, as zips and sticks do."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self._stream, self._sizes = BytesIO(data), sizes

    def read(self, size: int, /) -> bytes:
        return self._stream.read(min(size, self._sizes.pop() if self._sizes else size))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=2000), st.lists(st.integers(1, 300), max_size=20))
def test_the_digest_does_not_depend_on_the_bites(tmp_path_factory, data, sizes):
    target = tmp_path_factory.mktemp("copy") / "out"
    copied = copy_hashed(Bites(data, sizes), target, name="a", size=len(data))
    assert copied.digest == sha256(data).hexdigest()
    assert target.read_bytes() == data


def test_progress_counts_bytes_and_names_the_file(tmp_path):
    told = []
    data = bytes(2 * BLOCK + 5)
    copy_hashed(BytesIO(data), tmp_path / "out", lambda *step: told.append(step), name="film.mp4", size=len(data))
    assert told == [(done, len(data), "film.mp4") for done in (0, BLOCK, 2 * BLOCK, 2 * BLOCK + 5)]


def test_stopping_leaves_nothing_behind(tmp_path):
    def stop(done: int, _total: int, _label: str) -> None:
        if done:
            raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        copy_hashed(BytesIO(bytes(BLOCK * 2)), tmp_path / "out", stop, name="a.mp4", size=BLOCK * 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("there", "said"), [(99, 100), (0, 1), (101, 100)])
def test_a_file_that_is_shorter_or_longer_than_it_said_is_told(tmp_path, there, said):
    with pytest.raises(StorageError) as caught:
        copy_hashed(BytesIO(bytes(there)), tmp_path / "out", name="a.mp4", size=said)
    assert "“a.mp4”" in str(caught.value)
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_stick_pulled_out_while_reading_is_told(tmp_path):
    class Stick:
        def __init__(self) -> None:
            self._left = 2

        def read(self, size: int, /) -> bytes:
            self._left -= 1
            if self._left < 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return bytes(size)

    with pytest.raises(StorageError) as caught:
        copy_hashed(Stick(), tmp_path / "out", name="a.mp4", size=BLOCK * 9)
    assert str(caught.value) == "“a.mp4” could not be read to its end: Input/output error."
    assert "stick" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_vanished_before_it_was_copied_is_told(tmp_path):
    file = FoundFile("a.mp4", 5, OnDisk(tmp_path / "a.mp4"))
    with Sources() as sources, pytest.raises(StorageError) as caught, sources.open(file):
        pass
    assert str(caught.value) == "“a.mp4” can't be read: No such file or directory."


@pytest.mark.skipif(os.name != "posix", reason="links work differently here")
def test_a_file_that_became_a_link_or_pipe_meanwhile_is_not_opened(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.mp4").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "b.mp4")
    for name in ("a.mp4", "b.mp4"):
        file = FoundFile(name, 6, OnDisk(tmp_path / name))
        with Sources() as sources, pytest.raises(Exception, match=name), sources.open(file):
            pass


def test_a_target_that_is_there_already_is_never_overwritten(tmp_path):
    (tmp_path / "out").write_bytes(b"before")
    with pytest.raises(StorageError, match="File exists"):
        copy_hashed(BytesIO(b"after"), tmp_path / "out", name="a", size=5)
    assert (tmp_path / "out").read_bytes() == b"before"


def test_a_target_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(StorageError, match="could not be written"):
        copy_hashed(BytesIO(b"a"), tmp_path / "gone" / "out", name="a", size=1)


@pytest.mark.skipif(os.name != "posix", reason="no such limit here")
def test_a_file_bigger_than_the_disk_allows_is_told(tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BLOCK // 2, before[1]))
    try:
        with pytest.raises(StorageError) as caught:
            copy_hashed(BytesIO(bytes(BLOCK)), tmp_path / "out", name="a.mp4", size=BLOCK)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert str(caught.value) == "“a.mp4” (1.1 MB) is bigger than a file may be on this disk."
    assert "FAT32" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


FULL = """
import sys
from io import BytesIO
from pathlib import Path
from certdesk.core.errors import StorageError
from certdesk.intake.copying import copy_hashed
folder = Path(sys.argv[1])
try:
    copy_hashed(BytesIO(bytes(3 * 2**20)), folder / "out", name="a.mp4", size=3 * 2**20)
except StorageError as error:
    print(error.sentence, list(folder.iterdir()))
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no small disk can be made here")
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path):
    script = tmp_path / "full.py"
    script.write_text(FULL)
    disk = tmp_path / "disk"
    disk.mkdir()
    command = 'mount -t tmpfs -o size=1m tmpfs "$1" || exit 77; exec "$2" "$3" "$1"'
    argv = ["unshare", "-rm", "sh", "-c", command, "sh", str(disk), sys.executable, str(script)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0 and not done.stdout and "Traceback" not in done.stderr:
        pytest.skip("no small disk can be made here")
    assert done.stderr == ""
    assert done.stdout.strip() == (
        "The disk is full: “a.mp4” (3.2 MB) was not kept. Free some room on the disk of the workspace and try again. "
        "Nothing that was there before is lost. []"
    )


@pytest.mark.skipif(shutil.which("strace") is None, reason="no failing disk can be made here")
def test_a_disk_that_fails_when_it_should_keep_the_bytes_is_told(tmp_path):
    script = tmp_path / "full.py"
    script.write_text(FULL)
    disk = tmp_path / "disk"
    disk.mkdir()
    strace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=fsync", "-e", "inject=fsync:error=EIO"]
    argv = [*strace, sys.executable, str(script), str(disk)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("no failing disk can be made here")
    assert done.stdout.strip() == (
        "“a.mp4” could not be written: Input/output error. Check the disk of the workspace. "
        "Nothing that was there before is lost. []"
    )


def test_room_is_checked_beforehand(tmp_path):
    check_free_space(tmp_path, 1000)
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(StorageError, match="There is not enough room") as caught:
        check_free_space(tmp_path, free + 10 * RESERVE)
    assert caught.value.hint.startswith("Free ")
    with pytest.raises(StorageError, match="can't be read"):
        check_free_space(tmp_path / "gone", 1)


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1001, "1.1 kB"), (1_500_000, "1.5 MB"),
        (3_900_000_000, "3.9 GB"), (999_999, "1.0 MB"), (12_345_678_901_234, "12345.7 GB"),
    ],
)  # fmt: skip
def test_sizes_are_written_for_people(size, written):
    assert human_size(size) == written


def test_copying_a_folder_of_files_uses_their_own_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    file = FoundFile("a", 3, OnDisk(Path(tmp_path / "a")))
    with Sources() as sources, sources.open(file) as stream:
        assert copy_hashed(stream, tmp_path / "out", name="a", size=3).size == 3
