"""Put what CertDesk shows of files beside what other programs draw of them, as a page to look at.

python packaging/fidelity/make.py FOLDER [FILE_OR_FOLDER ...] [--most 12]

Writes ``FOLDER/index.html`` and its pictures, least alike first. Without files it takes the sample cohort and, where it
lies beside the repository (or where CERTDESK_CORPORA says), the corpus of other people's files, at most ``--most`` of
each kind. References: pdftoppm or mutool for PDF, LibreOffice for office files, ImageMagick or ffmpeg for photos,
ffmpeg for recordings; the page says which of them were not there.
"""

from __future__ import annotations

import argparse
import io
import os
from dataclasses import dataclass
from pathlib import Path

from likeness import likeness, words_found
from PIL import Image
from references import STILL_AT, Reference, References
from report import write

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import EvidenceError
from certdesk.evidence.replies import Description, Picture
from certdesk.evidence.requests import Describe, ExtractText, MeasurePages, RenderPage, RenderPhoto
from certdesk.ui.viewers.still_maker import StillMaker

_CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
_SHOWN = ("pdf", "document", "slides", "sheet", "image", "video")
_MOST_WORDS = 2**20


@dataclass(frozen=True, slots=True)
class Ours:
    """What CertDesk shows of a file: a picture, words, who drew it, or why there is nothing."""

    picture: Image.Image | None = None
    text: str = ""
    engine: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the report; ``alike`` and ``words`` from 0 to 1, None where they can't be compared."""

    path: Path
    kind: str
    format: str
    ours: Ours
    reference: Reference
    alike: float | None
    words: float | None

    @property
    def rank(self) -> float:
        """How much it is worth a look: the least alike first, then what only one of the two could draw."""
        if self.ours.picture is None and self.reference.picture is not None and self.words is None:
            return -1
        return min((each for each in (self.alike, self.words) if each is not None), default=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--most", type=int, default=12, help="files of each kind (default 12)")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    references = References()
    found = compare(wanted.files or _usual(), references, wanted.most)
    print(write(wanted.folder, sorted(found, key=lambda each: each.rank), references.absent()))


def compare(places: list[Path], references: References, most: int) -> list[Compared]:
    """Look at the files with our eyes and with theirs."""
    stills = StillMaker()
    try:
        with EvidenceWorker() as worker:
            chosen = _chosen(worker, places, most)
            return [_compared(worker, stills, references, path, found) for path, found in chosen]
    finally:
        stills.close()


def _usual() -> list[Path]:
    corpora = Path(os.environ.get("CERTDESK_CORPORA", _CORPORA))
    return [shipped.resources() / "sample_cohort", *([corpora] if corpora.is_dir() else [])]


def _chosen(worker: EvidenceWorker, places: list[Path], most: int) -> list[tuple[Path, Description]]:
    """Describe every file and choose evenly among those of a kind."""
    kinds: dict[str, list[tuple[Path, Description]]] = {kind: [] for kind in _SHOWN}
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and (found := worker.ask(Describe(path))).kind in kinds:
                kinds[found.kind].append((path, found))
    chosen = []
    for files in kinds.values():
        step = max(1, len(files) / most)
        chosen += [files[int(at * step)] for at in range(min(most, len(files)))]
    return chosen


def _compared(
    worker: EvidenceWorker, stills: StillMaker, references: References, path: Path, found: Description
) -> Compared:
    ours = _film(stills, path) if found.kind == "video" else _seen(worker, path, found)
    reference = references.of(path, found.kind)
    alike = likeness(ours.picture, reference.picture) if ours.picture and reference.picture else None
    words = words_found(ours.text, reference.text) if found.kind in {"document", "slides", "sheet", "pdf"} else None
    return Compared(path, found.kind, found.format, ours, reference, alike, words)


def _seen(worker: EvidenceWorker, path: Path, found: Description) -> Ours:
    picture, engine, problem = None, "", found.problem.sentence if found.problem else ""
    try:
        if found.kind == "image":
            picture = _image(worker.ask(RenderPhoto(path, 1600, 1200)))
        else:
            picture = _image(worker.ask(RenderPage(path, 1, 100 / 72)))
            engine = worker.ask(MeasurePages(path)).engine
    except EvidenceError as refused:
        problem = refused.problem.sentence
    return Ours(picture, _words(worker, path), engine, problem)


def _words(worker: EvidenceWorker, path: Path) -> str:
    try:
        parts = worker.submit(ExtractText(path)).result().parts
    except EvidenceError:
        return ""
    return "\n".join(part.text for part in parts)[:_MOST_WORDS]


def _film(stills: StillMaker, path: Path) -> Ours:
    try:
        taken = stills.request(path, [int(STILL_AT * 1000)]).result()
    except CertDeskError as refused:
        return Ours(problem=str(refused))
    with Image.open(io.BytesIO(taken[0])) as image:
        return Ours(image.convert("RGB"), engine="player")


def _image(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX")


if __name__ == "__main__":
    main()
