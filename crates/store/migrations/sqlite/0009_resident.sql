-- Residents' own accounts, and what people ask about their own data.

-- A resident's account. The telephone number is found by a keyed hash only; number and name are sealed under a key of
-- their own. Nothing here names a case.
CREATE TABLE resident (
  id TEXT PRIMARY KEY,
  phone_hash TEXT NOT NULL UNIQUE,
  sealed BLOB NOT NULL,
  key_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT;

CREATE TABLE resident_session (
  token_hash TEXT PRIMARY KEY,
  resident_id TEXT NOT NULL REFERENCES resident (id),
  csrf_token TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX resident_session_by_resident ON resident_session (resident_id);

-- The code last sent to a number, as a keyed hash. Rows older than a day are swept.
CREATE TABLE resident_code (
  phone_hash TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  -- Since when, and how many were sent to this number.
  since INTEGER NOT NULL,
  sent INTEGER NOT NULL
) STRICT;

-- Which requests a resident keeps in their account. Each row stands alone: slot and proof are keyed hashes under the
-- resident's own key, the case is sealed under it. No two rows can be joined, and all die with the key.
CREATE TABLE resident_case (
  slot TEXT PRIMARY KEY,
  proof TEXT NOT NULL UNIQUE,
  sealed BLOB NOT NULL
) STRICT;

-- What people ask about their own data (PIPL, chapter 4): of a case, never of a person.
CREATE TABLE subject_request (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE INDEX subject_request_by_case ON subject_request (case_id, asked_at, id);
CREATE INDEX subject_request_open ON subject_request (due_at, id) WHERE state = 'open';

-- When texts and contact data of the request were erased.
ALTER TABLE request ADD COLUMN erased_at INTEGER;
