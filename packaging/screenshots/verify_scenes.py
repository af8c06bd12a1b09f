"""Pictures of Verify: the verdicts, a badge, a photo, a whole folder, and a certificate that was replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QImage

from certdesk.actions import looking_around
from certdesk.actions.badges import badge_of_certificate
from certdesk.actions.certificates import certificates
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.issuing_batch import keep_issue, make_issue
from certdesk.actions.withdrawing import Correction, plan_reissue
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import RenderPage
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.verify.screen import VerifyScreen

Scenes = Iterator[tuple[str, Callable[[], object]]]


def verify_scenes(window: MainWindow, workspace: Workspace, folder: Path) -> Scenes:
    """Yield the scenes in their order; the newest certificate of the workspace is what is held up."""
    checks = _Checks(window, workspace, folder)
    yield "verify-stranger", checks.show_stranger
    yield "verify-photo", checks.show_photo
    yield "verify-badge", checks.show_badge
    yield "verify-replaced", checks.show_replaced
    yield "verify-folder", checks.show_folder


class _Checks:
    """Makes files out of a certificate, and holds them up."""

    def __init__(self, window: MainWindow, workspace: Workspace, folder: Path) -> None:
        self._window = window
        self._workspace = workspace
        self._folder = folder

    @property
    def _screen(self) -> VerifyScreen:
        self._window.go("verify")
        screen = self._window.current
        assert isinstance(screen, VerifyScreen)  # noqa: S101 - that is what was asked for
        return screen

    def show_stranger(self) -> None:
        """Look at a certificate as if its signer were nobody known here."""
        kept = self._folder / "identities"
        here = self._workspace.identities
        screen = self._screen
        shutil.copytree(here, kept)
        shutil.rmtree(here)
        screen.verify(certificates(self._workspace)[0].document)

    def show_photo(self) -> None:
        """Look at a picture of the page."""
        self._known_again()
        path = self._folder / "IMG_2041.jpg"
        with EvidenceWorker() as worker:
            page = worker.submit(RenderPage(certificates(self._workspace)[0].document, 1, 150 / 72)).result()
        four = len(page.pixels) == 4 * page.width * page.height
        kind = QImage.Format.Format_RGBA8888 if four else QImage.Format.Format_RGB888
        QImage(page.pixels, page.width, page.height, kind).save(str(path))
        self._screen.verify(path)

    def show_badge(self) -> None:
        """Look at a badge that is baked into a picture."""
        serial = certificates(self._workspace)[0].serial
        path = self._folder / f"{serial}.png"
        path.write_bytes(badge_of_certificate(self._workspace, serial, ".png"))
        self._screen.verify(path)

    def show_replaced(self) -> None:
        """Look at a certificate after its name was corrected."""
        old = certificates(self._workspace)[0]
        signer = unlock_mine(self._workspace, looking_around.PASSPHRASE)
        words = Correction(holder=f"{old.holder} Masekho")
        plan = plan_reissue(self._workspace, old.serial, words, "spelling of the name")
        make_issue(plan, signer, signer, silent, workers=1)
        keep_issue(self._workspace, plan, signer)
        self._screen.verify(old.document)

    def show_folder(self) -> None:
        """Look at everything that was signed here, and at something that is not what it says."""
        stick = self._folder / "STICK"
        stick.mkdir()
        for path in (
            *self._workspace.documents.glob("*.pdf"),
            *self._folder.glob("*.png"),
            *self._folder.glob("*.pdf"),
        ):
            shutil.copy(path, stick)
        (stick / "Letter to the head teacher.pdf").write_bytes(b"%PDF-1.7\n% nothing of this was signed\n")
        self._screen.take((stick,))

    def _known_again(self) -> None:
        kept = self._folder / "identities"
        if kept.is_dir():
            shutil.copytree(kept, self._workspace.identities, dirs_exist_ok=True)
            shutil.rmtree(kept)
