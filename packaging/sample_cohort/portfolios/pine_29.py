"""PINE-29, Measuring the playground: a coordinator's year. Two criteria have to be shown again."""

from pathlib import Path

from as_pdf import Look
from as_sheets import Tab, write_xlsx
from as_slides import Paint, write_pptx
from folder import Candidate, Folder, Mark, Portfolio, area, whole, words, write_marks

from portfolios import pine_29_pictures as pictures

PORTFOLIO = Portfolio(
    "PINE-29",
    "Measuring the playground: a year of data in four schools",
    Candidate("林若溪", "Valley cluster, four schools (invented)"),
    "stem-coordinator",
    "2026-11-16",
    "2026-11-26",
    "Measuring the playground",
    Look("fira-sans", "bitter", "#6a4c7d", "#f3eef6", 9.7),
)


def build(root: Path) -> Folder:
    """Write all files of the portfolio."""
    folder = Folder(
        PORTFOLIO, root, {"schools": pictures.schools(), "slide": pictures.slide(), "plan": pictures.plan_figure()}
    )
    folder.document(
        "pd-plan.docx", "pd_plan", "Learning plan for the cluster", ["C1"], "Needs, support and follow-up, 2025/26"
    )
    folder.document(
        "follow-up-school-2.pdf",
        "follow_up_record",
        "Follow-up, school 2",
        ["C1"],
        "Written by the deputy head of school 3",
    )
    folder.document(
        "follow-up-school-4.pdf", "follow_up_record", "Follow-up, school 4", ["C1"], "Written by the coordinator"
    )
    folder.document(
        "network-record.odt", "network_record", "Record of the network", ["C2"], "What came in and what we gave"
    )
    folder.document(
        "adapted-task.pdf", "adapted_resource", "Adapted task", ["C2"], "From the teachers' college to Years 5 and 6"
    )
    folder.document(
        "data-summary.pdf", "data_summary", "A year of data", ["C3"], "Reading graphs, October 2025 and May 2026"
    )
    folder.document("decision-record.docx", "decision_record", "Decision record", ["C3"], "24 June 2026")
    _sheets(folder)
    folder.document("project-plan.pdf", "project_plan", "Project plan", ["C4"], "Four weeks, seven teachers")
    folder.picture(
        "plan-year-6.jpg",
        pictures.plan_photo(),
        ("pupil_work", "Plan, Year 6, school 2", ["C4"], "Second plan of a group, on the floor of the hall"),
        orientation=3,
    )
    folder.picture(
        "slide-year-5.jpg",
        pictures.slope_photo(),
        ("pupil_work", "The slide, Year 5, school 3", ["C4", "C2"], "Two groups, two numbers"),
        orientation=6,
    )
    folder.scans(
        "folder-school-1.pdf",
        pictures.folder_pages("one"),
        ("pupil_work", "Folder of a pupil, school 1", ["C8"], "First and second version"),
    )
    folder.scans(
        "folder-school-2.pdf",
        pictures.folder_pages("two"),
        ("pupil_work", "Folder of a pupil, school 2", ["C8", "C4"], "First and second version"),
    )
    folder.scans(
        "road-office-letter.pdf",
        [pictures.road_letter()],
        ("partner_evidence", "Letter, road office", ["C5"], "After the visit of 18 March"),
    )
    folder.document(
        "resource-case.pdf", "resource_case", "Case for tools", ["C6"], "To the valley council, December 2025"
    )
    folder.scans(
        "decision-letter.pdf",
        [pictures.council_letter()],
        ("decision_letter", "Letter of the council", ["C6"], "January 2026"),
    )
    folder.document(
        "example-two-number-board.docx",
        "shared_example",
        "The two-number board",
        ["C7"],
        "By the teacher of Year 5, school 2",
    )
    slides = folder.item(
        "example-class-photo.pptx",
        "shared_example",
        "Photo of where the class is",
        ["C7"],
        "By the teacher of Year 5, school 1",
    )
    write_pptx(slides, "Photo of where the class is", pictures.class_photo_slides(), Paint("#6a4c7d", "#F3EEF6"))
    folder.document("uptake-record.pdf", "uptake_record", "Who tried what", ["C7"], "March to June 2026")
    folder.document(
        "routine.odt", "routine_description", "Routine: second version", ["C8"], "Agreed by eleven teachers"
    )
    folder.document(
        "minutes-study-group.txt", "meeting_minutes", "Study group, 22 April", ["C7", "C8"], "Record by school 1"
    )
    folder.document("consent-register.pdf", "consent_register", "Consent register", [], "For the programme lead")
    return folder


