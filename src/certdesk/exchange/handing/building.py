"""Making a folder of results: tables in every format, pages, and what is copied along, with digests and a signature.

The same draft gives the same bytes on every machine. Documents are not copied twice: they are read where they lie when
they are written to the stick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from certdesk.core.codebook import all_tables
from certdesk.core.errors import StorageError
from certdesk.core.progress import Progress, silent
from certdesk.core.result_tables import ResultRecord, Table, Told
from certdesk.core.words import _
from certdesk.exchange import bag
from certdesk.exchange.bag import DATA
from certdesk.exchange.building import Author
from certdesk.exchange.handing import layout
from certdesk.exchange.handing.csv_table import write_csv
from certdesk.exchange.handing.json_table import write_data_package, write_json, write_schema
from certdesk.exchange.handing.pages import PageFacts, codebook_page, explained, index_page
from certdesk.exchange.handing.parquet import partition_path, write_parquet
from certdesk.exchange.handing.signing import ResultsHead, head_bytes, sign_folder
from certdesk.exchange.handing.xlsx_table import write_xlsx
from certdesk.exchange.hashing import PartHash
from certdesk.exchange.package import Part

_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that is handed over byte for byte: its place below ``data/``, where it lies here, and its SHA-256."""

    name: str
    source: Path
    digest: str


@dataclass(frozen=True, slots=True)
class ResultsDraft:
    """All that goes into the folder; tables are made of ``records`` when it is built, by what is ``told``.

    ``head`` has no rows yet. ``newest`` is the day of the newest result: the day in the workbook.
    ``texts`` are small files by their place below ``data/``.
    """

    head: ResultsHead
    records: tuple[ResultRecord, ...]
    told: Told
    copied: tuple[CopiedFile, ...]
    texts: Mapping[str, bytes]
    newest: date
    title: str


@dataclass(frozen=True, slots=True)
class BuiltResults:
    """What is to be written: the files below ``data/`` with where each lies now, the tag files, and the signature."""

    payload: tuple[Part, ...]
    sources: Mapping[str, Path]
    tag_files: Mapping[str, bytes]
    signature_bytes: bytes

    @property
    def size(self) -> int:
        """Bytes below ``data/``."""
        return sum(part.size for part in self.payload)


