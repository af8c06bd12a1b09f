"""How the database came to look the way it does, step by step. A released step is frozen and imports no live code."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from certdesk.store.schema_lead import LEAD

APPLICATION_ID = 0x43455254  # "CERT"

steps = Migrations("certdesk")

_JOURNAL = """
create table journal (
    position  integer primary key,
    id        text not null unique,
    author    text not null,
    epoch     text not null,
    seq       integer not null,
    previous  text not null,
    at        text not null,
    type      text not null,
    subject   text not null,
    target    text not null,
    body      text not null,
    hash      text not null,
    signature text,
    unique (author, epoch, seq)
) strict;
create index journal_subject on journal (subject);
create trigger journal_is_never_altered before update on journal
    begin select raise(abort, 'journal entries are never altered'); end;
create trigger journal_is_never_shortened before delete on journal
    begin select raise(abort, 'journal entries are never removed'); end;
"""

_RECORDED = """
create table person (
    id text primary key, name text not null, role text not null, fingerprint text not null, made_at text not null
) strict;
create table rubric (
    id text not null, version text not null, title text not null, language text not null, body text not null,
    primary key (id, version)
) strict;
create table portfolio (
    id text primary key, code text not null, title text not null,
    candidate_name text not null, candidate_school text not null, candidate_language text not null,
    programme text not null, cohort text not null, rubric_id text not null, rubric_version text not null,
    received_on text not null, due_on text, note text not null
) strict;
create table item (
    id text primary key, portfolio_id text not null references portfolio (id) deferrable initially deferred,
    position integer not null, digest text not null, size integer not null, file_name text not null,
    title text not null, evidence_type text not null, claims text not null, caption text not null,
    kind text not null, format text not null, pages integer, duration_ms integer, problem text not null
) strict;
create index item_portfolio on item (portfolio_id, position);
create table assessment (
    id text primary key, portfolio_id text not null references portfolio (id) deferrable initially deferred,
    assessor_id text not null, state text not null, begun_at text not null, summary text not null,
    reason text not null, signed_at text
) strict;
create index assessment_portfolio on assessment (portfolio_id);
create table mark (
    assessment_id text not null references assessment (id) deferrable initially deferred,
    criterion_id text not null, kind text not null, level text, code text,
    primary key (assessment_id, criterion_id)
) strict;
create table feedback (
    assessment_id text not null references assessment (id) deferrable initially deferred,
    criterion_id text not null, strength text not null, next_step text not null, comment text not null,
    primary key (assessment_id, criterion_id)
) strict;
create table annotation (
    id text primary key, assessment_id text not null references assessment (id) deferrable initially deferred,
    item_id text not null references item (id) deferrable initially deferred,
    anchor text not null, criteria text not null, note text not null, stance text not null
) strict;
create index annotation_assessment on annotation (assessment_id);
create table document (
    id text primary key, assessment_id text not null references assessment (id) deferrable initially deferred,
    kind text not null, file_name text not null, digest text not null, serial text not null, made_at text not null
) strict;
create index document_assessment on document (assessment_id);
"""

_THIS_DESK_ONLY = """
create table desk (key text primary key, value text not null) strict;
create table place (subject text primary key, body text not null, at text not null) strict;
create table draft (
    assessment_id text not null, field text not null, text text not null, primary key (assessment_id, field)
) strict;
create table time_spent (assessment_id text primary key, seconds integer not null) strict;
"""

_CLAIMS_WITH_PLACES = """
alter table item add column claim_places text not null default '[]';
"""

_SEEN_AND_SEARCHED = """
create table coverage (
    assessment_id text not null, item_id text not null, seen text not null, at text not null,
    primary key (assessment_id, item_id)
) strict;
create table searched (
    digest text primary key, reason text not null, again integer not null, complete integer not null, at text not null,
    folded blob not null
) strict;
create table searched_text (
    digest text not null references searched (digest) on delete cascade, part integer not null, page integer not null,
    jumps text not null, times text not null, text text not null, primary key (digest, part)
) strict;
"""

_RUBRICS_EDITED = """
create table rubric_draft_part (
    draft_id text not null, part text not null, body text not null, primary key (draft_id, part)
) strict;
create table bank_comment (
    id text primary key, owner text not null, rubric_id text not null, kind text not null, criteria text not null,
    levels text not null, language text not null, shortcut text not null, tags text not null, text text not null,
    points text
) strict;
create table framework (
    id text primary key, title text not null, body text not null
) strict;
create table bank_use (
    comment_id text not null, person text not null, criterion_id text not null, uses integer not null,
    last_used text not null, primary key (comment_id, person, criterion_id)
) strict;
"""

_PROOF = """
create table certificate (
    id text primary key, assessment_id text not null references assessment (id) deferrable initially deferred,
    document_id text not null references document (id) deferrable initially deferred,
    register text not null, serial text not null, year integer not null, number integer not null,
    status_index integer not null, issued_at text not null, valid_until text not null, state text not null,
    replaced_by text not null, since text not null, reason text not null, award text not null, badge text not null
) strict;
create index certificate_assessment on certificate (assessment_id);
create index certificate_number on certificate (register, year, number);
create index certificate_place on certificate (register, status_index);
create trigger certificate_number_is_used_once before insert on certificate
    when exists (select 1 from certificate c where c.id <> new.id and c.register = new.register
        and (c.serial = new.serial or c.status_index = new.status_index
            or (c.year = new.year and c.number = new.number)))
    begin select raise(abort, 'a certificate number is never used twice'); end;
