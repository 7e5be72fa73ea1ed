-- The kernel: organisation, calendar, catalogue, accounts, cases of every kind, ledger, vault, facts, jobs, notices.
-- Every integer is INTEGER (64 bit), every moment epoch milliseconds, every identifier text in C collation.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Raised by every change to the tables that rules read, so that every process notices.
INSERT INTO meta (key, value) VALUES ('rules_generation', '1');

CREATE TABLE division (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES division (id),
  path TEXT NOT NULL UNIQUE,
  level TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX division_by_parent ON division (parent_id, path);

-- Statistical codes change every year: dated attributes, not keys.
CREATE TABLE division_code (
  division_id TEXT NOT NULL REFERENCES division (id),
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (code, valid_from)
) STRICT;
CREATE INDEX division_code_by_division ON division_code (division_id);

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  form TEXT NOT NULL,
  superior_id TEXT REFERENCES unit (id),
  territory TEXT NOT NULL,
  duties TEXT NOT NULL,
  version INTEGER NOT NULL,
  ledger_head BLOB NOT NULL
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_set_at INTEGER NOT NULL,
  failed_tries INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  disabled_at INTEGER,
  version INTEGER NOT NULL,
  ledger_head BLOB NOT NULL
) STRICT;

-- The last passwords, none of which may be used again.
CREATE TABLE password_used (
  account_id TEXT NOT NULL REFERENCES account (id),
  set_at INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (account_id, set_at)
) STRICT;

CREATE TABLE post (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER
) STRICT;
CREATE INDEX post_by_account ON post (account_id, valid_from);
CREATE INDEX post_by_unit ON post (unit_id, valid_from);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  csrf_token TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE calendar_year (year INTEGER PRIMARY KEY, source TEXT NOT NULL, loaded_at INTEGER NOT NULL) STRICT;
CREATE TABLE calendar_day (day TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT;

CREATE TABLE time_limit (
  clock TEXT NOT NULL,
  class TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  amount INTEGER NOT NULL,
  counts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  PRIMARY KEY (clock, class, valid_from)
) STRICT;

CREATE TABLE matter (
  id TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  class TEXT NOT NULL,
  lead_duty TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  words TEXT NOT NULL,
  on_the_spot INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT;
CREATE UNIQUE INDEX matter_in_force ON matter (code) WHERE until IS NULL;

-- The heads of streams that are not cases, units or accounts: the catalogue and the calendar.
CREATE TABLE register (
  stream TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  ledger_head BLOB NOT NULL
) STRICT;

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  stage TEXT NOT NULL,
  machine_version INTEGER NOT NULL,
  holder_id TEXT NOT NULL REFERENCES unit (id),
  centre_id TEXT NOT NULL REFERENCES unit (id),
  division TEXT NOT NULL,
  label TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  next_due INTEGER,
  yellow_at INTEGER,
  red_at INTEGER,
  version INTEGER NOT NULL,
  ledger_head BLOB NOT NULL,
  key_id TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_opened ON cases (opened_at, id);
CREATE INDEX cases_by_division ON cases (division, opened_at, id);

CREATE TABLE case_reader (
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  stage TEXT NOT NULL,
  sort_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_reader_by_sort ON case_reader (unit_id, sort_at, case_id);
CREATE INDEX case_reader_by_stage ON case_reader (unit_id, stage, sort_at, case_id);
CREATE INDEX case_reader_by_due ON case_reader (unit_id, stage, due_at, case_id);

CREATE TABLE clock (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  round INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  counts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  calendar_version INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  stopped_at INTEGER,
  pauses TEXT NOT NULL,
  extensions TEXT NOT NULL,
  cap INTEGER,
  due_at INTEGER,
  yellow_at INTEGER,
  red_at INTEGER,
  provisional INTEGER NOT NULL,
  alarms INTEGER NOT NULL,
  -- When the next reminder or escalation is due; null when none is.
  alarm_at INTEGER
);
CREATE INDEX clock_by_case ON clock (case_id);
CREATE INDEX clock_by_alarm ON clock (alarm_at) WHERE alarm_at IS NOT NULL;

-- Texts and parties, each encrypted under a key that lives in the key store.
CREATE TABLE vault_record (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX vault_record_by_case ON vault_record (case_id, kind);

CREATE TABLE ledger_entry (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  algorithm INTEGER NOT NULL,
  previous BLOB NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_unit TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  command_key TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entry_by_time ON ledger_entry (at_ms);
CREATE UNIQUE INDEX ledger_entry_by_command ON ledger_entry (command_key) WHERE command_key <> '';

CREATE TABLE ledger_checkpoint (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  leaves INTEGER NOT NULL,
  previous BLOB NOT NULL,
  root BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_leaf (
  checkpoint INTEGER NOT NULL REFERENCES ledger_checkpoint (number),
  stream TEXT NOT NULL,
  length INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (stream, checkpoint)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_leaf_by_checkpoint ON ledger_leaf (checkpoint, stream);

CREATE TABLE fact (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  measure TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit_id TEXT,
  division TEXT NOT NULL,
  channel TEXT NOT NULL,
  class TEXT NOT NULL,
  matter_id TEXT,
  catalogue_version INTEGER NOT NULL,
  calendar_version INTEGER NOT NULL,
  value INTEGER NOT NULL,
  valid_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  superseded_at INTEGER,
  projector INTEGER NOT NULL,
  PRIMARY KEY (case_id, seq, measure)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_by_measure ON fact (measure, valid_at);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_by_run ON job (state, run_at, id);

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  account_id TEXT,
  channel TEXT NOT NULL,
  template TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  read_at INTEGER
) STRICT;
CREATE INDEX notice_by_account ON notice (account_id, created_at, id);
CREATE INDEX notice_by_case ON notice (case_id, created_at);

CREATE TABLE notice_attempt (
  notice_id TEXT NOT NULL REFERENCES notice (id),
  attempt INTEGER NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (notice_id, attempt)
) STRICT;

-- Append-only: neither the ledger nor its checkpoints can be changed by a statement.
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_checkpoint_no_update BEFORE UPDATE ON ledger_checkpoint BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_checkpoint_no_delete BEFORE DELETE ON ledger_checkpoint BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
