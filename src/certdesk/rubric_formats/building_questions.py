"""Rows of a reading as they are found, and questions that are asked once and answered by their place."""

from __future__ import annotations

from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Choice, Question, Row, Verdict, what_it_holds

SKIP = "skip"
_LONGEST_ANSWER = 500


class Asking:
    """Collects the rows of a reading. A question that has an answer stays on its row, so that it can be changed."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._asked: set[str] = set()
        self.rows: list[Row] = []

    def accepted(self, place: str, what: str, reason: str = "") -> None:
        """Say that something is taken, perhaps with what was made of it."""
        self.rows.append(Row(place, what_it_holds(what), Verdict.ACCEPTED, reason))

    def skipped(self, place: str, what: str, reason: str) -> None:
        """Say that something stays outside, and why."""
        self.rows.append(Row(place, what_it_holds(what), Verdict.SKIPPED, reason))

    def ask(self, place: str, what: str, question: Question) -> str:
        """Return the answer to a question, or an empty text while there is none; either way it gets one row.

        An answer is the id of one of the choices, or, where any text may be given, that text.
        """
        answer = self._answers.get(question.id, "").strip()[:_LONGEST_ANSWER]
        known = {choice.id: choice.label for choice in question.choices}
        again = question.id in self._asked
        self._asked.add(question.id)
        if again:
            return answer if answer in known or question.free else ""
        if answer not in known and not (question.free and answer):
            self.rows.append(Row(place, what_it_holds(what), Verdict.QUESTION, question.text, question))
            return ""
        verdict = Verdict.SKIPPED if answer == SKIP else Verdict.ACCEPTED
        self.rows.append(Row(place, what_it_holds(what), verdict, known.get(answer, shown(answer)), question))
        return answer

    def answer(self, question: Question) -> str:
        """Return the answer that was given, or an empty text; nothing is written down."""
        answer = self._answers.get(question.id, "").strip()[:_LONGEST_ANSWER]
        known = {choice.id for choice in question.choices}
        return answer if answer in known or question.free else ""

    def ask_again(self, question: Question) -> None:
        """Put a question back to open: the free answer that was given to it can't be used."""
        for number in range(len(self.rows) - 1, -1, -1):
            if self.rows[number].question == question:
                row = self.rows[number]
                self.rows[number] = Row(row.place, row.what, Verdict.QUESTION, question.text, question)
                return


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """Make the choices of a question from ids and labels."""
    return tuple(Choice(id_, label) for id_, label in pairs)
