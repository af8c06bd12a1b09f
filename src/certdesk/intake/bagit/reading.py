"""Reading a bag as a place in which portfolios lie: its payload, checked, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.intake.bagit.checking import check_payload, is_true
from certdesk.intake.bagit.rules import about_declaration, about_fetching, about_names
from certdesk.intake.bagit.tag_files import (
    ALGORITHMS,
    Manifest,
    fetched_names,
    labels,
    manifest_name,
    read_manifest,
    text_of,
)
from certdesk.intake.found import FoundFile, Skipped, System
from certdesk.intake.guessing import guess_code, is_code
from certdesk.intake.limits import MIB, Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import same_name
from certdesk.intake.parts import Part, Parts
from certdesk.intake.sources import Sources

_LONGEST = 16 * MIB
_MOST_TOLD = 20
_OURS = "certdesk-package.json"
_TITLES = ("title", "external-description", "bag-title", "internal-sender-description")
_CONTACT = ("source-organization", "contact-name", "contact-email", "contact-phone")


def recognises(listing: Listing) -> bool:
    """Whether a bag lies here: two of its declaration, its files and lists of them."""
    tops = {same_name(entry.parts[0]) for entry in listing.entries}
    flat = {same_name(entry.parts[0]) for entry in listing.entries if len(entry.parts) == 1}
    lists = any(manifest_name(name) is not None for name in flat)
    declared = "bagit.txt" in flat
    return declared + ("data" in tops - flat) + (lists or (declared and "bag-info.txt" in flat)) > 1


def parts_of(listing: Listing, sources: Sources, limits: Limits) -> Parts:
    """Return the payload of a bag. Raises UntrustedFileError when nothing of it is there."""
    if any(same_name(entry.parts[-1]) == _OURS for entry in listing.entries if len(entry.parts) <= 2):
        problem = _("“{name}” is a package from another desk, not a portfolio.").format(name=shown(listing.name))
        raise UntrustedFileError(problem, _("Open it under Exchange."))
    bag = _opened(listing, sources)
    manifests = tuple(one for about_tags, one in bag.manifests if not about_tags)
    payload = tuple(entry for entry in listing.entries if len(entry.parts) > 1 and same_name(entry.parts[0]) == "data")
    elsewhere = frozenset(fetched_names(bag.texts.get("fetch.txt", "")))
    clutter = frozenset(one.name[max(one.name.find("data/"), 0) :] for one in listing.skipped)
    checked = check_payload(
        payload, manifests, elsewhere=elsewhere, clutter=clutter, sources=sources, budget=limits.checked
    )
    skipped = (*listing.skipped, *checked.skipped, *_beside(listing))
    if not checked.entries:
        problem = _("Nothing in the bag “{name}” can come in.").format(name=shown(listing.name))
        why = next((f"{one.name}: {one.reason}." for one in checked.skipped), _("It holds no files."))
        raise UntrustedFileError(problem, why)
    inside = tuple(
        Entry(entry.parts[1:], replace(entry.file, name="/".join(entry.parts[1:]))) for entry in checked.entries
    )
    info = dict(reversed(labels(bag.texts.get("bag-info.txt", "") or bag.texts.get("package-info.txt", ""))))
    identifier = info.get("external-identifier", "")
    part = Part(
        name="",
        inside=Listing(identifier or listing.name, inside, ()),
        known_as=(ExternalId("bagit", "bag", identifier),) if identifier else (),
        code=guess_code(identifier) if is_code(identifier) else "",
        title=next((info[key] for key in _TITLES if info.get(key)), ""),
        note=", ".join(info[key] for key in _CONTACT if info.get(key)),
        warnings=(*bag.warnings, *_oxum(info, payload, listing)),
    )
    return Parts(System.BAGIT, (part,), skipped, part.title or identifier)


@dataclass(frozen=True, slots=True)
class _Bag:
    """The tag files of a bag: texts by name, lists (and whether they are about tag files), and what is wrong so far."""

    texts: dict[str, str]
    manifests: tuple[tuple[bool, Manifest], ...]
    warnings: tuple[str, ...]


def _opened(listing: Listing, sources: Sources) -> _Bag:
    flat = {same_name(entry.parts[0]): entry.file for entry in listing.entries if len(entry.parts) == 1}
    warnings: list[str] = []
    declaration = _bytes(flat["bagit.txt"], sources, warnings) if "bagit.txt" in flat else None
    declared = dict(labels(text_of(declaration or b"", "utf-8")))
    encoding = declared.get("tag-file-character-encoding", "utf-8")
    warnings.extend(about_declaration(declaration))
    texts: dict[str, str] = {}
    manifests: list[tuple[bool, Manifest]] = []
    for name, file in flat.items():
        kind = manifest_name(name)
        if kind is None and name not in {"bag-info.txt", "package-info.txt", "fetch.txt"}:
            continue
        text = text_of(_bytes(file, sources, warnings), encoding)
        if kind is None:
            texts[name] = text
            continue
        manifest = read_manifest(text, kind[1])
        warnings.extend(_about_list(name, manifest))
        manifests.append((kind[0], manifest))
    tags = tuple(one for about_tags, one in manifests if about_tags)
    warnings.extend(_changed_tags(tags, flat | _in_folders(listing), sources))
    warnings.extend(about_names(tuple(one for about_tags, one in manifests if not about_tags), declared))
    warnings.extend(about_fetching(texts.get("fetch.txt", "")))
    if not any(not about_tags and one.digests for about_tags, one in manifests):
        warnings.append(_("The bag has no list of digests: whether its files are whole could not be checked."))
        manifests = [pair for pair in manifests if pair[0]]
    return _Bag(texts, tuple(manifests), tuple(warnings))


def _bytes(file: FoundFile, sources: Sources, warnings: list[str]) -> bytes:
    try:
        return sources.read(file, _LONGEST)
    except CertDeskError as error:
        warnings.append(error.sentence)
        return b""


def _about_list(name: str, manifest: Manifest) -> list[str]:
    warnings: list[str] = []
    if manifest.algorithm not in ALGORITHMS:
        warnings.append(_("“{file}” uses digests that CertDesk doesn't know.").format(file=shown(name)))
    if manifest.unread:
        text = _("{count} lines of “{file}” can't be read.")
        warnings.append(text.format(count=manifest.unread, file=shown(name)))
    if manifest.refused:
        text = _("“{file}” names files outside the bag, such as “{first}”; they were not looked at.")
        warnings.append(text.format(file=shown(name), first=shown(manifest.refused[0])))
    return warnings


def _changed_tags(lists: tuple[Manifest, ...], flat: dict[str, FoundFile], sources: Sources) -> list[str]:
    """Tell which small files of the bag itself were changed after it was packed."""
    changed: dict[str, None] = {}
    missing: dict[str, None] = {}
    for manifest in lists:
        for name, digest in manifest.digests.items():
            file = flat.get(same_name(name))
            if manifest.algorithm not in ALGORITHMS:
                continue
            if file is None:
                missing.setdefault(name)
                continue
            if name in manifest.contrary or not is_true(replace(file, sums=((manifest.algorithm, digest),)), sources):
                changed.setdefault(name)
    text = _("“{file}” was changed after the bag was packed.")
    gone = _("“{file}” belongs to the bag, but it is not there.")
    told = [text.format(file=shown(name)) for name in changed] + [gone.format(file=shown(name)) for name in missing]
    return told[:_MOST_TOLD]


def _in_folders(listing: Listing) -> dict[str, FoundFile]:
    """Return the files of a bag that lie in folders beside its payload, by name."""
    others = (entry for entry in listing.entries if len(entry.parts) > 1 and same_name(entry.parts[0]) != "data")
    return {same_name("/".join(entry.parts)): entry.file for entry in others}


def _oxum(info: dict[str, str], payload: tuple[Entry, ...], listing: Listing) -> list[str]:
    """Compare bytes and files with what bag-info.txt says of them, where nothing was left out before."""
    size, dot, count = info.get("payload-oxum", "").partition(".")
    if not dot or not (size.isascii() and size.isdecimal() and count.isascii() and count.isdecimal()):
        return []
    if len(size) > 18 or len(count) > 18 or listing.skipped:
        return []
    if (int(size), int(count)) == (sum(entry.file.size for entry in payload), len(payload)):
        return []
    text = ngettext(
        "The bag should hold {count} file with {size} bytes.",
        "The bag should hold {count} files with {size} bytes together.",
        int(count),
    )
    return [text.format(count=int(count), size=int(size))]


def _beside(listing: Listing) -> list[Skipped]:
    """Tell of folders of the bag beside its payload; its own small files are nothing to miss."""
    reason = _("it lies beside the payload of the bag and belongs to its packer")
    others = {
        entry.parts[0] for entry in listing.entries if len(entry.parts) > 1 and same_name(entry.parts[0]) != "data"
    }
    return [Skipped(shown(name, 120), reason, expected=True) for name in sorted(others)]
