#!/usr/bin/env bash
# Fuzz the API by its own contract: no input may make it fail, and every answer must be one that the contract names.
# FUZZ_EXAMPLES gives more or fewer examples per operation.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD venv=target/venv
if ! cmp --silent scripts/fuzz-requirements.txt "$venv/installed.txt"; then
  echo "fuzz: installing schemathesis into $venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/fuzz-requirements.txt
  cp scripts/fuzz-requirements.txt "$venv/installed.txt"
fi
if [ -z "${HEMU_URL:-}" ]; then exec scripts/with-demo.sh small scripts/fuzz-api.sh; fi

mkdir -p target/fuzz
cd target/fuzz
SCHEMATHESIS_HOOKS="$root/scripts/fuzz_hooks.py" PYTHONDONTWRITEBYTECODE=1 \
  timeout 300 "$root/$venv/bin/schemathesis" run "$root/api/openapi.json" --url "$HEMU_URL" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance \
  --exclude-operation-id live --phases examples,coverage,fuzzing --mode all \
  --max-examples "${FUZZ_EXAMPLES:-80}" --seed 20260301 --workers 1 --generation-database none \
  --request-timeout 20 --no-color
