#!/usr/bin/env bash
# Everything that must hold. PostgreSQL is required: without it the tests fail, they do not skip.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/parts.sh
part "install" scripts/install.sh test
part "web build" scripts/web.sh
part "rust build" cargo build --workspace --tests --bins
part "postgres" scripts/postgres.sh start
HEMU_TEST_POSTGRES=$(scripts/postgres.sh url)
export HEMU_TEST_POSTGRES
part "rust tests" scripts/rust-tests.sh
part "gen is clean" scripts/gen-is-clean.sh
part "web unit tests" npm test --prefix web --silent
part "end to end" npm test --prefix e2e --silent
part "API fuzzing" scripts/fuzz-api.sh
part "postgres stop" scripts/postgres.sh stop
