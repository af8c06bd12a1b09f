"""Rules about recordings: how long, what can be seen and heard, and whether they were cut."""

from __future__ import annotations

from certdesk.core.preflight import RepairKind, Severity
from certdesk.core.preflight_rule import AUDIO, EDITED, IMAGE, LIMIT, OPEN, Rule
from certdesk.core.words import N_

_STOP, _MEND, _LOOK = Severity.STOP, Severity.MEND, Severity.LOOK

_LENGTHS = (
    Rule("too_long", _MEND, N_("Recording too long"), N_("It is {length} long, at most {most} minutes may be sent."),
         N_("Choose {most} minutes without a break, and say from where to where. CertDesk can cut the rest away."),
         LIMIT, RepairKind.TRIM),
    Rule("too_short", _MEND, N_("Recording too short"), N_("It is {length} long, at least {least} minutes are needed."),
         N_("Send a longer recording of the same lesson, or another one."), LIMIT),
)  # fmt: skip

_PICTURES = (
    Rule("no_picture", _STOP, N_("No picture"), N_("The video has only sound, no picture."),
         N_("Copy it again from the camera. If there never was a picture, send another recording."), OPEN),
    Rule("no_decoder", _STOP, N_("Picture can't be played"),
         N_("The picture of the video can't be played on our computers."),
         N_("Save the video as MP4 with the program that made it, and send that."), OPEN),
    Rule("black", _STOP, N_("Black picture"), N_("The picture is black from beginning to end."),
         N_("Play it yourself. If it is black there too, send another recording."), IMAGE),
    Rule("partly_black", _LOOK, N_("Black for a time"), N_("The picture is black for about {share} % of the time."),
         N_("Play it, and say whether what matters can be seen.")),
    Rule("frozen", _STOP, N_("Picture stands still"),
         N_("The picture never moves: it is one and the same all the time."),
         N_("Play it yourself. If it stands still there too, send another recording."), IMAGE),
    Rule("partly_frozen", _LOOK, N_("Picture stands still for a time"),
         N_("The picture stands still for about {share} % of the time."),
         N_("Play it, and say whether what matters can be seen.")),
    Rule("film_dark", _LOOK, N_("Dark picture"), N_("The picture is very dark."),
         N_("Play it, and say whether faces and the board can be made out. More light helps next time.")),
    Rule("film_small", _MEND, N_("Picture too small"),
         N_("The picture is only {width} × {height} dots. Writing and faces can't be made out."),
         N_("Send the video as the camera recorded it, not as a messenger shrank it.")),
    Rule("film_sizes", _LOOK, N_("Picture changes its size"),
         N_("The picture changes its size in the middle. Some players stop there."),
         N_("Say how it was made, and send the recording as the camera made it.")),
)  # fmt: skip

_SOUNDS = (
    Rule("no_sound", _STOP, N_("No sound"), N_("There is no sound in it, so nobody can hear what is said."),
         N_("Copy it again from the camera. If there never was sound, send another recording."), AUDIO),
    Rule("maybe_no_sound", _LOOK, N_("No sound"), N_("There is no sound in it."), N_("Say whether there should be.")),
    Rule("silent", _STOP, N_("Silent"), N_("It has sound, but nothing can be heard from beginning to end."),
         N_("The microphone was probably off. Send another recording."), AUDIO),
    Rule("unintelligible", _STOP, N_("Too quiet to understand"),
         N_("The sound is so quiet ({loudness}) that speech can't be understood even at full volume."),
         N_("Send a recording made closer by, or one with a microphone."), AUDIO),
    Rule("faint", _LOOK, N_("Quiet"), N_("The sound is quiet ({loudness}). With headphones it may be understood."),
         N_("Listen to it at normal volume, and say whether everybody can be understood.")),
    Rule("no_speech", _LOOK, N_("Only a steady noise"),
         N_("The sound is one steady noise. Nobody seems to be speaking."),
         N_("Listen to it, and say whether people can be understood.")),
    Rule("clipped", _MEND, N_("Sound is too loud and crackles"),
         N_("The sound is too loud for the recording and crackles."),
         N_("Listen to it, and say whether people can be understood. Further from the microphone helps next time.")),
    Rule("one_channel", _LOOK, N_("Sound on one side only"), N_("Sound comes from the {side} side only."),
         N_("Listen to it with headphones. Usually nothing is lost, but a second microphone may have been off.")),
    Rule("sound_short", _MEND, N_("Sound ends early"),
         N_("The sound ends at {moment}, but the picture goes on to {length}."),
         N_("Copy it again from the camera. If the sound ends there too, send another recording."), AUDIO),
    Rule("sound_stops", _MEND, N_("Silent towards the end"), N_("From {moment} on, nothing can be heard any more."),
         N_("Listen to the end of it. If the sound really stops, send another recording."), AUDIO),
    Rule("sound_no_decoder", _STOP, N_("Sound can't be played"), N_("The sound can't be played on our computers."),
         N_("Save it as MP4 with the program that made it, and send that."), AUDIO),
)  # fmt: skip

_EDITS = (
    Rule("joined", _STOP, N_("Put together from pieces"),
         N_("The video was put together from {count} pieces. It must be one recording without a break."),
         N_("Send the recording as the camera made it."), EDITED),
    Rule("clock_jumps", _LOOK, N_("A piece may be missing"),
         N_("At {moment} the recording's own clock jumps ahead. A piece may have been taken out."),
         N_("Say what happened there, and send the recording as the camera made it.")),
    Rule("scene_cuts", _LOOK, N_("The picture may have been cut"),
         N_("At {moments} the picture changes all at once, as after a cut."),
         N_("Say what happened there: another camera, a light that was switched, or a cut.")),
    Rule("edited_with", _LOOK, N_("Saved by an editing program"),
         N_("The recording was saved by {program}, a program for cutting videos."),
         N_("Say what was done with it. If anything was cut, send the recording as the camera made it.")),
)  # fmt: skip

FILM_RULES: tuple[Rule, ...] = (*_LENGTHS, *_PICTURES, *_SOUNDS, *_EDITS)
