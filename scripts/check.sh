#!/usr/bin/env bash
# Formats, lints, types, and the rules of the house.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/parts.sh
part "npm packages" scripts/install.sh check
part "cargo fmt" cargo fmt --all --check
part "clippy" cargo clippy --quiet --workspace --all-targets -- -D warnings
part "tidy" cargo xtask tidy
part "web check" npm run check --prefix web --silent
part "e2e types" npm run types --prefix e2e --silent
