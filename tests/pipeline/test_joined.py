"""What was found in copies, joined by cluster: on the document that is kept, with how often it is there."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import bodies, plan_in, run_in
from scanner.engines.processes import Processes
from scanner.pipeline.joined import differ, stance_of
from scanner.reports.codec import shard_report_from
from scanner.sidecars.copies import Copy, CopyStore, Stance
from scanner.sidecars.tables import read_rows
from scanner.types.duplicates import CopyConflicts, Memorised

FORM = (
    "Order form of the garden club for members and guests. Please charge my card {} , thank you, and send the bulbs in "
    "autumn, before the first frost comes down from the hills and the paths are closed."
)
CARD = "4000 1234 5678 9017"
STORY = " ".join(f"The {at}th boat left the harbour before the fog came down over the wall." for at in range(12))


def _corpus(folder: Path, shards: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in shards.items():
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def _found(out: Path, rule: str) -> list[tuple[str, str]]:
    """Places of a rule's findings; the shard's report must count the same."""
    found = []
    for path in sorted((out / "shards").glob("*.json")):
        rows = [row["document"] for row in read_rows(out / "findings" / f"{path.stem}.parquet") if row["rule"] == rule]
        assert shard_report_from(path.read_bytes()).totals.rules[rule].findings == len(rows)
        found += [(path.stem, document) for document in rows]
    return found


GROUP = ("h", "en")
COPIES = {
    "a.jsonl": [{"text": STORY, "license": "CC-BY-4.0"}, {"text": FORM.format(CARD)}],
    "b.jsonl": [{"text": FORM.format(CARD)}, {"text": STORY + " And so on.", "license": "CC-BY-NC-4.0"}],
    "c.jsonl": [{"text": FORM.format(CARD) + " Print"}, {"text": STORY}],
}


def test_a_card_number_in_three_copies_is_one_finding_on_the_kept_document(tmp_path: Path) -> None:
    finished = run_in(tmp_path / "out", [_corpus(tmp_path / "corpus", COPIES)])
    assert _found(tmp_path / "out", "duplicate.personal") == [("a.jsonl", "line:1")]
    assert finished.corpus.duplicates is not None
    assert finished.corpus.duplicates.memorised == {"pii.payment-card": Memorised(1, 1, 3, 3, 3)}
    assert finished.corpus.totals.rules["duplicate.personal"].findings == 1


def test_a_template_with_a_number_of_its_own_on_every_page_is_not_memorised(tmp_path: Path) -> None:
    cards = ("4111 1111 1111 1111", "4242 4242 4242 4242", "5555 5555 5555 4444", "3782 822463 10005")
    shards = {"a.jsonl": [{"text": f"{FORM.format(card)} {STORY}"} for card in cards]}
    finished = run_in(tmp_path / "out", [_corpus(tmp_path / "corpus", shards)])
    assert finished.corpus.totals.rules["pii.payment-card"].documents >= 3
    assert finished.corpus.duplicates is not None
    assert (finished.corpus.duplicates.clusters, finished.corpus.duplicates.memorised) == (1, {})


def test_two_copies_or_copies_of_which_few_hold_it_are_not_reported(tmp_path: Path) -> None:
    shards = {
        "a.jsonl": [{"text": FORM.format(CARD)}, {"text": FORM.format(CARD)}, {"text": FORM.format("kept on file")}]
    }
    finished = run_in(tmp_path / "out", [_corpus(tmp_path / "corpus", shards)])
    assert _found(tmp_path / "out", "duplicate.personal") == []
    assert finished.corpus.duplicates is not None
    assert finished.corpus.duplicates.memorised == {}


def test_copies_under_different_licences_name_the_strictest(tmp_path: Path) -> None:
    finished = run_in(tmp_path / "out", [_corpus(tmp_path / "corpus", COPIES)])
    assert _found(tmp_path / "out", "duplicate.licence-conflict") == [("a.jsonl", "line:0")]
    rows = list(read_rows(tmp_path / "out" / "duplicates.parquet"))
    assert [(row["shard"], row["document"], row["licence"]) for row in rows if row["strictest"]] == [
        ("b.jsonl", "line:1", "non-commercial")
    ]
    assert finished.corpus.duplicates is not None
    conflicts = finished.corpus.duplicates.conflicts
    assert conflicts is not None
    assert (conflicts.clusters, conflicts.documents, conflicts.licences_differ) == (1, 3, 1)
    text = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "| pii.payment-card | 1 | 1 | 3 | 3 |" in text
    assert "1 clusters, with 3 documents, hold copies with different rights" in text


def test_workers_change_nothing_and_no_value_is_written(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "corpus", COPIES)
    run_in(tmp_path / "one", [corpus])
    run_in(tmp_path / "two", [corpus], Processes(plan_in(tmp_path / "two"), jobs=2))
    one = bodies(tmp_path / "one")
    assert one == bodies(tmp_path / "two")
    assert not any(CARD.encode() in body for body in one.values())


DRAWN = st.tuples(
    st.sampled_from(["allow", "unknown", "conditional", "reserved"]),
    st.sets(st.sampled_from(["permissive", "attribution", "non-commercial"]), max_size=2),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(DRAWN, min_size=2, max_size=4), min_size=1, max_size=5))
def test_the_store_tells_conflicts_and_the_strictest_as_a_loop_over_clusters_does(
    drawn: list[list[tuple[str, set[str]]]],
) -> None:
    clusters: dict[str, list[Stance]] = {}
    with TemporaryDirectory() as folder:
        store = CopyStore.create(Path(folder) / "store.sqlite")
        for number, members in enumerate(drawn):
            name = f"c{number}"
            clusters[name] = [stance_of(f"{name}-{at}", *member) for at, member in enumerate(members)]
            store.add(
                Copy(
                    name, "s", 10 * number + at, each.document, "h", "en", "near", 1, at == 0, len(members), "", 1, 1, 1
                )
                for at, each in enumerate(clusters[name])
            )
            store.keep_stances("s", clusters[name])
        settled = store.settle_conflicts()
        store.write(Path(folder) / "duplicates.parquet")
        marked = {row["document"] for row in read_rows(Path(folder) / "duplicates.parquet") if row["strictest"]}
        kept = [each.document for each in store.kept_in_conflict("s")]
        store.close()
    odd = {name: stances for name, stances in clusters.items() if differ(stances)}
    assert kept == [stances[0].document for stances in odd.values()]
    assert marked == {max(stances, key=lambda each: each.strictness).document for stances in odd.values()}
    assert settled == CopyConflicts(
        len(odd),
        sum(map(len, odd.values())),
        sum(len({each.train == "reserved" for each in stances}) > 1 for stances in odd.values()),
        sum(len({each.licence for each in stances} - {""}) > 1 for stances in odd.values()),
    )


def test_documents_of_which_nothing_is_known_make_no_conflict(tmp_path: Path) -> None:
    store = CopyStore.create(tmp_path / "store.sqlite")
    store.add(Copy("c", "s", at, f"line:{at}", "h", "en", "exact", 1, at == 0, 2, "", 1, 1, 1) for at in range(2))
    store.keep_stances("s", [stance_of("line:0", "reserved", set())])
    assert store.settle_conflicts() == CopyConflicts(0, 0, 0, 0)
