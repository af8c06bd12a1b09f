"""Decision letters: what they say about a result; they are signed and kept like everything an issuing desk makes."""

from __future__ import annotations

from certdesk.core.composing import Judged
from certdesk.core.documents import DecisionLetter, SignerLine


def letter_for(judged: Judged, line: SignerLine, document_id: str) -> DecisionLetter:
    """Say what the letter to a candidate says, signed by ``line`` at the time that stands in it."""
    from certdesk.core.letters import compose_letter

    return compose_letter(judged, line, document_id)
