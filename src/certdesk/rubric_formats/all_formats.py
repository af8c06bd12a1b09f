"""Every format that rubrics can come from or go to, and how the format of a file is found."""

from __future__ import annotations

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.format import LARGEST, LARGEST_ARCHIVE, RubricFormat, Source


def formats() -> tuple[RubricFormat, ...]:
    """Return every format, the ones that are easiest to tell first."""
    # Loaded when somebody asks: what they need, spreadsheets above all, takes longer than opening the library.
    from certdesk.rubric_formats.canvas import canvas
    from certdesk.rubric_formats.case import case
    from certdesk.rubric_formats.csv_table import csv_table
    from certdesk.rubric_formats.mahara import mahara
    from certdesk.rubric_formats.markus import markus
    from certdesk.rubric_formats.moodle import moodle
    from certdesk.rubric_formats.ora2_json import ora2_json
    from certdesk.rubric_formats.ora2_xml import ora2_xml
    from certdesk.rubric_formats.our_yaml import our_yaml
    from certdesk.rubric_formats.turnitin import turnitin
    from certdesk.rubric_formats.xlsx_table import xlsx_table

    return (
        our_yaml(),
        turnitin(),
        mahara(),
        canvas(),
        markus(),
        moodle(),
        ora2_xml(),
        ora2_json(),
        case(),
        csv_table(),
        xlsx_table(),
    )


def format_called(format_id: str) -> RubricFormat:
    """Find a format by its id. Raises RubricError for an unknown one, naming those that there are."""
    for one in formats():
        if one.id == format_id:
            return one
    text = _("There is no format “{format}”.").format(format=shown(format_id))
    known = ", ".join(one.id for one in formats())
    raise RubricError(text, _("Choose one of: {formats}.").format(formats=known))


def refuse_the_huge(source: Source) -> None:
    """Raise RubricError when a file is larger than any rubric; an archive, such as a course's backup, may be larger."""
    most = LARGEST_ARCHIVE if source.data[:2] in {b"PK", b"\x1f\x8b"} else LARGEST
    if len(source.data) > most:
        text = _("{file} is larger than any rubric ({most} MB).")
        raise RubricError(text.format(file=shown(source.name), most=most // 2**20), _("Choose another file."))


def recognise(source: Source) -> RubricFormat:
    """Find the format of a file by what is in it. Raises RubricError when it is none that CertDesk knows."""
    refuse_the_huge(source)
    scored = [(one.looks_like(source), one) for one in formats()]
    score, best = max(scored, key=lambda pair: pair[0])
    if score > 0:
        return best
    text = _("{file} is not a rubric in any format that CertDesk knows.").format(file=shown(source.name))
    known = ", ".join(one.label for one in formats())
    raise RubricError(text, _("It reads: {formats}.").format(formats=known))
