#!/usr/bin/env bash
# Make everything that is generated and committed: the API contract, the web's types, the machine diagrams.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh web
mkdir -p target api
# By way of a file: a program that does not build leaves the contract as it is.
cargo run --quiet -p hemu -- openapi >target/openapi.json
cmp --silent target/openapi.json api/openapi.json || cp target/openapi.json api/openapi.json
npm run gen --prefix web --silent
cargo xtask gen
