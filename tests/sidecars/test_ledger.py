"""The ledger of rights: the same lines in whatever order shards are joined."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.sidecars.ledger import Ledger, LedgerPart
from scanner.sidecars.said import read_said, write_said
from scanner.types.finding import Said
from scanner.types.rights import RightsStatement

START = datetime(2025, 6, 1, tzinfo=UTC)
DENY = RightsStatement("content-signal", "train", "deny", "site", "robots.txt:2", "ai-train=no", "convention")
ALLOW = RightsStatement(
    "licence", "train", "allow", "page", "link rel=license", "CC-BY-4.0", "standard", licence="CC-BY-4.0"
)


def part_of(shard: str, entries: list[tuple[int, RightsStatement, str, int | None]]) -> LedgerPart:
    part = LedgerPart()
    for number, statement, host, day in entries:
        moment = None if day is None else START + timedelta(days=day)
        part.add(shard, Said(f"record:{number}", statement), host, moment)
        part.count(host, "train", "reserved" if statement is DENY else "allow")
    return part


def written(tmp_path: Path, parts: list[LedgerPart]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    ledger = Ledger.create(tmp_path / "work" / "ledger.sqlite")
    for part in parts:
        ledger.join(part)
    ledger.write(tmp_path / "ledger.parquet", tmp_path / "domains.parquet")
    ledger.close()
    return pq.read_table(tmp_path / "ledger.parquet").to_pylist(), pq.read_table(
        tmp_path / "domains.parquet"
    ).to_pylist()


def test_a_line_has_documents_first_and_last_capture_and_the_first_evidence(tmp_path: Path) -> None:
    one = part_of("a.warc", [(0, DENY, "a.example", 5), (1, DENY, "a.example", None), (2, ALLOW, "b.example", 1)])
    two = part_of("b.warc", [(7, DENY, "a.example", 2), (7, DENY, "a.example", 2), (9, DENY, "a.example", 9)])
    lines, domains = written(tmp_path, [one, two])
    assert [(line["host"], line["documents"], line["evidence"], line["licence"]) for line in lines] == [
        ("a.example", 4, "b.warc record:7 robots.txt:2", ""),
        ("b.example", 1, "a.warc record:2 link rel=license", "CC-BY-4.0"),
    ]
    assert (lines[0]["first"], lines[0]["last"]) == (START + timedelta(days=2), START + timedelta(days=9))
    assert [(line["domain"], line["verdict"], line["documents"]) for line in domains] == [
        ("a.example", "reserved", 5),
        ("b.example", "allow", 1),
    ]


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from([DENY, ALLOW]),
        st.sampled_from(["a.example", "b.example"]),
        st.none() | st.integers(0, 3),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(ENTRIES, min_size=3, max_size=3))
def test_the_order_of_shards_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, shards: list[list[tuple[int, RightsStatement, str, int | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    outcomes = [
        written(folder, [part_of(f"{number}.warc", shards[number]) for number in order])
        for order in permutations(range(3))
    ]
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_most_reserved_domains_come_with_all_their_verdicts(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "ledger.sqlite")
    ledger.join(part_of("a", [(0, DENY, "a.example", 0), (1, DENY, "b.example", 0), (2, DENY, "b.example", 0)]))
    ledger.join(part_of("b", [(0, ALLOW, "b.example", 0), (1, ALLOW, "c.example", 0)]))
    assert ledger.most_reserved(1) == {"b.example": {"allow": 1, "reserved": 2}}
    assert set(ledger.most_reserved(9)) == {"a.example", "b.example"}
    ledger.close()


def test_statements_read_back_as_they_were_written() -> None:
    said = (DENY, ALLOW, RightsStatement("rsl", "search", "deny", "page", "p", "q", "standard", notes=("conflict",)))
    assert read_said(write_said(said)) == said
