# make demo   sets everything up and runs the sample case through to its situation report
# make test   sets everything up and passes the tests
SHELL := /bin/bash
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup assets browser spark demo test check bench floors docs lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile; \
	echo "make check  types, style and generated reference only"; \
	echo "make bench  measured figures and speed"; \
	echo "make docs   writes the generated reference anew"

setup:
	@tools/setup.sh

# The scripts and the map of the web face, built once from npm.
assets: setup
	@tools/assets.sh

browser:
	@tools/browser.sh

demo: setup assets
	@$(BIN)/trucewatch demo --to out/demo

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.reference --check

# Spark is half a gigabyte: only what tests it installs it.
spark: setup
	@tools/spark.sh

test: check spark assets browser
	$(BIN)/pytest
	$(BIN)/python -m benchmarks.floors check

bench: setup
	$(BIN)/python -m benchmarks.floors show
	$(BIN)/python -m benchmarks.speed

floors: setup
	$(BIN)/python -m benchmarks.floors raise
	$(BIN)/python -m tools.figures

docs: setup
	$(BIN)/python -m tools.reference

lock: setup
	$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra spark -c requirements.lock pyproject.toml -o requirements-spark.lock

clean:
	rm -rf .venv web/node_modules src/trucewatch/faces/web/built .cache out .mypy_cache .ruff_cache .pytest_cache .hypothesis
