"""README, docs and nav.yaml → `site/`: `PYTHONPATH=tools python -m make_site [FOLDER]`; a lost link stops it."""

import sys
from pathlib import Path

from make_site.write import make, sections

ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    """Make the site in the folder named, `site` unless one is."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    faults = make(ROOT, sections(), out)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"Read it: {out}/index.html")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
