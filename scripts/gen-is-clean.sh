#!/usr/bin/env bash
# Fails when a generated file differs from its source.
set -euo pipefail
cd "$(dirname "$0")/.."
generated() { find api docs/machines web/packages/api/src/schema.ts -type f -print0 | sort -z | xargs -0 sha256sum; }
before=$(generated)
scripts/gen.sh
if ! diff <(echo "$before") <(generated); then
  git diff --stat -- api docs/machines web/packages/api 2>/dev/null || true
  echo "gen: these files were out of date; they are made new now, commit them" >&2
  exit 1
fi
