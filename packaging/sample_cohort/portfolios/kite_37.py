"""KITE-37, Clean water for our school: passes clearly."""

from pathlib import Path

from as_pdf import Look
from as_sheets import Tab, write_xlsx
from films import filters
from folder import Candidate, Folder, Mark, Portfolio, area, moment, words, write_marks

from portfolios import kite_37_pictures as pictures

PORTFOLIO = Portfolio(
    "KITE-37",
    "Clean water for our school",
    Candidate("Zoë Nguyễn-Křížová", "Hillside Lower Secondary School (invented)"),
    "stem-teaching",
    "2026-11-14",
    "2026-11-24",
    "Clean water for our school",
    Look("figtree", "source-serif-4", "#1f5f7a", "#eaf2f5"),
)
VIDEO = "lesson-04-filters.mp4"


def build(root: Path) -> Folder:
    """Write all files of the portfolio except the film."""
    figures = {"filter": pictures.filter_figure(), "table": pictures.table_figure(), "cycle": pictures.cycle_figure()}
    folder = Folder(PORTFOLIO, root, figures)
    folder.document(
        "unit-plan.pdf",
        "unit_plan",
        "Unit plan",
        [{"criterion": "T2", "page": 1, "words": "If mathematics were taken out, groups could not decide"}, "T6", "T7"],
        "Six lessons, planned with two colleagues",
    )
    folder.document(
        "lesson-04-plan.pdf", "lesson_plan", "Lesson plan 4", ["T4", "T6"], "The plan of the lesson in the video"
    )
    folder.item(
        VIDEO,
        "lesson_video",
        "Lesson video",
        [{"criterion": "T4", "from": "01:12", "to": "01:29", "words": "they change the order"}, "T5", "T6"],
        "Excerpt of lesson 4: table two, both tests and the class table. Sample films are shorter than the rubric asks.",
    )
    folder.picture(
        "group-poster.jpg",
        pictures.poster(),
        ("pupil_work", "Group poster", ["T2", "T4"], "Group product of lesson 4, photographed on the wall"),
        orientation=6,
    )
    folder.scans(
        "exit-tickets.pdf",
        pictures.exit_tickets(),
        (
            "pupil_work",
            "Exit tickets",
            ["T2", "T4"],
            "Individual check at the end of lesson 4, four pupils of different attainment",
        ),
    )
    folder.document(
        "co-planning.docx",
        "co_planning_record",
        "Co-planning record",
        ["T1"],
        "Three meetings with the mathematics and geography teachers",
    )
    folder.picture(
        "filter-tests.heic",
        pictures.filter_tests(),
        ("pupil_work", "Filter tests", ["T2", "T6"], "Three orders of layers with the pupils' labels"),
    )
    sheet = folder.item(
        "shared-table.xlsx",
        "digital_artefact",
        "Shared table of tests",
        ["T6", "T2"],
        "Export of the table that all groups filled in on one tablet",
    )
    write_xlsx(sheet, "Shared table of tests", [_table(), _orders()], PORTFOLIO.look.accent)
    folder.document("reflection.txt", "reflection", "Reflection", ["T1"], "On planning with two colleagues")
    folder.document(
        "improvement-cycle.pdf",
        "improvement_cycle",
        "Improvement cycle",
        [{"criterion": "T3", "page": 2, "words": "18 of 31 used repeated readings"}],
        "February to October 2026, 94 reports",
    )
    folder.document("pd-log.odt", "pd_log", "Professional learning log", ["T3"], "November 2024 to October 2026")
    folder.document("commentary.docx", "commentary", "Commentary", ["T5", "T7"], "Who is heard, and what for")
    folder.scans(
        "water-office-letter.pdf",
        [pictures.office_letter()],
        ("partner_evidence", "Letter, water office", ["T8"], "Answer of the partner to the pupils' report"),
    )
    folder.document(
        "consent-register.pdf",
        "consent_register",
        "Consent register",
        [],
        "For the programme lead: permissions by pupil letter",
    )
    return folder


