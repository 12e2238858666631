"""Every planted value stands where `planted.json` says, and is what it is said to be."""

import gzip
import io
import ipaddress
import itertools
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import orjson
import phonenumbers
import pyarrow.parquet as pq
import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecordType
from stdnum import iban, luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2
from stdnum.us import ssn

ROOT = Path(__file__).resolve().parents[2]
PLANTED = orjson.loads((ROOT / "tests" / "planted.json").read_bytes())
PLACED = ("values", "hard", "elsewhere", "look_alikes")
DOCUMENT_LISTS = (*PLACED, "signals", "no_signals", "sites", "licences", "duplicates")
PII_RULES = (
    *("pii.email", "pii.phone.international", "pii.phone.national", "pii.ipv4", "pii.ipv6", "pii.payment-card"),
    *("pii.iban", "pii.us.ssn", "pii.cn.resident-id", "pii.cn.mobile", "pii.cn.social-credit-code", "pii.cn.bank-card"),
)
FIELD_END = "\x1f"
SHARDS = sorted(path.relative_to(ROOT / "samples").as_posix() for path in (ROOT / "samples").rglob("*.*"))


def unpacked(shard: str) -> bytes:
    packed = (ROOT / "samples" / shard).read_bytes()
    if shard.endswith(".zst"):
        with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as reader:
            return reader.read()
    if not shard.endswith(".gz"):
        openers = {".bz2": "bz2", ".xz": "lzma"}
        suffix = Path(shard).suffix
        return bytes(__import__(openers[suffix]).decompress(packed)) if suffix in openers else packed
    whole = b""
    while packed:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            whole += unpacker.decompress(packed)
        except zlib.error:  # the damaged samples: what comes before the fault counts
            break
        packed = unpacker.unused_data
    return whole


@cache
def documents(shard: str) -> dict[str, str]:
    """Return everything that the documents of a shard hold, by id; `record:0` and so on, as the scanner counts."""
    if ".warc" in shard:
        return records(shard)
    if ".jsonl" in shard:
        lines = unpacked(shard).split(b"\n")
        return {f"line:{number}": as_written(line) for number, line in enumerate(lines)}
    if shard.endswith(".json"):
        return {f"row:{number}": str(row) for number, row in enumerate(orjson.loads(unpacked(shard)))}
    if shard.endswith(".parquet"):
        rows = pq.read_table(io.BytesIO(unpacked(shard))).to_pylist()
        return {f"row:{number}": FIELD_END.join(map(str, row.values())) for number, row in enumerate(rows)}
    return {"part:0": unpacked(shard).decode()}


def as_written(line: bytes) -> str:
    try:
        return FIELD_END.join(map(str, orjson.loads(line).values()))
    except orjson.JSONDecodeError:
        return line.decode("utf-8", "replace")


def records(shard: str) -> dict[str, str]:
    source = io.BytesIO(unpacked(shard) if shard.endswith(".gz") else (ROOT / "samples" / shard).read_bytes())
    found = {}
    # Not "all": FastWARC 2.0.1 reads no further record behind one whose content it has gunzipped.
    iterator = ArchiveIterator(source, record_types=WarcRecordType.any_type, auto_decode="transfer")
    for number, record in enumerate(iterator):
        heads = [f"{name}: {value}" for name, value in record.headers.astuples()]
        body = record.reader.read()
        if record.http_headers:
            heads += [f"{name}: {value}" for name, value in record.http_headers.astuples()]
            if "Content-Encoding: gzip" in heads:
                body = gzip.decompress(body)
        texts = (body.decode(charset, "replace") for charset in ("utf-8", "gb18030"))
        found[f"record:{number}"] = "\n".join((*heads, *texts))
    return found


@pytest.mark.parametrize("kind", DOCUMENT_LISTS)
def test_every_entry_names_a_document_of_a_sample(kind: str) -> None:
    assert PLANTED[kind]
    for entry in PLANTED[kind]:
        assert entry["document"] in documents(entry["shard"]), entry


@pytest.mark.parametrize("kind", PLACED)
def test_every_planted_value_stands_in_its_document(kind: str) -> None:
    missing = [entry for entry in PLANTED[kind] if entry["value"] not in documents(entry["shard"])[entry["document"]]]
    assert not missing


