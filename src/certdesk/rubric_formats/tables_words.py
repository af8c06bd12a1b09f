"""What people call the columns of a rubric's table, and how they write a level's name and points into one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_text import one_line


class Role(Enum):
    """What a column holds."""

    RUBRIC = auto()
    """Which of several rubrics a row belongs to."""
    CRITERION = auto()
    CODE = auto()
    SECTION = auto()
    WEIGHT = auto()
    QUESTION = auto()
    LEVEL = auto()
    TEXT = auto()
    POINTS = auto()
    MOST = auto()
    """The most points that a criterion can have, which its levels say as well."""
    FOR_MARKING = auto()
    """Comments, totals and what else is filled in when marking."""


_NAMES = {
    Role.RUBRIC: "rubric name|rubric title|rubric id|name of rubric|rubric|rubrik|rubrica",
    Role.CRITERION: (
        "criterion|criteria|criterium|criterion name|criteria name|criterion title|kriterium|kriterien|critere|criteres"
        "|criterio|criterios|criteri|indicator|indicators|dimension|dimensions|trait|traits|component|components"
        "|aspect|aspects|category|categories|task|objective|objectives|skill|skills|element|elements|item"
        "|assessment criteria|assessment criterion|marking criteria|grading criteria|evaluation criteria"
        "|performance criteria|standard|standards|learning outcome|learning outcomes|bewertungskriterium|kompetenz"
        "|competence|competency|competencies|competence area|subcategory|sub category|subcriterion|sub criterion"
        "|sub-category|sub-criterion|subcriteria|sub criteria|sub-criteria|metric|metrics|measure"
        "|rubric text|rubric item|question text|criterion category|criteria category"
        "|criterion (name and description)|criteria (name and description)|indicador|indicadores|dimensao"
        "|критерий|критерии|标准|评价标准|المعيار|المعايير|معيار|المؤشر|المؤشرات"
    ),
    Role.CODE: "code|id|no|nr|#|number|index|ref|reference|criterion code|criterion id|criterion no|nummer|codigo",
    Role.SECTION: "section|strand|group|domain|cluster|theme|pillar|bereich|abschnitt|seccion|part|area|teil"
    "|section title",
    Role.WEIGHT: (
        "weight|weighting|weight %|weight (%)|weighting (%)|% weight|gewicht|gewichtung|peso|ponderation|poids"
        "|weightage|percentage|percent|%|criterion weight|ponderacion|coefficient|الوزن|الوزن النسبي|النسبة"
    ),
    Role.QUESTION: (
        "question|criterion description|criteria description|guiding question|leitfrage|what we look for"
        "|description of criterion|explanation|long description|details"
    ),
    Role.LEVEL: (
        "level|level name|rating|rating name|performance level|level title|stufe|niveau|nivel|scale|option|option name"
    ),
    Role.TEXT: (
        "description|level description|descriptor|descriptors|definition|rating description|text|beschreibung"
        "|descripcion|descripteur|option description|performance description|level definition"
    ),
    Role.POINTS: (
        "score|points|point|pts|value|mark|marks|punkte|puntos|rating points|level points|level score|punti|pontos"
    ),
    Role.MOST: (
        "max|max points|max score|max mark|max marks|maximum|points possible|possible points|out of|total points"
        "|score range|points range|point range|mark range|marks range"
    ),
    Role.FOR_MARKING: (
        "comment|comments|feedback|notes|total|totals|your score|points earned|earned|score earned|awarded|self|peer"
        "|teacher|kommentar|kommentare|comentarios|commentaires|remarks|evidence|points awarded|mark awarded"
        "|weighted|weighted mark|weighted marks"
        "|weighted score|weighted points|weighted total|final score|points given|score given|self-assessment"
        "|ملاحظات|الملاحظات|المجموع"
        "|your mark|tick|teacher score|self score|self assessment|peer assessment|marks awarded"
    ),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split("|")}
_LEVEL_WORDS = re.compile(
    r"\b(excellent|outstanding|exemplary|exceptional|advanced|accomplished|proficient|secure|leading|mastery|mastered"
    r"|expert|distinguished|distinction|merit|pass|fail|failing|strong|very good|good|competent|satisfactory|adequate"
    r"|acceptable|average|fair|basic|developing|approaching|emerging|beginning|beginner|novice|limited|minimal|partial"
    r"|partially|inadequate|insufficient|poor|weak|very poor|unsatisfactory|unacceptable|needs improvement|needs work"
    r"|not yet|not met|met|meets|exceeds|exceeded|below|above|does not meet|no evidence|incomplete|complete|apprentice"
    r"|practitioner|effective|ineffective|highly effective|target|capable|horrible|superior|level|stufe|niveau|nivel"
    r"|grade|sehr gut|gut|befriedigend|ausreichend|mangelhaft|ungenügend|excelente|bueno|regular|insuficiente"
    r"|capstone|milestones?|benchmark|great|ok|okay|almost|nearly|always|usually|mostly|often|frequently|consistently|sometimes|seldom|rarely|never"
    r"|high|medium|low|full|full marks|no marks|none|exceeding|meeting|working towards|greater depth|expected|mastering"
    r"|sophisticated|intermediate|introductory|entry|initial|weaker|stronger|bad|fine|marginal|absent|present"
    r"|excelled|attempted|no attempt|missing|awesome|sufficient|superb"
    r"|sobresaliente|satisfactorio|deficiente|bien|moyen|faible|très bien|insuffisant|yes|no)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"(grand |sub|over ?all |final )?-?(total|sum|gesamt|summe)\b.{0,40}", re.IGNORECASE | re.DOTALL)
_RESULT = re.compile(r"(over ?all |final )?(score|points|grade|mark)\b.{0,40}", re.IGNORECASE | re.DOTALL)
_NOTE = re.compile(r"(over ?all |general )?(comments?|feedback|notes?)\b.{0,40}", re.IGNORECASE | re.DOTALL)
_NUMBER = r"\d{1,6}(?:[.,]\d{1,4})?"
_UNIT = r"(?:pts?\.?|points?|marks?|%|punkte?|puntos?|pontos?|p)"
_WORTH = r"(?:score[ds]?|points?|worth|level|grade|value)"
_SPAN = rf"{_NUMBER}\s*{_UNIT}?(?:\s*(?:-|–|—|to|bis)\s*{_NUMBER})?\s*%?"
_IN_BRACKETS = re.compile(rf"(.*?)\s*[(\[]\s*({_SPAN}\s*{_UNIT}?)\s*[)\]]\s*:?", re.DOTALL | re.IGNORECASE)
_WORTH_IN_BRACKETS = re.compile(
    rf"([^(\[]*?)\s*[(\[]\s*{_WORTH}\s*[:=]?\s*({_SPAN})\s*[)\]]\s*[-–—:]?\s*(.*)", re.DOTALL | re.IGNORECASE
)
_BEFORE = re.compile(rf"({_SPAN}\s*{_UNIT}?)\s*(?:[-–—:=.)]|\n)\s*(\D.*)", re.DOTALL | re.IGNORECASE)
_BEHIND = re.compile(rf"(.*?\D)\s*(?:[-–—:=,/]|\n|\s)\s*({_SPAN}\s*{_UNIT})", re.DOTALL | re.IGNORECASE)
_BEHIND_A_SIGN = re.compile(rf"(.*?\D)\s*(?:\s[-–—]|[:=,]|\n)\s*({_SPAN})", re.DOTALL | re.IGNORECASE)
_BEHIND_A_WORD = re.compile(rf"(\D{{3,40}}?)\s+({_NUMBER})", re.DOTALL)
_ORDINAL = re.compile(r"\d{1,2}\s*[.)]\s*(?!\d)")
_NUMBERED = re.compile(rf"(?:level|stufe|niveau|nivel|score|grade|band)\s*({_NUMBER})", re.IGNORECASE)
_CELL_POINTS = re.compile(rf"(.*?)\s*(?:\[\s*({_SPAN})\s*{_UNIT}?\s*\]|\(\s*({_SPAN}\s*{_UNIT})\s*\))\s*", re.DOTALL)
_CELL_BEFORE = re.compile(rf"({_SPAN}\s*{_UNIT})\s+([^\n]{{1,60}})(?:\n(.*))?", re.DOTALL | re.IGNORECASE)
_WEIGHT_BEHIND = re.compile(
    rf"(.+?)\s*(?:[(\[]\s*(?:weight(?:ing)?:?\s*)?({_NUMBER}\s*%)\s*[)\]]|\s[-–—:]?\s*({_NUMBER}\s*%))",
    re.DOTALL | re.IGNORECASE,
)
_CODE_BEFORE = re.compile(
    r"([A-Z]{1,3}[.-]?\d{1,3}(?:\.\d{1,2})*[a-z]?|\d{1,2}(?:\.\d{1,2})+)\s*[.:)\-–—]?\s+(\S.*)", re.DOTALL
)
_WIDE_GAP = re.compile(r"\s{4,}")
_LONGEST_LEVEL = 60
_LONGEST_HEAD = 300
"""Longer cells can't be names of levels, and would be slow to look through."""


