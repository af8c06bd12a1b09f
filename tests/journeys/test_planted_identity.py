"""Words in every place where identity can hide: none of them in what a blind assessor gets, keeps, sees or signs.

Each word stands in one place alone, so that a miss says where it came from. Some of them are the candidate's name as
people write it; the others name nobody, and would go through if a place were forgotten.
"""

from __future__ import annotations

import io
import unicodedata
import wave
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget
from tests.actions.test_blind_packages import every_byte
from tests.evidence.mending import planting
from tests.evidence.mending.planting import everything_in
from tests.support.building import CRITERIA, a_portfolio, level, put_portfolio
from tests.support.desks import BEN, CLEO, LEA, DeskOf, desk
from tests.support.fixtures import without_backup
from tests.support.journeys_of_packages import hand_over, pack, place, take
from tests.support.lead_office import enter_assessors
from tests.support.lent_reader import LentReader, reader
from tests.support.lent_worker import LentWorker

from certdesk.actions import finding_packages
from certdesk.actions.allocating import allocations_of, give
from certdesk.actions.allocating_values import Given
from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import begin_assessment, flag_assessment
from certdesk.actions.assessors import add_conflicts, find_assessor
from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.cohorts import find_cohort, make_cohort, members_of, open_cohort
from certdesk.actions.commenting import write_feedback
from certdesk.actions.consenting import record_consent
from certdesk.actions.finalising import keep_signed, make_signed, plan_signing
from certdesk.actions.packing_cohort import plan_cohort_packages
from certdesk.actions.releasing import hold
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.second_marking import keep_second_marks, plan_second_marks
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.annotations import WholeItem
from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.cohorts import Turn
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.policy import Conflict, Pick
from certdesk.core.portfolio import Candidate, Claim, EvidenceItem, RubricRef
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.sealing import opened_with
from certdesk.store.assessments import find_assessment
from certdesk.store.candidates import candidate_row
from certdesk.store.external_ids import external_id_rows
from certdesk.store.portfolios import item_row, load_items, portfolio_row
from certdesk.store.pseudonyms import pseudonyms
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource

__all__ = ["reader"]
NAME, SCHOOL, CODE = "Zoë Nguyễn-Křížová", "Harbourgate Academy", "PLANTCODE-1"
INNOCENT = "Pupils order the layers of the pond"
TOLD = {
    "name": NAME,
    "name decomposed": unicodedata.normalize("NFD", NAME),
    "name without accents": "Zoe Nguyen-Krizova",
    "last name": "Křížová",
    "last name in capitals": "KŘÍŽOVÁ",
    "school": SCHOOL,
    "part of the school": "Harbourgate",
    "code": CODE,
}
"""Words that name the candidate, wherever they stand."""
PLACES = {
    name: f"planted{number:02}{name.replace(' ', '')}"
    for number, name in enumerate(
        (
            "portfolio title", "portfolio note", "user id", "submission", "address", "list note", "list subject",
            "item title", "file name", "caption", "words of a claim", "consent people", "consent note", "conflict",
            "pdf author", "pdf xmp", "pdf note", "docx author", "exif artist", "jpeg comment", "exif thumbnail",
            "png text", "sound artist", "first words", "first note", "first summary", "first flag", "seed", "hold",
            "other candidate", "other school", "assessor note", "cohort note", "earlier attempt", "ending",
        )
    )
}  # fmt: skip
"""Words that stand in one place each."""
SECRET = {
    **TOLD,
    **PLACES,
    "first assessor": CLEO,
    "reason": Pick.SMALL_COHORT.value,
    "reason by chance": "random_share",
}


@dataclass(frozen=True)
class Scene:
    """The lead's desk, that of the first assessor, and that of the second, who marks blind."""

    lea: DeskOf
    cleo: DeskOf
    ben: DeskOf
    worker: EvidenceWorker
    folder: Path


@pytest.fixture
def scene(
    tmp_path: Path, reader: LentReader, shared_worker: EvidenceWorker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)
    with ExitStack() as stack:
        lea, cleo, ben = (desk(tmp_path / f"desk-{number}", name) for number, name in enumerate((LEA, CLEO, BEN)))
        for one in (lea, cleo):
            stack.enter_context(one.workspace)
        lea.knows(cleo, ben)
        cleo.knows(lea)
        ben.knows(lea)
        yield Scene(lea, cleo, ben, shared_worker, tmp_path)


