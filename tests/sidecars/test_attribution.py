"""Documents by source and domain: sums on disk, whatever the order of the shards."""

from itertools import permutations
from pathlib import Path

from scanner.sidecars.ledger import Ledger, LedgerPart
from scanner.sidecars.tables import read_rows
from scanner.types.finding import Attributed
from scanner.types.register import NO_SOURCE


def part(*found: tuple[str, str]) -> LedgerPart:
    made = LedgerPart()
    for number, (source, domain) in enumerate(found):
        facts = (("documents", ""), ("period", "outside" if number else "inside"))
        made.sources.count(Attributed(f"record:{number}", source, facts), domain)
    return made


def test_counts_of_all_shards_add_up_in_any_order(tmp_path: Path) -> None:
    parts = [part(("a", "a.example"), (NO_SOURCE, "b.example")), part(("a", "a.example")), part()]
    outcomes = []
    for number, order in enumerate(permutations(parts)):
        ledger = Ledger.create(tmp_path / f"{number}.sqlite")
        for each in order:
            ledger.join(each)
        ledger.write_sources(tmp_path / f"{number}.parquet")
        ledger.close()
        outcomes.append([tuple(row.values()) for row in read_rows(tmp_path / f"{number}.parquet")])
    assert outcomes == [outcomes[0]] * 6
    assert outcomes[0] == [
        ("", "b.example", "documents", "", 1),
        ("", "b.example", "period", "outside", 1),
        ("a", "a.example", "documents", "", 2),
        ("a", "a.example", "period", "inside", 2),
    ]
