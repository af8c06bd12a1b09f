"""What can be done on the Score screen, by key and palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.viewers.video_player import VideoPlayer

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

_STEP_MS = 5000


def score_commands(screen: ScoreScreen) -> tuple[Command, ...]:
    """Return every command, in the order of the key map."""
    return (*_marking(screen), *_moving(screen), *_looking(screen), *_finishing(screen))


def _marking(screen: ScoreScreen) -> tuple[Command, ...]:
    levels = tuple(
        _command(screen, f"level.{n}", _("Level {n}").format(n=n), (str(n),), partial(screen.give_level, n))
        for n in range(1, 10)
    )
    higher = tuple(
        _command(screen, f"level.{n}", _("Level {n}").format(n=n), (f"Alt+{n - 10}",), partial(screen.give_level, n))
        for n in range(10, 13)
    )
    return (
        *levels,
        *higher,
        _command(screen, "not_observed", _("Not observed"), ("N",), screen.give_not_observed),
        _command(screen, "unscorable", _("Unscorable, with a code"), ("U",), screen.ask_code),
        _command(screen, "clear", _("Clear the mark"), ("Delete",), screen.clear_mark),
        _command(screen, "file", _("File what I am looking at for this criterion"), ("E",), screen.file_here),
        _command(screen, "comment", _("Write the strength"), ("C",), screen.focus_strength),
        _command(screen, "bank", _("Comment bank"), ("/",), screen.open_bank),
    )


def _moving(screen: ScoreScreen) -> tuple[Command, ...]:
    return (
        _command(screen, "next", _("Next criterion"), ("Down",), partial(screen.step_criterion, 1)),
        _command(screen, "previous", _("Previous criterion"), ("Up",), partial(screen.step_criterion, -1)),
        _command(screen, "next_unmarked", _("Next unmarked criterion"), ("Ctrl+Return",), screen.go_to_unmarked),
        _command(screen, "next_item", _("Next evidence"), ("]",), partial(screen.step_item, 1)),
        _command(screen, "previous_item", _("Previous evidence"), ("[",), partial(screen.step_item, -1)),
        _command(screen, "pane", _("Next pane"), ("F6",), screen.next_pane),
        _command(screen, "full", _("Evidence full screen"), ("F11",), screen.toggle_full),
    )


def _looking(screen: ScoreScreen) -> tuple[Command, ...]:
    deeds: tuple[tuple[str, str, str, Callable[[VideoPlayer], object]], ...] = (
        ("play", _("Play or pause"), "K", lambda player: player.toggle_play()),
        ("back", _("5 seconds back"), "J", lambda player: player.seek_by(-_STEP_MS)),
        ("forward", _("5 seconds forward"), "L", lambda player: player.seek_by(_STEP_MS)),
        ("frame_back", _("One frame back"), ",", lambda player: player.step(-1)),
        ("frame_forward", _("One frame forward"), ".", lambda player: player.step(1)),
        ("in", _("In mark"), "I", lambda player: player.mark_in()),
        ("out", _("Out mark"), "O", lambda player: player.mark_out()),
        ("slower", _("Slower"), "<", lambda player: player.change_rate(-1)),
        ("faster", _("Faster"), ">", lambda player: player.change_rate(1)),
    )

    def play_with(deed: Callable[[VideoPlayer], object]) -> None:
        if player := screen.stage.player:
            deed(player)

    return tuple(
        Command(f"score.{name}", words, (key,), partial(play_with, deed), lambda: screen.stage.player is not None)
        for name, words, key, deed in deeds
    )


def _finishing(screen: ScoreScreen) -> tuple[Command, ...]:
    return (
        _command(screen, "flag", _("Flag for the lead, with a reason"), ("F",), screen.flag),
        _command(screen, "finalise", _("Finalise and sign"), (), screen.finalise),
    )


def _command(screen: ScoreScreen, name: str, words: str, keys: tuple[str, ...], run: Callable[[], object]) -> Command:
    return Command(f"score.{name}", words, keys, run, screen.is_open)
