import pytest

from certdesk.core.annotations import clock


@pytest.mark.parametrize(
    ("milliseconds", "written"),
    [
        (0, "00:00"), (999, "00:00"), (1000, "00:01"), (185_000, "03:05"), (59_999, "00:59"), (60_000, "01:00"),
        (3_599_999, "59:59"), (3_600_000, "1:00:00"), (3_729_000, "1:02:09"), (36_000_000, "10:00:00"),
    ],
)  # fmt: skip
def test_times_are_written_as_a_player_shows_them(milliseconds, written):
    assert clock(milliseconds) == written
