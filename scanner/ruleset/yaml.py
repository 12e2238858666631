"""YAML text → plain data, without the traps: no dates, no yes/no booleans, no doubled keys, no control characters."""

import re
from typing import Any

import yaml


class _PlainLoader(yaml.SafeLoader):
    """A safe loader in which only `true`, `false`, `null` and numbers are not strings."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node, refusing aliases: a self-referring one has no end, and a rule reads better written out."""
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # not in the stubs
            raise yaml.MarkedYAMLError(problem="aliases (*) are not taken", problem_mark=mark)
        return super().compose_node(parent, index)


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(loader: _PlainLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_PlainLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse_yaml(text: str) -> Any:
    r"""Return the data of a one-document YAML text.

    Raises `ValueError` with line and column for syntax errors, doubled keys, and strings that hold control
    characters (a double-quoted `"\b"` is a backspace, not a word boundary: use single quotes).
    """
    try:
        data = yaml.load(text, Loader=_PlainLoader)  # noqa: S506  # a SafeLoader with fewer types
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem}") from None
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    _refuse_control_characters(data, "")
    return data


def _refuse_control_characters(data: Any, path: str) -> None:
    if isinstance(data, str):
        for character in data:
            if ord(character) < 0x20 and character not in "\n\t":  # noqa: PLR2004  # C0 controls end at 0x1F
                raise ValueError(
                    f"{path.lstrip('.')}: control character U+{ord(character):04X}; "
                    "write patterns in single quotes, where a backslash is a backslash"
                )
    elif isinstance(data, dict):
        for key, value in data.items():
            _refuse_control_characters(value, f"{path}.{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _refuse_control_characters(value, f"{path}[{index}]")
