#!/usr/bin/env bash
# Build the web into web/dist, only when its sources have changed since the last build here.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=target/web.stamp
sum=$(find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
if [ -f web/dist/index.html ] && [ -f web/dist/desk/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then exit 0; fi
echo "web: building"
rm -f "$stamp"
(cd web && npm run build --silent) 2>&1 | { grep -v "^$" || true; }
mkdir -p target
echo "$sum" >"$stamp"
