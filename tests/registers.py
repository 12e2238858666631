"""Registers for tests, written as their files are."""

from scanner.register.load import parse_register
from scanner.types.register import Register

HEAD = "schema: corpus-scanner/sources/v1\nsources:\n"
SIGNED = "party: Press, rights: [hold, process], basis: contract, reference: P-1"


def register_text(*sources: str) -> str:
    return HEAD + "".join(f"  - {{{source}}}\n" for source in sources)


def register(*sources: str) -> Register:
    found, faults = parse_register(register_text(*sources))
    assert found is not None, faults
    return found


def signed(source: str, match: str, more: str = "") -> str:
    """Return a source with a contract."""
    return f"id: {source}, {SIGNED}, {more}match: {{{match}}}"
