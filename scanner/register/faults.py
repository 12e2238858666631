"""One source of a register → what in it cannot be meant."""

from collections.abc import Iterator
from unicodedata import bidirectional, category

from scanner.detectors.rights.licence import read_licences
from scanner.register.patterns import read_url_pattern
from scanner.types.register import Covered, Source
from scanner.validators.domain import canonical_domain

_NEED_REFERENCE = frozenset(("contract", "licence", "other"))
_UNSEEN = frozenset(("Cc", "Cs", "Zl", "Zp"))
_TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_MARKS = frozenset("\u061c\u200e\u200f")
"""Marks of direction, whose class is that of a letter (UAX #9)."""


def faults_of(place: str, source: Source) -> Iterator[str]:
    """Yield the faults of a source that is well-formed, each with its place in the file."""
    where = f"{place} ({source.id})"
    faults = (*_pattern_faults(source.match), *_grant_faults(source), *_fact_faults(source))
    yield from (f"{where}{fault}" for fault in faults)


def _pattern_faults(match: Covered) -> Iterator[str]:
    if match.domains is None and match.urls is None and match.shards is None:
        yield ".match: names no domains, urls or shards, so the source would cover nothing"
    for index, domain in enumerate(match.domains or ()):
        if canonical_domain(domain) is None:
            yield f".match.domains[{index}]: not a domain such as example.org, without scheme, port or path"
    for index, url in enumerate(match.urls or ()):
        if read_url_pattern(url) is None:
            yield f".match.urls[{index}]: not a host and a path such as example.org/blog/, without scheme or port"
    for index, glob in enumerate(match.shards or ()):
        if glob.startswith("/") or "[" in glob or "]" in glob:
            yield f".match.shards[{index}]: not a shard id with * and ? as wildcards; `scan --dry-run` shows the ids"


def _grant_faults(source: Source) -> Iterator[str]:
    grants = source.grants or {}
    if source.basis in _NEED_REFERENCE and not source.reference.strip():
        yield f".reference: missing; say which {source.basis} it is"
    elif grants and not source.reference.strip():
        yield ".reference: missing; a use is granted or denied on the strength of something that can be shown"
    if source.basis == "public":
        for use, grant in grants.items():
            if grant != "deny":
                yield f".grants.{use}: {grant} on the basis `public`, which grants nothing; name a contract or licence"
    if grants.get("train") == "allow" and "process" not in source.rights:
        yield ".grants.train: allow, but the right to `process` is not claimed"
    if grants.get("train") == "allow" and grants.get("tdm", "allow") != "allow":
        yield f".grants.tdm: {grants['tdm']}, but training, which is one kind of mining, is allowed"


def _is_one_line(text: str) -> bool:
    """Tell whether a text shows in a report as it is: nothing in it moves, hides or turns round its neighbours."""
    return not any(category(sign) in _UNSEEN or bidirectional(sign) in _TURNING or sign in _MARKS for sign in text)


def _fact_faults(source: Source) -> Iterator[str]:
    for name in ("rights", "modality"):
        values = getattr(source, name) or ()
        if len(set(values)) < len(values):
            yield f".{name}: says the same twice"
    if not source.party.strip():
        yield ".party: blank"
    for name in ("party", "reference", "licence", "contact"):
        if not _is_one_line(getattr(source, name) or ""):
            yield f".{name}: holds line breaks, control characters or marks of writing direction"
    if source.licence is not None and not read_licences(source.licence):
        yield ".licence: not a licence that is known; write an SPDX id, or a contract's name under `reference`"
    period = source.collected
    if period is not None and period.last is not None and period.last < period.first:
        yield ".collected: ends before it begins"