@dataclass(frozen=True, slots=True)
class LevelHead:
    """A level's name and the text of its points, as read from one cell."""

    label: str
    points: str = ""
    ordinal: bool = False
    """Whether the number is written like a place in an order: "1. Excellent"."""


def role_of(cell: str) -> Role | None:
    """Return what a column with this name holds, or None for any other name, such as a level's."""
    if len(cell) > _LONGEST_HEAD:
        return None
    name = " ".join(cell.replace("_", " ").lower().split()).strip(" :.*")
    name = name if name in _ROLES else re.sub(r"\s*\([^0-9]*\)$", "", name)
    return _ROLES.get(name) or _ROLES.get(name.replace("é", "e").replace("è", "e").replace("ó", "o"))


def is_like_a_level(cell: str) -> bool:
    """Whether a cell may well be a level's name or points: short, and numbers or words that levels are called."""
    text = one_line(cell.replace("_", " "))
    if (
        not text
        or len(text) > _LONGEST_LEVEL
        or role_of(cell) in {Role.CRITERION, Role.CODE, Role.WEIGHT, Role.SECTION}
    ):
        return False
    head = level_head(cell)
    if head.points or re.fullmatch(r"[A-F][+-]?(?: [Rr]ange| [Bb]and)?", text):
        return True
    word = _LEVEL_WORDS.search(text)
    return word is not None and (word.start() == 0 or len(text.split()) <= 4)


