#!/usr/bin/env bash
# Makes the project's own environment in .venv from requirements.lock, once; a second call returns at once.
# Needs Python 3.11 or newer; on Debian it installs python3-venv itself if it may.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.installed
want=$(cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then exit 0; fi

find_python() {
  for name in "${PYTHON:-}" python3.12 python3.11 python3.13 python3; do
    [ -n "$name" ] || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  echo "setup: no Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3.11 …" >&2
  exit 1
}

python=$(find_python)
echo "setup: making .venv with $("$python" --version) (about a minute, once)" >&2
if [ ! -x .venv/bin/python ] && ! "$python" -m venv .venv 2>/dev/null; then
  rm -rf .venv
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: this Python cannot make an environment; installing Debian's python3-venv" >&2
    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    "$python" -m venv .venv
  else
    echo "setup: $python cannot make an environment; install the package python3-venv and try again" >&2
    exit 1
  fi
fi
pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet --quiet)
"${pip[@]}" install --require-hashes -r requirements.lock
"${pip[@]}" install --no-deps --no-build-isolation --editable .
echo "$want" > "$stamp"
