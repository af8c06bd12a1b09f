"""Every trouble has a sentence and a hint that fit for every format."""

from __future__ import annotations

import pytest

from certdesk.evidence.problems import Case, Code, EvidenceError, Trouble, code_of, explain


@pytest.mark.parametrize("case", Case)
def test_each_case_is_a_sentence_with_a_hint(case):
    numbers = (("page", 9), ("count", 4), ("megapixels", 500), ("limit", 100))
    problem = explain(Trouble(case, "DOCX", "PDF", numbers))
    assert problem.sentence.endswith(".")
    assert problem.hint.endswith(".")
    assert "{" not in problem.sentence + problem.hint
    assert explain(Trouble(case)).code is problem.code


def test_every_family_is_used():
    assert {explain(Trouble(case)).code for case in Case} == set(Code)


def test_an_error_carries_both_parts():
    error = EvidenceError(explain(Trouble(Case.LOCKED, "PDF")))
    assert error.sentence == "The PDF file is locked with a password. Type the password, or ask for a copy without one."


@pytest.mark.parametrize("case", Case)
def test_what_was_kept_as_a_sentence_is_told_apart(case):
    problem = explain(Trouble(case, "DOCX", "PDF", (("page", 9),)))
    assert code_of(f"{problem.sentence} {problem.hint}") is problem.code


def test_a_sentence_of_somebody_else():
    assert code_of("The dog ate it.") is None
