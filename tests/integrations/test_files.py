"""Files for build servers and containers are valid by their published schemas, and keep to our own rules for them."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from corpora import ROOT

SCHEMAS = ROOT / "tests" / "schemas"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TEMPLATE = yaml.safe_load((ROOT / "templates" / "corpus-scanner.gitlab-ci.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def validate(body: Any, schema: str) -> None:
    published = json.loads((SCHEMAS / schema).read_bytes())
    jsonschema.validators.validator_for(published)(published).validate(body)


def blocks(page: str) -> list[Any]:
    text = (ROOT / "docs" / "integrations" / page).read_text(encoding="utf-8")
    found = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [yaml.load(body, Loader=yaml.BaseLoader) for body in found]  # noqa: S506  # texts alone: `on` stays a word


def test_the_action_is_valid() -> None:
    validate(ACTION, "github-actions.json")


def test_the_template_of_gitlab_is_valid() -> None:
    validate(TEMPLATE, "gitlab-ci.json")


def test_the_workflow_of_the_docs_is_valid_and_uses_inputs_and_outputs_that_there_are() -> None:
    (workflow,) = blocks("github.md")
    validate(workflow, "github-workflows.json")
    (step,) = [each for each in workflow["jobs"]["scan"]["steps"] if each.get("id") == "scan"]
    assert step["with"].keys() <= ACTION["inputs"].keys()
    used = re.findall(r"steps\.scan\.outputs\.([\w-]+)", json.dumps(workflow))
    assert set(used) <= ACTION["outputs"].keys()


def test_the_job_of_the_docs_extends_the_template() -> None:
    (pipeline,) = blocks("gitlab.md")
    numbers = json.loads(json.dumps(pipeline).replace('["3"]', "[3]"))
    validate(numbers, "gitlab-ci.json")
    assert pipeline["corpus"]["extends"] in TEMPLATE
    assert (ROOT / pipeline["include"][0]["local"]).is_file()


def test_the_hooks_of_the_docs_are_there() -> None:
    (config,) = blocks("pre-commit.md")
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} == {hook["id"] for hook in HOOKS}


def test_every_input_and_output_of_the_action_is_in_the_docs() -> None:
    text = (ROOT / "docs" / "integrations" / "github.md").read_text(encoding="utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in text] == []


def test_no_input_of_the_action_is_pasted_into_shell() -> None:
    # What stands in `${{ }}` inside `run` is read as shell, whoever wrote it.
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_has_what_pre_commit_needs_and_its_command_is_there(hook: dict[str, Any]) -> None:
    assert {"id", "name", "entry", "language", "files"} <= hook.keys()
    re.compile(hook["files"])
    words = shlex.split(hook["entry"])
    command = [str(Path(sys.executable).parent / words[0]), *words[1:3], "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert [word for word in words[3:] if word.startswith("--") and word not in told.stdout] == []


def test_hooks_see_their_files_and_no_others() -> None:
    sources, rules, policies = (re.compile(hook["files"]) for hook in HOOKS)
    assert policies.search("policy.yaml")
    assert not policies.search("policy.yaml.bak")
    assert sources.search("corpus/sources.yaml")
    assert not sources.search("resources.yaml")
    assert rules.search("rules/pii/de/x.yaml")
    assert not rules.search("docs/rules/x.yaml")


def test_the_image_stands_on_pinned_tags_and_ends_without_rights() -> None:
    bases = [line.split()[1] for line in DOCKERFILE if line.startswith("FROM ")]
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base) for base in bases)
    assert len(set(bases)) == 1
    users = [line.split()[1] for line in DOCKERFILE if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}


def test_the_image_keeps_no_cache_and_fetches_nothing_but_pinned_packages() -> None:
    for line in DOCKERFILE:
        if "pip install" in line:
            assert "--no-cache-dir" in line
            assert "--require-hashes" in line or "--no-deps" in line
        assert not re.match(r"ADD |RUN .*(?:curl|wget|apt)", line)


def test_the_image_is_given_words_and_not_shell() -> None:
    assert 'ENTRYPOINT ["corpus-scanner"]' in DOCKERFILE


def test_all_that_the_image_copies_is_there_and_is_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {word for line in DOCKERFILE if line.startswith("COPY ") for word in line.split()[1:-1]}
    copied = {word for word in copied if not word.startswith(("-", "/"))}
    assert copied == kept
    assert [name for name in copied if not (ROOT / name).exists()] == []
