"""LARK-12, Soil, seeds and statistics: good work, but nobody can hear the pupils. T4 is unscorable."""

from pathlib import Path

from as_pdf import Look
from as_sheets import Tab, write_xlsx
from dialogue import Voice
from films import seeds
from folder import Candidate, Folder, Mark, Portfolio, area, moment, whole, words, write_marks
from soundtrack import narrate

from portfolios import lark_12_pictures as pictures

PORTFOLIO = Portfolio(
    "LARK-12",
    "Soil, seeds and statistics",
    Candidate("मीनाक्षी थापा", "Terrace Fields School (invented)"),
    "stem-teaching",
    "2026-11-15",
    "2026-11-25",
    "Soil, seeds and statistics",
    Look("fira-sans", "source-serif-4", "#4f6f3c", "#f0f5ea", 10.1),
)
VIDEO, AUDIO = "seed-lesson.mov", "farmer.m4a"
STATEMENT = (
    "I am the farmer whose field is next to the school. The teacher asked me to say what I saw.",
    "In August I came with a bag of my soil. The pupils did not ask me what is right. They asked me how I know when a bean is late.",
    "In September I was there when they had changed the places of the boxes. Two children quarrelled about the window. The teacher said nothing for a long time. Then one of them fetched the other box.",
    "In October they read their letter to me. They gave me one number and one doubt. I have never had a doubt from a school before. I will use both.",
)


def build(root: Path) -> Folder:
    """Write all files of the portfolio except the film."""
    folder = Folder(PORTFOLIO, root, {"dots": pictures.dots(), "doubt": pictures.doubt()})
    folder.document("unit-plan.pdf", "unit_plan", "Unit plan", ["T2", "T7"], "Six lessons, biology and mathematics")
    folder.document(
        "lesson-plan.odt", "lesson_plan", "Lesson plan 4", ["T4", "T6"], "The plan of the lesson in the video"
    )
    folder.item(
        VIDEO,
        "lesson_video",
        "Lesson video",
        ["T4", "T5"],
        "Lesson 4, camera on the cupboard. Sample films are shorter than the rubric asks.",
    )
    folder.picture(
        "seed-boxes.jpg",
        pictures.boxes(),
        ("pupil_work", "Seed boxes", ["T2"], "Day 14, group of Pupils V, W, X, Y"),
        orientation=6,
    )
    folder.scans(
        "notebooks.pdf",
        pictures.notebook(),
        ("pupil_work", "Notebooks", ["T2", "T4"], "Three pupils of different attainment, days 4, 14 and 21"),
    )
    folder.picture(
        "dot-plot.png",
        pictures.plot(),
        ("pupil_work", "Dot plot of all boxes", ["T2", "T6"], "Drawn by the class from the shared table"),
    )
    sheet = folder.item(
        "heights.xlsx", "digital_artefact", "Shared table of heights", ["T6"], "Entered by eight groups"
    )
    write_xlsx(sheet, "Heights at day 14", [_heights(), _summary()], PORTFOLIO.look.accent)
    folder.document(
        "co-planning.docx",
        "co_planning_record",
        "Notes of two teachers",
        ["T1"],
        "One notebook, August and September 2026",
    )
    folder.document("reflection.txt", "reflection", "Reflection", ["T1"], "On planning with the mathematics teacher")
    folder.document("improvement-cycle.pdf", "improvement_cycle", "Improvement cycle", ["T3"], "From winner to doubt")
    folder.document("pd-log.odt", "pd_log", "Professional learning log", ["T3"], "October 2025 to October 2026")
    folder.document("commentary.pdf", "commentary", "Commentary", ["T5", "T7"], "Who speaks, who measures")
    folder.document(
        "school-plan.pdf",
        "school_plan_extract",
        "School plan, extract",
        ["T7"],
        "Written by the head and the council of parents",
    )
    folder.picture(
        "farmer-note.jpg",
        pictures.note(),
        ("partner_evidence", "Note of the farmer", ["T8"], "On a piece of a seed bag"),
        orientation=3,
    )
    statement = folder.item(
        AUDIO,
        "witness_statement",
        "The farmer speaks",
        ["T8", "T5"],
        "Recorded by the school secretary, 29 October 2026",
    )
    seconds = narrate(
        statement, STATEMENT, Voice("Farmer", "en-gb-scotland+m7", 34, 150, "#ffffff"), "The farmer speaks"
    )
    folder.moments[AUDIO] = {"late": (6.0, 14.0), "doubt": (seconds - 12.0, seconds - 0.8), "all": (0.0, seconds)}
    folder.document(
        "consent-register.pdf",
        "consent_register",
        "Consent register",
        [],
        "For the programme lead: permissions by group",
    )
    return folder


GROUPS = ("compost", "his soil", "sand", "compost", "his soil", "sand", "compost", "his soil")


