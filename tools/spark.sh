#!/usr/bin/env bash
# What the Spark engine's tests need besides setup.sh: pyspark (some 450 MB, once) and Java. Where one of them cannot
# be had this says so and succeeds: the tests are then skipped, and say why.
set -uo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.spark-installed
want=$(sha256sum < requirements-spark.lock)
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$want" ]; then
  echo "setup: installing pyspark for the Spark tests (a minute or two, once)" >&2
  if .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet install --require-hashes -r requirements-spark.lock; then
    echo "$want" > "$stamp"
  else
    echo "setup: pyspark could not be installed; the Spark tests are skipped" >&2
  fi
fi

if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: installing Debian's default-jre-headless for the Spark tests" >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; } ||
      echo "setup: Java could not be installed; the Spark tests are skipped" >&2
  else
    echo "setup: no Java; the Spark tests are skipped (install Java 17 or newer to run them)" >&2
  fi
fi
exit 0
