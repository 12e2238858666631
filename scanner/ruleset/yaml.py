"""YAML text → plain data, without traps: dates, yes and no, octal numbers, doubled keys, control characters."""

import re
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
"""C0 controls but tab and line feed, and halves of characters, which no encoding can write."""


def _compose_node(loader: Any, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
    """Compose a node, refusing aliases and tags.

    A self-referring alias has no end, and a rule reads better written out. A tag asks for a type that the text may not
    have, and the library's constructors then fail in ways of their own.
    """
    if loader.check_event(yaml.events.AliasEvent):
        mark = loader.peek_event().start_mark
        raise yaml.MarkedYAMLError(problem="aliases (*) are not taken", problem_mark=mark)
    event = loader.peek_event()
    if getattr(event, "tag", None) is not None:
        raise yaml.MarkedYAMLError(problem=f"tags ({event.tag}) are not taken", problem_mark=event.start_mark)
    return Composer.compose_node(loader, parent, index)


class _PlainLoader(yaml.SafeLoader):
    """A safe loader in which only `true`, `false`, `null` and decimal numbers are not strings: 010 is a text, not 8."""

    compose_node = _compose_node


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")
)


def _mapping(loader: _PlainLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, dict | list):
            raise yaml.MarkedYAMLError(problem="a key is a list or a mapping", problem_mark=key_node.start_mark)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_PlainLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _begin(loader: Any, stream: str) -> None:
    CParser.__init__(loader, stream)
    for part in (Composer, SafeConstructor, Resolver):
        part.__init__(loader)


_FastLoader: Any = type(
    "_FastLoader",
    (Composer, CParser, SafeConstructor, Resolver),
    {
        "__init__": _begin,
        "compose_node": _compose_node,
        "yaml_implicit_resolvers": _PlainLoader.yaml_implicit_resolvers,
        "yaml_constructors": _PlainLoader.yaml_constructors,
    },
)
"""The same over libyaml's parser, which every wheel of PyYAML holds: the rules load in a third of the time."""


def parse_yaml(text: str) -> Any:
    r"""Return the data of a one-document YAML text.

    Raises `ValueError` with line and column for syntax errors, doubled keys, keys that are no scalars, aliases and
    tags; with the path of the key for strings that hold control characters (a double-quoted `"\b"` is a backspace, not
    a word boundary: use single quotes) or lone surrogates; and for text nested too deep to be read.
    """
    try:
        data = _load(text)
        _refuse_odd_characters(data, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem}") from None
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("nested too deep; nothing that is read here needs more than a few levels") from None
    return data


def _load(text: str) -> Any:
    """Load with the fast parser; where that fails, with the other, whose messages are the better ones."""
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506  # a SafeLoader with fewer types
    except (yaml.YAMLError, UnicodeEncodeError):
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506  # the same


def _refuse_odd_characters(data: Any, path: str) -> None:
    if isinstance(data, str):
        odd = _ODD.search(data)
        if odd:
            kind = "surrogate" if odd[0] >= "\ud800" else "control character"
            raise ValueError(
                f"{path.lstrip('.') or 'file'}: {kind} U+{ord(odd[0]):04X}; "
                "write patterns in single quotes, where a backslash is a backslash"
            )
    elif isinstance(data, dict):
        for key, value in data.items():
            _refuse_odd_characters(key, f"{path}.{key!a}")
            _refuse_odd_characters(value, f"{path}.{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _refuse_odd_characters(value, f"{path}[{index}]")
