#!/usr/bin/env bash
# All Rust tests, with the number run per database: tests named …_sqlite and …_postgres come in pairs.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${HEMU_TEST_POSTGRES:?set it to the address of a PostgreSQL server: scripts/postgres.sh start}"
export CARGO_TERM_COLOR=never
log=target/rust-tests.log
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --no-fail-fast 2>&1 | tee "$log"
else
  cargo test --workspace --no-fail-fast 2>&1 | tee "$log"
fi
# nextest: "PASS [ 0.1s] crate::file name"; cargo test: "test name ... ok".
count() { grep -cE "(^ *(PASS) .*$1\$)|(^test .*$1 \.\.\. ok\$)" "$log" || true; }
sqlite=$(count _sqlite) postgres=$(count _postgres)
echo "tests run on SQLite: $sqlite, on PostgreSQL: $postgres"
if [ "$sqlite" = 0 ] || [ "$sqlite" != "$postgres" ]; then
  echo "rust-tests: every database test runs on both; these numbers must be equal and not zero" >&2
  exit 1
fi
# What is not in the program by default.
cargo test -p hemu-gateways --features s3 bucket
