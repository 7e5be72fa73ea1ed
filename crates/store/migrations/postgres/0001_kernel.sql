-- The kernel: organisation, calendar, catalogue, accounts, cases of every kind, ledger, vault, facts, jobs, notices.
-- Every integer is BIGINT, every moment epoch milliseconds, every identifier text in C collation.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
-- Raised by every change to the tables that rules read, so that every process notices.
INSERT INTO meta (key, value) VALUES ('rules_generation', '1');

CREATE TABLE division (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES division (id),
  path TEXT NOT NULL UNIQUE,
  level TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX division_by_parent ON division (parent_id, path);

-- Statistical codes change every year: dated attributes, not keys.
CREATE TABLE division_code (
  division_id TEXT NOT NULL REFERENCES division (id),
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (code, valid_from)
);
CREATE INDEX division_code_by_division ON division_code (division_id);

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  form TEXT NOT NULL,
  superior_id TEXT REFERENCES unit (id),
  territory TEXT NOT NULL,
  duties TEXT NOT NULL,
  version BIGINT NOT NULL,
  ledger_head BYTEA NOT NULL
);

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_set_at BIGINT NOT NULL,
  failed_tries BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  disabled_at BIGINT,
  version BIGINT NOT NULL,
  ledger_head BYTEA NOT NULL
);

-- The last passwords, none of which may be used again.
CREATE TABLE password_used (
  account_id TEXT NOT NULL REFERENCES account (id),
  set_at BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (account_id, set_at)
);

CREATE TABLE post (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT
);
CREATE INDEX post_by_account ON post (account_id, valid_from);
CREATE INDEX post_by_unit ON post (unit_id, valid_from);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  csrf_token TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE calendar_year (year BIGINT PRIMARY KEY, source TEXT NOT NULL, loaded_at BIGINT NOT NULL);
CREATE TABLE calendar_day (day TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);

CREATE TABLE time_limit (
  clock TEXT NOT NULL,
  class TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  amount BIGINT NOT NULL,
  counts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  PRIMARY KEY (clock, class, valid_from)
);

CREATE TABLE matter (
  id TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  class TEXT NOT NULL,
  lead_duty TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  words TEXT NOT NULL,
  on_the_spot BIGINT NOT NULL,
  PRIMARY KEY (id, since)
);
CREATE UNIQUE INDEX matter_in_force ON matter (code) WHERE until IS NULL;

-- The heads of streams that are not cases, units or accounts: the catalogue and the calendar.
CREATE TABLE register (
  stream TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  ledger_head BYTEA NOT NULL
);

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  stage TEXT NOT NULL,
  machine_version BIGINT NOT NULL,
  holder_id TEXT NOT NULL REFERENCES unit (id),
  centre_id TEXT NOT NULL REFERENCES unit (id),
  division TEXT NOT NULL,
  label TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  next_due BIGINT,
  yellow_at BIGINT,
  red_at BIGINT,
  version BIGINT NOT NULL,
  ledger_head BYTEA NOT NULL,
  key_id TEXT NOT NULL
);
CREATE INDEX cases_by_opened ON cases (opened_at, id);
CREATE INDEX cases_by_division ON cases (division, opened_at, id);

CREATE TABLE case_reader (
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  stage TEXT NOT NULL,
  sort_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, unit_id)
);
CREATE INDEX case_reader_by_sort ON case_reader (unit_id, sort_at, case_id);
CREATE INDEX case_reader_by_stage ON case_reader (unit_id, stage, sort_at, case_id);
CREATE INDEX case_reader_by_due ON case_reader (unit_id, stage, due_at, case_id);

CREATE TABLE clock (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  round BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  counts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  calendar_version BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  stopped_at BIGINT,
  pauses TEXT NOT NULL,
  extensions TEXT NOT NULL,
  cap BIGINT,
  due_at BIGINT,
  yellow_at BIGINT,
  red_at BIGINT,
  provisional BIGINT NOT NULL,
  alarms BIGINT NOT NULL,
  -- When the next reminder or escalation is due; null when none is.
  alarm_at BIGINT
);
CREATE INDEX clock_by_case ON clock (case_id);
CREATE INDEX clock_by_alarm ON clock (alarm_at) WHERE alarm_at IS NOT NULL;

-- Texts and parties, each encrypted under a key that lives in the key store.
CREATE TABLE vault_record (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX vault_record_by_case ON vault_record (case_id, kind);

CREATE TABLE ledger_entry (
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  algorithm BIGINT NOT NULL,
  previous BYTEA NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_unit TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  command_key TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (stream, seq)
);
CREATE INDEX ledger_entry_by_time ON ledger_entry (at_ms);
CREATE UNIQUE INDEX ledger_entry_by_command ON ledger_entry (command_key) WHERE command_key <> '';

CREATE TABLE ledger_checkpoint (
  number BIGINT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  leaves BIGINT NOT NULL,
  previous BYTEA NOT NULL,
  root BYTEA NOT NULL,
  signature BYTEA NOT NULL
);

CREATE TABLE ledger_leaf (
  checkpoint BIGINT NOT NULL REFERENCES ledger_checkpoint (number),
  stream TEXT NOT NULL,
  length BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (stream, checkpoint)
);
CREATE INDEX ledger_leaf_by_checkpoint ON ledger_leaf (checkpoint, stream);

CREATE TABLE fact (
  case_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  measure TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit_id TEXT,
  division TEXT NOT NULL,
  channel TEXT NOT NULL,
  class TEXT NOT NULL,
  matter_id TEXT,
  catalogue_version BIGINT NOT NULL,
  calendar_version BIGINT NOT NULL,
  value BIGINT NOT NULL,
  valid_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  superseded_at BIGINT,
  projector BIGINT NOT NULL,
  PRIMARY KEY (case_id, seq, measure)
);
CREATE INDEX fact_by_measure ON fact (measure, valid_at);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX job_by_run ON job (state, run_at, id);

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  account_id TEXT,
  channel TEXT NOT NULL,
  template TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  read_at BIGINT
);
CREATE INDEX notice_by_account ON notice (account_id, created_at, id);
CREATE INDEX notice_by_case ON notice (case_id, created_at);

CREATE TABLE notice_attempt (
  notice_id TEXT NOT NULL REFERENCES notice (id),
  attempt BIGINT NOT NULL,
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (notice_id, attempt)
);

-- Append-only: neither the ledger nor its checkpoints can be changed by a statement.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_leaf_append_only BEFORE UPDATE OR DELETE ON ledger_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
