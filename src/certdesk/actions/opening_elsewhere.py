"""Open an item in the system's own program: a read-only copy with an honest name, never executed."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.consent_gate import refuse_if_closed
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.fields import shown
from certdesk.core.progress import Progress, silent
from certdesk.core.words import N_, _
from certdesk.evidence.formats import BY_NAME, Kind, by_extension
from certdesk.evidence.replies import Danger, Description
from certdesk.intake.copying import copy_hashed
from certdesk.store.portfolios import load_item
from certdesk.store.workspace import Workspace

FOLDER = "certdesk-elsewhere"
LONGEST_NAME = 120

# What the big systems run, install or mount when it is opened, whatever is in it. Web pages are only warned about.
_PROGRAMS = (
    "aab accda accde accdr action ade ahk apk app appcontent-ms appimage appinstaller application appref-ms appx"
    " appxbundle au3 bash bat bundle cdxml cer chm class cmd com command cpl crt crx csh deb deskthemepack desktop"
    " diagcab diagpkg dll dmg dqy dylib ear elf exe fileloc fish flatpak flatpakref gadget gms hlp hta img inetloc inf"
    " ins ipa iqy iso isp jar jnlp js jse kext ksh library-ms lnk lua mad mda mde mobileconfig mpkg msc msh msi msix"
    " msixbundle msp msrcincident mst msu ocx oqy osax osx out ova oxt pif pkg pl ppa ppam prefpane prf printerexport"
    " ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyw pyz pyzw qcow2 rb rdp reg rpm rqy run saver scf scpt scptd scr sct"
    " search-ms settingcontent-ms sh shb shs slk snap so sys terminal themepack tool udl url vb vbe vbs vdi vhd vhdx"
    " vmdk vsix vxd war webloc website whl wim wll workflow ws wsc wsf wsh xapk xbap xla xlam xll xnk xpi zsh"
)
PROGRAMS = frozenset(_PROGRAMS.split())
_WARNINGS = {
    Danger.MACROS: N_("It contains macros: small programs that could act when you allow them. Don't allow them."),
    Danger.EMBEDDED_FILES: N_("Other files are packed inside it. Don't open those."),
    Danger.OUTSIDE_LINKS: N_("It fetches pictures or data from elsewhere, so somebody could see that it was opened."),
    Danger.SCRIPTS: N_("It contains scripts that another program may run."),
    Danger.UNCHECKED: N_("Not all of it could be checked for what acts on its own in another program."),
}
_ENDING = re.compile(r"\.([A-Za-z0-9_-]{1,20})$")
# Names that Windows keeps for its devices, with any extension.
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)")
_NOT_IN_NAMES = '<>:"/\\|?*'


@dataclass(frozen=True, slots=True)
class ElsewherePlan:
    """What would be copied: the item's title, the name of the copy, its source, and what to say before it is opened."""

    title: str
    name: str
    source: Path
    warnings: tuple[str, ...]


def plan_elsewhere(workspace: Workspace, item_id: str, description: Description) -> ElsewherePlan:
    """Choose the copy's name and gather the warnings.

    Raises NotAllowedError for programs and what is closed, NotFoundError when the item or its file is gone.
    """
    item = load_item(workspace.db, item_id)
    refuse_if_closed(workspace, item)
    own = item.file_name.rpartition("/")[2]
    _refuse_programs(own, description)
    source = workspace.vault.path(item.digest)
    if not source.is_file():
        text = _("The file of “{title}” is missing from the workspace.").format(title=shown(item.title))
        raise NotFoundError(text, _("Take the portfolio in again; then it comes back."))
    name = safe_name(own, description)
    return ElsewherePlan(item.title, name, source, (*_about_name(own, name), *_about_content(description)))