READINGS = (
    (1, 1, "gravel, sand, charcoal", 30, 32, 31, 6.0),
    (1, 2, "gravel, sand, charcoal, more sand", 35, 34, 36, 9.0),
    (2, 1, "sand, gravel, charcoal", 27, 26, 28, 11.5),
    (2, 2, "gravel, sand, charcoal", 31, 29, 33, 6.0),
    (3, 1, "gravel, sand, charcoal", 25, 31, 28, 6.5),
    (3, 2, "gravel, sand, charcoal, read again", 29, 30, 31, 6.5),
    (4, 1, "charcoal, sand, gravel", 19, 22, 20, 7.0),
    (4, 2, "gravel, charcoal, sand", 30, 29, 30, 8.0),
    (5, 1, "sand, charcoal, gravel", 24, 26, 23, 12.0),
    (5, 2, "gravel, sand, charcoal", 30, 31, 29, 6.0),
    (6, 1, "gravel, charcoal, sand", 29, 31, 30, 8.5),
    (6, 2, "gravel, charcoal, sand, cloth doubled", 30, 32, 31, 9.5),
    (7, 1, "charcoal, gravel, sand", 24, 23, 26, 8.0),
    (7, 2, "gravel, sand, charcoal", 28, 30, 31, 6.5),
)


def _table() -> Tab:
    rows: list[list[str | float | int | None]] = [
        [
            "Group",
            "Test",
            "Order from the top",
            "Reading 1 (cm)",
            "Reading 2 (cm)",
            "Reading 3 (cm)",
            "Mean (cm)",
            "Range (cm)",
            "Minutes for 500 ml",
            "Read again?",
        ]
    ]
    for group, test, order, one, two, three, minutes in READINGS:
        spread = max(one, two, three) - min(one, two, three)
        rows.append(
            [
                group,
                test,
                order,
                one,
                two,
                three,
                round((one + two + three) / 3, 1),
                spread,
                minutes,
                "yes" if spread > 4 else None,
            ]
        )
    return Tab("All tests", "Lesson 4: all tests of all groups", rows, [8, 7, 36, 11, 11, 11, 11, 11, 13, 11])


def _orders() -> Tab:
    rows: list[list[str | float | int | None]] = [["Order from the top", "Tests", "Mean clarity (cm)", "Our sentence"]]
    rows += [
        ["gravel, sand, charcoal", 6, 29.9, "clearest for its speed; six tests agree"],
        ["gravel, charcoal, sand", 3, 30.2, "as clear, slower; less than 3 cm, too close to call"],
        ["sand on top", 2, 25.7, "clogs: more than 11 minutes"],
        ["charcoal on top", 2, 22.3, "black specks in the water"],
    ]
    return Tab("By order", "Mean clarity by order of layers", rows, [28, 8, 18, 52], ("bar", 1, 3))


def marks(folder: Folder, target: Path) -> None:
    """The prepared marks."""
    write_marks(
        folder,
        target,
        (
            "A unit in which pupils have something real to decide and learn to decide it with repeated measurements. "
            "The joint planning has left visible traces in the lessons, and the partner used the pupils' numbers. "
            "Show next how the school's aim was agreed with others, and let groups run more of the discussion themselves."
        ),
        MARKS,
    )


