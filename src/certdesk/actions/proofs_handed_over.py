"""What goes along with results so that certificates can be checked elsewhere: register, lists, and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from certdesk.actions.handing_out_page import write_page
from certdesk.actions.programmes import programmes_here
from certdesk.actions.result_tables import Released
from certdesk.core.errors import CertDeskError
from certdesk.exchange.handing import layout
from certdesk.exchange.handing.names import safe_stem
from certdesk.signing.register.files import read_register_file
from certdesk.signing.register.views import OWN, PUBLISHED, TRUST
from certdesk.signing.safe_write import read_small
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.trust_store import BUNDLE, load_programmes
from certdesk.store.certificates import load_certificates
from certdesk.store.workspace import Workspace

_LARGEST = 2**28


def proofs_for(workspace: Workspace, released: Released, *, naming: bool) -> Mapping[str, bytes]:
    """Return files by their place in the folder: registers with checkpoints, trust bundles, lists, the verify page.

    Where ``naming`` is false only checkpoints are told: registers and lists hold the numbers of certificates.
    """
    serials = {one.serial for one in released.results if one.serial}
    registers = sorted({one.register for one in load_certificates(workspace.db) if one.award.serial in serials})
    programmes = {one.id: one for one in load_programmes(workspace.folder)}
    if not registers:
        registers = sorted(one.id for one in programmes.values() if one.name == released.cohort.programme)
    found: dict[str, bytes] = {}
    for number, register in enumerate(registers):
        files = dict(_register(workspace.folder, register))
        if naming and register in programmes:
            files |= dict(_programme(workspace, programmes[register]))
        if not naming:
            files = {name: content for name, content in files.items() if name == layout.CHECKPOINT}
        found |= {_place(name, register if number else ""): content for name, content in files.items()}
    return found


def _place(name: str, register: str) -> str:
    """Return where a file lies: those of the first register at the top, those of others in a folder of their own."""
    if not register:
        return name
    return f"{layout.PROOF}/{safe_stem(register)}/{name.removeprefix(f'{layout.PROOF}/')}"


def _register(folder: Path, register: str) -> Iterator[tuple[str, bytes]]:
    path = next((place for one in (OWN, TRUST) if (place := folder / one / register / PUBLISHED).is_file()), None)
    if path is not None:
        yield layout.REGISTER, read_small(path, _LARGEST)
        yield layout.CHECKPOINT, read_register_file(path).note.encode()


def _programme(workspace: Workspace, trust: ProgrammeTrust) -> Iterator[tuple[str, bytes]]:
    bundle = workspace.folder / TRUST / trust.id / BUNDLE
    if bundle.is_file():
        yield layout.BUNDLE, read_small(bundle, _LARGEST)
    yield from _numbered("revocation-list", ".crl", trust.crls)
    yield from _numbered("status-list", ".json", trust.status_lists)
    page = _verify_page(workspace, trust)
    if page:
        yield layout.VERIFY_PAGE, page


def _numbered(stem: str, suffix: str, files: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    for number, content in enumerate(files, 1):
        yield f"{layout.PROOF}/{stem}-{number}{suffix}", content


def _verify_page(workspace: Workspace, trust: ProgrammeTrust) -> bytes:
    """Return the page, empty for a programme that can't be relied on at the moment: then nobody should use it."""
    programme = next((one for one in programmes_here(workspace) if one.id == trust.id), None)
    if programme is None or trust.problem:
        return b""
    target = workspace.staging / f"verify-{safe_stem(trust.id)}.html"
    try:
        write_page(workspace, programme, target, force=True)
        return read_small(target, _LARGEST)
    except CertDeskError:
        return b""
    finally:
        target.unlink(missing_ok=True)
