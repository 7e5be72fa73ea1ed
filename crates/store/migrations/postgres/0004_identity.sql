-- Identity: three separated administrators, leave and deputies, the second factor, sessions that can be told apart.

-- The one administrator of before becomes the system administrator; the other two are appointed by the city.
UPDATE post SET role = 'system_administrator' WHERE role = 'administrator';

-- While somebody is away, the deputy acts in their posts. A leave that was taken back ends when it begins.
CREATE TABLE leave (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  deputy_id TEXT NOT NULL REFERENCES account (id),
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL
);
CREATE INDEX leave_by_account ON leave (account_id, valid_to);
CREATE INDEX leave_by_deputy ON leave (deputy_id, valid_to);

-- The secret of a second factor, sealed under the master key; a new one waits until a code has proved it.
CREATE TABLE second_factor (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  sealed BYTEA,
  waiting BYTEA,
  confirmed_at BIGINT,
  -- The time step of the last code that was accepted: none is accepted twice.
  last_step BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);

-- Wrong passwords by keyed hash of the login, whether there is such an account or not, so that the two look alike.
CREATE TABLE login_tries (
  login_hash TEXT PRIMARY KEY,
  tries BIGINT NOT NULL,
  tried_at BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);
CREATE INDEX login_tries_by_time ON login_tries (tried_at);
ALTER TABLE account DROP COLUMN failed_tries;
ALTER TABLE account DROP COLUMN locked_until;

-- Sessions are short-lived: everybody signs in once more.
DROP TABLE session;
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  csrf_token TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  -- When a code of the second factor was last given in this session.
  second_factor_at BIGINT,
  -- Family of the browser, so that a person recognises their own sessions.
  browser TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id, created_at);
