"""The Spark session: started once a process, or the one that is there already."""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from trucewatch.errors import MissingExtra

_QUIET = {
    "spark.app.name": "trucewatch",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # the linker's query is one stage of hundreds of conditions: past the 64 KB that Java allows a method, Spark would
    # compile it in vain, print a stack trace of pages and only then run it without
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.maxResultSize": "0",  # the answer of a query comes to the driver whole, by design
}


def missing() -> MissingExtra | None:
    """What this machine lacks for Spark, with the mend; None where it lacks nothing."""
    if find_spec("pyspark") is None:
        return MissingExtra("the Spark engine needs pyspark", mend="install it: pip install 'trucewatch[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").is_file()) and shutil.which("java") is None:
        return MissingExtra(
            "the Spark engine needs Java 17 or newer, and none was found",
            mend="install one (Debian: apt-get install default-jre-headless) or set JAVA_HOME",
        )
    return None


@lru_cache(maxsize=1)
def session() -> Any:
    """The SparkSession. Where it runs is Spark's own setting (``spark.master`` in ``spark-defaults.conf``,
    ``PYSPARK_SUBMIT_ARGS``); without one, on all cores of this machine. Raises MissingExtra with the mend."""
    lack = missing()
    if lack is not None:
        raise lack
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers must be this Python, not the system's
    builder = SparkSession.builder
    for name, value in _QUIET.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as e:
        raise MissingExtra(
            f"Spark did not start: {str(e).splitlines()[0]}",
            mend="it needs Java 17 or newer with all modules: see `java -version` and the lines above",
        ) from e
