#!/usr/bin/env bash
# Run a command beside a fresh demo city, which goes with it. The command finds its address in HEMU_URL.
# Usage: with-demo.sh small|full COMMAND…      HEMU_BIN names another binary than the debug one.
set -euo pipefail
cd "$(dirname "$0")/.."
size=() && [ "$1" = small ] && size=(--small)
shift
hemu=${HEMU_BIN:-target/debug/hemu}
data=$(mktemp -d)
address="127.0.0.1:$(scripts/free-port.sh)"
server=
cleanup() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$data"
}
trap cleanup EXIT

"$hemu" --data "$data" demo ${size[@]+"${size[@]}"} --make-only
"$hemu" --data "$data" demo --listen "$address" >"$data/out" 2>"$data/log" &
server=$!
up() { node -e "fetch('http://$address/api/v1/health').then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"; }
for _ in $(seq 50); do up && break; sleep 0.2; done
up || { echo "with-demo: the server did not start" >&2; cat "$data/log" >&2; exit 1; }

status=0
HEMU_URL="http://$address" "$@" || status=$?
if grep -A3 'panicked' "$data/log" >&2; then status=1; fi
[ $status = 0 ] || { echo "with-demo: last lines of the server's log:" >&2; tail -20 "$data/log" >&2; }
exit $status
