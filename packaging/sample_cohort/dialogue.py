"""What is said in a film and when: espeak-ng speaks every sentence, and its length decides the times."""

import io
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

RATE = 22050


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person sounds and is labelled."""

    label: str
    variant: str
    pitch: int
    speed: int
    ink: str


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence; `cue` names the stretch of film that a mark may point at; lines with one cue are joined."""

    who: str
    text: str
    cue: str = ""
    gap: float = 0.35
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """Something happens for a while without words; drawing looks it up by name. Time 0 marks an instant."""

    name: str
    seconds: float = 0.0
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A new part of the film, listed in the file."""

    title: str


Step = Say | Beat | Chapter


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence with its place in time and its loudness 20 times a second."""

    who: str
    text: str
    start: float
    end: float
    loud: tuple[float, ...]


@dataclass
class Timeline:
    """The film in time: sentences, beats, chapters, cues, and the sound."""

    voices: dict[str, Voice]
    said: list[Utterance] = field(default_factory=list)
    beats: dict[str, tuple[float, float]] = field(default_factory=dict)
    chapters: list[tuple[float, str]] = field(default_factory=list)
    cues: dict[str, tuple[float, float]] = field(default_factory=dict)
    length: float = 0.0
    captions: bool = True
    tracks: list[tuple[float, np.ndarray]] = field(default_factory=list)

    def part(self, t: float, beat: str) -> float:
        """How far a beat has come at a time: 0 before it, 1 after it."""
        start, end = self.beats[beat]
        return min(1.0, max(0.0, (t - start) / max(0.001, end - start)))

    def since(self, t: float, beat: str) -> float:
        """Seconds since a beat began (negative before)."""
        return t - self.beats[beat][0]

    def speaker(self, t: float) -> Utterance | None:
        """Who speaks at a time."""
        return next((line for line in self.said if line.start <= t < line.end), None)

    def mouth(self, who: str, t: float) -> float:
        """How wide a mouth is open, 0 to 1."""
        line = self.speaker(t)
        if line is None or line.who != who:
            return 0.0
        return line.loud[min(len(line.loud) - 1, int((t - line.start) * 20))]


def smooth(share: float) -> float:
    """Ease in and out."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def plan(steps: Sequence[Step], voices: dict[str, Voice], lead: float = 1.2, tail: float = 1.6) -> Timeline:
    """Speak every sentence and work out when everything happens."""
    line = Timeline(voices)
    now = lead
    for step in steps:
        if isinstance(step, Chapter):
            line.chapters.append((now if line.chapters else 0.0, step.title))
            continue
        start = now
        if isinstance(step, Say):
            sound = speak(step.spoken or step.text, voices[step.who])
            now += len(sound) / RATE
            line.tracks.append((start, sound))
            line.said.append(Utterance(step.who, step.text, start, now, _envelope(sound)))
        else:
            now += step.seconds
            line.beats[step.name] = (start, now)
        if step.cue:
            old = line.cues.get(step.cue, (start, now))
            line.cues[step.cue] = (old[0], now)
        if isinstance(step, Say):
            now += step.gap
    line.length = now + tail
    return line


def speak(text: str, voice: Voice) -> np.ndarray:
    """A sentence as samples between -1 and 1."""
    done = subprocess.run(
        ["espeak-ng", "-v", voice.variant, "-p", str(voice.pitch), "-s", str(voice.speed), "--stdout", text],
        check=True,
        capture_output=True,
    )
    with wave.open(io.BytesIO(done.stdout)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(np.float32) / 32768
    quiet = np.flatnonzero(np.abs(samples) > 0.01)
    return samples[quiet[0] : quiet[-1] + 1200] if len(quiet) else samples


def _envelope(sound: np.ndarray) -> tuple[float, ...]:
    step = RATE // 20
    peaks = [float(np.sqrt(np.mean(sound[at : at + step] ** 2))) for at in range(0, len(sound), step)]
    top = max(peaks) or 1.0
    return tuple(min(1.0, peak / top * 1.15) for peak in peaks)


def transcript(line: Timeline, heading: str, code: str) -> str:
    """What was said, with times, as Markdown."""
    rows = [(start, f"\n## {title}\n") for start, title in line.chapters]
    rows += [
        (
            said.start + 0.001,
            f"- **{int(said.start) // 60:02d}:{int(said.start) % 60:02d}** {line.voices[said.who].label}: {said.text}",
        )
        for said in line.said
    ]
    rows += [
        (
            start + 0.001,
            f"- **{int(start) // 60:02d}:{int(start) % 60:02d}** *({round(end - start)} seconds without words: {name})*",
        )
        for name, (start, end) in line.beats.items()
        if end - start >= 2.0
    ]
    body = "\n".join(text for _, text in sorted(rows))
    return f"# {heading}\n\n{code}. Written down from the film by a colleague. Times are minutes and seconds.\n{body}\n\n*Invented sample for CertDesk; no real person, school or event.*\n"
