"""What is said in place of the picture: about sound, about damage, about formats that can't be shown."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code
from certdesk.evidence.replies import Description
from certdesk.ui.viewers.playing_trouble import Trouble

_PLAYABLE = frozenset({Code.TRUNCATED, Code.MISNAMED})
"""Problems beside which a recording can still be played."""
ROUGH = frozenset({"MPEG", "MPEG-TS"})
"""Formats without an index of their pictures: seeking lands up to a dozen pictures beside the one asked for."""

_USUAL = frozenset({"H.264", "HEVC", "MPEG-2", "MPEG-4", "VP8", "VP9"})


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in place of the picture ("" for the picture itself), a hint, an icon, and a remark above it.

    ``trouble`` is what a screen should be told, "" when nothing is wrong.
    """

    sentence: str = ""
    hint: str = ""
    icon: str = ""
    remark: str = ""
    trouble: str = ""
    playable: bool = True


def words_about(known: Description, title: str, *, copied: bool = False, why: str = "") -> Words:
    """Return what to say about a recording before it is opened.

    A copy that is shown instead is as good as any; ``why`` says why one would be better.
    """
    problem = known.problem
    if problem is not None and problem.code not in _PLAYABLE and not copied:
        return unplayable(problem.sentence, problem.hint)
    trouble = f"{problem.sentence} {problem.hint}" if problem is not None else ""
    remark = trouble
    if copied:
        remark = remark or _("You are looking at a playable copy. The original is kept as it was handed in.")
    elif why or known.format in ROUGH:
        remark = remark or why or _("In {format} files times are approximate.").format(format=known.format)
    if known.kind is Kind.AUDIO:
        return Words(title, _("Sound recording"), "wave", remark, trouble)
    return Words(remark=remark, trouble=trouble)


def unplayable(sentence: str, hint: str) -> Words:
    """Return the words about something that can't be played at all."""
    return Words(sentence, hint, "warning", trouble=sentence, playable=False)


def words_about_trouble(trouble: Trouble, codecs: tuple[str, ...]) -> Words:
    """Return what to say when a recording turns out not to be playable here."""
    if trouble is Trouble.NOT_SEEKABLE:
        remark = _("This recording can be played, but not every place in it can be gone to.")
        return Words(remark=remark, trouble=remark)
    if trouble is Trouble.NOT_PLAYABLE:
        return unplayable(_("This recording can't be played here."), _("Ask for it as MP4 (H.264 and AAC)."))
    coded = codecs[0] if codecs else _("an unknown format")
    sentence = _("The pictures of this video can't be shown here: they are coded as {codec}.").format(codec=coded)
    if coded in _USUAL:
        sentence = _("No picture of this video can be shown here, although {codec} is a usual format.").format(
            codec=coded
        )
    hint = _("Marks and notes on its times still work. Ask for it as MP4 (H.264) to see it.")
    return Words(sentence, hint, "warning", trouble=sentence)


def words_about_quiet(*, hear: bool) -> str:
    """Say that hardly anything will be heard, and what helps."""
    if not hear:
        return _("This recording is very quiet.")
    return _("This recording is very quiet. Headphones help; the volume here is at its highest.")
