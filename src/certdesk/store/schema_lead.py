"""The tables of whoever leads: cohorts, allocation, adjudication, results, training, insights, and what is kept."""

from __future__ import annotations

LEAD = """
create table cohort (
    id text primary key, programme text not null, name text not null, rubric_id text not null,
    rubric_version text not null, state text not null, policy text not null, opened_at text, due_on text,
    note text not null
) strict;
create unique index cohort_name on cohort (programme, name);
create table assessor (
    id text primary key, name text not null, desk text not null, subjects text not null, languages text not null,
    schools text not null, share text not null, new_since text, active integer not null, note text not null
) strict;
create table known_conflict (
    assessor_id text not null, subject text not null, ground text not null, note text not null, at text not null,
    primary key (assessor_id, subject, ground)
) strict;
create table allocation (
    id text primary key, portfolio_id text not null references portfolio (id) deferrable initially deferred,
    assessor_id text not null, turn text not null, criteria text not null, reasons text not null, due_on text,
    made_at text not null, ended_at text, ended_why text not null
) strict;
create index allocation_portfolio on allocation (portfolio_id);
create index allocation_assessor on allocation (assessor_id);
create table task (
    id text primary key, portfolio_id text not null, assessor_id text not null, criteria text not null, due_on text,
    purpose text not null
) strict;
create index task_assessor on task (assessor_id);
create table draw (
    id text primary key, cohort_id text not null, purpose text not null, seed text not null, at text not null,
    body text not null
) strict;
create index draw_cohort on draw (cohort_id, at);
create table moderation_check (
    draw_id text not null, portfolio_id text not null, moderator_id text not null, at text not null,
    verdict text not null, body text not null, primary key (draw_id, portfolio_id)
) strict;
create table ruling (
    portfolio_id text not null, criterion_id text not null, kind text not null, level text, code text,
    assessment_id text not null, reason text not null, ruled_by text not null, at text not null,
    primary key (portfolio_id, criterion_id)
) strict;
create table result (
    portfolio_id text primary key references portfolio (id) deferrable initially deferred, cohort_id text not null,
    assessment_id text not null, state text not null, outcome text not null, label text not null,
    certifies integer not null, score text, decided_at text not null, decided_by text not null, released_at text,
    since text not null, reason text not null, body text not null
) strict;
create index result_cohort on result (cohort_id);
create table appeal (
    id text primary key, portfolio_id text not null, ground text not null, opened_on text not null,
    stage text not null, due_on text not null, state text not null, body text not null
) strict;
create index appeal_portfolio on appeal (portfolio_id);
create table attempt (portfolio_id text primary key, earlier_id text not null, at text not null) strict;
create table training_set (
    portfolio_id text primary key references portfolio (id) deferrable initially deferred, purpose text not null,
    title text not null, position integer not null, expected text not null, at text not null
) strict;
create table circle (
    id text primary key, portfolio_id text not null, item_id text not null, title text not null,
    criteria text not null, members text not null, opened_at text not null, closed_at text, note text not null
) strict;
create table circle_vote (
    circle_id text not null, member text not null, criterion_id text not null, kind text not null, level text,
    code text, at text not null, primary key (circle_id, member, criterion_id)
) strict;
create table standard_setting (
    id text primary key, rubric_id text not null, rubric_version text not null, method text not null,
    title text not null, at text not null, body text not null
) strict;
create table development_offer (
    id text primary key, title text not null, criteria text not null, length text not null, form text not null,
    language text not null, where_found text not null, note text not null, offline integer not null,
    active integer not null
) strict;
create table exemplar (
    id text primary key, portfolio_id text not null, item_id text not null, criterion_id text not null,
    level text not null, anchor text not null, title text not null, note text not null, consent_id text not null,
    state text not null, added_at text not null, withdrawn_at text, reason text not null
) strict;
create table legal_hold (
    id text primary key, subject text not null, reason text not null, since text not null, until text,
    ended_at text
) strict;
create table purged_item (item_id text primary key, digest text not null, receipt_id text not null) strict;
create index purged_digest on purged_item (digest);
create table handed_over (id text primary key, cohort_id text not null, at text not null, body text not null) strict;
create index handed_over_cohort on handed_over (cohort_id, at);
create table purge_receipt (id text primary key, at text not null, body text not null, signature text not null) strict;
"""