@pytest.mark.parametrize("kind", ["values", "look_alikes"])
def test_every_detector_of_personal_information_has_something_to_find_and_something_to_leave(kind: str) -> None:
    rules = {entry["rule"] for entry in PLANTED[kind]}
    expected = set(PII_RULES) - ({"pii.iban"} if kind == "look_alikes" else set())
    assert expected <= rules


def test_no_value_is_a_look_alike_of_the_same_rule() -> None:
    values = {(entry["rule"], entry["value"]) for kind in ("values", "hard") for entry in PLANTED[kind]}
    assert not values & {(entry["rule"], entry["value"]) for entry in PLANTED["look_alikes"]}


def test_every_shard_holds_a_planted_value() -> None:
    assert {entry["shard"] for kind in PLACED for entry in PLANTED[kind]} == set(SHARDS)


def is_phone(region: str | None) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        number = phonenumbers.parse(re.sub(r"^00", "+", value), region)
        return bool(phonenumbers.is_valid_number(number))

    return check


def is_national_phone(value: str) -> bool:
    return any(is_phone(region)(value) for region in ("CN", "GB", "DE", "FR", "TW"))


def digits(value: str) -> str:
    return re.sub(r"[ -]", "", value)


CHECKS: dict[str, Callable[[str], bool]] = {
    "pii.email": lambda value: re.fullmatch(r"[\w.+-]+@([a-z-]+\.)+(org|cn|de|fr|es|jp|net)", value) is not None,
    "pii.phone.international": is_phone(None),
    "pii.phone.national": is_national_phone,
    "pii.ipv4": lambda value: ipaddress.IPv4Address(value).is_global,
    "pii.ipv6": lambda value: ipaddress.IPv6Address(value).is_global,
    "pii.payment-card": lambda value: bool(luhn.is_valid(digits(value))),
    "pii.iban": lambda value: bool(iban.is_valid(value)),
    "pii.us.ssn": lambda value: bool(ssn.is_valid(value)),
    "pii.cn.resident-id": lambda value: bool(mod_11_2.is_valid(value)),
    "pii.cn.mobile": lambda value: is_phone("CN")(digits(value)),
    "pii.cn.social-credit-code": lambda value: bool(uscc.is_valid(value)),
    "pii.cn.bank-card": lambda value: value.startswith("62") and bool(luhn.is_valid(value)),
}
"""Checks by libraries that know nothing of the scanner; the generator computes its check digits itself."""


@pytest.mark.parametrize("rule", PII_RULES)
def test_every_planted_value_passes_an_independent_check(rule: str) -> None:
    values = [entry["value"] for entry in PLANTED["values"] if entry["rule"] == rule]
    assert values
    assert [value for value in values if not CHECKS[rule](value)] == []


def shingles(document: str) -> set[tuple[str, ...]]:
    text = max(document.split(FIELD_END), key=len)
    tokens = re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+", text.lower())
    return {tuple(tokens[i : i + 5]) for i in range(len(tokens) - 4)}


Place = tuple[str, str]


def similarity(texts: dict[Place, set[tuple[str, ...]]], pair: frozenset[Place]) -> float:
    one, other = (texts[place] for place in pair)
    return len(one & other) / len(one | other)


def test_planted_duplicates_are_nearly_the_same_and_nothing_else_is() -> None:
    """WET repeats pages whose records hold markup here, so only shards of plain text are compared."""
    compared = [shard for shard in SHARDS if shard.startswith("text/")]
    texts = {(shard, name): shingles(text) for shard in compared for name, text in documents(shard).items() if text}
    planted = {
        frozenset(((entry["shard"], entry["document"]), (entry["of"]["shard"], entry["of"]["document"])))
        for entry in PLANTED["duplicates"]
        if entry["shard"] in compared
    }
    assert planted
    assert min(similarity(texts, pair) for pair in planted) >= 0.9
    pairs = map(frozenset, itertools.combinations(texts, 2))
    unplanned = {pair for pair in pairs if similarity(texts, pair) > 0.5} - planted
    # Two copies of one original are near-duplicates of each other as well.
    copies = {place for pair in planted for place in pair}
    assert all(pair <= copies for pair in unplanned)
