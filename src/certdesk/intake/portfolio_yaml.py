"""The description that may lie in a portfolio: `portfolio.yaml`, schema `certdesk.portfolio/1`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import Fields
from certdesk.core.portfolio import Candidate, Claim, RubricRef
from certdesk.core.words import _
from certdesk.intake.claims import read_claims
from certdesk.intake.consents import day, read_consents
from certdesk.intake.found import FoundConsent
from certdesk.plain_yaml import parse_yaml

SCHEMA = "certdesk.portfolio/1"
FILE_NAMES = ("portfolio.yaml", "portfolio.yml")
_MOST_ITEMS = 2_000
_LINE, _PARAGRAPH = 300, 5_000


@dataclass(frozen=True, slots=True)
class ItemDescription:
    """What a description says about one file; empty fields were left out."""

    file: str
    type: str
    title: str
    claims: tuple[str, ...]
    caption: str
    claim_places: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What a description says about a portfolio; empty fields were left out."""

    code: str
    title: str
    candidate: Candidate
    programme: str
    cohort: str
    rubric: RubricRef | None
    received: date | None
    due: date | None
    note: str
    items: tuple[ItemDescription, ...]
    consents: tuple[FoundConsent, ...] = ()


def read_description(data: bytes, *, name: str) -> Description:
    """Read a portfolio.yaml; ``name`` is its name for messages. Raises UntrustedFileError saying what to correct."""
    file = described_fields(decoded(data, name), name, SCHEMA)
    file.only(
        *("schema", "code", "title", "candidate", "programme", "cohort", "rubric", "received", "due", "note", "items"),
        "consents",
    )
    items = tuple(_item(part) for part in file.children("items", "item"))
    if len(items) > _MOST_ITEMS:
        raise file.fail(_("it lists more than {count} files.").format(count=_MOST_ITEMS))
    return Description(
        code=line(file, "code", longest=64),
        title=line(file, "title"),
        candidate=_candidate(file.child("candidate")),
        programme=line(file, "programme"),
        cohort=line(file, "cohort"),
        rubric=rubric_ref(file.child("rubric")) if file.has("rubric") else None,
        received=day(file, "received"),
        due=day(file, "due"),
        note=file.text("note", "", longest=_PARAGRAPH),
        items=items,
        consents=read_consents(file),
    )


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file. Raises UntrustedFileError when it is not in UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = _("{file} is not a text file in UTF-8.").format(file=name)
        raise UntrustedFileError(problem, _("Save it again as UTF-8.")) from error


def described_fields(text: str, name: str, schema: str) -> Fields:
    """Return the outermost fields of a YAML file from elsewhere. Raises UntrustedFileError if it is another kind."""
    values = parse_yaml(text, name, UntrustedFileError)
    if not isinstance(values, dict):
        raise UntrustedFileError(
            _("{file} holds no fields at all.").format(file=name), _("Remove it or write it again.")
        )
    fields = Fields(values, name, UntrustedFileError)
    found = fields.text("schema")
    if found == schema:
        return fields
    kind, _slash, version = found.rpartition("/")
    if kind == schema.rpartition("/")[0] and version.isdecimal():
        raise fields.fail(_("it is written for a newer CertDesk."), _("Install the current version of CertDesk."))
    raise fields.fail(_("“schema” must be “{schema}”.").format(schema=schema), _("Correct that line."))


def line(fields: Fields, name: str, *, longest: int = _LINE) -> str:
    """Read a text that stands on one line; empty when absent."""
    return " ".join(fields.text(name, "", longest=longest).split())


def rubric_ref(fields: Fields) -> RubricRef:
    """Read which version of which rubric."""
    fields.only("id", "version")
    return RubricRef(fields.text("id", longest=_LINE), fields.text("version", longest=_LINE))


def _candidate(fields: Fields) -> Candidate:
    fields.only("name", "school", "language")
    language = fields.text("language", "en", longest=35)
    return Candidate(line(fields, "name"), line(fields, "school"), language)


def _item(fields: Fields) -> ItemDescription:
    fields.only("file", "type", "title", "claims", "caption")
    claims = read_claims(fields)
    return ItemDescription(
        file=fields.text("file", longest=1_000),
        type=line(fields, "type", longest=64),
        title=line(fields, "title"),
        claims=tuple(dict.fromkeys(claim.criterion for claim in claims)),
        caption=fields.text("caption", "", longest=_PARAGRAPH),
        claim_places=tuple(claim for claim in claims if claim.anchor or claim.words),
    )
