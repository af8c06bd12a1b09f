"""Whether a recording is as long as it may be, can be seen and heard, and was not cut."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.annotations import TimeSpan, clock
from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Limits, Programme
from certdesk.core.preflight_looks import FilmLook, ItemLook, SoundLook
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_settings import PictureLimits, SoundLimits
from certdesk.core.preflight_words import length_in_words, number_in_words
from certdesk.core.words import _

_MINUTE = 60_000
_NAMED = 3
_LEAST_STEPS, _MANY_STEPS = 3, 10
"""Of so few pictures, two may well be alike by chance."""


def film_findings(each: CheckedItem, programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Find what is wrong with one recording."""
    look = each.look
    if look is None or not (look.has_picture or look.has_sound):
        return
    yield from _length(each, look, programme, limits)
    yield from _pictures(each, look, programme)
    yield from _sounds(each, look, programme)
    yield from _edits(each, look, programme)


def _length(each: CheckedItem, look: ItemLook, programme: Programme, limits: Limits) -> Iterator[Finding]:
    kind = programme.type_of(each.item)
    if kind is None or not look.duration_ms:
        return
    share = programme.settings.tolerance.minutes
    most, least = limits.of(kind, "max_minutes"), limits.of(kind, "min_minutes")
    length = length_in_words(look.duration_ms)
    if most is not None and look.duration_ms > most * (1 + share) * _MINUTE:
        anchor = TimeSpan(int(most * _MINUTE), look.duration_ms)
        yield found("too_long", each.id, anchor=anchor, length=length, most=number_in_words(most))
    if least is not None and look.duration_ms < least * (1 - share) * _MINUTE:
        yield found("too_short", each.id, length=length, least=number_in_words(least))


def _pictures(each: CheckedItem, look: ItemLook, programme: Programme) -> Iterator[Finding]:
    kind = programme.type_of(each.item)
    if not look.has_picture:
        if kind and "video" in kind.media and "audio" not in kind.media:
            yield found("no_picture", each.id)
        return
    if look.film is None:
        return
    film, limits = look.film, programme.settings.picture
    if not film.decoded:
        yield found("no_decoder", each.id)
        return
    yield from _seen(each, film, limits)
    if min(film.width, film.height) < limits.film_height:
        yield found("film_small", each.id, width=film.width, height=film.height)
    if len(set(film.shapes)) > 1:
        yield found("film_sizes", each.id)


def _seen(each: CheckedItem, film: FilmLook, limits: PictureLimits) -> Iterator[Finding]:
    if not film.samples:
        return
    if film.black == film.samples:
        yield found("black", each.id)
        return
    share = film.black / film.samples
    if share >= limits.black_share:
        yield found("partly_black", each.id, share=round(100 * share))
    elif film.brightness < limits.dark:
        yield found("film_dark", each.id)
    steps = film.samples - 1
    if steps < _LEAST_STEPS:
        return
    # What is black stands still too, and has been told.
    still = max(0, film.still - max(0, film.black - 1)) / steps
    if still == 1:
        yield found("frozen", each.id)
    elif still >= limits.still_share and steps >= _MANY_STEPS:
        yield found("partly_frozen", each.id, share=round(100 * still))


def _sounds(each: CheckedItem, look: ItemLook, programme: Programme) -> Iterator[Finding]:
    settings = programme.settings
    if not look.has_sound:
        needed = each.item.evidence_type in settings.needs_sound
        yield found("no_sound" if needed else "maybe_no_sound", each.id)
        return
    sound = look.sound
    if sound is not None and not sound.decoded:
        yield found("sound_no_decoder", each.id)
        return
    ended = _ends_early(look, settings.sound)
    if ended:
        moment, length = clock(ended), clock(look.picture_ms or 0)
        yield found(
            "sound_short", each.id, anchor=TimeSpan(ended, look.picture_ms or ended), moment=moment, length=length
        )
    if sound is not None:
        yield from _heard(each, look, sound, settings.sound, told=bool(ended))


def _ends_early(look: ItemLook, limits: SoundLimits) -> int:
    if not look.has_picture or not look.picture_ms or not look.sound_ms:
        return 0
    missing = look.picture_ms - look.sound_ms
    return look.sound_ms if missing > max(2000.0, limits.missing_share * look.picture_ms) else 0


def _heard(
    each: CheckedItem, look: ItemLook, sound: SoundLook, limits: SoundLimits, *, told: bool
) -> Iterator[Finding]:
    loudness = _("{level} dB").format(level=round(sound.loudness))
    if sound.loudness < limits.silent:
        yield found("silent", each.id)
        return
    if sound.loudness < limits.unintelligible:
        yield found("unintelligible", each.id, loudness=loudness)
    elif sound.loudness < limits.faint:
        yield found("faint", each.id, loudness=loudness)
    elif sound.span < limits.no_speech_span:
        yield found("no_speech", each.id)
    if sound.clipped >= limits.clipped_thousandths:
        yield found("clipped", each.id)
    if sound.channels > 1 and abs(sound.left - sound.right) > limits.one_sided:
        yield found("one_channel", each.id, side=_("left") if sound.left > sound.right else _("right"))
    start = sound.silent_from_ms
    length = look.duration_ms or 0
    if start is not None and not told and length - start > limits.missing_share * length:
        yield found("sound_stops", each.id, anchor=TimeSpan(start, max(length, start)), moment=clock(start))


def _edits(each: CheckedItem, look: ItemLook, programme: Programme) -> Iterator[Finding]:
    film = look.film
    if programme.settings.edits_allowed or film is None:
        return
    pieces = max(film.pieces, film.descriptions)
    if pieces > 1:
        yield found("joined", each.id, count=pieces)
    if film.jumps:
        first = film.jumps[0]
        yield found("clock_jumps", each.id, anchor=TimeSpan(first, first), moment=clock(first))
    if film.cuts:
        first = film.cuts[0]
        moments = ", ".join(clock(moment) for moment in film.cuts[:_NAMED])
        yield found("scene_cuts", each.id, anchor=TimeSpan(first, first), moments=moments)
    program = next((tool for tool in map(editing_program, look.tools) if tool), "")
    if program:
        yield found("edited_with", each.id, program=program)


def editing_program(tool: str) -> str:
    """Name the editing program that a recording says it was saved by, or return "".

    Programs that only convert (HandBrake, FFmpeg's own "Lavf", messengers) and those that record a screen are no sign
    of a cut.
    """
    told = tool.casefold()
    return next((name for name in _EDITORS if name.casefold() in told), "")


_EDITORS = (
    "iMovie", "Final Cut", "Premiere", "After Effects", "DaVinci Resolve", "CapCut", "InShot", "KineMaster", "Filmora",
    "Wondershare", "Kdenlive", "OpenShot", "Shotcut", "Pitivi", "Avidemux", "LosslessCut", "VEGAS", "Movie Maker",
    "Camtasia", "Clipchamp", "PowerDirector", "VSDC", "VideoPad", "Movavi", "Magix", "Edius", "Pinnacle", "Lightworks",
    "Corel VideoStudio", "Blender", "VivaVideo", "YouCut", "VideoShow", "LumaFusion", "VN Video Editor", "Bandicut",
    "Microsoft Photos", "SolveigMM", "Flowblade", "VirtualDub",
)  # fmt: skip
