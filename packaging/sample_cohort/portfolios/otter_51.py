"""OTTER-51, Solar cookers, second version: a mean of 3.50, and a critical minimum that is missed."""

from pathlib import Path

from as_pdf import Look
from as_sheets import Tab, write_xlsx
from films import cookers
from folder import Candidate, Folder, Mark, Portfolio, area, moment, whole, words, write_marks

from portfolios import otter_51_pictures as pictures

PORTFOLIO = Portfolio(
    "OTTER-51",
    "Solar cookers, second version",
    Candidate("ليان عبد الرحيم الصافي", "Orchard Gate School (invented)"),
    "stem-teaching",
    "2026-11-15",
    "2026-11-26",
    "Solar cookers, second version",
    Look("libre-franklin", "vollkorn", "#8a5a1d", "#faf3e6", 10.6),
)
VIDEO = "cooker-lesson.mp4"


def build(root: Path) -> Folder:
    """Write all files of the portfolio except the film."""
    folder = Folder(PORTFOLIO, root, {"versions": pictures.versions(), "slope": pictures.slope()})
    folder.document(
        "unit-plan.docx",
        "unit_plan",
        "Unit plan",
        ["T2", "T7"],
        "Seven lessons with the mathematics teacher and the workshop master",
    )
    folder.document(
        "lesson-plan.pdf", "lesson_plan", "Lesson plan 5", ["T4", "T6"], "The plan of the lesson in the video"
    )
    folder.item(
        VIDEO,
        "lesson_video",
        "Lesson video",
        ["T4", "T5"],
        "Excerpt of lesson 5: box against cone. Sample films are shorter than the rubric asks.",
    )
    folder.picture(
        "poster.jpg",
        pictures.poster(),
        ("pupil_work", "Poster in two languages", ["T2", "T4"], "Group product with the table of points"),
        orientation=8,
    )
    folder.picture(
        "heating-curves.png",
        pictures.graph(),
        ("pupil_work", "Heating curves, Pupil S", ["T2", "T6"], "Drawn in lesson 6"),
    )
    folder.scans(
        "exit-notes.pdf",
        pictures.notes(),
        ("pupil_work", "Exit notes", ["T2", "T4"], "Lesson 6, three pupils; the second question is new to them"),
    )
    folder.document(
        "co-planning.pdf",
        "co_planning_record",
        "Planning together",
        ["T1"],
        "One meeting in every month, three versions of a task",
    )
    folder.document("reflection.md", "reflection", "Reflection", ["T1"], "What the meetings did to me")
    folder.document(
        "improvement-cycles.pdf",
        "improvement_cycle",
        "Two improvement cycles",
        ["T3"],
        "Reading a line, January to October 2026",
    )
    log = folder.item("pd-log.xlsx", "pd_log", "Professional learning log", ["T3"], "As a table")
    write_xlsx(log, "Professional learning log", [_log()], PORTFOLIO.look.accent)
    shared = folder.item(
        "shared-table.xlsx", "digital_artefact", "Shared table", ["T6"], "All readings of lesson 5, with the curves"
    )
    write_xlsx(shared, "Shared table, lesson 5", [_readings()], PORTFOLIO.look.accent)
    folder.document("commentary.docx", "commentary", "Commentary", ["T5", "T7"], "Who belongs here")
    folder.picture(
        "bakery-letter.jpg",
        pictures.letter(),
        ("partner_evidence", "Letter of the bakery", ["T8"], "Photographed on the table of the bakery"),
        orientation=3,
    )
    folder.document(
        "staff-minutes.pdf", "school_plan_extract", "Staff meeting, minutes", ["T7"], "Kept by the deputy head"
    )
    folder.document(
        "consent-register.pdf",
        "consent_register",
        "Consent register",
        [],
        "For the programme lead: permissions by group",
    )
    return folder


def _log() -> Tab:
    return Tab(
        "Log",
        "Professional learning log",
        [
            ["Date", "What I did", "What changed in a lesson", "Where to see it"],
            [
                "2025-03",
                "Course on heat, two days; learned to separate gain and loss",
                "First version taught with gain and loss only in words",
                "Curve of 2025",
            ],
            ["2026-01", "Gave 51 pupils a curve they had not seen", "Goal of cycle 1", "Cycles, page 1"],
            ["2026-04", "A colleague counted my questions: 31 what, 3 why", "Why does the line ...", "Reflection"],
            ["2026-05", "Watched her lesson on axes", "My pupils choose axes", "Heating curves, Pupil S"],
            [
                "2026-07",
                "Read two articles about transfer; one measured too early for its claim",
                "Three weeks of waiting before we look again",
                "Cycles, page 1",
            ],
            [
                "2026-10",
                "Watched my film with two colleagues",
                "Everybody predicts before anybody reads (planned)",
                "Reflection",
            ],
        ],
        [12, 46, 44, 26],
    )


def _readings() -> Tab:
    rows: list[list[str | float | int | None]] = [
        ["Minute", "Box 1", "Box 2", "Box 3", "Cone 1", "Cone 2", "Cone 3", "Remark"]
    ]
    for (minute, box), (_, cone) in zip(pictures.BOX, pictures.CONE, strict=True):
        remark = (
            "cloud: every curve dips, so it is not the cooker"
            if minute == 40
            else "cone 1 turned to the sun at minute 33"
            if minute == 30
            else None
        )
        rows.append(
            [
                minute,
                box,
                box - 2,
                box + (1 if minute else 0),
                cone,
                cone - 3 if minute else cone,
                cone - 1 if minute else cone,
                remark,
            ]
        )
    return Tab("Readings", "Lesson 5: temperature in degrees Celsius", rows, [9, 9, 9, 9, 9, 9, 9, 46], ("line", 1, 2))


