"""A shard scanned in parts leaves, byte for byte, what a scan of the whole leaves; what is odd is scanned whole."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import KEY, SAMPLES, plan_in, write_jsonl
from in_parts import LINES, RECORDS, InParts, hashed, members, parquet_of, parts_plan, scan, scan_in_parts
from registers import register, signed
from scanner.detectors.options import DetectorOptions, NameOptions
from scanner.engines.in_process import InProcess
from scanner.pipeline.resume import Work
from scanner.types.part import Answer, Parts

KEEP = Work(keep=True)
KILLS = 12
NAMES = {"pii.person-name", "pii.profile", "pii.email"}


def cut(answers: Sequence[Answer]) -> dict[str, int]:
    """Return the shards that were cut, and into how many parts."""
    return {answer.shard.id: len(answer.parts) for answer in answers if isinstance(answer, Parts)}


def test_every_sample_leaves_the_same_bytes(tmp_path: Path) -> None:
    answers = scan_in_parts(parts_plan(tmp_path / "parts", 6000), SAMPLES)
    scan(parts_plan(tmp_path / "whole", 0), SAMPLES, InProcess(parts_plan(tmp_path / "whole", 0)))
    assert cut(answers).keys() == {
        *("crawl/en-pages.warc.gz", "crawl/pages.warc.wat.gz", "crawl/robotstxt.warc.gz", "crawl/uncompressed.warc"),
        *("crawl/zh-pages.warc.gz", "text/books.parquet", "text/chat.jsonl", "crawl/pages.warc.wet.gz"),
    }
    assert hashed(tmp_path / "parts") == hashed(tmp_path / "whole")


def corpus_at_random(folder: Path, seed: int) -> None:
    """Write shards of every format that can be cut, whole and damaged, from records that are hard to cut."""
    chance = random.Random(seed)  # nothing secret
    folder.mkdir()
    lines = [chance.choice(LINES) for _ in range(chance.randrange(20, 40))]
    records = [RECORDS[0], *(chance.choice(RECORDS) for _ in range(chance.randrange(8, 16)))]
    text = b"".join((LINES[0], *lines))
    (folder / "lines.jsonl").write_bytes(text)
    (folder / "cut-off.jsonl").write_bytes(text[: chance.randrange(len(text))])
    (folder / "members.jsonl.gz").write_bytes(members([LINES[0], *lines]))
    (folder / "pages.warc").write_bytes(b"".join(records))
    (folder / "pages.warc.gz").write_bytes(members(records))
    (folder / "cut-off.warc.gz").write_bytes(members(records)[: -chance.randrange(1, 200)])
    (folder / "broken.warc").write_bytes(b"".join((*records[:5], b"no record\r\n\r\n", *records[5:])))
    (folder / "rows.parquet").write_bytes(parquet_of(["Write to me.", "", "a b c"] * 7, chance.randrange(1, 9)))
    (folder / "blank.jsonl").write_bytes(LINES[0] + b"\n" * 2000 + LINES[0])
    (folder / "no-text.jsonl").write_bytes(b'{"other": 1}\n' * 90)
    (folder / "hardly-text.jsonl").write_bytes(b'{"other": 1}\n' * 60 + LINES[0] + b'{"more": 1}\n' * 60)


@pytest.mark.parametrize("seed", range(3))
def test_shards_that_are_hard_to_cut_leave_the_same_bytes_whatever_the_size_of_parts(tmp_path: Path, seed: int) -> None:
    corpus_at_random(tmp_path / "corpus", seed)
    plan = parts_plan(tmp_path / "parts", (120, 400, 900)[seed])
    answers = scan_in_parts(plan, tmp_path / "corpus")
    scan(parts_plan(tmp_path / "whole", 0), tmp_path / "corpus", InProcess(parts_plan(tmp_path / "whole", 0)))
    assert {"lines.jsonl", "pages.warc", "pages.warc.gz", "no-text.jsonl"} <= cut(answers).keys()
    assert {"cut-off.warc.gz", "broken.warc"}.isdisjoint(cut(answers))
    assert hashed(tmp_path / "parts") == hashed(tmp_path / "whole")


def test_faults_are_told_in_the_same_order_and_no_more_of_them(tmp_path: Path) -> None:
    good, bad = b'{"text": "w"}\n', b"{no json\n"
    path = tmp_path / "corpus" / "a.jsonl"
    path.parent.mkdir()
    path.write_bytes((good * 40 + bad * 7) * 6)  # more faults than are kept
    answers = scan_in_parts(parts_plan(tmp_path / "parts", 600), path.parent)
    scan(parts_plan(tmp_path / "whole", 0), path.parent, InProcess(parts_plan(tmp_path / "whole", 0)))
    assert cut(answers) == {"a.jsonl": 7}
    assert hashed(tmp_path / "parts") == hashed(tmp_path / "whole")


def test_names_drawn_second_opinions_and_sources_of_a_register_are_the_same(tmp_path: Path) -> None:
    texts = [f"The letter was written by Mary Johnson, who works with Peter Brown there. {n}" for n in range(60)]
    path = write_jsonl(tmp_path / "corpus" / "press" / "a.jsonl", texts)
    models = (("en", "built-in"),)
    names = {
        "drawn": NameOptions("sample", 0.3),
        "opinions": NameOptions(second_models=models, second_share=0.5),
    }
    for case, options in names.items():
        for kind in ("whole", "parts"):
            out = tmp_path / f"{case}-{kind}"
            plan = plan_in(out)
            plan = replace(
                parts_plan(out, 1500),
                ruleset=replace(plan.ruleset, rules=tuple(rule for rule in plan.ruleset.rules if rule.id in NAMES)),
                detector_options=DetectorOptions(KEY, models, options, compiled=plan.detector_options.compiled),
                register=register(signed("press", "shards: ['a*']")),
            )
            scan(plan, path.parent, InParts(plan, []) if kind == "parts" else InProcess(plan))
        assert hashed(tmp_path / f"{case}-parts") == hashed(tmp_path / f"{case}-whole")
