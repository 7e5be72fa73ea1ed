#!/usr/bin/env bash
# Serve the demo city at http://127.0.0.1:8080. Its data stay in .hemu/ until that folder is removed.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh web
scripts/web.sh
cargo build --quiet -p hemu
exec ./target/debug/hemu --data .hemu demo "$@"
