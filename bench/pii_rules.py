"""Folder of *.jsonl.gz with a field `text` → what each rule costs behind the shared database.

    python bench/pii_rules.py FOLDER

The database reads each text once for all rules together; what a rule costs alone is looking at the places it was sent
to. Printed in microseconds of CPU time per megabyte of text, with the places and the confirmed ones.
"""

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from pii import KEY, documents_below, size_of

from scanner.detectors.language import with_language
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.structured import StructuredDetector, confirmed_in
from scanner.ruleset.load import load_rules, shipped_rules


def main() -> None:
    """Print one line a rule, the dearest first."""
    if len(sys.argv) != 2:  # noqa: PLR2004  # the program and its one word
        sys.exit("usage: python bench/pii_rules.py FOLDER")
    documents = with_language(list(documents_below(Path(sys.argv[1]))))
    rules = [rule for rule in load_rules([shipped_rules()]).rules if rule.match.kind in {"pattern", "phone"}]
    detector = StructuredDetector(rules, KEY, HYPERSCAN)
    list(detector.detect(documents))  # so that no rule pays for what is compiled when it is first met
    patterns = [rule.id for rule in rules if rule.match.kind == "pattern"]
    names = patterns + ["pii.phone.*"] * (len(detector.looks) - len(patterns))
    spent: dict[str, float] = defaultdict(float)
    places: Counter[str] = Counter()
    found: Counter[str] = Counter()
    started = time.process_time()
    wanted = list(detector.prefilter.stretches([document.text for document in documents]))
    database = time.process_time() - started
    for document, stretches in zip(documents, wanted, strict=True):
        for index, some in stretches.items():
            look = detector.looks[index]
            begun = time.perf_counter()
            sightings = list(confirmed_in(look, document.text, document, some, detector.starts(index)))
            spent[names[index]] += time.perf_counter() - begun
            places[names[index]] += len(some)
            found[names[index]] += len(sightings)
    megabytes = size_of(documents) / 1e6
    print(f"{'rule':36} {'µs/MB':>9} {'places':>8} {'sightings':>9}")
    print(f"{'(the database, all rules at once)':36} {database / megabytes * 1e6:9.1f}")
    for rule, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{rule:36} {seconds / megabytes * 1e6:9.1f} {places[rule]:8} {found[rule]:9}")
    silent = len(set(names) - spent.keys())
    print(f"{silent} rules were sent nowhere; all rules together {sum(spent.values()) / megabytes * 1e6:.1f} µs/MB")


if __name__ == "__main__":
    main()
