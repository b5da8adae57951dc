#!/usr/bin/env bash
# The browser tests' browser: Debian's chromium. Where it cannot be had this says so and succeeds: the tests are then
# skipped, and say why.
set -uo pipefail

if [ -n "${TRUCEWATCH_CHROMIUM:-}" ] || command -v chromium >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "setup: installing Debian's chromium for the browser tests (a minute, once)" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; } ||
    echo "setup: chromium could not be installed; the browser tests are skipped" >&2
else
  echo "setup: no chromium; the browser tests are skipped (install it, or name it in TRUCEWATCH_CHROMIUM)" >&2
fi
exit 0
