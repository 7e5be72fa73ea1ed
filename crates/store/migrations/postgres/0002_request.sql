-- The kind `request`: one table with the key of `cases`.
CREATE TABLE request (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  channel TEXT NOT NULL,
  nature TEXT NOT NULL,
  matter_id TEXT,
  catalogue_version BIGINT NOT NULL,
  class TEXT NOT NULL,
  round BIGINT NOT NULL,
  lead_id TEXT REFERENCES unit (id),
  attempts BIGINT NOT NULL,
  contacted TEXT,
  solved TEXT,
  satisfied BIGINT,
  ending TEXT,
  -- How a resident without an account comes back to it: the number and a code, kept as a keyed hash.
  tracking_hash TEXT NOT NULL
);
