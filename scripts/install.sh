#!/usr/bin/env bash
# Install what is missing. As root on Debian it installs; otherwise it says what is missing and how to get it.
# Usage: install.sh [web|check|test]   what for; "test" (the default) needs everything.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-test}

for tool in cargo node npm; do
  command -v "$tool" >/dev/null || {
    echo "install: $tool is missing. Rust comes from https://rustup.rs, Node.js 20 or newer from https://nodejs.org." >&2
    exit 1
  }
done

missing=()
if [ "$purpose" = test ]; then
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
  command -v chromium >/dev/null || missing+=(chromium)
  compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
  command -v python3 >/dev/null || missing+=(python3)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
fi
if [ ${#missing[@]} -gt 0 ]; then
  command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "install: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "install: missing: ${missing[*]}. As root: $command" >&2
    exit 1
  fi
fi

# npm packages, only when the lock file has changed since they were installed here.
npm_packages() {
  local stamp="target/npm-$1.stamp" sum
  sum=$(sha256sum "$1/package-lock.json" | cut -d' ' -f1)
  if [ -d "$1/node_modules" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
  echo "install: npm packages of $1/"
  mkdir -p target
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
  echo "$sum" >"$stamp"
}
npm_packages web
if [ "$purpose" != web ]; then npm_packages e2e; fi
