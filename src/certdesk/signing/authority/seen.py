"""What this desk has seen of a programme at its best: numbers that must not fall, and roots that it believes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography import x509

from certdesk.signing.authority.bundle import part_digest
from certdesk.signing.authority.checking import Checked, vouched
from certdesk.signing.authority.formats import SMALL, check_format, read_value, to_text, written
from certdesk.signing.authority.lists import number_of
from certdesk.signing.authority.profile import der
from certdesk.signing.safe_write import write_private_file

FORMAT, SEEN = "certdesk-seen-1", "seen.json"
MOST_REFUSED = 20


class Standing(StrEnum):
    """How a bundle stands to what this desk knows. NEW and NEW_ROOT need its words to be confirmed."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    FORKED = "forked"
    NEW_ROOT = "new_root"


@dataclass(frozen=True, slots=True)
class Seen:
    """The high-water marks of one programme.

    ``roots`` and ``root`` are SHA-256 digests of certificates; ``lists`` are issuers' digests with the number of their
    newest list of revoked certificates; ``refused`` tells of bundles that would have turned the clock back.
    """

    format: str
    programme: str
    name: str
    root: str
    roots: tuple[str, ...]
    anchors: int
    anchors_digest: str
    news: int
    news_digest: str
    lists: tuple[tuple[str, int], ...]
    newest: datetime
    refused: tuple[str, ...] = ()


def read_seen(folder: Path) -> Seen | None:
    """Read the marks in a programme's folder, or None. Raises `UntrustedFileError` if they are damaged."""
    path = folder / SEEN
    if not path.exists():
        return None
    seen = read_value(Seen, path, SMALL)
    check_format(seen.format, FORMAT, path.name)
    return seen


def write_seen(folder: Path, seen: Seen) -> None:
    """Write the marks whole or not at all. Raises `StorageError`."""
    write_private_file(folder / SEEN, written(seen))


def seen_of(checked: Checked, before: Seen | None) -> Seen:
    """Return the marks after a bundle was taken in."""
    anchors, news = checked.bundle.anchors, checked.bundle.news
    times = [anchors.made_at, news.made_at, *(crl.last_update_utc for crl in (*checked.root_lists, *checked.lists))]
    return Seen(
        FORMAT,
        anchors.programme,
        anchors.name,
        _digest(checked.root),
        tuple(_digest(root) for root in checked.roots),
        anchors.version,
        part_digest(anchors),
        news.version,
        part_digest(news),
        tuple(sorted(_numbers(checked).items())),
        max([*times, *([before.newest] if before else [])]),
        before.refused if before else (),
    )


def with_refused(seen: Seen, told: str) -> Seen:
    """Return the marks with one more bundle that was refused."""
    return replace(seen, refused=(*seen.refused, told)[-MOST_REFUSED:])


def standing(checked: Checked, seen: Seen | None, stored: Checked | None) -> Standing:
    """Say how a bundle stands to the marks, and to the bundle that is here if it is whole."""
    if seen is None:
        return Standing.NEW
    if stored and to_text(der(checked.root)) in stored.bundle.anchors.former:
        return Standing.OLDER
    if _digest(checked.root) not in seen.roots and not _crossed(checked, seen, stored):
        return Standing.NEW_ROOT
    return by_numbers(checked, seen)


def by_numbers(checked: Checked, seen: Seen) -> Standing:
    """Compare the numbers of a bundle, whose root is believed, with the marks."""
    anchors, news = checked.bundle.anchors, checked.bundle.news
    numbers = _numbers(checked)
    fallen = any(numbers.get(issuer, number) < number for issuer, number in seen.lists)
    if anchors.version < seen.anchors or news.version < seen.news or fallen:
        return Standing.OLDER
    if anchors.version == seen.anchors and part_digest(anchors) != seen.anchors_digest:
        return Standing.FORKED
    if news.version == seen.news and part_digest(news) != seen.news_digest:
        return Standing.FORKED
    return Standing.SAME if (anchors.version, news.version) == (seen.anchors, seen.news) else Standing.NEWER


def _crossed(checked: Checked, seen: Seen, stored: Checked | None) -> bool:
    """Whether a root that this desk believes vouches for the newest one, if need be over some in between."""
    if stored is None:
        return False
    believed = [root for root in stored.roots if _digest(root) in seen.roots]
    reached: list[x509.Certificate] = []
    while more := [cross for cross in checked.crosses if cross not in reached and _vouched(cross, believed, reached)]:
        reached += more
    return any(cross.public_key() == checked.root.public_key() for cross in reached)


def _vouched(
    cross: x509.Certificate, believed: Iterable[x509.Certificate], reached: Iterable[x509.Certificate]
) -> bool:
    return vouched(cross, (*believed, *reached)) is not None


def _numbers(checked: Checked) -> dict[str, int]:
    found: dict[str, int] = {}
    for crls, signers in ((checked.root_lists, checked.roots), (checked.lists, checked.issuers)):
        for crl in crls:
            for each in signers:
                # Checked before: this only asks which of them it was, as several roots may have one name.
                if crl.issuer == each.subject and crl.is_signature_valid(each.public_key()):  # type: ignore[arg-type]
                    found[_digest(each)] = max(number_of(crl), found.get(_digest(each), 0))
    return found


def _digest(certificate: x509.Certificate) -> str:
    return sha256(der(certificate)).hexdigest()
