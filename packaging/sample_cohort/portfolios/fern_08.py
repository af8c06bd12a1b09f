"""FERN-08, Why does the bridge sag? Marks exactly on the cut: 39 of 15 criteria, mean 2.6."""

from pathlib import Path

from as_pdf import Look
from as_slides import Paint, write_pptx
from dialogue import transcript
from films import bridge
from folder import Candidate, Folder, Mark, Portfolio, area, moment, whole, words, write_marks

from portfolios import fern_08_pictures as pictures

PORTFOLIO = Portfolio(
    "FERN-08",
    "Why does the bridge sag?",
    Candidate("ሰላማዊት አበራ ወንድሙ", "River Bend Primary School (invented)"),
    "stem-lesson-practice",
    "2026-11-14",
    "2026-11-24",
    "One lesson, and what came of it",
    Look("karla", "lora", "#35608f", "#edf2f7", 10.0),
)
VIDEO = "bridge-lesson.webm"


def build(root: Path) -> Folder:
    """Write all files of the portfolio except the film."""
    folder = Folder(PORTFOLIO, root, {"patterns": pictures.patterns()})
    line = bridge.timeline()
    folder.remember_times([(said.text, said.start) for said in line.said])
    folder.document(
        "lesson-plan.odt", "lesson_plan", "Lesson plan", ["A1", "A2", "A3", "A4", "A5"], "70 minutes, Year 6"
    )
    folder.document("risk-note.pdf", "risk_note", "Risk and safety note", ["A5"], "One page, read aloud by pupils")
    folder.item(
        VIDEO,
        "lesson_video",
        "Lesson video",
        ["B1", "B2", "B3", "B4", "B5", "B6", "A2"],
        "Excerpt: group 2, flat sheet and folded sheet. Sample films are shorter than the rubric asks.",
    )
    folder.item(
        "transcript.md", "transcript", "Transcript of talk", ["B1", "B2"], "Written down by a colleague"
    ).write_text(transcript(line, "Transcript: Why does the bridge sag?", "FERN-08"), "utf-8", newline="\n")
    slides = folder.item(
        "slides.pptx", "digital_artefact", "Slides", ["A4", "B4"], "Five slides, with word cards in Amharic and English"
    )
    write_pptx(slides, "Why does the bridge sag?", pictures.slides(), Paint("#35608f", "#EDF2F7"))
    folder.picture(
        "load-table.jpg",
        pictures.load_table(),
        ("pupil_work", "Load table, group 2", ["B3", "B4"], "Printed table and bridge, photographed from above"),
        orientation=3,
    )
    folder.picture(
        "curve-pupil-c.png",
        pictures.drawing(),
        ("pupil_work", "Pupil C's curve", ["B4", "C1"], "Drawn in the second lesson"),
    )
    folder.scans(
        "cards-with-feedback.pdf",
        pictures.cards(),
        (
            "pupil_work",
            "Two cards with feedback",
            ["C2", "B1"],
            "First explanation, feedback, and what the pupils did with it",
        ),
    )
    folder.picture(
        "board.jpg", pictures.board_photo(), ("photo", "The board", ["B4"], "At the end of the folded sheet")
    )
    folder.document(
        "exit-question.pdf", "assessment_task", "Exit question", ["C1"], "The task and the patterns of 26 answers"
    )
    for name, seed, pupil, face, text in pictures.REFLECTIONS:
        folder.picture(
            f"{name}.jpg",
            pictures.reflection(seed, pupil, face, text),
            ("pupil_reflection", f"Reflection, {pupil}", ["C3"], "Slip at the end of the lesson"),
            quality=70,
        )
    folder.document(
        "commentary.docx", "commentary", "Commentary", ["C4", "B6", "B5"], "What was learned, and what was not"
    )
    folder.document(
        "consent-register.pdf",
        "consent_register",
        "Consent register",
        [],
        "For the programme lead: permissions by group",
    )
    return folder


def film(folder: Folder, render: bool) -> None:
    """Work out the times of the film, and draw it."""
    folder.moments[VIDEO] = bridge.timeline().cues
    if render:
        bridge.make(folder.root / VIDEO)


def marks(folder: Folder, target: Path) -> None:
    """The prepared marks."""
    write_marks(
        folder,
        target,
        (
            "A lesson with one clear idea, a real bridge behind it and pupils who are heard. What pupils do is still largely laid out for them: "
            "the folds, the table and the axes are given, and feedback is read more than used. The commentary sees most of this itself, which is the best basis for the next lesson."
        ),
        MARKS,
    )