def _heights() -> Tab:
    rows: list[list[str | float | int | None]] = [
        ["Group", "Soil", *[f"Bean {n}" for n in range(1, 13)], "Came up", "Median (mm)"]
    ]
    for number, soil in enumerate(GROUPS):
        base = {
            "compost": pictures.HEIGHTS[0],
            "his soil": (44, 58, 61, 66, 70, 72, 77, 80, 83),
            "sand": pictures.HEIGHTS[1],
        }[soil]
        heights = sorted(height + (number * 3 + place * 5) % 7 - 3 for place, height in enumerate(base))
        middle = (heights[(len(heights) - 1) // 2] + heights[len(heights) // 2]) / 2
        rows.append([number + 1, soil, *heights, *[None] * (12 - len(heights)), len(heights), middle])
    return Tab("Heights", "Heights at day 14 in millimetres", rows, [8, 12, *[8] * 12, 10, 12])


def _summary() -> Tab:
    rows: list[list[str | float | int | None]] = [["Soil", "Sown", "Came up", "What we may say"]]
    rows += [
        ["compost", 36, 33, "most come up; tallest in the middle"],
        ["his soil", 36, 27, "between the two; the dots overlap with both"],
        ["sand", 24, 14, "fewer come up; some are as tall as in compost"],
    ]
    return Tab("By soil", "Came up by soil", rows, [14, 10, 10, 52], ("bar", 1, 3))


def film(folder: Folder, render: bool) -> None:
    """Work out the times of the film, and draw it."""
    folder.moments[VIDEO] = seeds.timeline().cues
    if render:
        seeds.make(folder.root / VIDEO)


def marks(folder: Folder, target: Path) -> None:
    """The prepared marks."""
    write_marks(
        folder,
        target,
        (
            "A unit in which pupils learn to doubt with numbers, planned by two teachers who changed each other's lessons. "
            "Collaboration of pupils could not be judged because nothing that they say can be heard. This is not a low level; one clearer clip or a checked transcript can complete the portfolio."
        ),
        MARKS,
    )


MARKS = [
    Mark(
        "T1",
        3,
        "The shared notebook shows both hands: twelve beans from her, the new lesson from two boxes at home.",
        "Add what changed in her lessons in her own words.",
        [
            words("co-planning.docx", "We sowed one box each at home.", "Joint trial"),
            words("co-planning.docx", "Her Year 9 now reads in pairs as well.", "A change on the other side"),
            words("reflection.txt", "From her I took the dots, the twelve beans", "Named contributions"),
        ],
    ),
    Mark(
        "T2",
        3,
        "The farmer's question needs what a seed needs and what dots can say; pupils bring both together.",
        "Let pupils choose between two pictures of the same data and defend the choice.",
        [
            words(
                "unit-plan.pdf",
                "Tell a difference of the soil from a difference of the place",
                "A goal that needs both subjects",
            ),
            area("notebooks.pdf", "2:alone", "Pupil W gives a case against, and answers it"),
            area("dot-plot.png", "overlap", "Overlap seen in the data of all boxes"),
            area("seed-boxes.jpg", "sand", "The boxes behind the numbers"),
        ],
    ),
    Mark(
        "T3",
        3,
        "You separate a sentence filled in by rote from a sentence that is used, and say what thirty reports can't show.",
        "Carry out the January step and compare only the second nine reports.",
        [
            words("improvement-cycle.pdf", "Only half of them use it.", "Fair conclusion"),
            words("improvement-cycle.pdf", "Two different classes are compared", "Limit"),
            whole("pd-log.odt", "Learning linked to the goal"),
        ],
    ),
    Mark(
        "T4",
        "U-AUDIO",
        "",
        "The sound in seed-lesson.mov is too faint for us to follow. Please send a clearer clip of at least eight minutes with one group, or a transcript checked by a colleague. No level has been given.",
        [
            moment(VIDEO, "argue", "Pupils lean over one box and talk; rain and a fan cover every word"),
            moment(VIDEO, "dots", "The talk about the dots cannot be followed either"),
        ],
    ),
    Mark(
        "T5",
        3,
        "Every plant has two readers, so that many voices bring numbers; a mistake has become the class's own word.",
        "Ask the class again in spring, so that there is a number to compare with.",
        [
            words("commentary.pdf", "26 of 30 pupils gave a reading aloud", "Counted by the assistant"),
            words("commentary.pdf", "the mistake of day six", "Errors are useful"),
            moment(VIDEO, "counting", "Hands of several pupils at the boxes, seen though not heard"),
            moment(AUDIO, "all", "Witness: the teacher waits"),
        ],
    ),
    Mark(
        "T6",
        3,
        "Eight groups share one table, and pupils choose the picture that shows the difference.",
        "Have pupils write which heights they would leave out, and why.",
        [
            words(
                "lesson-plan.odt", "eight boxes together have 96 beans, and one box has twelve", "Reason for the tool"
            ),
            words("heights.xlsx", "between the two; the dots overlap with both", "A sentence on the data"),
            area("dot-plot.png", "his soil", "Pooled data as dots"),
        ],
    ),
    Mark(
        "T7",
        3,
        "The aim of the school, the farmer's question and the letter form one line, and the plan says who agreed.",
        "Bring the December look at the aim into the portfolio for renewal.",
        [
            words(
                "school-plan.pdf",
                "Pupils work with people of the village on questions that these people have.",
                "Aim, not written by the candidate",
            ),
            words(
                "commentary.pdf",
                "We judge the aim by what the farmer can do with the letter.",
                "How progress is judged",
            ),
        ],
    ),
    Mark(
        "T8",
        3,
        "The farmer sets the question, is asked how he knows, and will use the pupils' number and their doubt.",
        "Plan the March sowing with him in writing, with who brings what.",
        [
            area("farmer-note.jpg", "march", "He will use it, and invites the class to count"),
            moment(AUDIO, "doubt", "One number and one doubt, in his own words"),
            area("notebooks.pdf", "3:deep", "What pupils gained"),
        ],
    ),
]
