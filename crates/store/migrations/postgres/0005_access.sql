-- Access: recusals, grants with a beginning and an end, looks, exports.

-- Whether anybody is recused from the case, so that the common path asks no further table.
ALTER TABLE cases ADD COLUMN recused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE case_reader ADD COLUMN recused BIGINT NOT NULL DEFAULT 0;

-- The centre's own rows get a word of their own: a sealed case opens to some roles of the centre only.
UPDATE case_reader SET role = 'keeps' WHERE role = 'holds'
  AND unit_id = (SELECT c.centre_id FROM cases c WHERE c.id = case_reader.case_id);

-- One row for each recused unit or person.
CREATE TABLE case_recusal (
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT REFERENCES unit (id),
  account_id TEXT REFERENCES account (id),
  reason TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  CHECK ((unit_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX case_recusal_by_case ON case_recusal (case_id, account_id);
CREATE UNIQUE INDEX case_recusal_once_unit ON case_recusal (case_id, unit_id) WHERE unit_id IS NOT NULL;
CREATE UNIQUE INDEX case_recusal_once_account ON case_recusal (case_id, account_id) WHERE account_id IS NOT NULL;

-- Sealed cases are few: supervisors of a centre find them without reading the rest.
CREATE INDEX case_reader_sealed ON case_reader (unit_id, sort_at, case_id) WHERE label = 'sealed';

-- Keyed hash of a member of staff's own telephone, so that their own case is kept from them.
ALTER TABLE account ADD COLUMN phone_hash TEXT;
CREATE INDEX account_by_phone ON account (phone_hash) WHERE phone_hash IS NOT NULL;

CREATE TABLE access_grant (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  case_id TEXT REFERENCES cases (id),
  unit_id TEXT REFERENCES unit (id),
  division TEXT,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  -- The text of the case that holds the reason.
  reason_id TEXT,
  given_by TEXT NOT NULL REFERENCES account (id)
);
CREATE INDEX access_grant_by_account ON access_grant (account_id, valid_to);

-- Who looked at what, and what for. Never what was seen.
CREATE TABLE look (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  role TEXT NOT NULL,
  case_id TEXT REFERENCES cases (id),
  what TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at BIGINT NOT NULL,
  day TEXT NOT NULL
);
-- Opening one's own work again on the same day is the same look.
CREATE UNIQUE INDEX look_once ON look (account_id, case_id, day) WHERE what = 'case_page' AND purpose = 'work';
CREATE INDEX look_by_account ON look (account_id, id);
CREATE INDEX look_by_case ON look (case_id, id);
CREATE INDEX look_by_budget ON look (account_id, day) WHERE what = 'contact';
CREATE TRIGGER look_append_only BEFORE UPDATE OR DELETE ON look FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Exports: asked by one person, approved by another when they are large, written by a job, gone after a week.
CREATE TABLE case_export (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  -- For whom, when a deputy asked.
  on_behalf_of TEXT REFERENCES account (id),
  stages TEXT NOT NULL,
  overdue BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  counted BIGINT NOT NULL,
  state TEXT NOT NULL,
  approved_by TEXT REFERENCES account (id),
  asked_at BIGINT NOT NULL,
  expires_at BIGINT,
  file BYTEA
);
CREATE INDEX case_export_by_account ON case_export (account_id, id);
CREATE INDEX case_export_by_state ON case_export (state, id);