def make_elsewhere(plan: ElsewherePlan, folder: Path, progress: Progress = silent) -> Path:
    """Make the read-only copy in a fresh private folder inside ``folder``; stopped, nothing of it stays.

    ``progress`` counts bytes. Raises StorageError when there is no room.
    """
    try:
        target = _fresh_folder(folder) / plan.name
        size = plan.source.stat().st_size
        with plan.source.open("rb", buffering=0) as source:
            copy_hashed(source, target, progress, name=plan.name, size=size)
        target.chmod(stat.S_IRUSR)
    except OSError as problem:
        text = _("No copy could be made in {folder}: {reason}.").format(folder=folder, reason=problem.strerror)
        raise StorageError(text, _("Make room on that disk, then try again.")) from problem
    return target


def forget_copies(folder: Path) -> None:
    """Remove all copies; called at start and at close. One that another program holds open goes the next time."""
    for copies in folder.glob(f"{FOLDER}-*"):
        if copies.is_dir() and not copies.is_symlink():
            for path in copies.glob("*"):
                _let_go(path)
            shutil.rmtree(copies, ignore_errors=True)


def safe_name(own: str, description: Description) -> str:
    """Return a name that says what the file is: nothing invisible, nothing turned round, the ending of its content."""
    seen = "".join("_" if letter in _NOT_IN_NAMES else letter for letter in own if not _is_unseen(letter))
    seen = " ".join(seen.split()).strip(". ") or "item"
    if _DEVICES.match(seen):
        seen = f"_{seen}"
    ending = _ending(seen)
    stem = seen[: -len(ending) - 1] if ending else seen
    told = BY_NAME.get(description.format)
    if told and told.kind not in {Kind.UNKNOWN, Kind.ARCHIVE, Kind.EMPTY} and ending not in told.extensions:
        # Only an ending that promises something else is taken away; any other may be part of the name.
        stem = stem if ending and by_extension(ending) else seen
        ending = told.extensions[0]
    return f"{_cut(stem.rstrip('. '), LONGEST_NAME)}.{ending}" if ending else _cut(stem, LONGEST_NAME)


def _refuse_programs(own: str, description: Description) -> None:
    seen = "".join(letter for letter in own if not _is_unseen(letter)).rstrip(". ")
    if Danger.PROGRAM not in description.dangers and _ending(seen) not in PROGRAMS:
        return
    text = _("“{name}” is a program or a script, so it is not opened.").format(name=shown(own))
    raise NotAllowedError(text, _("Ask for the evidence as a document, picture or video."))


def _about_name(own: str, name: str) -> list[str]:
    warnings: list[str] = []
    if any(_turns(letter) for letter in own):
        warnings.append(_("Its name was written so that it reads differently from what it is."))
    parts = name.lower().split(".")
    if len(parts) > 2 and (parts[-2] in PROGRAMS or (by_extension(parts[-2]) and by_extension(parts[-1]))):
        text = _("Its name has two endings, .{first} and .{last}; it is opened as .{last}.")
        warnings.append(text.format(first=parts[-2], last=parts[-1]))
    if _ending(name) != _ending(own.rstrip(". ")):
        text = _("Its name did not say what it is; the copy is called “{name}”.")
        warnings.append(text.format(name=shown(name)))
    return warnings


def _about_content(description: Description) -> list[str]:
    warnings = [_(_WARNINGS[danger]) for danger in description.dangers if danger in _WARNINGS]
    if description.kind in {Kind.UNKNOWN, Kind.ARCHIVE}:
        warnings.append(_("CertDesk doesn't know what is in it. Open it only if you trust who sent it."))
    return warnings


def _fresh_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{FOLDER}-", dir=folder))  # only its owner can look into it


def _let_go(path: Path) -> None:
    """Make a read-only copy removable, for Windows refuses otherwise."""
    if not path.is_symlink():
        try:
            os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)  # noqa: PTH101 - Path.chmod would follow a link
        except OSError:
            return


def _ending(name: str) -> str:
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _turns(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}


def _cut(stem: str, most: int) -> str:
    """Shorten a name to so many bytes without cutting a letter in two; file systems count bytes."""
    return stem.encode()[:most].decode(errors="ignore").rstrip(". ") or "item"
