"""Folders of YAML files → a `Ruleset`; every fault of every file is named at once."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

import scanner
from scanner.errors import RuleError
from scanner.ruleset.expected import expected
from scanner.ruleset.lists import ListMatch, list_path, with_words
from scanner.ruleset.yaml import parse_yaml
from scanner.types.rule import Rule, RuleFile, Ruleset

_ADAPTER: TypeAdapter[RuleFile] = TypeAdapter(RuleFile)


def shipped_rules() -> Path:
    """Return the folder of the rules that come with the program: inside the wheel, or the checkout's `rules/`."""
    package = Path(scanner.__file__).parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(folders: Sequence[Path]) -> Ruleset:
    """Load every `*.yaml` below the folders; a file's path below its folder is its rule's id.

    Files and folders whose names begin with a dot are passed over. Raises `RuleError` for an unreadable or invalid
    file, an id given twice, and for folders without any rule: no rules never means a pass.
    """
    faults: list[str] = []
    rules: dict[str, Rule] = {}
    for folder in folders:
        if not folder.is_dir():
            faults.append(f"{folder}: not a folder of rule files")
            continue
        paths = sorted(_files_below(folder))
        named: set[Path] = set()
        for path in paths:
            if path.suffix == ".yaml":
                _load_into(rules, folder, path, faults, named)
        faults.extend(
            f"{path}: not a rule, and no rule names it as its list; rule files end in .yaml"
            for path in paths
            if path.suffix != ".yaml" and path.resolve() not in named
        )
        if not any(path.suffix == ".yaml" for path in paths):
            faults.append(f"{folder}: holds no rule file (*.yaml); an empty ruleset would pass everything")
    if faults:
        raise RuleError("\n".join(faults))
    if not rules:
        raise RuleError("no rule folder given; an empty ruleset would pass everything")
    ordered = tuple(rules[rule_id] for rule_id in sorted(rules))
    return Ruleset(ordered, digest_of(ordered))


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir():
            yield path


def _load_into(rules: dict[str, Rule], folder: Path, path: Path, faults: list[str], named: set[Path]) -> None:
    """Load a rule file and the list it names; `named` is told of the list, which is then no stray file."""
    rule_id = ".".join(path.relative_to(folder).with_suffix("").parts)
    if rule_id in rules:
        faults.append(f"{path}: rule id {rule_id} is given twice")
        return
    if path.exists() and not path.is_file():
        faults.append(f"{path}: not a regular file")
        return
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        faults.append(f"{path}: cannot be read: {reason}")
        return
    rule, found = parse_rule(rule_id, text)
    if rule is not None:
        if isinstance(rule.match, ListMatch):
            named.add(list_path(rule.match, path.parent).resolve())
        rule, found = with_words(rule, path.parent)
    faults.extend(f"{path}: {fault}" for fault in found)
    if rule is not None:
        rules[rule_id] = rule


def parse_rule(rule_id: str, text: str) -> tuple[Rule | None, tuple[str, ...]]:
    """Return the rule that a YAML text holds, or None and its faults."""
    if not rule_id.replace(".", "").replace("-", "").isalnum() or rule_id != rule_id.lower():
        return None, (f"rule id {rule_id!r}: file and folder names are lower-case letters, digits and hyphens",)
    try:
        data = parse_yaml(text)
    except ValueError as error:
        return None, (str(error),)
    try:
        # JSON mode: strict about types, yet lists may become tuples and mappings dataclasses.
        return Rule(rule_id, _ADAPTER.validate_json(orjson.dumps(data))), ()
    except ValidationError as error:
        return None, tuple(_fault(part) for part in error.errors(include_url=False))
    except TypeError as error:
        return None, (f"not plain data: {error}",)


def _fault(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "file"
    return f"{where}: {expected(error)}"


def digest_of(rules: Sequence[Rule]) -> str:
    """Return SHA-256 over ids and canonical content of the rules and their lists, in the order given."""
    digest = hashlib.sha256()
    for rule in rules:
        content = _ADAPTER.dump_python(rule.file, mode="json")
        words = [] if rule.words is None else [rule.words.sha256]
        digest.update(orjson.dumps([rule.id, content, *words], option=orjson.OPT_SORT_KEYS) + b"\n")
    return digest.hexdigest()


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of rule files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}
