"""A drawn film: dialogue spoken by espeak-ng decides the times, a stage draws the frames, ffmpeg packs them."""

import io
import subprocess
import tempfile
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import skia

from figures import colour
from props import paint
from typefaces import skia_face

RATE = 22050
CAPTION = "Invented sample for CertDesk"


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
    done = subprocess.run(["espeak-ng", "-v", voice.variant, "-p", str(voice.pitch), "-s", str(voice.speed), "--stdout", text],
                          check=True, capture_output=True)
    with wave.open(io.BytesIO(done.stdout)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(np.float32) / 32768
    quiet = np.flatnonzero(np.abs(samples) > 0.01)
    return samples[quiet[0]:quiet[-1] + 1200] if len(quiet) else samples


def _envelope(sound: np.ndarray) -> tuple[float, ...]:
    step = RATE // 20
    peaks = [float(np.sqrt(np.mean(sound[at:at + step] ** 2))) for at in range(0, len(sound), step)]
    top = max(peaks) or 1.0
    return tuple(min(1.0, peak / top * 1.15) for peak in peaks)


@dataclass(frozen=True, slots=True)
class Noise:
    """A sound that is not speech: water or a click, from a time, for a while."""

    kind: str
    start: float
    seconds: float
    loud: float


def mixed(line: Timeline, noises: Sequence[Noise], speech: float = 0.5, room: float = 0.0035, seed: int = 7) -> np.ndarray:
    """Speech, sounds and the murmur of a room as one track."""
    chance = np.random.default_rng(seed)
    total = np.zeros(int((line.length + 0.5) * RATE), np.float32)
    for start, sound in line.tracks:
        level = speech * 0.12 / max(0.01, float(np.sqrt(np.mean(sound ** 2))))
        for delay, share in ((0.0, 1.0), (0.023, 0.16), (0.041, 0.10), (0.067, 0.06)):
            at = int((start + delay) * RATE)
            total[at:at + len(sound)] += sound[:max(0, len(total) - at)] * level * share
    for noise in noises:
        _add_noise(total, noise, chance)
    murmur = np.cumsum(chance.normal(0, 1, len(total))).astype(np.float32)
    murmur -= np.convolve(murmur, np.ones(400) / 400, "same")
    total += murmur / float(np.std(murmur)) * room
    return np.clip(total[:int(line.length * RATE)], -0.98, 0.98)


def _add_noise(total: np.ndarray, noise: Noise, chance: np.random.Generator) -> None:
    at, count = int(noise.start * RATE), int(noise.seconds * RATE)
    count = min(count, len(total) - at)
    if noise.kind == "pour":
        sound = np.diff(chance.normal(0, 1, count + 1))
        sound = np.convolve(sound, np.ones(5) / 5, "same") * (0.75 + 0.25 * np.sin(np.arange(count) / RATE * 23))
        fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.3 * RATE))
        total[at:at + count] += (sound * fade * noise.loud).astype(np.float32)
        return
    pitch = {"drip": 1150, "tick": 2300, "knock": 310, "clap": 900}[noise.kind]
    time = np.arange(count) / RATE
    sound = np.sin(2 * np.pi * pitch * time * (1 + 0.25 * time)) * np.exp(-time * {"drip": 45, "tick": 190, "knock": 38, "clap": 70}[noise.kind])
    if noise.kind == "clap":
        sound = sound * 0.3 + chance.normal(0, 0.6, count) * np.exp(-time * 90)
    total[at:at + count] += (sound * noise.loud).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Format:
    """Size, speed and coding of a film."""

    width: int
    height: int
    fps: int
    coding: tuple[str, ...]


H264 = ("-c:v", "libx264", "-preset", "slow", "-crf", "28", "-tune", "animation", "-pix_fmt", "yuv420p", "-g", "60", "-movflags", "+faststart", "-c:a", "aac", "-b:a", "72k")
VP9 = ("-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-deadline", "good", "-cpu-used", "3", "-row-mt", "1", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "libopus", "-b:a", "56k")
VP8 = ("-c:v", "libvpx", "-crf", "22", "-b:v", "260k", "-deadline", "good", "-cpu-used", "2", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "libopus", "-b:a", "40k")


def render(target: Path, line: Timeline, sound: np.ndarray, draw: Callable[[skia.Canvas, float], None], form: Format, title: str) -> None:
    """Draw every frame and pack picture, sound and chapters into a file."""
    with tempfile.TemporaryDirectory() as place:
        track, notes = Path(place) / "sound.wav", Path(place) / "chapters.txt"
        write_wav(track, sound)
        notes.write_text(_chapters(line, title), "utf-8")
        command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{form.width}x{form.height}", "-r", str(form.fps), "-i", "-",
                   "-i", str(track), "-i", str(notes), "-map", "0:v", "-map", "1:a", "-map_metadata", "2", "-map_chapters", "2",
                   *form.coding, "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-shortest", str(target)]
        coder = subprocess.Popen(command, stdin=subprocess.PIPE)
        assert coder.stdin is not None
        surface = skia.Surface(form.width, form.height)
        for number in range(int(line.length * form.fps)):
            coder.stdin.write(_frame(surface, line, number / form.fps, draw, form))
        coder.stdin.close()
        if coder.wait() != 0:
            raise RuntimeError(f"ffmpeg could not write {target}")


def _frame(surface: skia.Surface, line: Timeline, t: float, draw: Callable[[skia.Canvas, float], None], form: Format) -> bytes:
    canvas = surface.getCanvas()
    canvas.save()
    draw(canvas, t)
    canvas.restore()
    overlay(canvas, line, t, (form.width, form.height))
    return bytes(surface.toarray(colorType=skia.kRGBA_8888_ColorType).tobytes())