def pdf() -> bytes:
    """Words of nobody on the page; in its facts, notes and XMP others."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        page = document.pages[0]
        page.obj["/PieceInfo"] = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=PLACES["pdf note"]))
        document.docinfo["/Author"] = PLACES["pdf author"]
        document.docinfo["/Title"] = NAME
        with document.open_metadata() as notes:
            notes["dc:creator"] = [PLACES["pdf xmp"]]
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def docx() -> bytes:
    """A document with its author wherever Word writes one."""
    return _again(planting.docx(), PLACES["docx author"])


def _again(data: bytes, author: str) -> bytes:
    """The same archive with another author."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, jpeg() if name.endswith("jpeg") else part.replace(planting.NAME.encode(), author.encode())
            )
    return out.getvalue()


def jpeg() -> bytes:
    """A photo by somebody, with a comment and a thumbnail that has notes of its own."""
    notes, small = Image.Exif(), io.BytesIO()
    notes[0x013B], notes[0x010E] = PLACES["exif artist"], NAME
    notes.get_ifd(0x8825)[29] = "2026:10:02"
    Image.new("RGB", (8, 8)).save(small, "JPEG", comment=PLACES["exif thumbnail"])
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=notes, comment=PLACES["jpeg comment"])
    return out.getvalue() + small.getvalue()


def png() -> bytes:
    """A drawing with a text beside it."""
    out, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", PLACES["png text"], zip=True)
    Image.new("RGB", (16, 16), "teal").save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def sound() -> bytes:
    """A recording whose list of facts names an artist."""
    out = io.BytesIO()
    with wave.open(out, "wb") as tone:
        tone.setparams((1, 2, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(8000))
    artist = PLACES["sound artist"].encode() + b"\0"
    artist += b"\0" * (len(artist) % 2)
    body = b"INFOIART" + len(artist).to_bytes(4, "little") + artist
    data = out.getvalue() + b"LIST" + len(body).to_bytes(4, "little") + body
    return data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]


def text() -> bytes:
    return f"{INNOCENT} and say why.\n".encode() * 20


FILES = (
    (f"{PLACES['item title']} by {NAME}", f"{PLACES['file name']} {NAME}.txt", "text", "text", text),
    ("Plan", "plan.pdf", "pdf", "PDF", pdf),
    ("Photo", "photo.jpg", "image", "JPEG", jpeg),
    ("Log", "log.docx", "document", "DOCX", docx),
    ("Drawing", "drawing.png", "image", "PNG", png),
    ("Sound", "sound.wav", "audio", "WAV", sound),
    ("Ending", "plan.krizova", "text", "text", lambda: text() + b"2"),
)
MORE = (
    ("Old drawing", "old.png", "image", "PNG", planting.png),
    ("Web picture", "drawing.webp", "image", "WebP", planting.webp),
    ("Moving picture", "drawing.gif", "image", "GIF", planting.gif),
    ("Scan", "scan.tif", "image", "TIFF", planting.tiff),
    ("Table", "table.xlsx", "sheet", "XLSX", planting.xlsx),
    ("Slides", "slides.pptx", "slides", "PPTX", planting.pptx),
    ("Paper", "paper.odt", "document", "ODT", planting.odt),
)
"""For the full scan: all kinds in which words can be planted; each holds `planting.NAME`."""
NAMING = tuple(
    (f"Letter {number}", f"letter-{number}.txt", "text", "text", partial(str.encode, f"Yours, {word}"))
    for number, word in enumerate(TOLD.values())
    if word != TOLD["part of the school"]
)
"""Texts that name the candidate in their words: they stay where they are."""


