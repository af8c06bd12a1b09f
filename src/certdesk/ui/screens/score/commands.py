"""What can be done on the Score screen, by key and palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.key_groups import key_groups
from certdesk.ui.screens.score.desk import CRITERION, SIDE
from certdesk.ui.screens.training.projecting import KEY, project, projector_words
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.widgets.key_cap import key_words
from certdesk.ui.widgets.key_map import KeyGroup

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

_STEP_MS = 5000


def score_commands(screen: ScoreScreen) -> tuple[Command, ...]:
    """Return every command, in the order of the key map."""
    groups = (
        (_("Mark"), "score", _marking(screen)),
        (_("Move"), "forward", _moving(screen)),
        (_("Video"), "video", _looking(screen)),
        (_("Evidence and words"), "document", _writing(screen)),
        (_("Layout"), "layout_side", _layouts(screen)),
    )
    return tuple(replace(one, group=group, icon=icon) for group, icon, members in groups for one in members)


def score_key_map(screen: ScoreScreen) -> tuple[KeyGroup, ...]:
    """Return the key map with the many level keys on one line each."""
    commands = {one.id.removeprefix("score."): one for one in score_commands(screen)}
    pairs = _pairs()
    second = {pair[1] for pair in pairs.values()}
    kept = [one for name, one in commands.items() if not name.startswith("level.") and name not in second]
    told = [replace(one, words=pairs[name][0]) if (name := one.id[6:]) in pairs else one for one in kept]
    first, *others = key_groups(told, "")
    levels = ((_("Level of this criterion"), ("0", "…", "9")), (_("Level 10 and above"), ("Alt", _("digit"))))
    both = {words: key_words(commands[other].keys[0]) for words, other in pairs.values()}
    return (
        KeyGroup(first.heading, (*levels, *first.lines)),
        *(
            KeyGroup(group.heading, tuple((words, caps + both.get(words, ())) for words, caps in group.lines))
            for group in others
        ),
    )


def _pairs() -> dict[str, tuple[str, str]]:
    """Return which commands share a line of the key map: the words for both, and the second one."""
    return {
        "next": (_("Next, previous criterion"), "previous"),
        "next_item": (_("Next, previous evidence"), "previous_item"),
        "find_next": (_("Next, previous place found"), "find_previous"),
        "back": (_("5 s back, forward"), "forward"),
        "frame_back": (_("One frame back, forward"), "frame_forward"),
        "in": (_("In mark, out mark"), "out"),
        "slower": (_("Slower, faster"), "faster"),
        "mark_before": (_("Previous, next marked moment"), "mark_after"),
        "move_in": (_("Chosen moment begins, ends here"), "move_out"),
    }


def _marking(screen: ScoreScreen) -> tuple[Command, ...]:
    give = screen.marking.give_level
    levels = tuple(
        _command(screen, f"level.{n}", _("Level {n}").format(n=n), (str(n),), partial(give, n)) for n in range(10)
    )
    higher = tuple(
        _command(screen, f"level.{n}", _("Level {n}").format(n=n), (f"Alt+{n - 10}",), partial(give, n))
        for n in range(10, 13)
    )
    return (
        *levels,
        *higher,
        replace(
            _command(screen, "value", _("Exact value of the level"), ("=",), screen.panel.levels.focus_value),
            possible=lambda: screen.panel.levels.takes_values,
        ),
        _command(screen, "not_observed", _("Not observed"), ("N",), screen.marking.give_not_observed),
        _command(screen, "unscorable", _("Unscorable, with a code"), ("U",), screen.marking.ask_code),
        _command(screen, "comment_only", _("Comment only, without a level"), (), screen.marking.give_comment_only),
        _command(screen, "clear", _("Clear the mark"), ("Delete",), screen.marking.clear),
        _command(screen, "flag", _("Flag for the lead"), ("F",), screen.marking.flag),
        _command(screen, "finalise", _("Finalise and sign"), (), screen.finalise),
    )


def _writing(screen: ScoreScreen) -> tuple[Command, ...]:
    return (
        _command(screen, "file", _("File what I am looking at"), ("E",), screen.noting.file_here),
        _command(screen, "note", _("Note on what is selected"), ("Shift+E",), screen.noting.focus_note),
        _command(screen, "change", _("Change what is filed"), ("M",), screen.noting.edit_current),
        _command(screen, "comment", _("Write the strength"), ("C",), screen.wording.focus_strength),
        _command(screen, "bank", _("Comment bank"), ("/",), screen.wording.open_bank),
        _command(screen, "keep_words", _("Save these words as mine"), ("Ctrl+Shift+S",), screen.wording.save_as_mine),
        _command(screen, "elsewhere", _("Open in another program"), ("Ctrl+Shift+E",), screen.items.open_elsewhere),
        _command(screen, "copy", _("Save a copy of the evidence in view"), (), screen.items.save_copy),
        replace(
            _command(screen, "vtt", _("Export this film's notes (WebVTT)"), (), screen.items.export_notes),
            possible=screen.items.has_recording,
        ),
        _command(screen, "csv", _("Export all evidence (CSV)"), (), screen.items.export_all),
    )


def _moving(screen: ScoreScreen) -> tuple[Command, ...]:
    step_hit = screen.searching.popup.step_hit
    return (
        _command(screen, "next", _("Next criterion"), ("Down", "Alt+Down"), partial(screen.step_criterion, 1)),
        _command(screen, "previous", _("Previous criterion"), ("Up", "Alt+Up"), partial(screen.step_criterion, -1)),
        _command(screen, "next_unmarked", _("Next unmarked criterion"), ("Ctrl+Return",), screen.go_to_unmarked),
        _command(screen, "next_item", _("Next evidence"), ("]",), partial(screen.viewing.step, 1)),
        _command(screen, "previous_item", _("Previous evidence"), ("[",), partial(screen.viewing.step, -1)),
        _command(screen, "find", _("Find in the whole portfolio"), ("Ctrl+Shift+F",), screen.searching.open),
        _command(screen, "find_next", _("Next place found"), ("F3",), partial(step_hit, 1)),
        _command(screen, "find_previous", _("Previous place found"), ("Shift+F3",), partial(step_hit, -1)),
        _command(screen, "pane", _("Next pane"), ("F6",), screen.desk.next_pane),
        _command(screen, "pane_back", _("Previous pane"), ("Shift+F6",), partial(screen.desk.next_pane, -1)),
    )


def _layouts(screen: ScoreScreen) -> tuple[Command, ...]:
    return (
        _command(screen, "full", _("Evidence alone"), ("F11",), screen.desk.toggle_full),
        _command(screen, "project", projector_words(), (KEY,), partial(_project, screen)),
        _command(screen, "side", _("Evidence and criterion side by side"), (), partial(screen.desk.show_layout, SIDE)),
        _command(screen, "criterion", _("One item and the criterion"), (), partial(screen.desk.show_layout, CRITERION)),
        _command(screen, "two", _("Two pieces of evidence"), ("Ctrl+B",), screen.desk.toggle_two),
        _command(screen, "turn", _("Two pieces beside or above each other"), (), screen.desk.turn),
        replace(
            _command(screen, "link", _("Move two photos together"), (), screen.linking.toggle),
            possible=lambda: screen.linking.possible,
        ),
        _command(screen, "other_pane", _("The other of two pieces"), ("Ctrl+E",), screen.desk.switch),
        _command(
            screen, "only", _("Only evidence for this criterion, or all"), (), screen.evidence.toggle_only_current
        ),
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
        ("loop", _("Play the span again and again"), "R", lambda player: player.toggle_loop()),
        ("transcript", _("Transcript"), "T", lambda player: player.toggle_transcript()),
        ("mark_before", _("Previous marked moment"), "Shift+J", lambda player: player.go_to_mark(-1)),
        ("mark_after", _("Next marked moment"), "Shift+L", lambda player: player.go_to_mark(1)),
        ("move_in", _("Let the chosen moment begin here"), "Shift+I", lambda player: player.move_in()),
        ("move_out", _("Let the chosen moment end here"), "Shift+O", lambda player: player.move_out()),
    )

    def play_with(deed: Callable[[VideoPlayer], object]) -> None:
        if player := screen.stage.player:
            deed(player)

    return tuple(
        Command(f"score.{name}", words, (key,), partial(play_with, deed), lambda: screen.stage.player is not None)
        for name, words, key, deed in deeds
    )


def _project(screen: ScoreScreen) -> None:
    if screen.view is not None:
        screen.wording.commit()
        project(screen.tools, screen, screen.view.portfolio.id, screen.stage)


def _command(screen: ScoreScreen, name: str, words: str, keys: tuple[str, ...], run: Callable[[], object]) -> Command:
    return Command(f"score.{name}", words, keys, run, screen.is_open)
