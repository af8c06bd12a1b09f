"""Laws: edit, delete, reorder, truncate, add, restore, fork are each found, each with its own sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.register.samples import KEEPER, KEYS, NOW, REGISTER, STRANGER, lines, signed_file

from certdesk.core.errors import UntrustedFileError
from certdesk.core.merkle import Tree
from certdesk.core.register_events import event_line, position_of
from certdesk.signing.register.checking import RegisterProblem, Tampering, check_against, check_register, events_of
from certdesk.signing.register.files import read_register
from certdesk.signing.trust import RegisterKey

SIZES = st.integers(1, 24)
FEW, MANY = settings(max_examples=25), settings(max_examples=400)


def found(file, keys=KEYS):
    """What is said about a register by itself."""
    with pytest.raises(RegisterProblem) as problem:
        check_register(file, keys)
    assert str(problem.value).endswith(".")
    assert problem.value.hint
    return problem.value.tampering


def found_against(file, seen):
    """What is said about a register that is whole by itself, by somebody who saw ``seen`` before."""
    checked = check_register(file, KEYS)
    tree = Tree(line.encode() for line in seen)
    with pytest.raises(RegisterProblem) as problem:
        check_against(checked, tree.size, tree.root(), seen)
    return problem.value


def edited(data):
    file = signed_file(lines(data.draw(SIZES)))
    at = data.draw(st.integers(0, len(file.lines) - 1))
    [event] = events_of([file.lines[at].replace(f'"n":{at},', '"n":0,')])
    changed = event_line(replace(event, award_id="somebody-else"), at)
    assert found(replace(file, lines=(*file.lines[:at], changed, *file.lines[at + 1 :]))) is Tampering.EDITED


def deleted(data):
    file = signed_file(lines(data.draw(st.integers(2, 24))))
    at = data.draw(st.integers(0, len(file.lines) - 2))
    assert found(replace(file, lines=(*file.lines[:at], *file.lines[at + 1 :]))) is Tampering.DELETED


def deleted_and_renumbered(data):
    file = signed_file(lines(data.draw(st.integers(2, 24))))
    at = data.draw(st.integers(0, len(file.lines) - 2))
    rest = [line for number, line in enumerate(file.lines) if number != at]
    moved = tuple(line.replace(f'"n":{position_of(line)},', f'"n":{number},') for number, line in enumerate(rest))
    assert found(replace(file, lines=moved)) in {Tampering.TRUNCATED, Tampering.EDITED}


def reordered(data):
    file = signed_file(lines(data.draw(st.integers(2, 24))))
    order = data.draw(st.permutations(range(len(file.lines))).filter(lambda each: each != sorted(each)))
    assert found(replace(file, lines=tuple(file.lines[at] for at in order))) is Tampering.REORDERED


def truncated(data):
    file = signed_file(lines(data.draw(SIZES)))
    kept = data.draw(st.integers(0, len(file.lines) - 1))
    assert found(replace(file, lines=file.lines[:kept])) is Tampering.TRUNCATED


def added(data):
    file = signed_file(lines(data.draw(SIZES)))
    more = len(file.lines) + data.draw(st.integers(1, 5))
    assert found(replace(file, lines=lines(more))) is Tampering.ADDED


def older(data):
    seen = lines(data.draw(st.integers(2, 24)))
    restored = signed_file(seen[: data.draw(st.integers(1, len(seen) - 1))])
    assert found_against(restored, seen).tampering is Tampering.OLDER


def restored_and_gone_on(data):
    """A database taken back from a backup, and other certificates issued since."""
    seen = lines(data.draw(st.integers(2, 24)))
    back_at = data.draw(st.integers(0, len(seen) - 1))
    count = len(seen) + data.draw(st.integers(1, 5))
    gone_on = seen[:back_at] + lines(count, "-again", back_at)
    problem = found_against(signed_file(gone_on), seen)
    assert problem.tampering is Tampering.RESTORED
    assert f" {back_at + 1} " in str(problem)


def restored_and_not_as_far_yet(data):
    """The same, while the new past is still shorter than the one that was seen."""
    seen = lines(data.draw(st.integers(3, 24)))
    back_at = data.draw(st.integers(0, len(seen) - 3))
    gone_on = seen[:back_at] + lines(back_at + 1, "-again", back_at)
    problem = found_against(signed_file(gone_on), seen)
    assert problem.tampering is Tampering.RESTORED
    assert f" {back_at + 1} " in str(problem)


def forked(data):
    count = data.draw(SIZES)
    at = data.draw(st.integers(0, count - 1))
    seen = lines(count)
    other = (*seen[:at], lines(at + 1, "-other", at)[0], *seen[at + 1 :])
    assert found_against(signed_file(other), seen).tampering is Tampering.FORKED


LAWS = (
    edited, deleted, deleted_and_renumbered, reordered, truncated, added, older, restored_and_gone_on,
    restored_and_not_as_far_yet, forked,
)  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
@given(data=st.data())
@FEW
def test_it_is_found(law, data):
    law(data)


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
@given(data=st.data())
@MANY
def test_it_is_found_at_length(law, data):
    law(data)


@given(st.integers(0, 24), st.integers(0, 24))
@settings(max_examples=30)
def test_a_register_that_only_grew_is_accepted(one, other):
    before, after = sorted((one, other))
    checked = check_register(signed_file(lines(after)), KEYS)
    tree = Tree(line.encode() for line in lines(before))
    check_against(checked, tree.size, tree.root(), lines(before))
    assert len(checked.view().events) == after


@given(st.binary(min_size=1, max_size=3), st.data())
@settings(max_examples=60)
def test_bytes_that_were_changed_anywhere_are_found(other, data):
    content = signed_file(lines(4)).content()
    at = data.draw(st.integers(0, len(content) - 1))
    changed = content[:at] + other + content[at + len(other) :]
    try:
        checked = check_register(read_register(changed, "x"), KEYS)
    except UntrustedFileError:
        return
    # Outside of what is signed stands only the keeper's name, which the trust bundle says anyway, and the time.
    assert checked.file.lines == lines(4)
    assert checked.checkpoint.size == 4


def test_another_past_is_found_without_the_lines_of_the_first_one():
    seen = Tree(line.encode() for line in lines(5))
    checked = check_register(signed_file((*lines(3), *lines(8, "-again", 3))), KEYS)
    with pytest.raises(RegisterProblem) as problem:
        check_against(checked, 5, seen.root())
    assert problem.value.tampering is Tampering.RESTORED
    assert str(problem.value).startswith("The first 5 entries of the register are not those")


def test_another_key_is_no_key_of_the_programme():
    assert found(signed_file(lines(3), STRANGER)) is Tampering.UNKNOWN_KEY
    assert found(signed_file(lines(3)), ()) is Tampering.UNKNOWN_KEY


def test_what_a_withdrawn_key_signed_before_stays_good():
    retired = RegisterKey(KEEPER.statement_key, NOW - timedelta(days=9), retired_at=NOW)
    assert check_register(signed_file(lines(3)), (retired,)).as_of == NOW
    late = signed_file(lines(3), now=NOW + timedelta(seconds=1))
    assert found(late, (retired,)) is Tampering.RETIRED_KEY


def test_a_time_that_was_taken_out_is_none_and_counts_against_a_withdrawn_key():
    file = signed_file(lines(3))
    bare = replace(file, note=file.note[: file.note.index("— certdesk/witness")])
    checked = check_register(bare, KEYS)
    assert checked.as_of is None
    assert checked.signed_at == checked.view().events[-1].at
    assert found(bare, (RegisterKey(KEEPER.statement_key, NOW, retired_at=NOW),)) is Tampering.RETIRED_KEY


def test_a_register_under_another_name_is_found():
    file = replace(signed_file(lines(3)), register=REGISTER[::-1])
    assert found(file) is Tampering.WRONG_REGISTER


def test_each_way_has_its_own_sentence():
    numbers = {"entry": 1, "signed": 2, "count": 3, "seen": 4}
    told = {str(RegisterProblem(each, name="N", **numbers)) for each in Tampering}
    assert len(told) == len(Tampering)
    assert not [each for each in told if "{" in each]
