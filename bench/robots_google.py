"""A folder of robots.txt files → our verdicts beside Google's own parser (`pip install jwm.robotstxt`).

Questions are made from each file's own patterns, so that they touch its rules: for four agents, one of them named in
the file, and ten addresses. Non-UTF-8 bytes are replaced and a byte order mark dropped first, since the wrapper takes
text only. Known differences are the standard's: it allows /robots.txt itself, and spells percent-encodings one way.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scanner.detectors.rights.robots import parse_robots

AGENTS = ("GPTBot", "CCBot", "Googlebot")
QUESTIONS = 10
_PATTERN = re.compile(r"^\s*(?:dis)?allow\s*:\s*([^#\s]+)", re.IGNORECASE | re.MULTILINE)
_AGENT = re.compile(r"^\s*user-agent\s*:\s*([A-Za-z_-]+)\s*$", re.IGNORECASE | re.MULTILINE)
_WORDS = ("a", "news/2026", "index.html", "search?q=x", "b/c.pdf", "")


def files_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every file."""
    for path in sorted(folder.iterdir()):
        yield path.name, path.read_bytes().decode("utf-8-sig", "replace")


def urls_of(text: str, rng: random.Random) -> list[str]:
    """Return addresses that the patterns of a file reach, nearly reach, or do not reach."""
    patterns = _PATTERN.findall(text)
    rng.shuffle(patterns)
    paths = [pattern.replace("*", rng.choice(_WORDS)).removesuffix("$") for pattern in patterns[: QUESTIONS - 3]]
    paths = [path + rng.choice(("", "", "x", "/", "?y=1")) if rng.random() < 0.5 else path for path in paths]  # noqa: PLR2004  # half of them
    paths += [f"/{rng.choice(_WORDS)}" for _ in range(QUESTIONS - len(paths))]
    return ["https://site.example" + quote("/" + path.lstrip("/"), safe="/?%=&;:@+$,!*'()~-._[]") for path in paths]


def main() -> None:
    """Print the counts, and the disagreements with the lines that decided."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=9309)
    parser.add_argument("--shown", type=int, default=10)
    arguments = parser.parse_args()
    from jwm.robotstxt import googlebot  # type: ignore[import-not-found]  # noqa: PLC0415  # only here, and not ours to install

    rng = random.Random(arguments.seed)  # noqa: S311  # the same questions in every run
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for name, text in files_of(arguments.folder):
        for kind, line in compare(text, googlebot.RobotsMatcher(), rng):
            counts[kind] += 1
            if line and shown[kind] < arguments.shown:
                shown[kind] += 1
                print(f"{kind}: {name}: {line}")
    asked = sum(counts.values())
    for kind, count in counts.most_common():
        print(f"{count:9,} {count / asked:10.4%}  {kind}")


def compare(text: str, matcher: Any, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what each question comes to, with an explanation for disagreements."""
    robots = parse_robots(text.encode("utf-8", "replace"))
    named = _AGENT.findall(text) or ["Bingbot"]
    for agent in (*AGENTS, rng.choice(named)):
        for url in urls_of(text, rng):
            ours, theirs = robots.decide(agent, url), matcher.OneAgentAllowedByRobots(text, agent, url)
            told = f"{agent} {url}: line {ours.line}, theirs {matcher.matching_line()}, {ours.flags}"
            flagged = ", flagged ambiguous" if "ambiguous" in ours.flags else ""
            if ours.allowed == theirs:
                yield "agreed", ""
            else:
                yield ("false" if theirs else "missed") + " disallow" + flagged, told


if __name__ == "__main__":
    main()
