"""What is to be written to a stick: a package of ours, or any folder that is a bag with a signature written last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from certdesk.exchange import bag
from certdesk.exchange.bag import DATA, Volume
from certdesk.exchange.package import HEAD, READ_ME, Head, Part


class FolderJob(Protocol):
    """What goes where: files under ``data/`` of the folder ``target``, its tag files, and the signature at the end."""

    @property
    def target(self) -> Path:
        """The folder to be made."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """All folders that are needed, those above others first."""

    @property
    def payload(self) -> tuple[Part, ...]:
        """Everything that goes under ``data/`` there."""

    @property
    def signature_bytes(self) -> bytes:
        """The content of the signature file."""

    @property
    def in_place(self) -> bool:
        """Whether files grow under their final names, and not under others that are not replicated."""

    @property
    def keeps_names(self) -> bool:
        """Whether a file may have its own name only, because others speak of it."""

    def source_of(self, part: Part) -> Path:
        """Return where a part lies on this computer."""

    def tags(self, names: Mapping[str, str]) -> dict[str, bytes]:
        """Return the tag files by name; ``names`` are those under which the parts lie there."""


@dataclass(frozen=True, slots=True)
class Job:
    """What goes where: ``source`` holds the packed parts under ``data/``, ``target`` is the folder to be made.

    ``parts`` are those of the head that go to this medium. ``in_place`` is False where files appear under another name
    first and are renamed, as a folder that is replicated by another program needs it.
    """

    source: Path
    target: Path
    head: Head
    head_bytes: bytes
    signature_bytes: bytes
    parts: tuple[Part, ...]
    volume: Volume = field(default_factory=Volume)
    words: tuple[str, ...] = ()
    in_place: bool = True

    @property
    def payload(self) -> tuple[Part, ...]:
        """Everything that goes under ``data/`` there."""
        return (*self.head.small, *self.parts)

    @property
    def size(self) -> int:
        """Bytes to write."""
        return sum(part.size for part in self.payload)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folder itself, and the one for the parts."""
        return (self.target, self.target / DATA)

    @property
    def keeps_names(self) -> bool:
        """After a fault of the medium a part is written under another name."""
        return False

    def source_of(self, part: Part) -> Path:
        """Return where a part lies on this computer."""
        return self.source / DATA / part.name

    def tags(self, names: Mapping[str, str]) -> dict[str, bytes]:
        """Return the tag files by name."""
        payload = [(names[part.name], part.size) for part in self.payload]
        tags = {
            bag.BAGIT: bag.bagit_txt(),
            bag.INFO: bag.bag_info(self.head, self.volume, payload),
            bag.MANIFEST: bag.payload_manifest({names[part.name]: part.digest for part in self.payload}),
            HEAD: self.head_bytes,
            READ_ME: _read_me(self),
        }
        return tags | {bag.TAG_MANIFEST: bag.tag_manifest(tags)}


def _read_me(job: Job) -> bytes:
    from certdesk.exchange.read_me import read_me

    return read_me(job.head, job.volume, job.words)
