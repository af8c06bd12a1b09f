"""Which sticks and places there are to write to, as the system itself says it: quick, and without writing anything."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from certdesk.core.errors import StorageError
from certdesk.core.exchange import Medium
from certdesk.core.words import _
from certdesk.exchange.troubles import told

_FAT_LIMIT = 4 * 2**30 - 1
_FAT = {"vfat", "msdos", "fat", "fat32", "fat16", "msdosfs"}
_MOUNTS, _SYS_BLOCK, _LABELS = Path("/proc/mounts"), Path("/sys/dev/block"), Path("/dev/disk/by-label")
_DRIVE_REMOVABLE, _READ_ONLY_VOLUME = 2, 0x00080000


def list_media() -> tuple[Medium, ...]:
    """Return the removable media that are in now, in the order of their paths. One that doesn't answer is left out."""
    if sys.platform == "win32":
        found = _windows()
    elif sys.platform == "darwin":
        found = _mac()
    else:
        found = _linux()
    return tuple(sorted(found, key=lambda medium: medium.path))


def medium_of(path: Path) -> Medium:
    """Return what is known of the medium that a folder lies on. Raises StorageError when it is gone."""
    try:
        place = path.resolve(strict=True)
        for medium in list_media():
            if place == Path(medium.path) or Path(medium.path) in place.parents:
                return _medium(place, medium.label, medium.file_system, removable=True)
        system, device = _mounted(place) if sys.platform.startswith("linux") else ("", "")
        return _medium(place, _label(device) or place.name, system, removable=False)
    except OSError as problem:
        raise told(path.name or str(path), problem) from problem


