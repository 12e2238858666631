#!/bin/sh
# Everything that must hold before a change lands; the first failure ends it.
set -eu
cd "$(dirname "$0")/.."
# As the command does it: matrix products in one thread a process.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
# The examples of all rules, beside the steps that are done sooner.
corpus-scanner rules check --ner-model fr=fr_core_news_sm --ner-model built-in &
rules=$!
trap 'kill "$rules" 2>/dev/null || true' EXIT
echo "== format"; ruff format --check --quiet .
echo "== lint"; ruff check --no-cache --quiet .
echo "== types"; mypy
echo "== imports"; lint-imports --no-cache
echo "== sizes"; python tools/check_sizes.py
echo "== docs"; python tools/write_docs.py --check
# Every link and heading that the documents point to.
PYTHONPATH=tools python -m make_site out/site
echo "== rules"; wait "$rules"
echo "== tests"
# In two processes of about the same length, both of which must end well: most machines that build have two cores.
half="tests/detectors tests/pipeline tests/engines tests/test_offline.py"
python -m pytest -q $half &
first=$!
python -m pytest -q $(printf -- '--ignore=%s ' $half) || { kill "$first" 2>/dev/null; exit 1; }
wait "$first"