def _sheets(folder: Folder) -> None:
    grid = folder.item(
        "curriculum-map.xlsx",
        "curriculum_map",
        "Curriculum map",
        ["C4"],
        "Measuring and data, Years 3 to 7, agreed in October 2025",
    )
    write_xlsx(
        grid,
        "Curriculum map: measuring and data",
        [
            Tab(
                "Map",
                "Measuring and data, Years 3 to 7",
                [
                    ["Year", "Measure", "Data", "Science and technology", "Project", "First taught, returns, assessed"],
                    [3, "Whole units, own units", "Counts, picture graphs", "Float and sink", None, "unit: first"],
                    [
                        4,
                        "Metres and centimetres, tools with a torn end",
                        "Tables",
                        "Shadows",
                        None,
                        "unit: returns; zero point: first",
                    ],
                    [
                        5,
                        "Scale 1 to 100, area by counting",
                        "Two numbers that disagree",
                        "Forces on swing and slide",
                        "Measuring the playground",
                        "two numbers: first; scale: first, assessed",
                    ],
                    [
                        6,
                        "Slope, put-together areas",
                        "Mean and range of one class",
                        "Friction, levers",
                        "Measuring the playground",
                        "slope: first; two numbers: returns, assessed",
                    ],
                    [
                        7,
                        "Scale drawings in science",
                        "Two groups compared",
                        "Filters, sound",
                        "open",
                        "range: returns; comparing: first",
                    ],
                ],
                [8, 38, 30, 30, 28, 44],
            )
        ],
        PORTFOLIO.look.accent,
    )
    count = folder.item(
        "participation.xlsx", "participation_record", "Who took part", ["C5"], "Visit of the road office"
    )
    write_xlsx(
        count,
        "Who took part",
        [
            Tab(
                "Visit",
                "Visit of the road office, 18 March 2026",
                [
                    ["Where", "Classes", "Pupils", "What they did"],
                    ["School 3", "Years 5 and 6", "about 60", "path measured with two surveyors"],
                    ["Schools 1, 2 and 4", None, None, "heard about it"],
                ],
                [22, 20, 14, 40],
            )
        ],
        PORTFOLIO.look.accent,
    )


def marks(folder: Folder, target: Path) -> None:
    """The prepared marks."""
    write_marks(
        folder,
        target,
        (
            "Work with colleagues that changes lessons in several schools, with a project and a routine that hold together. "
            "The year's data are read too hopefully, single pupils can be recognised in them, and nobody has looked again; the reach of the partnership is not counted. "
            "Please send new evidence for C3 and C5. What is secure is kept."
        ),
        MARKS,
    )


