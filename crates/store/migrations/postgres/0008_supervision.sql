-- Supervision: lists behind the board, notes on repeated matters, the seeded re-audit, care of the catalogue.

-- Open cases of a division: what the board counts, and what the lists behind its numbers seek on.
CREATE INDEX cases_open ON cases (division, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_by_holder ON cases (holder_id, opened_at, id);
CREATE INDEX request_by_lead ON request (lead_id, case_id);
CREATE INDEX ask_open ON ask (case_id, kind) WHERE state IN ('open', 'answered');

-- What a supervisor did about a warning: of a matter and a place, never of those who filed.
CREATE TABLE repeat_note (
  id TEXT PRIMARY KEY,
  matter_id TEXT NOT NULL,
  division TEXT NOT NULL,
  note TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  at BIGINT NOT NULL
);
CREATE INDEX repeat_note_by_time ON repeat_note (at, id);

-- A re-audit: the population is fixed first, then drawn from with a seed that nobody could choose.
CREATE TABLE re_audit (
  id TEXT PRIMARY KEY,
  territory TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  before_at BIGINT NOT NULL,
  percent BIGINT NOT NULL,
  size BIGINT NOT NULL,
  root BYTEA NOT NULL,
  fixed_by TEXT NOT NULL REFERENCES account (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  fixed_at BIGINT NOT NULL,
  -- Which entry of the stream `re_audit:draws` fixed it.
  fixed_seq BIGINT NOT NULL,
  checkpoint BIGINT REFERENCES ledger_checkpoint (number),
  seed BYTEA,
  drawn BIGINT,
  drawn_at BIGINT,
  drawn_seq BIGINT
);
CREATE INDEX re_audit_by_time ON re_audit (fixed_at, id);

-- Only what was drawn: the population is read from the facts again whenever it is needed.
CREATE TABLE re_audit_case (
  re_audit_id TEXT NOT NULL REFERENCES re_audit (id),
  case_id TEXT NOT NULL REFERENCES cases (id),
  number TEXT NOT NULL,
  stratum TEXT NOT NULL,
  place BIGINT NOT NULL,
  finding TEXT,
  unit_id TEXT REFERENCES unit (id),
  found_by TEXT REFERENCES account (id),
  found_at BIGINT,
  PRIMARY KEY (re_audit_id, case_id)
);

ALTER TABLE matter ADD COLUMN owner_unit TEXT REFERENCES unit (id);
ALTER TABLE matter ADD COLUMN valid_until TEXT;
