# `make demo` runs SciDEX with demo content; `make test` passes the tests. Both need Python 3.11 or newer, nothing else.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PORT ?= 8000

.PHONY: demo test lint vendor clean

demo: $(VENV)/run-time
	DEBUG=1 $(RUN) manage.py demo --port $(PORT)

test: $(VENV)/development
	$(RUN) -m tests

lint: $(VENV)/development
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

# What others made, made anew from vendor/: the one target that needs node.
vendor:
	for library in codemirror d3-force dejavu katex mermaid; do sh vendor/$$library/build.sh || exit 1; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "SciDEX needs Python 3.11 or newer: call make PYTHON=python3.12, say." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each mark is newer than the list of what was installed: a second run installs nothing.
$(VENV)/run-time: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/development: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run-time

clean:
	rm -rf $(VENV) .demo .pytest_cache .ruff_cache .hypothesis staticfiles
