# Foresail. `make demo` and `make test` set everything up by themselves; Python 3.11 – 3.13 and make are enough.
PYTHON ?= python3
PY := .venv/bin/python
export PYTHONWARNINGS ?=
export FORESAIL_DATA ?= ../shared/data

.PHONY: help demo test check check-python check-web unit pytest fmt nightly release bench docs web lock new-capability setup setup-test clean

help:  ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup:
	@$(PYTHON) tools/bootstrap.py core

setup-test:
	@$(PYTHON) tools/bootstrap.py core build test
	@$(PY) tools/browser.py

demo: setup  ## The cockpit on a made-up company, in your browser
	@$(PY) tools/demo.py

test: setup-test  ## Everything that must hold on every change
	@$(MAKE) --no-print-directory -j 2 check-python check-web
	@$(MAKE) --no-print-directory pytest

check: setup-test  ## Style, types, layers, sizes, words
	@$(MAKE) --no-print-directory check-python check-web

check-python:
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) tools/imports.py
	$(PY) tools/ratchet.py
	$(PY) tools/lint_sql.py
	$(PY) tools/words.py
	$(PY) -m mypy

check-web:
	$(PY) tools/web.py typecheck
	$(PY) tools/web.py test
	$(PY) tools/build_web.py

unit: setup-test web pytest

pytest:
	$(PY) -m pytest -n 2 --dist loadfile -q -m "not nightly and not release"

web: setup-test  ## Build the web application
	@$(PY) tools/build_web.py

fmt:  ## Format the sources
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

nightly: setup-test web  ## Slower proofs
	$(PY) -m pytest -n 2 -q -m nightly

release: setup-test web  ## The longest proofs
	$(PY) -m pytest -q -m "nightly or release"

bench: setup-test  ## Speed, memory and accuracy beside the peers
	$(PY) -m benchmarks

docs: setup-test  ## Write docs/reference from the declarations
	$(PY) tools/docs.py

lock:  ## Write the lock files anew (needs uv)
	$(PY) tools/lock.py

new-capability:  ## ID=domain.name: a new analysis as one folder
	$(PY) tools/new_capability.py $(ID)

clean:  ## Remove what was made
	rm -rf .venv demo-workspace screenshots web/node_modules src/foresail/api/static .mypy_cache .ruff_cache .pytest_cache
