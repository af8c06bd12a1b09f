from tests.core.samples import NO_SOUND
from tests.core.test_composing import SIGNER, judged

from certdesk.core.letters import compose_letter


def test_a_letter_says_the_result_first_and_how_to_keep_the_certificate():
    letter = compose_letter(judged(A1=3, A2=3, B1=4, B2=4), SIGNER, "doc-1")
    assert letter.certifies
    assert "meets the standard" in letter.opening
    assert letter.outcome_label in letter.opening
    assert not letter.resubmit
    assert "file of its own" in letter.next_steps[0]
    assert letter.candidate_name == "Zoë Křížová"
    assert letter.signer is SIGNER
    assert letter.document_id == "doc-1"


def test_a_near_miss_says_what_was_not_met_what_to_hand_in_again_and_what_is_kept():
    letter = compose_letter(judged(A1=3, A2=2, B1=2, B2=2), SIGNER, "doc-1")
    assert not letter.certifies
    assert "yet" in letter.opening
    assert any("so this is not met" in reason for reason in letter.reasons)
    assert [entry.split("\u2002")[0] for entry in letter.resubmit] == ["A2", "B1", "B2"]
    assert any("A1" in step and "kept" in step for step in letter.next_steps)
    assert any(step.endswith("next A1") for step in letter.next_steps)


def test_what_could_not_be_judged_is_never_called_a_fail():
    letter = compose_letter(judged(A1=3, A2=2, B1=4, B2=NO_SOUND), SIGNER, "doc-1")
    assert "no result yet" in letter.opening
    assert letter.reasons
    assert not any("not met" in reason for reason in letter.reasons)
