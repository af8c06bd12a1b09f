"""What a candidate claims to show where: `claims` in a portfolio.yaml, as names of criteria or with a place each."""

from __future__ import annotations

from certdesk.core.annotations import Anchor, PageRegion, TimeSpan
from certdesk.core.errors import CertDeskError
from certdesk.core.fields import Fields
from certdesk.core.portfolio import Claim
from certdesk.core.words import _
from certdesk.intake.marks_sheet_anchors import WHOLE_PAGE, read_time

_MOST = 100
_LONGEST_ID, _LONGEST_WORDS = 64, 500
_MOST_PAGES = 100_000


def read_claims(fields: Fields) -> tuple[Claim, ...]:
    """Read ``claims``: ids of criteria, or ``{criterion, page, from, to, words}``. Raises the error of ``fields``."""
    value = fields.values.get("claims")
    parts = value if isinstance(value, list) else [] if value is None else [value]
    if len(parts) > _MOST:
        raise _not_claims(fields)
    return tuple(_read(fields, part, number) for number, part in enumerate(parts, start=1))


def _read(fields: Fields, part: object, number: int) -> Claim:
    if isinstance(part, str) and part.strip() and len(part) <= _LONGEST_ID:
        return Claim(part.strip())
    if not isinstance(part, dict):
        raise _not_claims(fields)
    claim = Fields(part, f"{fields.where}, {_('claim {number}').format(number=number)}", fields.error)
    claim.only("criterion", "page", "from", "to", "words")
    claim.filled()
    criterion = claim.text("criterion", longest=_LONGEST_ID)
    words = " ".join(claim.text("words", "", longest=_LONGEST_WORDS).split())
    return Claim(criterion, _anchor(claim), words)


def _anchor(claim: Fields) -> Anchor | None:
    if claim.has("page") and (claim.has("from") or claim.has("to")):
        raise claim.fail(_("it names a page and a time; a file has only one of them."))
    if claim.has("page"):
        return PageRegion(claim.whole("page", least=1, most=_MOST_PAGES), WHOLE_PAGE)
    if claim.has("to") and not claim.has("from"):
        raise claim.fail(_("it says where a span ends, but not where it begins."), _('Add “from: "03:05"”.'))
    if not claim.has("from"):
        return None
    start = _time(claim, "from")
    end = _time(claim, "to") if claim.has("to") else start
    if end < start:
        raise claim.fail(_("the span ends before it begins."), _("Exchange “from” and “to”."))
    return TimeSpan(start, end)


def _time(claim: Fields, name: str) -> int:
    text = claim.text(name, longest=20)
    try:
        return read_time(text)
    except ValueError as error:
        problem = _("“{name}” is not a time in the recording.").format(name=name)
        hint = _('Write minutes and seconds in quotes, like "03:05", or "1:02:09" with hours.')
        raise claim.fail(problem, hint) from error


def _not_claims(fields: Fields) -> CertDeskError:
    hint = _("Write them like “claims: [T1, T4]”, or each with its place: “- {criterion: T4, page: 3}”.")
    return fields.fail(_("“claims” must name criteria by their ids."), hint)
