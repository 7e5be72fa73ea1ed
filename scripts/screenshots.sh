#!/usr/bin/env bash
# Take the pictures of the README from a fresh demo city.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${HEMU_URL:-}" ]; then exec node e2e/screenshots.mjs "$HEMU_URL"; fi
scripts/install.sh test
scripts/web.sh
cargo build --quiet -p hemu
exec scripts/with-demo.sh full scripts/screenshots.sh