def is_sum(cell: str) -> bool:
    """Whether a row that begins like this adds up."""
    return bool(_SUM.fullmatch(one_line(cell)))


def is_result(cell: str) -> bool:
    """Whether a row that begins like this may well be for the result; a criterion may begin so too."""
    return bool(_RESULT.fullmatch(one_line(cell)))


def is_note(cell: str) -> bool:
    """Whether a row that holds nothing but this leaves room for comments."""
    return bool(_NOTE.fullmatch(one_line(cell)))


def is_numbers(cell: str) -> bool:
    """Whether a cell holds points and nothing else: a number, or a range."""
    points = read_points(cell)
    return points.value is not None or points.is_range


def level_head(cell: str) -> LevelHead:
    """Split "Beginning (1)", "4 - Excellent", "Good 7,5 pts" or "3" into a name and points."""
    text = _with_narrow_gaps(cell).removesuffix("(desc [value])").strip()
    if is_numbers(text):
        return LevelHead("", text)
    if len(text) > _LONGEST_HEAD:
        return LevelHead(one_line(text))
    for pattern, label, points in ((_IN_BRACKETS, 1, 2), (_BEFORE, 2, 1), (_BEHIND, 1, 2), (_BEHIND_A_SIGN, 1, 2)):
        match = pattern.fullmatch(text)
        if match and match[label].strip():
            name = one_line(match[label]).rstrip(" :=-–—,")
            return LevelHead(
                name, one_line(match[points]), ordinal=pattern is _BEFORE and _ORDINAL.match(text) is not None
            )
    worth = _WORTH_IN_BRACKETS.fullmatch(text)
    if worth and worth[1]:
        return LevelHead(one_line(" – ".join(part for part in (worth[1], worth[3]) if part)), one_line(worth[2]))
    bare = _BEHIND_A_WORD.fullmatch(text)
    if bare and _LEVEL_WORDS.match(bare[1]) and not _NUMBERED.fullmatch(one_line(text)):
        return LevelHead(one_line(bare[1]), bare[2])
    numbered = _NUMBERED.fullmatch(one_line(text))
    return LevelHead(one_line(text), numbered[1] if numbered else "")


def cell_points(cell: str) -> tuple[str, str] | None:
    """Split "Adequate analysis [4]" or "Clear (4 pts)" into text and points, or return None."""
    match = _CELL_POINTS.fullmatch(_with_narrow_gaps(cell))
    return (match[1].strip(), match[2] or match[3]) if match else None


def points_and_label(cell: str) -> tuple[str, str, str] | None:
    """Split "5 pts Full marks" with a text below it into points, a name and the text, or return None."""
    match = _CELL_BEFORE.fullmatch(_with_narrow_gaps(cell))
    return (match[1], one_line(match[2]), (match[3] or "").strip()) if match else None


def title_and_weight(cell: str) -> tuple[str, str]:
    """Split "Clarity (20 %)" into a title and a weight."""
    match = _WEIGHT_BEHIND.fullmatch(_with_narrow_gaps(cell))
    return (match[1], match[2] or match[3]) if match else (cell, "")


def code_and_title(cell: str) -> tuple[str, str]:
    """Split "T1 Clarity" or "2.3: Clarity" into a code and a title."""
    match = _CODE_BEFORE.fullmatch(_with_narrow_gaps(cell))
    return (match[1], match[2]) if match else ("", cell)


def _with_narrow_gaps(cell: str) -> str:
    """Take long gaps out of a cell: the patterns here would try each of their halves."""
    return _WIDE_GAP.sub(lambda gap: "\n\n" if "\n" in gap[0] else " ", cell).strip()
