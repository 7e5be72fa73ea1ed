#!/usr/bin/env bash
# Print a port of 127.0.0.1 that nobody listens on now.
set -euo pipefail
node -e 'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
