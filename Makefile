# Needs Python 3.11 or newer with pip, and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: demo test golden docs site bench clean
.venv/ready: requirements/dev.txt pyproject.toml; @echo "installing into .venv: a few minutes the first time" && $(PYTHON) -m venv .venv && $(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt && $(BIN)/pip install --quiet --no-deps --no-build-isolation -e . && touch $@
demo: .venv/ready; $(BIN)/corpus-scanner scan samples --out out/demo --overwrite; test $$? -ne 2 && echo "Read the report: out/demo/index.html"
test: .venv/ready; PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/check.sh
golden: .venv/ready; $(BIN)/python tools/write_golden.py
docs: .venv/ready; $(BIN)/python tools/write_docs.py
site: .venv/ready; PYTHONPATH=tools $(BIN)/python -m make_site
bench: .venv/ready; $(BIN)/python bench/pii.py $(FOLDER) && $(BIN)/python bench/dedup.py $(FOLDER) && $(BIN)/python bench/rights.py $(FOLDER) && $(BIN)/python bench/names.py $(FOLDER)
clean: ; rm -rf .venv out site
