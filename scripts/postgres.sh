#!/usr/bin/env bash
# A PostgreSQL cluster of this checkout's own, for tests and measurements. Never the system's.
# Usage: postgres.sh start [--durable] | stop | url
# Without --durable it does not flush to disk: fast, and worth nothing after a power cut.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

# PostgreSQL does not run as root: then it runs as the user `postgres`, in a folder which that user can reach.
as_owner() { "$@"; }
place="$root/target/postgres"
if [ "$(id -u)" = 0 ]; then
  as_owner() { (cd / && runuser -u postgres -- "$@"); }
  mkdir -p "$place"
  chown postgres "$place"
  if ! as_owner test -w "$place" -a -x "$place"; then
    rmdir "$place" 2>/dev/null || true
    place="/tmp/hemu-postgres-$(printf %s "$root" | sha256sum | cut -c1-12)"
    [ -d "$place" ] || install -d -m 700 -o postgres "$place"
    [ "$(stat -c %U "$place")" = postgres ] || { echo "postgres: $place belongs to somebody else" >&2; exit 1; }
  fi
fi
data="$place/data"

bin() {
  local found
  found=$(compgen -G "/usr/lib/postgresql/*/bin/$1" | sort -V | tail -1 || true)
  [ -n "$found" ] || found=$(command -v "$1" || true)
  [ -n "$found" ] || { echo "postgres: $1 is not installed; run scripts/install.sh" >&2; exit 1; }
  echo "$found"
}

running() { [ -d "$data" ] && as_owner "$(bin pg_ctl)" status -D "$data" >/dev/null 2>&1; }
url() { echo "postgres://postgres@127.0.0.1:$(as_owner cat "$place/port")/postgres"; }

settings() {
  local flush=off
  [ "$1" = durable ] && flush=on
  cat <<CONF
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = ''
max_connections = 200
shared_buffers = 128MB
fsync = $flush
synchronous_commit = $flush
full_page_writes = $flush
CONF
}

start() {
  local mode=fast port
  [ "${1:-}" = --durable ] && mode=durable
  if running; then
    [ "$(as_owner cat "$place/mode")" = "$mode" ] && { url; return; }
    stop
  fi
  if [ ! -f "$data/PG_VERSION" ]; then
    as_owner mkdir -p "$place"
    as_owner "$(bin initdb)" -D "$data" -U postgres --locale=C --encoding=UTF8 --auth=trust >/dev/null
    echo "include = 'hemu.conf'" | as_owner tee -a "$data/postgresql.conf" >/dev/null
  fi
  port=$(scripts/free-port.sh)
  settings "$mode" "$port" | as_owner tee "$data/hemu.conf" >/dev/null
  echo "$port" | as_owner tee "$place/port" >/dev/null
  echo "$mode" | as_owner tee "$place/mode" >/dev/null
  as_owner "$(bin pg_ctl)" start -D "$data" -l "$place/log" -w -t 60 >/dev/null || { as_owner tail -20 "$place/log" >&2; exit 1; }
  url
}

stop() { if running; then as_owner "$(bin pg_ctl)" stop -D "$data" -m fast -w >/dev/null; fi; }

case "${1:-}" in
  start) start "${2:-}" ;;
  stop) stop ;;
  url) running || { echo "postgres: not running; scripts/postgres.sh start" >&2; exit 1; }; url ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
