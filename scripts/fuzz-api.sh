#!/usr/bin/env bash
# Fuzz the API by its own contract: no input may make it fail, and every answer must be one that the contract names.
# HEMU_BIN names another binary than the debug one; FUZZ_EXAMPLES more or fewer examples per operation.
set -euo pipefail
cd "$(dirname "$0")/.."
hemu=${HEMU_BIN:-target/debug/hemu}
venv=target/venv
if ! cmp --silent scripts/fuzz-requirements.txt "$venv/installed.txt"; then
  echo "fuzz: installing schemathesis into $venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/fuzz-requirements.txt
  cp scripts/fuzz-requirements.txt "$venv/installed.txt"
fi

data=$(mktemp -d)
address="127.0.0.1:$(scripts/free-port.sh)"
server=
cleanup() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$data"
}
trap cleanup EXIT
"$hemu" --data "$data" demo --small --make-only
"$hemu" --data "$data" demo --small --listen "$address" >"$data/out" 2>"$data/err" &
server=$!
for _ in $(seq 100); do
  if curl --silent --fail --output /dev/null "http://$address/api/v1/health"; then break; fi
  sleep 0.2
done

hooks=$PWD/scripts/fuzz_hooks.py contract=$PWD/api/openapi.json schemathesis=$PWD/$venv/bin/schemathesis status=0
cd "$data"
HEMU_URL="http://$address" SCHEMATHESIS_HOOKS="$hooks" PYTHONDONTWRITEBYTECODE=1 \
  timeout 300 "$schemathesis" run "$contract" --url "http://$address" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance \
  --exclude-operation-id live --phases examples,coverage,fuzzing --mode all \
  --max-examples "${FUZZ_EXAMPLES:-80}" --seed 20260301 --workers 1 --generation-database none \
  --request-timeout 20 --no-color || status=$?
if grep -q 'panicked' "$data/err"; then
  grep -A3 'panicked' "$data/err" >&2
  status=1
fi
[ $status = 0 ] || { echo "fuzz: last lines of the server's log:" >&2; tail -20 "$data/err" >&2; }
exit $status