def furnish(scene: Scene, files: Iterable[tuple]) -> str:
    """A portfolio in which everything tells whose it is, another candidate's, and a list of both."""
    lea, workspace = scene.lea, scene.lea.workspace
    portfolio = a_portfolio(
        CODE, id="the-portfolio", title=f"{PLACES['portfolio title']} {NAME}",
        note=f"{PLACES['portfolio note']} {NAME}",
        candidate=Candidate(NAME, SCHOOL), programme="STEM", cohort="2026 B",
    )  # fmt: skip
    known = tuple(
        ExternalId("moodle", kind, PLACES[name]) for kind, name in (("user", "user id"), ("submission", "submission"))
    )
    listed = ListedCandidate(
        "candidate-1", NAME, SCHOOL, "en", CODE, "STEM", "2026 B", PLACES["list subject"],
        (*known[:1], ExternalId("list", "email", f"{PLACES['address']}@example.org")), PLACES["list note"],
    )  # fmt: skip
    with workspace.recording("portfolio.received", "taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        recording.put("candidate", candidate_row(listed))
        for row in external_id_rows(portfolio.id, known):
            recording.put("external_id", row)
        for number, (title, name, kind, form, make) in enumerate(files):
            recording.put("item", item_row(_item(lea, portfolio.id, number, (title, name, kind, form), make())))
    other = Candidate(PLACES["other candidate"], PLACES["other school"])
    put_portfolio(workspace, "OTHER-2", candidate=other, programme="STEM", cohort="2026 B")
    put_portfolio(
        workspace, PLACES["earlier attempt"], candidate=Candidate(NAME, SCHOOL), programme="STEM", cohort="2025"
    )
    record_consent(workspace, Consent(
        "consent-1", portfolio.id, PLACES["consent people"], Basis.CONSENT, (Scope.ASSESSMENT,),
        given_on=date(2026, 9, 1),
        note=PLACES["consent note"]))  # fmt: skip
    return portfolio.id


def _item(lea: DeskOf, portfolio_id: str, number: int, about: tuple[str, str, str, str], data: bytes) -> EvidenceItem:
    title, name, kind, form = about
    digest = sha256(data).hexdigest()
    staged = lea.workspace.staging / digest
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_bytes(data)
    lea.workspace.vault.keep(staged, digest)
    return EvidenceItem(
        id=f"item-{number}", portfolio_id=portfolio_id, position=number, digest=digest, size=len(data), file_name=name,
        title=title, caption=f"{PLACES['caption']} {NAME}", claims=(), kind=kind, format=form,
        claim_places=(Claim("T1", None, f"{PLACES['words of a claim']} {NAME}"),),
    )  # fmt: skip


def led(scene: Scene, id_: str) -> None:
    """Cleo marks first, with words of her own; Ben is asked for second marks; the lead writes what leads write."""
    workspace = scene.lea.workspace
    make_cohort(workspace, "STEM", "2026 B", RubricRef("small", "1.0.0"))
    enter_assessors(workspace, [scene.cleo.person, scene.ben.person])
    workspace.db.execute("update assessor set note = ?", [PLACES["assessor note"]])
    workspace.db.execute("update cohort set note = ?", [PLACES["cohort note"]])
    cohort = find_cohort(workspace)
    about = KnownConflict(scene.ben.person, About.CANDIDATE, "candidate-2", Conflict.DECLARED.value, PLACES["conflict"])
    add_conflicts(workspace, [about])
    open_cohort(workspace, cohort)
    member = next(one for one in members_of(workspace, find_cohort(workspace)) if one.portfolio_id == id_)
    give(workspace, Given(member, find_assessor(workspace, CLEO), Turn.FIRST))
    scene.cleo.takes(scene.lea.package(scene.lea.says([id_]), "to-cleo"))
    begin_assessment(scene.cleo.workspace, id_)
    found = find_assessment(scene.cleo.workspace.db, id_, scene.cleo.person)
    assert found
    mark_criterion(scene.cleo.workspace, found.id, "T1", level(2))
    write_feedback(
        scene.cleo.workspace, found.id, "T1", strength=PLACES["first words"], next_step=PLACES["first summary"]
    )
    item = load_items(scene.cleo.workspace.db, id_)[0].id
    file_evidence(scene.cleo.workspace, found.id, Filing(item, WholeItem(), ("T1",), PLACES["first note"]))
    flag_assessment(scene.cleo.workspace, found.id, PLACES["first flag"])
    scene.lea.takes(scene.cleo.package(scene.cleo.says([id_]), "from-cleo"))
    keep_second_marks(workspace, plan_second_marks(workspace, find_cohort(workspace), PLACES["seed"]))
    assert any(
        (one.portfolio_id, one.assessor_id, one.turn) == (id_, scene.ben.person, Turn.SECOND)
        for one in allocations_of(workspace, find_cohort(workspace))
    )
    hold(workspace, find_cohort(workspace), [id_], PLACES["hold"])


def forms_of(word: str) -> set[bytes]:
    """A word as files, tables and logs spell it."""
    cases = {word, word.casefold(), word.upper()}
    spelled = {unicodedata.normalize(form, one) for one in cases for form in ("NFC", "NFD")}
    escaped = {one.encode("ascii", "backslashreplace") for one in spelled}
    return escaped | {one.encode(code) for one in spelled for code in ("utf-8", "utf-16-le", "utf-16-be")}


def told_in(data: bytes, secrets: Iterable[str] = ()) -> list[str]:
    """The places whose words stand in these bytes."""
    wanted = {name: forms_of(word) for name, word in SECRET.items()} | {one: forms_of(one) for one in secrets}
    return [name for name, forms in wanted.items() if any(form in data for form in forms)]


def in_a_folder(folder: Path) -> bytes:
    """All bytes of a folder: names of files, files, and what is packed in them."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(str(path.relative_to(folder)).encode())
        if path.is_file():
            data = path.read_bytes()
            found += [data, *([everything_in(data)] if data[:4] in {b"%PDF", b"PK\x03\x04", b"\x89PNG"} else [])]
    return b"\n".join(found)


def shown_by(window: QWidget) -> str:
    """Everything that a window says: titles, texts, accessible names and descriptions, tips, cells of tables."""
    said = []
    for one in (window, *window.findChildren(QObject)):
        for name in ("windowTitle", "text", "toPlainText", "title", "accessibleName", "accessibleDescription",
                     "toolTip",
                     "whatsThis", "statusTip", "placeholderText", "objectName"):  # fmt: skip
            ask = getattr(one, name, None)
            if callable(ask):
                try:
                    said.append(str(ask()))
                except TypeError:  # it wants to know more
                    continue
        if isinstance(one, QAbstractItemModel):
            said += _cells(one)
    return "\n".join(said)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount(QModelIndex())):
            yield from (str(model.index(row, column).data(role)) for role in roles)


def scan(
    scene: Scene, files: tuple[tuple, ...], qtbot, theme: ThemeSource, dialogs, *, also: tuple[str, ...] = ()
) -> None:
    ben = scene.ben
    every = (*files, *NAMING)
    id_ = furnish(scene, every)
    led(scene, id_)
    (one,) = plan_cohort_packages(scene.lea.workspace, find_cohort(scene.lea.workspace), assessors=[ben.person])
    assert one.scope
    scope = replace(one.scope, portfolios=(id_,))
    assert scope.blind
    folder = hand_over(scene.lea, pack(scene.lea, scope, cleaner_of(scene.worker)), place(scene.folder / "STICK")).path
    seen = every_byte(folder, ben.signer.lend_statement_key(opened_with))
    assert INNOCENT.encode() in seen
    assert told_in(seen, also) == []

    take(ben, folder)
    workspace = ben.workspace
    came = {item.position for item in load_items(workspace.db, id_)}
    assert came >= set(range(len(FILES)))
    assert max(came) < len(files), "what names the candidate stays"
    begin_assessment(workspace, id_)
    assessment = find_assessment(workspace.db, id_, ben.person)
    assert assessment
    for criterion in CRITERIA:
        mark_criterion(workspace, assessment.id, criterion, level(3))
        file_evidence(workspace, assessment.id, Filing(load_items(workspace.db, id_)[0].id, WholeItem(), (criterion,)))
        write_feedback(workspace, assessment.id, criterion, strength="They plan on their own.", next_step="Ask why.")
    plan = plan_signing(workspace, assessment.id)
    (signed,) = made = make_signed(plan, ben.signer, scene.worker, silent)
    keep_signed(workspace, plan, made)
    report = next(workspace.documents.iterdir())
    assert told_in(everything_in(report.read_bytes()), also) == []
    assert signed.award is None

    running = build(workspace, theme, dialogs, LentWorker(scene.worker))
    said = look_around(running, (id_, assessment.id), qtbot)
    (code,) = pseudonyms(scene.lea.workspace.db)
    assert code in said
    assert "Item 1" in said
    assert told_in(said.encode(), also) == []
    with without_backup():
        running.close()

    kept = in_a_folder(ben.workspace.folder)
    assert INNOCENT.encode() in kept
    assert told_in(kept, also) == []


def look_around(running: Running, ids: tuple[str, str], qtbot) -> str:
    """Look at every screen of the second assessor, and return all that the window says."""
    portfolio, assessment = ids
    derived = running.tools.session.workspace.derived
    running.window.resize(1366, 768)
    running.window.show()
    said = []
    places = (
        ("today", {}),
        ("portfolio", {"portfolio": portfolio}),
        ("score", {"assessment": assessment}),
        ("exchange", {}),
    )
    for name, params in places:
        running.window.go(name, params)
        qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=30_000)
        if name == "portfolio":  # until small pictures are made of what is there
            qtbot.waitUntil(lambda: any(one.is_file() for one in derived.rglob("*")), timeout=30_000)
        said.append(shown_by(running.window))
    return "\n".join(said)


def test_no_word_of_thirty_reaches_a_blind_assessor(scene, qtbot, theme, dialogs):
    assert len(SECRET) >= 30
    scan(scene, FILES, qtbot, theme, dialogs)


@pytest.mark.slow
def test_no_word_reaches_a_blind_assessor_in_files_of_all_kinds(scene, qtbot, theme, dialogs):
    scan(scene, (*FILES, *MORE), qtbot, theme, dialogs, also=(planting.NAME, "Plantfield", "12.3456"))