MARKS = [
    Mark(
        "C1",
        3,
        "Needs come from visits and tasks, and a colleague from another school writes down what changed in a classroom.",
        "Let the next follow-up ask the same question again after a term, and say what you learned about reading data.",
        [
            words("pd-plan.docx", "what to do with numbers that disagree.", "Need drawn from several sources"),
            words(
                "follow-up-school-2.pdf",
                "She uses the two-number board in every second lesson now.",
                "Seen by somebody else",
            ),
            words("follow-up-school-4.pdf", "the teacher kept to what was happening", "A second colleague"),
        ],
    ),
    Mark(
        "C2",
        3,
        "The exchange has a rhythm, both columns of the record are filled, and the network met when you were ill.",
        "Name one thing that several schools can only do together, and plan it with roles.",
        [
            words("network-record.odt", "The college has used our wrong numbers with 40 students", "The giving side"),
            words("adapted-task.pdf", "The slide of the own playground instead of a drawing", "Adapted with a reason"),
            words(
                "network-record.odt", "In March the coordinator was ill and the meeting took place.", "Survives absence"
            ),
        ],
    ),
    Mark(
        "C3",
        2,
        "You gave the same task twice in four schools and brought three heads to one table.",
        "Read the data again with the mathematics teacher of school 2: leave out groups under five, list two other explanations for school 3, add a second source, and look again in January. Cover what lets single pupils be recognised before you send it.",
        [
            words(
                "data-summary.pdf",
                "School 4 has made the greatest progress",
                "Three pupils in May: no such statement can rest on them",
            ),
            words(
                "data-summary.pdf",
                "In school 4 the pupil who came from abroad in January has 7 points",
                "A single pupil can be recognised",
            ),
            words(
                "data-summary.pdf",
                "In May 11 pupils of school 3 were away",
                "Missing pupils are named and not taken into account",
            ),
            words("decision-record.docx", "When the new data are there", "No date to look again"),
        ],
    ),
    Mark(
        "C4",
        3,
        "The map shows where each idea begins, returns and is assessed, and seven teachers teach and judge one project together.",
        "Fill the open place in Year 7 with the teachers of that year.",
        [
            words("curriculum-map.xlsx", "two numbers: first; scale: first, assessed", "Progression"),
            words("project-plan.pdf", "Seven teachers marked the same five plans in November", "Shared judgement"),
            area("plan-year-6.jpg", "trust", "Work from school 2: a reason for trusting a number"),
            area("slide-year-5.jpg", "numbers", "Work from school 3"),
        ],
    ),
    Mark(
        "C5",
        2,
        "The visit had a real problem in it, and the surveyors learned something as well.",
        "Find a second kind of partner, agree aims and safeguarding on one page, and count who took part by class and who did not.",
        [
            area("road-office-letter.pdf", "1:found", "A real problem, seen from the partner's side"),
            area("road-office-letter.pdf", "1:crowd", "Nobody counted"),
            words("participation.xlsx", "about 60", "No counts by class"),
        ],
    ),
    Mark(
        "C6",
        3,
        "The need is shown with numbers, upkeep and the school without a bus are costed, and the council's answer says that this convinced it.",
        "Send the page on use in June and add it to the next portfolio.",
        [
            words("resource-case.pdf", "pupils waited for a tape in seven", "Need shown by evidence"),
            words("resource-case.pdf", "because the bus does not reach it in winter", "Fair access"),
            area("decision-letter.pdf", "1:convinced", "Result recorded"),
        ],
    ),
    Mark(
        "C7",
        3,
        "Examples come from different teachers with enough detail to use them, and you know who kept what.",
        "Let colleagues propose the next example, and drop the bottle level if the new drawing fails too.",
        [
            words(
                "uptake-record.pdf",
                "The sheet was changed: no names, and count to ten.",
                "Uptake is checked, and the example improved",
            ),
            words("example-two-number-board.docx", "So that you can do it on Monday", "Reusable detail"),
            whole("example-class-photo.pptx", "A second author"),
        ],
    ),
    Mark(
        "C8",
        3,
        "Eleven teachers agreed on one routine, you showed your own first version, and folders from two schools show better second versions.",
        "Ask pupils who seldom try hard problems what the second version means to them, and keep their answers.",
        [
            words("routine.odt", "The teacher shows a first version of her own", "Adults model it"),
            area("folder-school-1.pdf", "2:fits", "School 1: a claim has become a measurement"),
            area("folder-school-2.pdf", "2:steep", "School 2: from fine to a reason"),
            words("minutes-study-group.txt", "In five of eight folders the second one is better", "Looked at together"),
        ],
    ),
]
