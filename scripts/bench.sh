#!/usr/bin/env bash
# Measure the release server against a hand-written SQL script on the same databases. Prints Markdown tables; the figures
# of docs/performance.md come from here. Arguments go to the bench: --stored N, --seconds N.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh test
scripts/web.sh
cargo build --release -p hemu -p hemu-bench
scripts/postgres.sh stop
scripts/postgres.sh start --durable
trap 'scripts/postgres.sh stop' EXIT
target/release/hemu-bench --postgres "$(scripts/postgres.sh url)" "$@"
