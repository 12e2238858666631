#!/bin/sh
# Write requirements/*.txt: every package that an installation needs, pinned by version and digest, no index address.
# Needs uv (https://docs.astral.sh/uv/); run it after changing dependencies in pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header"
uv pip compile $options pyproject.toml -o requirements/run.txt
uv pip compile $options pyproject.toml --group dev -o requirements/dev.txt
