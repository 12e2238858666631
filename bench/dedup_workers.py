"""A number of documents → what comparing them costs by part: in the command alone, with workers, on a Ray of one's own.

The sidecars are made up: random signatures, a tenth of them copies of the row before, each document with a URL of its
own and two paragraphs. Every way must come to the same. Ratios of one run count, and processor time before any clock's.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ray", action="store_true", help="as well")
    words = parser.parse_args()
    for name, value in (("RAY_USAGE_STATS_ENABLED", "0"), ("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")):
        os.environ.setdefault(name, value)
    # Not above: workers load this module anew, and are to load no more than a worker of the command does.
    from second_pass import measure  # noqa: PLC0415  # see the line above

    with TemporaryDirectory(prefix="corpus-scanner-") as made:
        measure(Path(made), words.documents, words.jobs, with_ray=words.ray)


if __name__ == "__main__":
    main()
