"""What preflight needs of a policy: `schema: certdesk.policy/1`, its parts ``preflight`` and ``blind_marking``."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.fields import Fields
from certdesk.core.preflight_settings import (
    Blindness,
    PictureLimits,
    PreflightSettings,
    SoundLimits,
    Tolerance,
    TwinLimits,
)
from certdesk.rubric_formats.our_yaml import top

SCHEMA = "certdesk.policy/1"


def read_preflight_settings(text: str, *, name: str) -> PreflightSettings:
    """Read the settings of preflight; ``name`` is the file's name for messages. What is not set keeps its default.

    Raises RubricError that names the place.
    """
    file = top(text, name, SCHEMA)
    part = file.child("preflight") if file.has("preflight") else Fields({}, file.where, file.error)
    part.only("tolerance", "edits_allowed", "needs_sound", "sound", "picture", "twins")
    usual = PreflightSettings()
    return PreflightSettings(
        blind=_blind(file),
        tolerance=_tolerance(_part(part, "tolerance")),
        sound=_sound(_part(part, "sound")),
        picture=_picture(_part(part, "picture")),
        twins=_twins(_part(part, "twins")),
        edits_allowed=part.flag("edits_allowed", default=usual.edits_allowed),
        needs_sound=frozenset(part.texts("needs_sound")) if part.has("needs_sound") else usual.needs_sound,
    )


def _part(fields: Fields, name: str) -> Fields:
    return fields.child(name) if fields.has(name) else Fields({}, fields.where, fields.error)


def _blind(file: Fields) -> Blindness:
    """Read what is hidden; a policy that says nothing about it does not mark blind."""
    fields = _part(file, "blind_marking")
    return Blindness(
        candidate=fields.flag("candidate_hidden", default=False),
        school=fields.flag("school_hidden", default=False),
        properties=fields.flag("document_metadata_hidden", default=False),
        file_names=fields.flag("file_names_replaced", default=False),
    )


def _tolerance(fields: Fields) -> Tolerance:
    fields.only("minutes", "words", "pages")
    usual = Tolerance()
    return Tolerance(
        minutes=_share(fields, "minutes", usual.minutes),
        words=_share(fields, "words", usual.words),
        pages=_share(fields, "pages", usual.pages),
    )


def _sound(fields: Fields) -> SoundLimits:
    fields.only(
        "silent_lufs", "unintelligible_lufs", "faint_lufs", "clipped_share", "one_sided_db", "missing_share",
        "no_speech_lu",
    )  # fmt: skip
    usual = SoundLimits()
    clipped = fields.number("clipped_share", Fraction(usual.clipped_thousandths, 1000))
    return SoundLimits(
        silent=_number(fields, "silent_lufs", usual.silent),
        unintelligible=_number(fields, "unintelligible_lufs", usual.unintelligible),
        faint=_number(fields, "faint_lufs", usual.faint),
        no_speech_span=_number(fields, "no_speech_lu", usual.no_speech_span),
        clipped_thousandths=round(clipped * 1000),
        one_sided=_number(fields, "one_sided_db", usual.one_sided),
        missing_share=_number(fields, "missing_share", usual.missing_share),
    )


def _picture(fields: Fields) -> PictureLimits:
    fields.only("black_below", "dark_below", "blurred_below", "film_height", "photo_side", "scan_dpi", "text_points")
    usual = PictureLimits()
    return PictureLimits(
        black=fields.whole("black_below", usual.black, most=255),
        dark=fields.whole("dark_below", usual.dark, most=255),
        blurred=fields.whole("blurred_below", usual.blurred, most=255),
        film_height=fields.whole("film_height", usual.film_height),
        photo_side=fields.whole("photo_side", usual.photo_side),
        scan_dpi=fields.whole("scan_dpi", usual.scan_dpi),
        text_points=_number(fields, "text_points", usual.text_points),
    )


def _twins(fields: Fields) -> TwinLimits:
    fields.only("photo_bits", "same_words")
    usual = TwinLimits()
    # More bits than these, and twins would not be looked for where they are.
    bits = fields.whole("photo_bits", usual.difference_bits, most=10)
    return TwinLimits(bits, bits, _number(fields, "same_words", usual.same_words))


def _share(fields: Fields, name: str, usual: Fraction) -> Fraction:
    number = fields.number(name, usual)
    return max(Fraction(0), number)


def _number(fields: Fields, name: str, usual: float) -> float:
    return float(fields.number(name)) if fields.has(name) else usual
