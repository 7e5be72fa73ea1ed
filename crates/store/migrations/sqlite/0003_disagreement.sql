-- Disagreement and correction: asks and their decisions, merging, precedents of the catalogue.

-- What somebody asks and another decides (maker is not checker). Of every kind of case.
CREATE TABLE ask (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  asked_at INTEGER NOT NULL,
  terms TEXT NOT NULL,
  deciders TEXT NOT NULL,
  votes_needed INTEGER NOT NULL,
  votes TEXT NOT NULL,
  clock_id TEXT NOT NULL,
  state TEXT NOT NULL,
  settled_at INTEGER
) STRICT;
CREATE INDEX ask_by_case ON ask (case_id, asked_at, id);

ALTER TABLE cases ADD COLUMN merged_into TEXT REFERENCES cases (id);
-- How many asks it has: none need not be read.
ALTER TABLE cases ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_by_parent ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- 1 while an ask waits for this unit's decision.
ALTER TABLE case_reader ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
CREATE INDEX case_reader_by_waits ON case_reader (unit_id, due_at, case_id) WHERE waits = 1;

-- 1 while the case waits for another's reply: the clock runs on and raises no alarm.
ALTER TABLE clock ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;

ALTER TABLE request ADD COLUMN send_backs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN unreasonable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN urged_at INTEGER;
ALTER TABLE request ADD COLUMN dispatched_by TEXT;
-- Until now only sending back raised the round.
UPDATE request SET send_backs = round - 1;

ALTER TABLE matter ADD COLUMN department_only INTEGER NOT NULL DEFAULT 0;

-- Rulings that the catalogue follows.
CREATE TABLE precedent (
  ask_id TEXT PRIMARY KEY REFERENCES ask (id),
  case_id TEXT NOT NULL REFERENCES cases (id),
  matter_id TEXT NOT NULL,
  division TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  since INTEGER NOT NULL,
  until INTEGER
) STRICT;
CREATE INDEX precedent_in_force ON precedent (matter_id) WHERE until IS NULL;
