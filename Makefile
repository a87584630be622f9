# One set of commands, the same for people and for CI. After `make setup` they need no network.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMPS := .stamps
FIELD := $(wildcard field/package-lock.json)

.PHONY: help setup run test test-unit test-journeys pictures check audit format bench lock clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# ---- set-up -------------------------------------------------------------

setup: $(STAMPS)/python $(STAMPS)/field ## Install everything (seconds; again: nothing to do)

$(STAMPS)/uv:
	@mkdir -p $(STAMPS)
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python $(BIN)/python install --quiet uv==$(UV_VERSION)
	@touch $@

$(STAMPS)/python: requirements.lock pyproject.toml | $(STAMPS)/uv
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(STAMPS)/field: $(STAMPS)/python $(FIELD) $(shell find field/src field/public field/*.ts field/*.json field/*.html vatra/packs vatra/kit -type f ! -path '*/generated/*' ! -name '*.pyc' 2>/dev/null)
	@if [ -f field/package-lock.json ]; then tools/field.sh build; fi
	@touch $@

lock: $(STAMPS)/uv ## Lock dependencies again (Python by hash, npm without addresses)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --group dev pyproject.toml -o requirements.lock
	@if [ -f field/package.json ]; then tools/field.sh lock; fi

# ---- daily work ---------------------------------------------------------

run: setup ## Start Vatra with a demonstration county on http://127.0.0.1:8000
	$(BIN)/vatra run --demo

test: setup ## Every test: server, phone, browser journeys
	tools/chromium.sh
	$(BIN)/pytest
	@if [ -f field/package-lock.json ]; then tools/field.sh test; fi

test-unit: setup ## Tests without database or browser
	$(BIN)/pytest tests/unit

test-journeys: setup ## The workers' stories in a real browser
	tools/chromium.sh
	$(BIN)/pytest tests/journeys

pictures: setup ## Pictures of the workers' guide, as the journeys see them
	tools/chromium.sh
	$(BIN)/python -m tools.pictures

check: setup ## Static checks, under a minute
	tools/check.sh

audit: setup ## Ask the vulnerability services about what is locked (needs the network)
	$(BIN)/python tools/audit.py

format: setup ## Put code and templates in one form, and fix what can be fixed
	tools/format.sh

bench: setup ## Speed against a baseline of the same run, at three sizes (an hour and a half)
	tools/chromium.sh
	$(BIN)/python -m bench

clean: ## Remove what the other commands made, except the data in var/
	rm -rf .venv $(STAMPS) build dist field/node_modules field/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
