"""The seeded bad portfolio: every file with the rules that must be found in it, and a clean one in which nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps
from tests.preflight import making as make

from certdesk.core.consent import Basis, Consent
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.store.consents import consent_row
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=3)))
PHONE = Path(__file__).parent / "files" / "phone.mov"
AMINA = Candidate("Amina Okafor", "Hillside Girls' School")


@dataclass(frozen=True)
class Planted:
    """A file, what it is handed in as, and the rules that must be found in it (and no others)."""

    name: str
    data: bytes
    rules: Sequence[str] = ()
    kind: str = "commentary"
    title: str = ""
    caption: str = ""
    made_on: date | None = None
    consents: tuple[Consent, ...] = field(default=())
    lost: bool = False


def put(workspace: Workspace, code: str, files: Sequence[Planted], candidate: Candidate = AMINA) -> Portfolio:
    """Enter a portfolio with these files; everything that needs consent has it, unless it says otherwise."""
    portfolio = Portfolio(
        id=f"portfolio-{code}", code=code, title="Bridges", candidate=candidate, programme="STEM Teaching",
        cohort="2026", rubric=RubricRef("stem-teaching", "1.0.0"), received_on=NOW.date(),
    )  # fmt: skip
    items = tuple(_item(workspace, portfolio, at, one) for at, one in enumerate(files))
    with workspace.recording("portfolio.received", f"{code} taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for item in items:
            recording.put("item", item_row(item))
        everything = Consent(f"consent-{code}", portfolio.id, "class 9B", Basis.PARENT)
        recording.put("consent", consent_row(everything))
        for item, one in zip(items, files, strict=True):
            for consent in one.consents:
                recording.put("consent", consent_row(replace(consent, portfolio_id=portfolio.id, item_id=item.id)))
            if one.made_on:
                recording.put("item_day", {"item_id": item.id, "made_on": one.made_on.isoformat()})
    return portfolio


def _item(workspace: Workspace, portfolio: Portfolio, at: int, one: Planted) -> EvidenceItem:
    digest = sha256(one.data).hexdigest()
    if not one.lost:
        staged = workspace.staging / f"{portfolio.code}-{at}"
        staged.write_bytes(one.data)
        workspace.vault.keep(staged, digest)
    return EvidenceItem(
        id=f"{portfolio.code}-{at}", portfolio_id=portfolio.id, position=at, digest=digest, size=len(one.data),
        file_name=one.name, title=one.title or one.name.rpartition(".")[0], evidence_type=one.kind, caption=one.caption,
    )  # fmt: skip


def clean() -> tuple[Planted, ...]:
    """A whole portfolio with nothing to find: quiet but intelligible speech, a dark stage with lamps, plain prints."""
    lesson = make.film(300, make.frame, make.speech(300, 0.05))
    stage = make.photo(31, light=0.12)
    stage.paste(make.photo(32, (300, 200)), (450, 100))
    documents = (
        ("co_planning_record", 1), ("reflection", 1), ("unit_plan", 2), ("improvement_cycle", 2), ("pd_log", 1),
        ("lesson_plan", 2), ("partner_evidence", 1), ("commentary", 1),
    )  # fmt: skip
    papers = tuple(
        Planted(f"{kind.replace('_', '-')}.pdf", _paper(at, count),
                kind=kind)
        for at, (kind, count) in enumerate(documents)
    )  # fmt: skip
    return (
        Planted("lesson.avi", lesson, kind="lesson_video"),
        *papers,
        Planted("pupil-1.pdf", make.scan(make.page_picture(41), 150), kind="pupil_work"),
        Planted("pupil-2.jpg", make.jpeg(make.page_picture(42), quality=60), kind="pupil_work"),
        Planted("pupil-3.docx", make.docx(make.words(43, 160)), kind="pupil_work"),
        Planted("stage.jpg", make.jpeg(stage), kind="digital_artefact"),
        Planted("board.jpg", make.jpeg(make.photo(33)), kind="photo"),
        Planted(
            "consent-amina-okafor.pdf", make.pdf([f"{AMINA.name} agrees. {make.words(44, 100)}"]), kind="consent_record"
        ),
    )


def _paper(number: int, pages: int) -> bytes:
    return make.pdf([make.words(100 + 10 * number + page, 180) for page in range(pages)])


@cache
def bad() -> tuple[Planted, ...]:
    """The bad portfolio, a file for each group of defects."""
    return (*_recordings(), *_documents(), *_scans(), *_photos(), *_twins(), *_closed())


def _recordings() -> Iterator[Planted]:
    black = make.film(1300, lambda _at: make.one_colour(0), make.silence(1300))
    yield Planted("long.avi", black, ("too_long", "black", "silent"), "lesson_video")
    dark = make.frame(0, (160, 120), 0.15)
    small = make.film(290, lambda _at: dark, make.speech(290, 9.0), size=(160, 120))
    yield Planted("small.avi", small, ("frozen", "film_small", "film_dark", "clipped"), "lesson_video")
    left = make.speech(200, 0.02)
    yield Planted("side.avi", make.film(290, make.frame, make.stereo(left, make.silence(200)), channels=2),
                  ("one_channel", "faint", "sound_short"), "lesson_video")  # fmt: skip
    yield Planted("short.avi", make.film(20, _two_rooms, None, rate=4),
                  ("too_short", "no_sound", "scene_cuts"), "lesson_video")  # fmt: skip
    half = make.speech(150, 0.006) + make.silence(140)
    yield Planted("stops.avi", make.film(290, _sleepy, half),
                  ("partly_black", "partly_frozen", "sound_stops", "unintelligible"), "lesson_video")  # fmt: skip
    phone = PHONE.read_bytes()
    edited = make.cut_inside(phone).replace(b"Lavf59.27.100", b"CapCut 11.2.0")
    yield Planted(
        "edited.mov", edited, ("joined", "edited_with", "name_in_properties", "place_in_file"), "digital_artefact"
    )
    yield Planted("no-index.mov", phone[:9000], ("cut_off_film",), "digital_artefact")


def _two_rooms(number: int) -> bytes:
    """A film of two rooms with a cut between them."""
    return make.frame(number) if number < 40 else make.other_room(number)


def _sleepy(second: int) -> bytes:
    """A film that is black at first, then stands still, and moves at last."""
    return make.one_colour(0) if second < 80 else make.frame(max(second, 250))


def _documents() -> Iterator[Planted]:
    plain = make.pdf([make.words(1, 150)])
    yield Planted("empty.pdf", b"", ("empty",))
    yield Planted("locked.pdf", make.locked(make.pdf([make.words(2, 150)])), ("locked",))
    yield Planted("torn.pdf", plain[: len(plain) // 2], ("cut_off",))
    word = make.docx(make.words(3, 400))
    yield Planted("torn.docx", word[: len(word) // 2], ("cut_off",))
    yield Planted("garbage.pdf", bytes(range(256)) * 20, ("not_what_it_says",))
    yield Planted(
        "plan.pdf", make.pdf([make.words(10 + page, 60) for page in range(8)]), ("too_many_pages",), "lesson_plan"
    )
    yield Planted("reflection.docx", make.docx(make.words(20, 900)), ("too_many_words",), "reflection")
    yield Planted("macros.docm", make.docx(make.words(21, 150), macros=True), ("macros",), "lesson_plan")
    yield Planted("plan.txt", make.words(48, 150).encode(), ("wrong_format",), "lesson_plan")
    yield Planted("template.docx", make.docx(make.words(22, 150), outside=True), ("outside_links",))
    yield Planted("script.pdf", make.scripted(make.pdf([make.words(23, 150)])), ("scripts",))
    yield Planted("setup.pdf", b"MZ" + bytes(58) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(400), ("program",))
    yield Planted("online.url", b"[InternetShortcut]\r\nURL=https://example.org/d/1\r\n", ("only_a_link",))
    yield Planted("packed.zip", _packed(), ("packed",), "")
    yield Planted("picture.pdf", make.png(make.photo(51)), ("misnamed",), "digital_artefact")
    yield Planted("film-as-plan.docx", make.docx(make.words(24, 150)), ("wrong_medium",), "lesson_video")
    yield Planted("song.docx", make.docx(make.words(25, 150)), ("kind_unknown",), "interpretive_dance")
    yield Planted("author.docx", make.docx(make.words(26, 150), author="A. Okafor"), ("name_in_properties",))
    yield Planted(
        "author.pdf", make.pdf([make.words(27, 150)], author="Hillside Girls' School"), ("name_in_properties",)
    )
    yield Planted("letter.pdf", make.pdf([f"Dear Ms Okafor, {make.words(28, 150)}"]), ("name_in_text",))
    yield Planted("amina_okafor_plan.pdf", make.pdf([make.words(29, 150)]), ("name_in_file_name",), title="Plan")
    yield Planted("note.pdf", make.pdf([make.words(30, 150)]), ("name_in_caption",), caption="Lesson by Amina Okafor")
    yield Planted("con.pdf", make.pdf([make.words(34, 150)]), ("unsafe_name",))
    yield Planted("a: b?.pdf", make.pdf([make.words(35, 150)]), ("unsafe_name",))
    yield Planted("notes\u202efdp.exe.pdf", make.pdf([make.words(36, 150)]), ("unsafe_name",))
    yield Planted("trailing .pdf. ", make.pdf([make.words(37, 150)]), ("unsafe_name",))
    yield Planted("\u00e9t\u00e9.pdf", make.pdf([make.words(38, 150)]), ("names_collide",))
    yield Planted("E\u0301te\u0301.pdf", make.pdf([make.words(39, 150)]))
    yield Planted("old.pdf", make.pdf([make.words(45, 150)]), ("outdated",), made_on=date(2021, 3, 1))
    yield Planted("later.pdf", make.pdf([make.words(46, 150)]), ("from_the_future",), made_on=date(2027, 3, 1))
    yield Planted("lost.pdf", make.pdf([make.words(47, 150)]), ("not_here",), lost=True)


def _packed() -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("plan.txt", "words")
    return out.getvalue()


def _scans() -> Iterator[Planted]:
    page = make.page_picture(61)
    blank = Image.new("L", page.size, 250)
    yield Planted("blank.pdf", make.scan(blank, 150), ("all_blank",))
    yield Planted("one-blank.pdf", make.pdf([make.words(62, 150), "", make.words(63, 150)]), ("blank_pages",))
    yield Planted("sideways.pdf", make.pdf([make.words(64, 150)], turn=90), ("page_sideways",))
    yield Planted("upside-down.pdf", make.pdf([make.words(65, 150)], turn=180), ("page_upside_down",))
    yield Planted("scan-down.pdf", make.scan(page.transpose(Image.Transpose.ROTATE_180), 150), ("maybe_turned",))
    yield Planted("scan-side.pdf", make.scan(page.transpose(Image.Transpose.ROTATE_90), 150), ("maybe_turned",))
    yield Planted("coarse.pdf", make.scan(make.page_picture(66, dpi=72, points=12), 72), ("scan_coarse",))
    yield Planted("tiny.pdf", make.pdf([make.words(67, 150)], size=3), ("text_tiny",))
    yield Planted(
        "upside.jpg", make.jpeg(make.page_picture(68).transpose(Image.Transpose.ROTATE_180)), ("maybe_turned",)
    )


def _photos() -> Iterator[Planted]:
    whole = make.jpeg(make.photo(71), quality=90)
    torn = whole[: len(whole) // 2]
    yield Planted("torn.jpg", torn, ("cut_off_picture",), "digital_artefact")
    half = make.photo(72)
    half.paste((128, 128, 128), (0, 450, 1200, 900))
    yield Planted("half.jpg", make.jpeg(half), ("photo_half",), "digital_artefact")
    yield Planted("black.jpg", make.jpeg(Image.new("RGB", (800, 600), (4, 4, 4))), ("photo_black",), "digital_artefact")
    yield Planted(
        "white.jpg", make.jpeg(Image.new("RGB", (800, 600), (250, 250, 250))), ("photo_empty",), "digital_artefact"
    )
    yield Planted("dark.jpg", make.jpeg(make.photo(73, light=0.15)), ("photo_dark",), "digital_artefact")
    yield Planted("blurred.jpg", make.jpeg(make.blurred(make.photo(74))), ("photo_blurred",), "digital_artefact")
    yield Planted("thumb.jpg", make.jpeg(make.photo(75, (160, 120))), ("photo_small",), "digital_artefact")
    notes = {0x013B: "Amina Okafor", 0x9003: "2019:05:04 10:00:00"}
    yield Planted("notes.jpg", make.jpeg(make.photo(76), exif=notes, place=True),
                  ("name_in_properties", "place_in_file", "maybe_outdated"), "digital_artefact")  # fmt: skip
    clock = {0x9003: "2031:01:02 10:00:00"}
    yield Planted("clock.jpg", make.jpeg(make.photo(77), exif=clock), ("from_the_future",), "digital_artefact")


def _twins() -> Iterator[Planted]:
    plan = make.pdf([make.words(81, 160)])
    first = make.photo(82)
    told = make.words(83, 300)
    yield Planted("one.pdf", plan)
    yield Planted("copy.pdf", plan, ("same_file",))
    yield Planted("view.jpg", make.jpeg(first, quality=90), (), "digital_artefact")
    smaller = ImageOps.mirror(first).resize((640, 480))
    yield Planted("view-again.jpg", make.jpeg(smaller, quality=50), ("like_photo",), "digital_artefact")
    yield Planted("text.docx", make.docx(told))
    yield Planted("text-2.pdf", make.pdf([f"{told} And one more."]), ("like_words",))
    yield Planted("theirs.pdf", make.pdf([make.words(84, 160)]), ("same_file_elsewhere",))
    yield Planted("their-view.jpg", make.jpeg(make.photo(85).resize((900, 675)), quality=60), ("like_photo_elsewhere",),
                  "digital_artefact")  # fmt: skip
    yield Planted("their-words.docx", make.docx(make.words(86, 300)), ("like_words_elsewhere",))


def theirs() -> tuple[Planted, ...]:
    """What somebody else handed in, of which the bad portfolio has copies."""
    return (
        Planted("theirs.pdf", make.pdf([make.words(84, 160)])),
        Planted("view.jpg", make.jpeg(make.photo(85)), kind="digital_artefact"),
        Planted("words.docx", make.docx(make.words(86, 300) + " It ends otherwise.")),
    )


def _closed() -> Iterator[Planted]:
    def consent(**changes: date) -> Consent:
        return Consent(f"consent-{sorted(changes)[0]}", "", "three pupils", Basis.PARENT, **changes)  # type: ignore[arg-type]

    def work(seed: int) -> bytes:
        return make.pdf([make.words(seed, 150)])

    yield Planted("ended.pdf", work(91), ("consent_ended",), "pupil_work", consents=(consent(until=date(2026, 1, 1)),))
    withdrawn = consent(withdrawn_on=date(2026, 1, 1))
    yield Planted("withdrawn.pdf", work(92), ("consent_withdrawn",), "pupil_work", consents=(withdrawn,))
    yield Planted("missing.pdf", work(93), ("consent_missing",), "shared_example",
                  consents=(consent(given_on=date(2026, 12, 24)),))  # fmt: skip
