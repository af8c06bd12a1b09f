"""Every format that rubrics can come from or go to, and how the format of a file is found."""

from __future__ import annotations

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.format import LARGEST, RubricFormat, Source


def formats() -> tuple[RubricFormat, ...]:
    """Return every format, the ones that are easiest to tell first."""
    return ()


def format_called(format_id: str) -> RubricFormat:
    """Find a format by its id. Raises RubricError for an unknown one, naming those that there are."""
    for one in formats():
        if one.id == format_id:
            return one
    text = _("There is no format “{format}”.").format(format=shown(format_id))
    known = ", ".join(one.id for one in formats())
    raise RubricError(text, _("Choose one of: {formats}.").format(formats=known))


def recognise(source: Source) -> RubricFormat:
    """Find the format of a file by what is in it. Raises RubricError when it is none that CertDesk knows."""
    if len(source.data) > LARGEST:
        text = _("{file} is larger than any rubric ({most} MB).")
        raise RubricError(text.format(file=shown(source.name), most=LARGEST // 2**20), _("Choose another file."))
    scored = [(one.looks_like(source), one) for one in formats()]
    score, best = max(scored, key=lambda pair: pair[0])
    if score > 0:
        return best
    text = _("{file} is not a rubric in any format that CertDesk knows.").format(file=shown(source.name))
    known = ", ".join(one.label for one in formats())
    raise RubricError(text, _("It reads: {formats}.").format(formats=known))
