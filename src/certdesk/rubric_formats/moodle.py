"""Moodle: rubrics and marking guides in `grading.xml`, alone or inside a course's or an activity's `.mbz`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.archives import is_tar, is_zip, open_archive
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import clean, one_line
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.found import FoundRubric
from certdesk.rubric_formats.moodle_given import without_given
from certdesk.rubric_formats.moodle_reading import SYSTEM, FoundForm, forms, looks_like_grading
from certdesk.rubric_formats.moodle_writing import grading_losses, grading_xml
from certdesk.rubric_formats.together import Finish, Whole, read_together, with_criteria
from certdesk.rubric_formats.xml_nodes import all_called, child_text
from certdesk.rubric_formats.xml_tree import read_xml

_GRADING, _CONTENTS = "grading.xml", "moodle_backup.xml"
_BEGINNING = 4096


def moodle() -> RubricFormat:
    """Return the format."""
    return RubricFormat(
        id="moodle",
        label=_("Moodle rubric or marking guide"),
        suffix=".xml",
        looks_like=_looks_like,
        read=_read,
        write=grading_xml,
        losses=grading_losses,
    )


def _looks_like(source: Source) -> float:
    if is_zip(source.data) or is_tar(source.data):
        named = source.name.lower().endswith(".mbz")
        inside = b"moodle_backup.xml" in source.data or b"grading.xml" in source.data
        return 1.0 if inside else 0.9 if named else 0.1 if is_tar(source.data) else 0.0
    beginning = source.data[:_BEGINNING].replace(b"\x00", b"").decode("latin-1")
    return looks_like_grading(beginning) if "<" in beginning else 0.0


def _read(source: Source, answers: Answers) -> Reading:
    asking = Asking(answers)
    inside = is_zip(source.data) or is_tar(source.data)
    documents = _from_archive(source, asking) if inside else iter((("", source.data),))
    parts = [_part(form) for activity, data in documents for form in _forms(source, (activity, data), asking)]
    return read_together("moodle", source, parts, asking)


def _forms(source: Source, document: tuple[str, bytes], asking: Asking) -> list[FoundForm]:
    activity, data = document
    place = activity or source.name
    try:
        tree = read_xml(without_given(data), place)
    except RubricError as error:
        if not activity:
            raise
        asking.skipped(place, _GRADING, error.sentence)
        return []
    for sentence in tree.mended:
        asking.accepted(place, _GRADING, sentence)
    around = Element("file")
    around.append(tree.root)
    return list(forms(around, activity, asking))


def _from_archive(source: Source, asking: Asking) -> Iterator[tuple[str, bytes]]:
    """Return each activity's name with its `grading.xml`. Raises RubricError when the archive holds none."""
    opened = open_archive(source.data, source.name, _wanted)
    for name, problem in opened.problems:
        asking.skipped(one_line(name, 120) or source.name, PurePosixPath(name).name or source.name, problem)
    names = _activity_names([data for name, data in opened.files.items() if _file_name(name) == _CONTENTS])
    documents = {name: data for name, data in opened.files.items() if _file_name(name) == _GRADING}
    if not documents:
        text = _("{file} holds no rubric: none of its activities is graded with one.").format(file=shown(source.name))
        raise RubricError(text, _("In Moodle, make the backup with the activity that has the rubric."))
    for name, data in sorted(documents.items()):
        folder = str(PurePosixPath(name.removeprefix("./")).parent)
        yield names.get(folder) or one_line(PurePosixPath(folder).name) or _("activity"), data


def _wanted(name: str) -> bool:
    return _file_name(name) in {_GRADING, _CONTENTS}


def _file_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()


def _activity_names(contents: list[bytes]) -> dict[str, str]:
    """Return the titles of the activities by their folders; two of the same title get their folder's name too."""
    names: dict[str, str] = {}
    for data in contents[:1]:
        try:
            root = read_xml(data, _CONTENTS).root
        except RubricError:
            return {}
        for activity in all_called(root, ("activity",)):
            folder = child_text(activity, "directory").strip()
            title = one_line(child_text(activity, "title"), 120)
            twice = title in names.values()
            names[folder] = f"{title} ({PurePosixPath(folder).name})" if twice else title
    return names


def _part(form: FoundForm) -> tuple[FoundRubric, Finish]:
    return form.rubric, lambda rubric: _finished(form, rubric)


def _finished(form: FoundForm, rubric: Rubric) -> Whole:
    """Add what markers are told as what to look for, and the frequently used comments for the bank."""
    told = {one.source_id: text for one, text in zip(form.rubric.criteria, form.for_markers, strict=False) if text}

    def with_advice(criterion: Criterion, source_id: str) -> Criterion:
        lines = tuple(line.strip() for line in told.get(source_id, "").splitlines() if line.strip())
        return replace(criterion, look_for=lines) if lines else criterion

    values = {level.value for one in rubric.criteria for level in rubric.scale_of(one).levels}
    comments = tuple(
        Comment(
            id=f"moodle-{form.rubric.source_id or rubric.id}-{comment.source_id or number}",
            kind=CommentKind.NEXT_STEP,
            criteria=(ANY_CRITERION,),
            levels=tuple(sorted(values)),
            text=clean(comment.text),
            rubric=rubric.id,
        )
        for number, comment in enumerate(form.comments, start=1)
    )
    return Whole(with_criteria(rubric, SYSTEM, with_advice), comments)
