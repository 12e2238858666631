"""Samples of two strata, and what a verifier's answers come to beside ours."""

import hashlib
import random
from dataclasses import asdict
from pathlib import Path

import pytest

from corpora import write_jsonl
from scanner.aggregation.interval import drawn_limits
from scanner.pipeline import licence_check
from scanner.pipeline.licence_check import (
    Agreement,
    Drawn,
    LicenceCheck,
    Place,
    Sample,
    Samples,
    agreement_of,
    check_samples,
    draw_samples,
)
from scanner.sources.discover import discover
from scanner.types.document import Shard

MIT = "# SPDX-License-Identifier: MIT\nsecret_name = 1\n"
GPL = "# SPDX-License-Identifier: GPL-2.0-only\nsecret_name = 2\n"
SILENT = "# Ask for permission at the secret_name desk.\n"
PLAIN = "total = 0\n"


def shards_in(folder: Path) -> tuple[Shard, ...]:
    return discover([str(folder)])


def names(sample: Sample) -> list[tuple[str, str]]:
    return [(drawn.shard, drawn.document) for drawn in sample.drawn()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_jsonl(tmp_path / "c" / "a.jsonl", [MIT, PLAIN, SILENT, GPL])
    write_jsonl(tmp_path / "c" / "b.jsonl", [SILENT, MIT, "Page about permission", PLAIN])
    return tmp_path / "c"


def test_documents_fall_into_those_with_a_licence_in_the_text_those_with_words_of_licences_and_the_rest(
    corpus: Path,
) -> None:
    samples = draw_samples(shards_in(corpus), 50, "")
    assert names(samples.claimed) == [("a.jsonl", "line:0"), ("a.jsonl", "line:3"), ("b.jsonl", "line:1")]
    assert names(samples.silent) == [("a.jsonl", "line:2"), ("b.jsonl", "line:0"), ("b.jsonl", "line:2")]
    assert samples.documents == 8


def test_a_licence_that_stands_in_a_column_alone_is_none_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "by permission", "license": "MIT"}\n{"text": "a", "license": "MIT"}\n')
    samples = draw_samples(shards_in(tmp_path), 5, "")
    assert (names(samples.claimed), names(samples.silent)) == ([], [("a.jsonl", "line:0")])


def test_words_of_licences_on_a_page_with_html_are_no_miss_of_a_search_that_pages_do_not_get(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>Reprinted by permission of the licensee.</p></body></html>")
    samples = draw_samples(shards_in(tmp_path), 5, "")
    assert (samples.documents, samples.claimed.offered, samples.silent.offered) == (1, 0, 0)


def test_what_cannot_be_read_and_what_is_too_long_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licence_check, "MAX_CHARS", len(MIT))
    write_jsonl(tmp_path / "a.jsonl", [MIT, MIT + " ", PLAIN * 100])
    with (tmp_path / "a.jsonl").open("a") as lines:
        lines.write("{broken\n")
    samples = draw_samples(shards_in(tmp_path), 5, "")
    assert (samples.too_long, samples.not_read, samples.claimed.offered) == (1, 1, 1)


def drawn_slowly(names: list[tuple[str, str]], size: int, key: bytes) -> list[tuple[str, str]]:
    """Sort all digests and keep the least."""
    digests = {hashlib.blake2b(f"{a}\0{b}".encode(), key=key, digest_size=16).hexdigest(): (a, b) for a, b in names}
    return sorted(digests[each] for each in sorted(digests)[:size])


@pytest.mark.parametrize("size", [1, 7, 200])
def test_the_least_digests_are_drawn_in_whatever_order_documents_come(size: int) -> None:
    every = [(f"s{shard}", f"line:{line}") for shard in range(8) for line in range(20)]
    expected = drawn_slowly(every, size, b"key")
    for chance in range(5):
        random.Random(chance).shuffle(every)
        sample = Sample(size, b"key")
        for shard, document in every:
            sample.offer(Drawn(shard, document, (), ""))
        assert names(sample) == expected
        assert sample.offered == 160


