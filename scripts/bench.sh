#!/usr/bin/env bash
# Measure the release server against a hand-written SQL script on the same databases. Prints Markdown tables; the figures
# of docs/performance.md come from here. Arguments go to the bench: --stored N, --seconds N. With `kills N` as the only
# arguments it kills the server N times under load instead, on both databases.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh test
scripts/web.sh
if [ "${1:-}" = kills ]; then
  scripts/postgres.sh start --durable
  trap 'scripts/postgres.sh stop' EXIT
  HEMU_TEST_POSTGRES=$(scripts/postgres.sh url) HEMU_KILLS=${2:-1000} cargo test -p hemu --test it kill
  exit
fi
cargo build --release -p hemu -p hemu-bench
scripts/postgres.sh stop
scripts/postgres.sh start --durable
trap 'scripts/postgres.sh stop' EXIT
target/release/hemu-bench --postgres "$(scripts/postgres.sh url)" "$@"
