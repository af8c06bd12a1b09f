"""What other programs make of a file: looked up, and named as absent where they are."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

SECONDS = 60
_TOOLS = ("pdftoppm", "mutool", "soffice", "convert", "ffmpeg", "pdftotext")
STILL_AT = 0.5


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference program drew and read, and its name; ``problem`` says why there is nothing."""

    program: str = ""
    picture: Image.Image | None = None
    text: str = ""
    problem: str = ""


class References:
    """The reference programs of this computer, each answer in a folder of its own that is gone afterwards."""

    def __init__(self) -> None:
        self._where = {name: shutil.which(name) for name in _TOOLS}
        if self._where["convert"] and b"ImageMagick" not in self._run("convert", "-version"):
            self._where["convert"] = None

    def absent(self) -> list[str]:
        """Return the names of the programs that are not here."""
        return [name for name, place in self._where.items() if not place]

    def of(self, path: Path, kind: str) -> Reference:
        """Return what the best reference for this kind makes of the file."""
        with TemporaryDirectory(prefix="fidelity-") as made:
            folder = Path(made)
            match kind:
                case "pdf":
                    return self._page(path, folder)
                case "document" | "slides" | "sheet":
                    return self._office(path, folder)
                case "image":
                    return self._photo(path, folder)
                case "video":
                    return self._still(path, folder)
        return Reference(problem="nothing to compare with")

    def _page(self, path: Path, folder: Path, program: str = "") -> Reference:
        if self._where["pdftoppm"]:
            self._run(
                "pdftoppm", "-f", "1", "-l", "1", "-r", "100", "-cropbox", "-png", str(path), str(folder / "page")
            )
            program = f"{program}pdftoppm"
        elif self._where["mutool"]:
            self._run("mutool", "draw", "-q", "-r", "100", "-o", str(folder / "page-1.png"), str(path), "1")
            program = f"{program}mutool"
        text = self._run("pdftotext", "-enc", "UTF-8", str(path), "-").decode("utf-8", "replace")
        return self._found(folder, program, text)

    def _office(self, path: Path, folder: Path) -> Reference:
        if not self._where["soffice"]:
            return Reference(problem="LibreOffice is not here")
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        out = folder / "out"
        self._run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path))
        made = next(iter(out.glob("*.pdf")), None)
        if made is None:
            return Reference("LibreOffice", problem="LibreOffice made nothing of it")
        (folder / "pages").mkdir()
        return self._page(made, folder / "pages", "LibreOffice, ")

    def _photo(self, path: Path, folder: Path) -> Reference:
        if self._where["convert"]:
            self._run(
                "convert", f"{path}[0]", "-auto-orient", "-colorspace", "sRGB", "-resize", "1600x1200>", "-background",
                "white", "-flatten", str(folder / "photo.png"),
            )  # fmt: skip
            found = self._found(folder, "ImageMagick")
            if found.picture is not None:
                return found
        self._run("ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", str(folder / "photo.png"))
        return self._found(folder, "ffmpeg")

    def _still(self, path: Path, folder: Path) -> Reference:
        at, square = ("-ss", str(STILL_AT)), ("-vf", "scale=iw*sar:ih,setsar=1")
        self._run("ffmpeg", "-v", "error", *at, "-i", str(path), *square, "-frames:v", "1", str(folder / "still.png"))
        return self._found(folder, "ffmpeg")

    def _found(self, folder: Path, program: str, text: str = "") -> Reference:
        made = next(iter(sorted(folder.glob("*.png"))), None)
        if made is None:
            return Reference(program, text=text, problem=f"{program or 'no program'} drew nothing")
        with Image.open(made) as image:
            image.load()
            return Reference(program, image.copy(), text)

    def _run(self, tool: str, *arguments: str) -> bytes:
        place = self._where[tool]
        if not place:
            return b""
        try:
            done = subprocess.run([place, *arguments], capture_output=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return b""
        return done.stdout
