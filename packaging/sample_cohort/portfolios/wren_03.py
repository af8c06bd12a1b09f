"""WREN-03, How far does sound travel? Nobody has marked it yet."""

from pathlib import Path

from as_pdf import Look
from as_sheets import Tab, write_xlsx
from films import echo
from folder import Candidate, Folder, Portfolio

from portfolios import wren_03_pictures as pictures

PORTFOLIO = Portfolio(
    "WREN-03",
    "How far does sound travel?",
    Candidate("Mireille Østergård-Kaboré", "Stone Bridge School (invented)"),
    "stem-teaching",
    "2026-11-18",
    "2026-11-30",
    "How far does sound travel?",
    Look("nunito-sans", "bitter", "#3d5a80", "#edf2f8", 9.7),
)
VIDEO = "echo-lesson.webm"


def build(root: Path) -> Folder:
    """Write all files of the portfolio except the film."""
    folder = Folder(PORTFOLIO, root, {"reach": pictures.reach(), "talk": pictures.talk()})
    folder.document("unit-plan.pdf", "unit_plan", "Unit plan", ["T2", "T7"], "Six lessons with music and mathematics")
    folder.document(
        "lesson-plan.docx", "lesson_plan", "Lesson plan 2", ["T4", "T6"], "The plan of the lesson in the video"
    )
    folder.item(
        VIDEO,
        "lesson_video",
        "Lesson video",
        ["T4", "T5"],
        "Excerpt of lesson 2, in the yard. Sample films are shorter than the rubric asks.",
    )
    folder.picture(
        "map.jpg",
        pictures.school_map(),
        ("pupil_work", "Map of the bell", ["T2", "T4"], "Group product of lesson 1"),
        orientation=3,
    )
    folder.picture(
        "echo-sheet.heic",
        pictures.echo_sheet(),
        ("pupil_work", "Sheet of all rounds", ["T2", "T6"], "On the wall at the end of lesson 2"),
    )
    folder.scans(
        "exit-tickets.pdf", pictures.tickets(), ("pupil_work", "Exit tickets", ["T2", "T4"], "Lesson 2, three pupils")
    )
    table = folder.item(
        "loudness.xlsx",
        "digital_artefact",
        "Loudness by distance",
        ["T6"],
        "Typed by two pupils from the paper on the wall",
    )
    write_xlsx(table, "Loudness by distance", [_loudness()], PORTFOLIO.look.accent)
    folder.document(
        "co-planning.odt", "co_planning_record", "Co-planning record", ["T1"], "Music, mathematics and physics"
    )
    folder.document("reflection.md", "reflection", "Reflection", ["T1"], "What I gave and what I got")
    folder.document("improvement-cycle.docx", "improvement_cycle", "Improvement cycle", ["T3"], "Who answers whom")
    folder.document("pd-log.pdf", "pd_log", "Professional learning log", ["T3"], "November 2025 to October 2026")
    folder.document("commentary.pdf", "commentary", "Commentary", ["T5", "T7"], "Who is heard")
    folder.scans(
        "council-letter.pdf",
        [pictures.head_letter()],
        ("school_plan_extract", "Letter of the head", ["T7"], "To the council of pupils and class 8"),
    )
    folder.picture(
        "nurses-note.jpg",
        pictures.nurses_note(),
        ("partner_evidence", "Note of the nurses", ["T8"], "Found at the window of the class"),
    )
    folder.document(
        "consent-register.pdf",
        "consent_register",
        "Consent register",
        [],
        "For the programme lead: permissions by group",
    )
    return folder


def _loudness() -> Tab:
    rows: list[list[str | float | int | None]] = [
        ["Metres", "Telephone 1", "Telephone 2", "Telephone 3", "Mean, open yard", "Mean, behind the trees"]
    ]
    for (metres, loud), (_, trees) in zip(pictures.REACH, pictures.TREES, strict=True):
        rows.append([metres, loud + 2, loud, loud - 2, loud, trees])
    return Tab("Loudness", "Loudness on the telephone's scale", rows, [10, 13, 13, 13, 17, 22], ("line", 1, 5))


def film(folder: Folder, render: bool) -> None:
    """Work out the times of the film, and draw it."""
    folder.moments[VIDEO] = echo.timeline().cues
    if render:
        echo.make(folder.root / VIDEO)