MARKS = [
    Mark(
        "A1",
        3,
        "One idea is stated in words that pupils can use, and each step of the plan serves it.",
        "Tell pupils at the start how they will know that they have got it.",
        [
            words("lesson-plan.odt", "Every activity serves this sentence.", "One idea, and a limit to it"),
        ],
    ),
    Mark(
        "A2",
        3,
        "The footbridge is part of the pupils' day, and the lesson comes back to it with a decision for the village.",
        "Let pupils' own questions about the footbridge decide what is tested first.",
        [
            words(
                "lesson-plan.odt",
                "ends with the question what the village should do",
                "The lesson returns to the event",
            ),
            moment(VIDEO, "ideas", "Three first explanations"),
        ],
    ),
    Mark(
        "A3",
        2,
        "The steps go from a flat to a folded sheet and from a number to a curve.",
        "Leave the number and height of the folds open, so that pupils have a decision to make and a reason to give.",
        [
            words("lesson-plan.odt", "The folding pattern is given on the card", "The decision is taken away"),
            words("lesson-plan.odt", "The table has two columns", "So is the choice of what to record"),
        ],
    ),
    Mark(
        "A4",
        2,
        "Word cards in two languages keep the key idea, and raised marks on the ruler are a good thought.",
        "Plan what each barrier needs before the lesson, and drop help from a neighbour as the main support.",
        [
            words("lesson-plan.odt", "Pupils who need help get a helper from the group.", "Help is added, not planned"),
            words("slides.pptx", "ድልድይ", "Word card in Amharic"),
            words("commentary.docx", "the helper did the measuring", "What happened with the helper"),
        ],
    ),
    Mark(
        "A5",
        3,
        "Hazards are few and well met, and used paper and borrowed washers let every group work.",
        "Note also how washers are counted back at the end.",
        [
            words("risk-note.pdf", "Every pupil handles material", "Roles that change"),
            words("risk-note.pdf", "Pupils judged one risk themselves", "Pupils take part in judging risk"),
        ],
    ),
    Mark(
        "B1",
        3,
        "Different first ideas stand on the board unjudged, and the one about shape becomes the question of the lesson.",
        "Ask pupils at the end whose idea moved them, and why.",
        [
            moment(VIDEO, "ideas", "Three ideas, compared by pupils"),
            moment(VIDEO, "next..write", "New ideas, and the second explanation: I used to think"),
            area("cards-with-feedback.pdf", "1:first", "First idea of Pupil E on paper"),
        ],
    ),
    Mark(
        "B2",
        3,
        "You wait, ask for reasons and pass a comment on, so that pupils answer one another.",
        "After a good reason, ask a second pupil whether the evidence fits it.",
        [
            moment(VIDEO, "flat..wait", "The sheet falls; waiting time, then Pupil C answers with what she feels"),
            moment(VIDEO, "why", "A wrong expectation is kept and explained by another pupil"),
        ],
    ),
    Mark(
        "B3",
        2,
        "Pupils build, load and measure with care and enjoyment.",
        "Let each group choose one thing to vary and say beforehand what would count as an answer.",
        [
            moment(VIDEO, "flat", "Fixed first step"),
            moment(VIDEO, "curve", "Readings at every fifth washer, as told"),
            area("load-table.jpg", "table", "Printed table, filled in"),
        ],
    ),
    Mark(
        "B4",
        2,
        "The curve makes the pattern visible, and Pupil C notices that it is not straight.",
        "Ask what a reading of 2 mm is worth with a card ruler, and let pupils choose their own axes.",
        [
            moment(VIDEO, "flat", "The first number, read aloud and written down"),
            moment(VIDEO, "curve", "The teacher's axes, the pupils' points"),
            area("board.jpg", "curve", "The curve on the board"),
            area("curve-pupil-c.png", "thought", "Pupil C compares with a straight line"),
        ],
    ),
    Mark(
        "B5",
        3,
        "Roles move round the table, and Pupil C passes on the ruler without being asked.",
        "Check the role list for pupils who write twice.",
        [
            moment(VIDEO, "ideas..open", "Four pupils in turn; a pupil who has not spoken chooses the test"),
            moment(VIDEO, "next..write", "Pupils share the ruler"),
        ],
    ),
    Mark(
        "B6",
        3,
        "You see that groups only count, find out why, and change what is recorded; the tables show the effect.",
        "Note for each group what the change was, so that you can compare them afterwards.",
        [
            moment(VIDEO, "change", "The lesson is stopped and its question renewed"),
            moment(VIDEO, "curve", "From here on groups measure the sag"),
            words(
                "commentary.docx",
                "groups 2 and 5 have no sag before washer ten and full rows after it",
                "Visible effect",
            ),
        ],
    ),
    Mark(
        "C1",
        3,
        "A short question on a new case, sorted by the key idea, gives three groups for the next lesson.",
        "Let pupils sort three answers themselves with the same criteria.",
        [
            words("exit-question.pdf", "Explain with the words top, bottom, shorter, longer.", "The task"),
            words("exit-question.pdf", "The top and the bottom are far away from each other", "Example of pattern 3"),
            whole("curve-pupil-c.png", "Individual work of Pupil C"),
        ],
    ),
    Mark(
        "C2",
        2,
        "Each card has a strength and a question about the key idea.",
        "Begin the next lesson with the answer to the question, read by a partner, and keep two samples of what changed.",
        [
            area("cards-with-feedback.pdf", "1:answer", "Pupil E answers and goes further"),
            area("cards-with-feedback.pdf", "2:copy", "Pupil G copies the question"),
        ],
    ),
    Mark(
        "C3",
        2,
        "Every pupil looks back in writing at the end.",
        "Ask for three things: what I now understand, what is unclear, what helped.",
        [
            area("reflection-pupil-c.jpg", "words", "Mostly what was liked"),
            area("reflection-pupil-h.jpg", "words", "One slip names what is unclear and what helped"),
            whole("reflection-pupil-k.jpg", "What was done"),
        ],
    ),
    Mark(
        "C4",
        3,
        "Times and cards are used to show what was not learned, and the printed table is named as the cause. The change was tried in the other class.",
        "Weigh the two classes more closely next time, for example with the same first card.",
        [
            words("commentary.docx", "That is a weakness of my plan and not of the groups.", "Honest reading"),
            words(
                "commentary.docx",
                "On 20 October I gave the same lesson to the other class with a blank sheet",
                "A specific change, tried",
            ),
        ],
    ),
]
