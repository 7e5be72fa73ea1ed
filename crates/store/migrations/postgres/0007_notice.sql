-- What was told outside: to which party, by which job, held until when, and which notice it repeats. What each member
-- of staff wants to be told, and how.

ALTER TABLE notice ADD COLUMN party_id TEXT;
ALTER TABLE notice ADD COLUMN job_id TEXT;
ALTER TABLE notice ADD COLUMN hold_until BIGINT;
ALTER TABLE notice ADD COLUMN again_of TEXT;
CREATE INDEX notice_outside ON notice (created_at, id) WHERE account_id IS NULL;
CREATE INDEX notice_outside_by_state ON notice (state, created_at, id) WHERE account_id IS NULL;

-- A template that has no row is told in the product and not by mail.
CREATE TABLE notice_choice (
  account_id TEXT NOT NULL REFERENCES account (id),
  template TEXT NOT NULL,
  in_app BIGINT NOT NULL,
  mail BIGINT NOT NULL,
  PRIMARY KEY (account_id, template)
);
