# make demo | test | bench | lint | screenshots | msi | verify-windows.  Each installs what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export MONO_THREADS_SUSPEND := preemptive

SHIM := build/shim/OutlookCrm.Shim.dll
SIMULATOR := build/simulator/OutlookSimulator.exe
PICTURES := build/demo

.PHONY: help setup build demo test bench lint screenshots msi verify-windows clean

help:
	@echo "make demo    run the main job on a simulated Outlook and an embedded CRM (KEEP=1 leaves all running)"
	@echo "make test    lint and every test"
	@echo "make bench   timings, beside their budgets"
	@echo "make screenshots      every window in every language, in build/gallery/"
	@echo "make msi              the packages, for testing (build.ps1 makes the real ones)"
	@echo "make verify-windows   the packages and the Python side on Wine (as root)"

setup:
	@scripts/setup.sh

$(SHIM): $(shell find dotnet_shim -name '*.cs' -o -name '*.csproj') $(wildcard plugin/outlook_crm/ui/ribbon/*) scripts/build-shim.sh pyproject.toml
	@echo "building the shim"
	@scripts/build-shim.sh
	@touch $@

$(SIMULATOR): $(shell find tests/simulator -name '*.cs' -o -name '*.csproj')
	@echo "building the simulated Outlook"
	@xbuild /nologo /v:q /p:Configuration=Release /p:TargetFrameworkVersion=v4.6.2 tests/simulator/OutlookSimulator.csproj
	@touch $@

build: setup
	@$(MAKE) --no-print-directory $(SHIM) $(SIMULATOR)

demo: build
	@$(PYTHON) -m tests.demo --pictures $(PICTURES) $(if $(KEEP),--keep)

lint: setup
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache

test: build lint
	@$(PYTHON) -m pytest -n 2 --dist loadfile

bench: build
	@$(PYTHON) -m tests.bench

screenshots: build
	@$(PYTHON) -m tests.gallery

msi: build
	@scripts/msi-build.sh

verify-windows: build
	@scripts/verify-windows.sh

clean:
	rm -rf build
