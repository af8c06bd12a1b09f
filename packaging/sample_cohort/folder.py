"""One portfolio while it is being built: its files, what is where inside them, its manifest and its prepared marks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from as_images import write_heic, write_jpeg, write_png, write_scans
from as_office import write_docx, write_odt
from as_pdf import Look, Sheet, write_pdf
from blocks import read_blocks
from figures import Figure
from lens import Finished
from quotes import find_in_pdf, words_of

TEXTS = Path(__file__).with_name("text")
NOTE = "Invented sample for CertDesk; no real person, school or event."
Place = dict[str, Any]
Claims = Sequence[str | Place]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who handed it in: invented, like everything else."""

    name: str
    school: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The head of a manifest."""

    code: str
    title: str
    candidate: Candidate
    rubric: str
    received: str
    due: str
    unit: str
    look: Look


@dataclass
class Folder:
    """The folder of one portfolio under construction."""

    portfolio: Portfolio
    root: Path
    figures: Mapping[str, Figure] = field(default_factory=dict)
    items: list[Place] = field(default_factory=list)
    areas: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    moments: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)

    def item(self, file: str, kind: str, title: str, claims: Claims, caption: str) -> Path:
        """Enter a file in the manifest; returns where it is written. A claim is a criterion, or one with its place."""
        self.items.append({"file": file, "type": kind, "title": title, "claims": claims, "caption": caption})
        return self.root / file

    def document(self, file: str, kind: str, title: str, claims: Claims, caption: str) -> None:
        """A written document; the ending of the file says in which format."""
        target = self.item(file, kind, title, claims, caption)
        source = (TEXTS / self.portfolio.code / f"{target.stem}.txt").read_text("utf-8")
        for name, time in self.times.items():
            source = source.replace(f"@{name}@", time)
        if target.suffix in {".txt", ".md"}:
            target.write_text(source, "utf-8", newline="\n")
            return
        blocks = read_blocks(source)
        heading = next((block.text for block in blocks if block.kind == "title"), title)
        writer = {".pdf": write_pdf, ".docx": write_docx, ".odt": write_odt}[target.suffix]
        writer(
            target, blocks, self.portfolio.look, Sheet(self.portfolio.code, self.portfolio.unit, heading), self.figures
        )

    def picture(
        self,
        file: str,
        finished: Finished,
        about: tuple[str, str, Claims, str],
        orientation: int = 1,
        quality: int = 78,
    ) -> None:
        """A photograph or a single scan; `about` is type, title, claims and caption."""
        target = self.item(file, *about)
        self.areas[file] = dict(finished.areas)
        if target.suffix == ".heic":
            write_heic(target, finished, 44)
        elif target.suffix == ".png":
            write_png(target, finished, 96)
        else:
            write_jpeg(target, finished, orientation, quality)

    def scans(self, file: str, pages: list[Finished], about: tuple[str, str, Claims, str], quality: int = 55) -> None:
        """Scanned pages in one PDF; areas are kept as `page:name`, in PDF points."""
        target = self.item(file, *about)
        write_scans(target, pages, about[1], quality)
        self.areas[file] = {
            f"{number}:{name}": tuple(round(edge * 72 / 120) for edge in box)
            for number, page in enumerate(pages, 1)
            for name, box in page.areas.items()
        }

    def remember_times(self, said: Sequence[tuple[str, float]]) -> None:
        """Let texts quote times: `@words@` becomes the minute and second at which these words begin to be said."""
        for text, start in said:
            self.times[text] = f"{int(start) // 60:02d}:{int(start) % 60:02d}"

    def manifest(self) -> None:
        """Write portfolio.yaml."""
        head = self.portfolio
        _write_yaml(
            self.root / "portfolio.yaml",
            {
                "schema": "certdesk.portfolio/1",
                "code": head.code,
                "title": head.title,
                "candidate": {"name": head.candidate.name, "school": head.candidate.school, "language": "en"},
                "programme": "Highland STEM Teaching Programme",
                "cohort": "2026 B",
                "rubric": {"id": head.rubric, "version": "1.0.0"},
                "received": date.fromisoformat(head.received),
                "due": date.fromisoformat(head.due),
                "note": NOTE,
                "items": self.items,
            },
        )


Pointer = Callable[[Folder], Place]


def words(file: str, quote: str, note: str) -> Pointer:
    """Evidence: words that occur in a document; in a PDF with their page and rectangle."""

    def resolve(folder: Folder) -> Place:
        target = folder.root / file
        if target.suffix == ".pdf":
            page, rect = find_in_pdf(target, quote)
            return {"item": file, "page": page, "rect": rect, "quote": quote, "note": note}
        if " ".join(quote.split()) not in words_of(target):
            raise ValueError(f"{target} does not hold the words {quote!r}")
        return {"item": file, "quote": quote, "note": note}

    return resolve


def area(file: str, name: str, note: str) -> Pointer:
    """Evidence: a named area of a picture, or of a scanned page (`2:name`)."""

    def resolve(folder: Folder) -> Place:
        box = [int(edge) for edge in folder.areas[file][name]]
        if not (box[0] < box[2] and box[1] < box[3]):
            raise ValueError(f"Area {name} of {file} is empty: {box}")
        if file.endswith(".pdf"):
            return {"item": file, "page": int(name.partition(":")[0]), "rect": box, "note": note}
        return {"item": file, "region": box, "note": note}

    return resolve


def moment(file: str, cue: str, note: str) -> Pointer:
    """Evidence: the time of a cue, or from one cue to another (`first..last`)."""

    def resolve(folder: Folder) -> Place:
        first, _, last = cue.partition("..")
        start, end = folder.moments[file][first][0], folder.moments[file][last or first][1]
        if folder.portfolio.rubric == "stem-lesson-practice" and end - start < 10:
            raise ValueError(f"A pointer into the film has at least 10 seconds: {cue}")
        return {"item": file, "start": clock(start), "end": clock(end), "note": note}

    return resolve


def whole(file: str, note: str) -> Pointer:
    """Evidence: the item as a whole."""
    return lambda folder: {"item": file, "note": note}


def clock(seconds: float) -> str:
    """Minutes, seconds and tenths."""
    tenths = round(seconds * 10)
    return f"{tenths // 600:02d}:{tenths // 10 % 60:02d}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One prepared mark: a level, or a code for unscorable, with words and evidence."""

    criterion: str
    level: int | str
    strength: str
    next_step: str
    evidence: list[Pointer]


def write_marks(folder: Folder, target: Path, summary: str, marks: list[Mark]) -> None:
    """Resolve every pointer and write the marks of one portfolio."""
    head = folder.portfolio
    _write_yaml(
        target,
        {
            "schema": "certdesk.marks/1",
            "portfolio": head.code,
            "rubric": {"id": head.rubric, "version": "1.0.0"},
            "assessor": {"name": "Amara Diallo", "role": "assessor"},
            "note": NOTE,
            "summary": summary,
            "marks": {mark.criterion: _plain(mark, folder) for mark in marks},
        },
    )


def _plain(mark: Mark, folder: Folder) -> Place:
    plain: Place = {"level": mark.level} if isinstance(mark.level, int) else {"unscorable": mark.level}
    if mark.strength:
        plain["strength"] = mark.strength
    if mark.next_step:
        plain["next_step"] = mark.next_step
    plain["evidence"] = [pointer(folder) for pointer in mark.evidence]
    return plain


def _write_yaml(target: Path, content: Place) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    target.write_text(f"# Invented sample for CertDesk.\n{text}", "utf-8", newline="\n")