def test_the_order_of_shards_changes_nothing_and_the_seed_something(tmp_path: Path) -> None:
    for name in "abc":
        write_jsonl(tmp_path / f"{name}.jsonl", [MIT] * 30)
    shards = shards_in(tmp_path)
    one = draw_samples(shards, 5, "x")
    assert names(one.claimed) == names(draw_samples(reversed(shards), 5, "x").claimed)
    assert names(one.claimed) != names(draw_samples(shards, 5, "y").claimed)


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        ((), (), Agreement.SAME),
        (("MIT",), (), Agreement.OURS_ALONE),
        ((), ("MIT",), Agreement.THEIRS_ALONE),
        (("MIT",), ("MIT",), Agreement.SAME),
        (("LicenseRef-BSD",), ("BSD-3-Clause",), Agreement.ALIKE),
        (("GPL-2.0-only",), ("GPL-2.0-or-later",), Agreement.ALIKE),
        (("MIT",), ("MIT", "ISC"), Agreement.PARTLY),
        (("MIT", "ISC"), ("ISC", "Zlib"), Agreement.PARTLY),
        (("GPL-2.0-only",), ("GPL-3.0-only",), Agreement.OTHER),
        (("MIT",), ("MIT-0",), Agreement.OTHER),
    ],
)
def test_two_answers_agree_as_far_as_contradictions_within_a_document_would_tell(
    ours: tuple[str, ...], theirs: tuple[str, ...], agreement: Agreement
) -> None:
    assert agreement_of(ours, theirs) is agreement


def says_mit(text: str) -> frozenset[str]:
    return frozenset(("MIT",)) if "secret_name" in text else frozenset()


def test_answers_are_counted_as_pairs_shares_and_places(corpus: Path) -> None:
    check = check_samples(draw_samples(shards_in(corpus), 50, ""), says_mit)
    assert {(pair.ours, pair.theirs): (pair.agreement, pair.documents) for pair in check.pairs} == {
        (("MIT",), ("MIT",)): (Agreement.SAME, 2),
        (("GPL-2.0-only",), ("MIT",)): (Agreement.OTHER, 1),
        ((), ("MIT",)): (Agreement.THEIRS_ALONE, 2),
        ((), ()): (Agreement.SAME, 1),
    }
    claimed, silent = check.claimed, check.silent
    assert (claimed.documents, claimed.looked, claimed.same) == (3, 3, (2 / 3, 2 / 3, 2 / 3))  # all were looked at
    assert (silent.documents, silent.looked, silent.same) == (3, 3, (1 / 3, 1 / 3, 1 / 3))
    assert check.places == (
        Place("a.jsonl", "line:2", (), ("MIT",), Agreement.THEIRS_ALONE),
        Place("a.jsonl", "line:3", ("GPL-2.0-only",), ("MIT",), Agreement.OTHER),
        Place("b.jsonl", "line:0", (), ("MIT",), Agreement.THEIRS_ALONE),
    )
    assert "secret_name" not in str(asdict(check))


def checked(ours: tuple[str, ...], of: int, size: int) -> LicenceCheck:
    sample = Sample(size, b"")
    for line in range(of):
        sample.offer(Drawn("s", f"line:{line:03}", ours, "secret_name" if line % 2 else ""))
    return check_samples(Samples(sample, Sample(size, b"")), says_mit)


def test_shares_of_a_sample_have_the_exact_interval_of_their_stratum() -> None:
    check = checked(("MIT",), 100, 30)
    claimed, silent = check.claimed, check.silent
    assert claimed.same is not None
    met = round(claimed.same.estimate * 30)
    low, high = drawn_limits(met, 30, 100)
    assert claimed.same == (met / 30, low / 100, high / 100)
    assert low / 100 < 0.5 < high / 100
    assert (silent.looked, silent.same, silent.alike) == (0, None, None)


def test_a_family_counts_as_alike_and_one_licence_more_does_not() -> None:
    family, more = checked(("LicenseRef-MIT",), 10, 10), checked(("ISC", "MIT"), 10, 10)
    assert (family.claimed.same, family.claimed.alike) == ((0, 0, 0), (0.5, 0.5, 0.5))
    assert (more.claimed.same, more.claimed.alike) == ((0, 0, 0), (0, 0, 0))
    assert (family.disagreements, more.disagreements) == (5, 10)


def test_twenty_places_of_disagreements_are_named_and_all_are_counted() -> None:
    check = checked(("ISC",), 50, 50)
    assert (check.disagreements, len(check.places)) == (50, 20)
    assert [place.document for place in check.places] == [f"line:{line:03}" for line in range(20)]