MARKS = [
    Mark(
        "T1",
        3,
        "The dated notes show who brought what and what each of you changed. The question of the mathematics teacher about single numbers altered the whole lesson, and your reply altered hers.",
        "Keep a second record next term, at least four weeks later, in a colleague's words: what did they change in their own lessons?",
        [
            words(
                "co-planning.docx",
                "They compare one number with one number. Nobody asks whether it would come out the same again.",
                "The remark that started the change",
            ),
            words(
                "co-planning.docx",
                "groups choose the order themselves (version 2, page 1)",
                "A specific change from the joint trial",
            ),
            words(
                "reflection.txt",
                "She changed her lesson of 20 October because of it",
                "Feedback in the other direction",
            ),
        ],
    ),
    Mark(
        "T2",
        4,
        "Pupils cannot choose a filter without both particle size and the rule of 3 cm, and they say so in their own words. Two requirements that pull against each other make them weigh clarity against speed.",
        "Ask pupils to carry the rule of 3 cm to a new problem on their own, for example in the unit on heat, and keep two samples.",
        [
            words(
                "unit-plan.pdf",
                "fills a two-litre can before the break is over",
                "Two requirements that pull against each other",
            ),
            area("exit-tickets.pdf", "1:decide", "Pupil B uses gaps, means and range in one argument"),
            area("group-poster.jpg", "trust", "The group decides with the rule of 3 cm"),
            area("filter-tests.heic", "S-G-C", "Three readings and the order on each label"),
        ],
    ),
    Mark(
        "T3",
        3,
        "You report plainly that the report frame did not work, and you keep your own lesson apart from your colleague's when you draw the conclusion.",
        "Repeat the floating task in January as planned and put both results on one page, also if the gain has gone.",
        [
            words(
                "improvement-cycle.pdf",
                "That did not work, and I would have called it a success if I had only counted filled lines.",
                "Honest limit",
            ),
            words(
                "improvement-cycle.pdf",
                "After the lesson on uncertainty 18 of 31 used repeated readings.",
                "Comparable evidence after the change",
            ),
            words("pd-log.odt", "Frame; it did not help", "The log and the cycle fit together"),
        ],
    ),
    Mark(
        "T4",
        3,
        "At the table pupils doubt a result, ask for a second reading and change one layer because of it. The exit tickets show what each of them understood.",
        "Let each group decide how it settles a disagreement, and have them name the moment when a partner changed their mind.",
        [
            moment(
                VIDEO, "why", "Pupil B asks why the sand should be on top; Pupil C gives a reason, Pupil A doubts it"
            ),
            moment(VIDEO, "close", "The group finds two readings too close to call and asks for more"),
            moment(VIDEO, "stuck", "They look where the mud is and change the order"),
            area("exit-tickets.pdf", "2:line", "Individual check: stuck, not soaked"),
            area("group-poster.jpg", "after", "The group product after the change"),
        ],
    ),
    Mark(
        "T5",
        3,
        "You wait, and the reading of a quiet pupil changes the course of the test. A wrong idea becomes the question that everybody wants to settle, and the survey of the class council bears this out.",
        "Let the class council repeat its survey in spring and act with pupils on the one answer that rose least.",
        [
            moment(VIDEO, "quiet", "The teacher waits; Pupil F's reading is heard and used"),
            moment(VIDEO, "safe", "A pupil says the rule about drinking, with the reason"),
            words("commentary.docx", "29 of 33 pupils agreed with", "Pupil view gathered by the class council"),
        ],
    ),
    Mark(
        "T6",
        3,
        "One shared table brings fourteen tests together, and it marks readings that have to be taken again. The paper version on the wall means that the lesson never depends on the tablet.",
        "Have pupils decide and write down which readings to leave out, and why, before the means are compared.",
        [
            words(
                "lesson-04-plan.pdf",
                "no group alone has enough tests to see a pattern, and fourteen tests together show one",
                "Reason for the choice",
            ),
            words(
                "shared-table.xlsx",
                "as clear, slower; less than 3 cm, too close to call",
                "Pupils' sentence on pooled data",
            ),
            moment(VIDEO, "pool", "Groups enter their means and see the pattern"),
        ],
    ),
    Mark(
        "T7",
        2,
        "The line from the school's second aim to the problem of the tap and to the recommendation is easy to follow.",
        "Add one page that you did not write yourself, such as the minutes of the January meeting or a note from a colleague, that shows how the aim was agreed.",
        [
            words("commentary.docx", "I have nothing in their hand that says so.", "The gap is named by the candidate"),
            words(
                "unit-plan.pdf",
                "pupils use measurements to improve something in our school or village.",
                "The aim that the unit serves",
            ),
        ],
    ),
    Mark(
        "T8",
        4,
        "The water office set the question, used the pupils' readings to find the fault at the valve, and asks for a next report. Both sides gain, and the next joint activity is on paper.",
        "Let the class that takes over the rain record meet the officer, so that the partnership does not depend on you.",
        [
            area("water-office-letter.pdf", "1:used", "The office used the pupils' readings and found the valve"),
            words("co-planning.docx", "The office sets the question and answers the report", "Roles agreed beforehand"),
            area("group-poster.jpg", "safe", "What pupils took into their report: clear is not safe"),
        ],
    ),
]


def film(folder: Folder, render: bool) -> None:
    """Work out the times of the film, and draw it."""
    folder.moments[VIDEO] = filters.timeline().cues
    if render:
        filters.make(folder.root / VIDEO)