@dataclass(frozen=True, slots=True)
class ResultsJob:
    """How a folder of results goes to a stick; see `certdesk.exchange.stick_jobs.FolderJob`."""

    built: BuiltResults
    target: Path
    in_place: bool = True

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that a file lies in, those above others first."""
        found = {self.target: None, self.target / DATA: None}
        for part in self.payload:
            above = (self.target / DATA / part.name).relative_to(self.target).parents
            found |= {self.target / place: None for place in reversed(above) if place.parts}
        return tuple(found)

    @property
    def payload(self) -> tuple[Part, ...]:
        """Everything below ``data/``."""
        return self.built.payload

    @property
    def signature_bytes(self) -> bytes:
        """The content of the signature file."""
        return self.built.signature_bytes

    @property
    def keeps_names(self) -> bool:
        """Pages link to the files, and tables name them."""
        return True

    def source_of(self, part: Part) -> Path:
        """Return where a file lies on this computer."""
        return self.built.sources[part.name]

    def tags(self, _names: Mapping[str, str]) -> dict[str, bytes]:
        """Return the files beside ``data/``."""
        return dict(self.built.tag_files)


def build_results(
    draft: ResultsDraft, staging: Path, author: Author, card: str = "", progress: Progress = silent
) -> BuiltResults:
    """Make the tables and pages in ``staging`` and sign the whole. Raises StorageError.

    A document that is not what it was when it was signed is refused. ``progress`` counts files.
    """
    progress(0, 0, _("Writing tables"))
    tables = all_tables(draft.records, draft.told)
    draft = replace(draft, head=replace(draft.head, rows=tuple((one.name, len(one.rows)) for one in tables)))
    files: list[tuple[str, Callable[[], bytes]]] = list(_made(draft, tables, progress))
    files += [(name, partial(bytes, content)) for name, content in sorted(draft.texts.items())]
    total = len(files) + len(draft.copied)
    parts: dict[str, Part] = {}
    sources: dict[str, Path] = {}
    for done, (name, make) in enumerate(files):
        progress(done, total, _("Writing tables"))
        sources[name] = staging / DATA / name
        parts[name] = _write(sources[name], name, make())
    for done, one in enumerate(draft.copied, len(files)):
        progress(done, total, _("Reading documents"))
        sources[one.name] = one.source
        parts[one.name] = _hashed(one)
    payload = tuple(parts[name] for name in sorted(parts))
    tags = _tags(draft, payload)
    progress(total, total, _("Reading documents"))
    return BuiltResults(payload, sources, tags, sign_folder(tags[bag.TAG_MANIFEST], author, card))


def _made(
    draft: ResultsDraft, tables: tuple[Table, ...], progress: Progress
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name the files that are made from the tables, each with what makes it when its turn has come."""
    head = draft.head
    for table in tables:
        yield layout.csv_of(table.name), partial(write_csv, table)
    yield layout.XLSX, partial(write_xlsx, tables, draft.title, draft.newest, progress)
    yield layout.JSON, partial(write_json, tables)
    yield f"{layout.TABLES}/results.schema.json", partial(write_schema, tables)
    yield f"{layout.TABLES}/datapackage.json", partial(write_data_package, tables, draft.title)
    yield layout.CODEBOOK_PAGE, partial(codebook_page, tables, draft.title)
    yield layout.EXPLAINED, explained
    marks = next(table for table in tables if table.name == "marks")
    place = partition_path(head.programme, head.cohort)
    yield f"{layout.PARQUET}/{place}", partial(write_parquet, marks)


def _write(path: Path, name: str, content: bytes) -> Part:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
    except OSError as problem:
        text = _("The hand-over could not be prepared in {folder}: {reason}.")
        text = text.format(folder=path.parent, reason=problem.strerror or problem)
        raise StorageError(text, _("Make room on the disk of the workspace. Nothing is lost.")) from problem
    return _part(name, (content,))


def _hashed(one: CopiedFile) -> Part:
    try:
        part = _part(one.name, _blocks(one.source))
    except OSError as problem:
        raise _not_whole(one) from problem
    if part.digest != one.digest:
        raise _not_whole(one)
    return part


def _part(name: str, blocks: Iterable[bytes]) -> Part:
    found = PartHash()
    for block in blocks:
        found.add(block)
    part = found.part("bin")
    return Part(name, part.size, part.digest, part.leaves)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            yield block


def _not_whole(one: CopiedFile) -> StorageError:
    text = _("The signed document {file} is missing on this computer, or not what it was.")
    return StorageError(
        text.format(file=one.source.name), _("Check the workspace: certdesk check. Take it back from a backup.")
    )


def _tags(draft: ResultsDraft, payload: tuple[Part, ...]) -> dict[str, bytes]:
    tags = {
        bag.BAGIT: bag.bagit_txt(),
        bag.INFO: _bag_info(draft, payload),
        bag.MANIFEST: bag.payload_manifest({part.name: part.digest for part in payload}),
        layout.HEAD: head_bytes(draft.head),
        layout.INDEX: index_page(PageFacts(draft.head, draft.title, tuple((one.name, one.size) for one in payload))),
    }
    return tags | {bag.TAG_MANIFEST: bag.tag_manifest(tags)}


def _bag_info(draft: ResultsDraft, payload: tuple[Part, ...]) -> bytes:
    head = draft.head
    lines = {
        "Bagging-Date": head.made_on.isoformat(),
        "External-Description": " ".join(f"{head.programme}, {head.cohort}".split()),
        "Payload-Oxum": f"{sum(part.size for part in payload)}.{len(payload)}",
        "Bag-Software-Agent": "CertDesk",
        "CertDesk-Format": head.format,
        "CertDesk-Author": head.author,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()