def still(line: Timeline, t: float, draw: Callable[[skia.Canvas, float], None], form: Format) -> skia.Image:
    """One frame, to look at."""
    surface = skia.Surface(form.width, form.height)
    _frame(surface, line, t, draw, form)
    return surface.makeImageSnapshot()


def write_wav(target: Path, sound: np.ndarray) -> None:
    """Samples between -1 and 1 as 16-bit mono."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype(np.int16).tobytes())


def _chapters(line: Timeline, title: str) -> str:
    lines = [";FFMETADATA1", f"title={title}", f"comment={CAPTION}; no real person, school or event."]
    starts = [start for start, _ in line.chapters]
    for (start, name), end in zip(line.chapters, [*starts[1:], line.length], strict=True):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(start * 1000)}", f"END={round(end * 1000)}", f"title={name}"]
    return "\n".join(lines) + "\n"


def overlay(canvas: skia.Canvas, line: Timeline, t: float, size: tuple[int, int]) -> None:
    """What lies over the picture: who speaks and what, the part of the lesson, the mark of invention."""
    wide, high = size
    unit = high / 480
    small = skia.Font(skia_face("figtree", 400), 10.5 * unit)
    canvas.drawString(CAPTION, 10 * unit, high - 8 * unit, small, paint("#000000", 120))
    canvas.drawString(CAPTION, 9.3 * unit, high - 8.7 * unit, small, paint("#ffffff", 215))
    _chapter_sign(canvas, line, t, unit)
    said = line.speaker(t)
    if said and line.captions:
        _caption(canvas, line.voices[said.who], said.text, (wide, high, unit))


def _chapter_sign(canvas: skia.Canvas, line: Timeline, t: float, unit: float) -> None:
    for number, (start, title) in enumerate(line.chapters, 1):
        shown = min(1.0, (t - start) / 0.5, (start + 4.0 - t) / 0.6)
        if shown <= 0:
            continue
        words = f"{number}  {title}"
        font = skia.Font(skia_face("figtree", 600), 15 * unit)
        room = font.measureText(words) + 24 * unit
        canvas.drawRoundRect(skia.Rect.MakeXYWH(14 * unit, 14 * unit, room, 30 * unit), 5 * unit, 5 * unit, paint("#1b1b19", round(200 * shown)))
        canvas.drawString(words, 26 * unit, 34.5 * unit, font, paint("#ffffff", round(255 * shown)))


def _caption(canvas: skia.Canvas, voice: Voice, text: str, room: tuple[float, float, float]) -> None:
    wide, high, unit = room
    font, bold = skia.Font(skia_face("figtree", 400), 17 * unit), skia.Font(skia_face("figtree", 600), 17 * unit)
    label = f"{voice.label}  "
    lines, current, limit = [], "", wide * 0.78
    for word in text.split():
        trial = f"{current} {word}".strip()
        if font.measureText(trial) + (bold.measureText(label) if not lines else 0) > limit:
            lines.append(current)
            current = word
        else:
            current = trial
    lines.append(current)
    widths = [font.measureText(words) + (bold.measureText(label) if number == 0 else 0) for number, words in enumerate(lines)]
    box, deep = max(widths) + 28 * unit, len(lines) * 23 * unit + 13 * unit
    left, top = (wide - box) / 2, high - 24 * unit - deep
    canvas.drawRoundRect(skia.Rect.MakeXYWH(left, top, box, deep), 7 * unit, 7 * unit, paint("#1b1b19", 205))
    for number, words in enumerate(lines):
        x, y = (wide - widths[number]) / 2, top + (number + 1) * 23 * unit - 1 * unit
        if number == 0:
            canvas.drawString(label, x, y, bold, paint(voice.ink))
            x += bold.measureText(label)
        canvas.drawString(words, x, y, font, skia.Paint(AntiAlias=True, Color=colour("#ffffff")))


def transcript(line: Timeline, heading: str, code: str) -> str:
    """What was said, with times, as Markdown."""
    rows = [(start, f"\n## {title}\n") for start, title in line.chapters]
    rows += [(said.start + 0.001, f"- **{int(said.start) // 60:02d}:{int(said.start) % 60:02d}** {line.voices[said.who].label}: {said.text}") for said in line.said]
    rows += [(start + 0.001, f"- **{int(start) // 60:02d}:{int(start) % 60:02d}** *({round(end - start)} seconds without words: {name})*") for name, (start, end) in line.beats.items() if end - start >= 2.0]
    body = "\n".join(text for _, text in sorted(rows))
    return f"# {heading}\n\n{code}. Written down from the film by a colleague. Times are minutes and seconds.\n{body}\n\n*Invented sample for CertDesk; no real person, school or event.*\n"


def narrate(target: Path, sentences: Sequence[str], voice: Voice, title: str) -> float:
    """One person who speaks, as a sound file; returns its length in seconds."""
    line = plan([Say("x", text, gap=0.55) for text in sentences], {"x": voice}, lead=0.6, tail=0.8)
    with tempfile.TemporaryDirectory() as place:
        track = Path(place) / "sound.wav"
        write_wav(track, mixed(line, [], room=0.004, seed=12))
        subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", str(track), "-c:a", "aac", "-b:a", "64k", "-map_metadata", "-1",
                        "-metadata", f"title={title}", "-metadata", f"comment={CAPTION}; no real person, school or event.",
                        "-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", str(target)], check=True)
    return line.length
