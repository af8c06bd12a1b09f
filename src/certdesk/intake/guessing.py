"""What a file's or folder's name says about it, where nobody described it."""

from __future__ import annotations

import re
from hashlib import sha256

from certdesk.intake.names import same_name

_LONGEST_TITLE = 200
_CODE_LIKE = re.compile(r"(?=.*[0-9])[A-Za-z]{0,6}[-_ .]?[0-9][A-Za-z0-9_.-]{0,24}", re.ASCII)
_UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 and O, 1, I and L, U and V
_NUMBER_IN_FRONT = re.compile(r"^[0-9]{1,3}\s*[-_.) ]\s*(?=\D)")

# The first whose words all stand in the name wins, so the narrower ones come first.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("consent_register", ("consent", "register")),
    ("consent_record", ("consent",)),
    ("consent_record", ("permission",)),
    ("co_planning_record", ("co", "planning")),
    ("co_planning_record", ("coplanning",)),
    ("co_planning_record", ("planning", "record")),
    ("co_planning_record", ("joint", "planning")),
    ("unit_plan", ("unit", "plan")),
    ("project_plan", ("project", "plan")),
    ("pd_plan", ("pd", "plan")),
    ("school_plan_extract", ("school", "plan")),
    ("lesson_plan", ("lesson", "plan")),
    ("lesson_plan", ("lessonplan",)),
    ("pupil_reflection", ("pupil", "reflection")),
    ("pupil_reflection", ("student", "reflection")),
    ("pupil_survey", ("pupil", "survey")),
    ("pupil_survey", ("student", "survey")),
    ("pupil_work", ("pupil",)),
    ("pupil_work", ("student", "work")),
    ("pupil_work", ("work", "sample")),
    ("peer_observation", ("peer", "observation")),
    ("observation_report", ("observation",)),
    ("risk_note", ("risk",)),
    ("risk_note", ("safety",)),
    ("transcript", ("transcript",)),
    ("meeting_minutes", ("minutes",)),
    ("meeting_minutes", ("meeting",)),
    ("pd_log", ("pd", "log")),
    ("pd_log", ("professional", "learning")),
    ("usage_log", ("usage", "log")),
    ("improvement_cycle", ("improvement",)),
    ("survey_summary", ("survey",)),
    ("data_summary", ("data",)),
    ("decision_letter", ("decision", "letter")),
    ("decision_record", ("decision",)),
    ("curriculum_map", ("curriculum", "map")),
    ("assessment_task", ("assessment",)),
    ("witness_statement", ("witness",)),
    ("message_extract", ("message",)),
    ("partner_evidence", ("partner",)),
    ("grant_application", ("grant",)),
    ("budget_extract", ("budget",)),
    ("inventory", ("inventory",)),
    ("newsletter", ("newsletter",)),
    ("agreement", ("agreement",)),
    ("participation_record", ("participation",)),
    ("event_record", ("event",)),
    ("reflection", ("reflection",)),
    ("commentary", ("commentary",)),
    ("lesson_video", ("lesson", "video")),
)
_BY_ENDING = {
    **dict.fromkeys(
        ("mp4", "m4v", "mov", "webm", "mkv", "avi", "mpg", "mpeg", "wmv", "3gp", "mts", "m2ts"), "lesson_video"
    ),
    **dict.fromkeys(("jpg", "jpeg", "png", "heic", "heif", "webp", "avif", "tif", "tiff", "bmp", "gif"), "photo"),
}


def guess_type(file_name: str) -> str:
    """Guess the evidence type from the words in a file's name, then from its ending; empty when both say nothing."""
    stem, ending = _split(file_name)
    guessed = _BY_ENDING.get(ending, "")
    if guessed == "lesson_video":
        return guessed
    words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem).casefold()))
    words |= {word[:-1] for word in words if word.endswith("s")}
    for type_id, needed in _WORDS:
        if words.issuperset(needed):
            return type_id
    return guessed


def guess_title(file_name: str) -> str:
    """Make a title from a file's name: no folders, ending, number in front or underscores."""
    stem, _ending = _split(file_name)
    spaced = " ".join(re.sub(r"[_\s]+", " ", stem).split())
    title = _NUMBER_IN_FRONT.sub("", spaced) or spaced or file_name
    return (title[:1].upper() + title[1:])[:_LONGEST_TITLE]


def guess_code(folder_name: str) -> str:
    """Make a portfolio code from a folder's name: the name itself where it is a code, or else one that hides the name.

    Folders are often called after people, and the code stands for the person where marking is blind.
    """
    if _CODE_LIKE.fullmatch(folder_name):
        return re.sub(r"[ _.]+", "-", folder_name).upper()
    number = int.from_bytes(sha256(same_name(folder_name).encode()).digest()[:8])
    letters = []
    for _place in range(6):
        number, rest = divmod(number, len(_UNMISTAKABLE))
        letters.append(_UNMISTAKABLE[rest])
    return "P-" + "".join(letters)


def _split(file_name: str) -> tuple[str, str]:
    name = file_name.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 8 or " " in ending:
        return name, ""
    return stem, ending.casefold()