def film(folder: Folder, render: bool) -> None:
    """Work out the times of the film, and draw it."""
    folder.moments[VIDEO] = cookers.timeline().cues
    if render:
        cookers.make(folder.root / VIDEO)


def marks(folder: Folder, target: Path) -> None:
    """The prepared marks."""
    write_marks(
        folder,
        target,
        (
            "Very strong work with colleagues, with data and with the bakery, and careful attention to pupils at the edge. "
            "In the film the group shares out the work and assembles the parts; the thinking is done by one pupil or with the teacher. "
            "T4 is a required minimum, so new evidence of pupils reasoning together is needed before a certificate; everything else is kept."
        ),
        MARKS,
    )


MARKS = [
    Mark(
        "T1",
        4,
        "Seven dated meetings and three versions of one task show a routine that changes lessons on both sides and runs when you are away.",
        "Let a colleague who was not there from the start take over the record for a term.",
        [
            words(
                "co-planning.pdf",
                "in May I ran it with the workshop master",
                "The routine goes on without the candidate",
            ),
            words(
                "co-planning.pdf",
                "Since April I begin with a line that means something, also in Year 9",
                "A colleague confirms a change in her own teaching",
            ),
            words("reflection.md", "What I gave back was the axes.", "Feedback in both directions"),
        ],
    ),
    Mark(
        "T2",
        4,
        "Pupils weigh heat, cost and eyes with points of their own, read the slope to decide, and carry gain and loss to a frozen tank.",
        "Ask pupils to write down which subject helped them most with the tank, and why.",
        [
            words(
                "unit-plan.docx",
                "A larger mirror is hotter, dearer and more dangerous for eyes.",
                "Requirements that pull against each other",
            ),
            area("poster.jpg", "points", "The group's own table of points"),
            area("exit-notes.pdf", "1:tank", "Pupil R transfers gain and loss to a new problem"),
            area("heating-curves.png", "slope", "Slope with a unit and a meaning"),
        ],
    ),
    Mark(
        "T3",
        4,
        "The second cycle grows out of what the first did not achieve, and you wait three weeks before you look again because of what you read.",
        "Find out with the seven new pupils what the lines look like to them.",
        [
            words("improvement-cycles.pdf", "We had taught tea.", "A clear limit that shaped the second cycle"),
            words("improvement-cycles.pdf", "The department wrote", "Results have informed what others do"),
            whole("pd-log.xlsx", "Learning linked to lessons"),
        ],
    ),
    Mark(
        "T4",
        2,
        "The group works calmly, every role is filled, and the shared product is complete.",
        "Change the task so that nobody can finish a part alone: everybody predicts before anybody reads, and the group must agree on a reason. Send ten minutes of film with one group, and an individual check from the same lesson.",
        [
            moment(VIDEO, "divide", "Pupils divide the work; who does what, and not why"),
            moment(VIDEO, "numbers", "Numbers are read and written down; nobody asks"),
            moment(VIDEO, "reason", "One pupil explains to the teacher, the others agree"),
            words("lesson-plan.pdf", "Roles stay the same for the whole lesson", "The plan keeps the thinking apart"),
            area("exit-notes.pdf", "2:numbers first", "Pupil Q recalls the writing, hardly the reason"),
        ],
    ),
    Mark(
        "T5",
        4,
        "Pupils' views were gathered, their rule was adopted, and in the film it lets a pupil who had been put off change the result for all.",
        "Ask for doubt where you now ask for agreement, so that disagreement becomes safe as well.",
        [
            moment(VIDEO, "shadow", "A pupil is put off, the teacher makes room, the idea is shown"),
            moment(VIDEO, "turn", "Her idea raises the temperature by seven degrees"),
            words("commentary.docx", "a pupil who sees something may stop the lesson", "A rule proposed by pupils"),
            words("commentary.docx", "The four girls each presented at least once", "A group at the margin takes part"),
        ],
    ),
    Mark(
        "T6",
        3,
        "One table with the curves of all groups lets pupils see that a dip is a cloud and not a fault.",
        "Let pupils decide which tool fits which question, and name what the sensor cannot tell them.",
        [
            words(
                "lesson-plan.pdf",
                "the pupils found the cloud in the data before anybody mentioned it",
                "Reason for the tool",
            ),
            words("shared-table.xlsx", "cloud: every curve dips, so it is not the cooker", "Judgement on pooled data"),
            area("heating-curves.png", "cloud", "A pupil says it in her own words"),
        ],
    ),
    Mark(
        "T7",
        3,
        "The minutes show how the aim was worded together, and the unit runs from the bakery's question to an answer from the bakery.",
        "Collect the changed plans of Years 7 and 9 as evidence that the aim changed other lessons.",
        [
            words(
                "staff-minutes.pdf",
                "What we measure should be of use to somebody who is not at school.",
                "Agreed aim, not written by the candidate",
            ),
            words("commentary.docx", "did you use it?", "Progress judged from outside"),
        ],
    ),
    Mark(
        "T8",
        4,
        "The bakery sets the question, uses the result, says where it fails and sets the next one.",
        "Agree with the bakery who is in charge on both sides, so that the exchange outlasts this class.",
        [
            area("bakery-letter.jpg", "used", "Eleven days of use"),
            area("bakery-letter.jpg", "next", "A new question, and an invitation to those who are seldom reached"),
            area("poster.jpg", "choice", "What pupils made of it"),
        ],
    ),
]
