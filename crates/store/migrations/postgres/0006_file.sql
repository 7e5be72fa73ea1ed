-- Files of cases, and uploads on their way to becoming files. The bytes lie outside, sealed, under names that say
-- nothing; the name a person gave and the hash are the vault record with the file's identifier.
CREATE TABLE file (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  object TEXT NOT NULL,
  has_preview BIGINT NOT NULL,
  attached_by TEXT NOT NULL,
  audience TEXT NOT NULL,
  attached_at BIGINT NOT NULL
);
CREATE INDEX file_by_case ON file (case_id, attached_at, id);

-- An upload becomes the file with the same identifier. It is forgotten at `expires_at`, finished or not.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  account_id TEXT NOT NULL,
  brought_by TEXT NOT NULL,
  audience TEXT NOT NULL,
  -- The name, sealed under the key of the case.
  sealed BYTEA NOT NULL,
  length BIGINT NOT NULL,
  received BIGINT NOT NULL,
  parts BIGINT NOT NULL,
  object TEXT NOT NULL,
  command_key TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX upload_by_case ON upload (case_id);
CREATE INDEX upload_by_expiry ON upload (expires_at, id);
CREATE UNIQUE INDEX upload_by_command ON upload (command_key);

CREATE TABLE upload_part (
  upload_id TEXT NOT NULL REFERENCES upload (id),
  number BIGINT NOT NULL,
  object TEXT NOT NULL,
  PRIMARY KEY (upload_id, number)
);