create table certificate_design (programme text primary key, body text not null) strict;
create table register_event (
    register text not null, position integer not null, event text not null, primary key (register, position)
) strict;
create trigger register_event_is_never_altered before insert on register_event
    when exists (select 1 from register_event e where e.register = new.register
        and e.position = new.position and e.event <> new.event)
    begin select raise(abort, 'register events are never altered'); end;
create trigger register_event_is_never_updated before update on register_event
    begin select raise(abort, 'register events are never altered'); end;
create trigger register_event_is_never_removed before delete on register_event
    begin select raise(abort, 'register events are never removed'); end;
create table register_checkpoint (
    register text not null, size integer not null, note text not null, primary key (register, size)
) strict;
create table issue_batch (id text primary key, register text not null, person text not null, at text not null) strict;
create table issue_step (
    id text primary key, batch_id text not null references issue_batch (id) on delete cascade,
    position integer not null, assessment_id text not null, kind text not null, body text not null
) strict;
create index issue_step_assessment on issue_step (assessment_id);
"""

_COORDINATOR = """
create table candidate (
    id text primary key, name text not null, school text not null, language text not null, code text not null,
    programme text not null, cohort text not null, subject text not null, known_as text not null, note text not null
) strict;
create table external_id (
    subject text not null, system text not null, kind text not null, value text not null,
    primary key (subject, system, kind, value)
) strict;
create index external_id_value on external_id (system, kind, value);
create table consent (
    id text primary key, portfolio_id text not null references portfolio (id) deferrable initially deferred,
    people text not null, basis text not null, scopes text not null, item_id text not null, given_on text,
    until text, withdrawn_on text, proof_item_id text not null, note text not null
) strict;
create index consent_portfolio on consent (portfolio_id);
create table item_copy (
    id text primary key, item_id text not null references item (id) deferrable initially deferred,
    purpose text not null, digest text not null, size integer not null, format text not null, recipe text not null,
    made_at text not null, discarded integer not null, was text not null
) strict;
create index item_copy_item on item_copy (item_id);
create table item_day (item_id text primary key, made_on text not null) strict;
create table as_received (subject text primary key, portfolio_id text not null, body text not null) strict;
create index as_received_portfolio on as_received (portfolio_id);
create table removed_item (
    id text primary key, portfolio_id text not null references portfolio (id) deferrable initially deferred,
    body text not null
) strict;
create index removed_item_portfolio on removed_item (portfolio_id);
create table intake_report (id text primary key, at text not null, body text not null) strict;
create table statement (
    hash text primary key, kind text not null, subject text not null, author text not null, person text not null,
    epoch text not null, seq integer not null, rank integer not null, arrived integer not null,
    clashing integer not null, body text not null
) strict;
create index statement_subject on statement (subject);
create table card (did text primary key, person text not null, body text not null) strict;
create table settled (
    subject text not null, tbl text not null, row_key text not null, row text not null, hashes text not null,
    at text not null, primary key (subject, tbl, row_key)
) strict;
create table exchange (
    id text primary key, package text not null, direction text not null, carrier text not null, peer text not null,
    at text not null, state text not null, told text not null
) strict;
create index exchange_package on exchange (package);
create table exchange_statement (
    exchange_id text not null, hash text not null, kind text not null, subject text not null, outcome text not null,
    reason text not null, primary key (exchange_id, hash)
) strict;
create index exchange_statement_hash on exchange_statement (hash);
create table preflight_look (
    digest text not null, look text not null, body text not null, at text not null, primary key (digest, look)
) strict;
create table held_statement (
    hash text primary key, kind text not null, subject text not null, author text not null, code text not null,
    reason text not null, waits_for text not null, body text not null, card text not null, package text not null,
    at text not null
) strict;
create table row_version (
    tbl text not null, row_key text not null, owner text not null, epoch text not null, position integer not null,
    at text not null, born_by text not null, author text not null, row text, primary key (tbl, row_key)
) strict;
create index row_version_owner on row_version (owner);
create table desk_span (epoch text primary key, first integer not null, last integer not null) strict;
create table before_consents (portfolio_id text primary key) strict;
create table pseudonym (
    portfolio_id text not null, recipient text not null, code text not null, primary key (portfolio_id, recipient)
) strict;
"""


@steps(name="001_foundation")
def _foundation(db: Database) -> None:
    for script in (_JOURNAL, _RECORDED, _THIS_DESK_ONLY):
        for statement in _statements(script):
            db.execute(statement)


@steps(name="002_evidence")
def _evidence(db: Database) -> None:
    for script in (_CLAIMS_WITH_PLACES, _SEEN_AND_SEARCHED):
        for statement in _statements(script):
            db.execute(statement)


@steps(name="003_rubrics")
def _rubrics(db: Database) -> None:
    for statement in _statements(_RUBRICS_EDITED):
        db.execute(statement)


@steps(name="004_proof")
def _proof(db: Database) -> None:
    for statement in _statements(_PROOF):
        db.execute(statement)


@steps(name="005_coordinator")
def _coordinator(db: Database) -> None:
    for statement in _statements(_COORDINATOR):
        db.execute(statement)
    # What came in before there was a register of consent stays open to whoever is assessing it.
    db.execute("insert into before_consents (portfolio_id) select id from portfolio")


@steps(name="006_lead")
def _lead(db: Database) -> None:
    for statement in _statements(LEAD):
        db.execute(statement)


def unknown_steps(db: Database) -> frozenset[str]:
    """Name the steps that a newer program has made in this database."""
    ours = {step.name for step in steps._migrations}  # noqa: SLF001 - the library has no public list of steps
    return frozenset(step.name for step in steps.applied(db)) - ours


def _statements(script: str) -> list[str]:
    """Split a script where a line ends with a semicolon; a trigger's body stays on its own line with its end."""
    return [part.strip() for part in script.split(";\n") if part.strip()]
