"""What the clipboard holds that can be verified: files, the text of a code, or a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.ui.screens.verify.subject import CODE_PREFIX, Subject
from certdesk.ui.widgets.drop_zone import dropped_files

_LARGEST_SIDE = 12_000


def pasted(data: QMimeData, folder: Path) -> tuple[Path, ...] | Subject | None:
    """Return files, or one subject, or None where nothing can be verified. A picture is put into ``folder``.

    Raises `StorageError` when the disk refuses.
    """
    if files := dropped_files(data):
        return files
    text = "".join(data.text().split("\n")).strip()
    if text.startswith(CODE_PREFIX):
        return Subject(code=text)
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull() and max(image.width(), image.height()) <= _LARGEST_SIDE:
            return Subject(path=_kept(image, folder))
    return None


def _kept(image: QImage, folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _refused(folder) from problem
    numbers = range(1, 1000)
    name = _("Pasted picture")
    path = next((path for n in numbers if not (path := folder / f"{name} {n}.png").exists()), folder / f"{name}.png")
    if not image.save(str(path)):
        raise _refused(path)
    return path


def _refused(path: Path) -> StorageError:
    return StorageError(_("{path} can't be written.").format(path=path), _("Make room on the disk, and try again."))
