"""What a page or a tdmrep.json says → its TDM reservation (W3C Community Group report TDMRep, 10 May 2024)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from scanner.detectors.rights.paths import Pattern, pattern_of, url_path
from scanner.types.document import Document

NAME = "tdm-reservation"
POLICY = "tdm-policy"
STATED = {0: "allow", 1: "deny"}
"""Reservation → value of the `tdmrep` statement."""
_VALUES = {"0": 0, "1": 1}


def reservation_in_headers(document: Document) -> int | None:
    """Return 0 or 1 where an HTTP header says so; any other value is the same as none."""
    return _strictest(value for name, value in document.headers or () if name.lower() == NAME)


def reservation_in_markup(document: Document) -> int | None:
    """Return 0 or 1 where a meta element says so; any other value is the same as none."""
    return _strictest(content for name, content in (document.markup.metas if document.markup else ()) if name == NAME)


def reservation_of(document: Document) -> int | None:
    """Return what the page itself says: HTML overrides the header, and absence resets nothing."""
    in_markup = reservation_in_markup(document)
    return reservation_in_headers(document) if in_markup is None else in_markup


def _strictest(values: Iterable[str]) -> int | None:
    """Repeated statements of one place: the reservation wins (a house choice, the report is silent)."""
    parts = (part.strip() for value in values for part in value.split(","))  # repeated headers may come joined
    return max((_VALUES[part] for part in parts if part in _VALUES), default=None)


class TdmRule(NamedTuple):
    """One object of a tdmrep.json."""

    pattern: Pattern
    reservation: int | None
    """0 or 1; None where it says neither."""
    policy: str
    """Address of a policy; empty without one."""


@dataclass(frozen=True, slots=True)
class TdmFile:
    """A parsed tdmrep.json: its rules in order."""

    rules: tuple[TdmRule, ...]

    def reservation(self, url: str) -> int | None:
        """Return the value of the first rule whose location matches; None where none does or it says neither."""
        found = self.deciding(url)
        return None if found is None else self.rules[found].reservation

    def deciding(self, url: str) -> int | None:
        """Return the number of the first rule whose location matches, counted from 0; None where none does."""
        path = url_path(url)
        return next((number for number, rule in enumerate(self.rules) if rule.pattern.matches(path)), None)


def parse_tdm_file(body: bytes) -> TdmFile | None:
    """Parse `/.well-known/tdmrep.json`, an array of rules; None where the body is anything else."""
    try:
        data = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    if not isinstance(data, list):
        return None
    rules = []
    for item in data:
        location = item.get("location") if isinstance(item, dict) else None
        if isinstance(location, str):
            value = item.get(NAME)
            # JSON true is not the number 1, although Python says that they are equal.
            known = value if isinstance(value, int) and not isinstance(value, bool) and value in STATED else None
            policy = item.get(POLICY)
            path = location.strip()
            if known and path and not path.startswith(("/", "*")):
                path = f"/{path}"  # a path begins with a slash; a reservation is not lost for want of one
            pattern = pattern_of(path.encode("utf-8", "surrogatepass"))
            rules.append(TdmRule(pattern, known, policy.strip() if isinstance(policy, str) else ""))
    return TdmFile(tuple(rules))