def problems_of(medium: Medium, needed: int, biggest: int, path_length: int) -> tuple[str, ...]:
    """Say what keeps a package of ``needed`` bytes off a medium, its biggest file and longest path included."""
    found: list[str] = []
    if not medium.writable:
        found.append(_("{label} can't be written: it is locked or read-only.").format(label=medium.label))
    if needed > medium.free:
        text = _("{label} has too little room: {needed} MB are needed, {free} MB are free.")
        found.append(text.format(label=medium.label, needed=-(-needed // 10**6), free=medium.free // 10**6))
    if medium.file_size_limit is not None and biggest > medium.file_size_limit:
        found.append(_("{label} can't hold files as big as these.").format(label=medium.label))
    if sys.platform == "win32" and path_length > 259:
        found.append(_("The folder lies too deep for Windows: choose one nearer to the top."))
    return tuple(found)


def on_medium(size: int, cluster: int) -> int:
    """Return how much room a file takes there: whole clusters."""
    return -(-size // max(cluster, 1)) * max(cluster, 1)


def check_free(medium: Medium, sizes: tuple[int, ...]) -> int:
    """Return the bytes that files of these sizes take on a medium, with some for folders and tables."""
    return sum(on_medium(size, medium.cluster) for size in sizes) + 16 * medium.cluster


def _linux(mounts: Path = _MOUNTS) -> Iterator[Medium]:
    for device, place, system in _mount_lines(mounts):
        if not device.startswith("/dev/") or not _is_removable(place, device):
            continue
        with suppress(OSError):
            yield _medium(Path(place), _label(device) or Path(place).name, system, removable=True)


def _mount_lines(mounts: Path) -> Iterator[tuple[str, str, str]]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        fields = line.split(" ")
        if len(fields) >= 3:
            yield _spelled(fields[0]), _spelled(fields[1]), fields[2]


def _spelled(text: str) -> str:
    """Read the four characters that the list of mounts writes in octal."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text


def _is_removable(place: str, device: str) -> bool:
    """Ask the kernel: the disk says that it is removable, or hangs on a bus where disks come and go."""
    try:
        number = Path(device).stat().st_rdev
        block = (_SYS_BLOCK / f"{os.major(number)}:{os.minor(number)}").resolve(strict=True)
    except OSError:
        return False
    disk = block if (block / "removable").exists() else block.parent
    try:
        if (disk / "removable").read_text().strip() == "1":
            return True
    except OSError:
        return False
    return "/usb" in str(disk) and place != "/"


def _mounted(path: Path) -> tuple[str, str]:
    """Return file system and device of the mount that a path lies in."""
    best = ("", "", "")
    for device, place, system in _mount_lines(_MOUNTS):
        inside = Path(place) == path or Path(place) in path.parents
        if inside and len(place) >= len(best[1]):
            best = (device, place, system)
    return best[2], best[0]


def _label(device: str) -> str:
    if not device.startswith("/dev/"):
        return ""
    try:
        wanted = Path(device).resolve()
        for link in _LABELS.iterdir():
            if link.resolve() == wanted:
                return _unhexed(link.name)
    except OSError:
        return ""
    return ""


def _unhexed(name: str) -> str:
    r"""Read a label as udev writes it: ``BUS\x203``."""
    head, *rest = name.split("\\x")
    return head + "".join(chr(int(part[:2], 16)) + part[2:] for part in rest)


def _mac() -> Iterator[Medium]:
    volumes = Path("/Volumes")
    if not volumes.is_dir():
        return
    root = Path("/").stat().st_dev
    for place in sorted(volumes.iterdir()):
        with suppress(OSError):
            if place.is_symlink() or place.stat().st_dev == root:
                continue
            yield _medium(place, place.name, "", removable=True)


def _windows() -> Iterator[Medium]:
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.SetErrorMode(1)  # no box on the screen about a reader without a card
    drives = kernel.GetLogicalDrives()
    for number in range(26):
        root = f"{chr(ord('A') + number)}:\\"
        if not drives >> number & 1 or kernel.GetDriveTypeW(root) != _DRIVE_REMOVABLE:
            continue
        label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        flags = ctypes.c_ulong(0)
        if not kernel.GetVolumeInformationW(root, label, 261, None, None, ctypes.byref(flags), system, 261):
            continue
        with suppress(OSError):
            name = label.value or root[:2]
            locked = bool(flags.value & _READ_ONLY_VOLUME)
            yield _medium(Path(root), name, system.value, removable=True, locked=locked)


def _medium(path: Path, label: str, system: str, *, removable: bool, locked: bool = False) -> Medium:
    size, free, cluster = _room(path)
    limit = _FAT_LIMIT if system.lower() in _FAT else None
    writable = not locked and os.access(path, os.W_OK) and not _read_only(path)
    return Medium(str(path), label, _shown(system), size, free, removable, writable, limit, cluster)


def _room(path: Path) -> tuple[int, int, int]:
    if hasattr(os, "statvfs"):
        told_by = os.statvfs(path)
        return told_by.f_blocks * told_by.f_frsize, told_by.f_bavail * told_by.f_frsize, max(told_by.f_frsize, 512)
    import shutil

    usage = shutil.disk_usage(path)
    return usage.total, usage.free, _cluster_on_windows(path)


def _cluster_on_windows(path: Path) -> int:
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    sectors, size = ctypes.c_ulong(0), ctypes.c_ulong(0)
    unused = ctypes.c_ulong(0)
    done = kernel.GetDiskFreeSpaceW(
        path.anchor, ctypes.byref(sectors), ctypes.byref(size), ctypes.byref(unused), ctypes.byref(unused)
    )
    return max(sectors.value * size.value, 512) if done else 4096


def _read_only(path: Path) -> bool:
    return bool(hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY)


def _shown(system: str) -> str:
    return {"vfat": "FAT32", "msdos": "FAT", "exfat": "exFAT", "ntfs3": "NTFS", "fuseblk": "NTFS"}.get(system, system)


def gone(medium: Medium) -> StorageError:
    """Return the error for a medium that is not there any more."""
    text = _("{label} is not there any more.").format(label=medium.label)
    return StorageError(text, _("Put it in again, or choose another one."))
