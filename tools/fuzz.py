"""Rules → what both paths of the detector say of random and mutated texts; ends at the first that breaks a law.

    python tools/fuzz.py TEXTS [SEED]        (own mutations)
    python tools/fuzz.py --atheris TEXTS     (led by coverage; needs `pip install atheris`)

Laws: no exception, spans inside the text, no two findings of a family on one place, and the database finds what the
plain expressions find. The text that breaks one is made of examples and may be printed: it holds nobody's data.
"""

import importlib
import sys
import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.structured import StructuredDetector
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.document import Document, TextField
from scanner.types.rule import Example, PatternMatch, PhoneMatch, Rule

KEY = b"tags of a fuzzer go nowhere"
BATCH = 64
FROM_FRAGMENTS = 0.8
"""Share of the pieces of a text that come from examples; the others are random signs."""
SIGNS = (
    "0123456789０１９ \u00a0\u3000-–.．/,:;()（）[]{}+＋@＠#_=&?%*'\"\\<>|\n\r\t\0"
    "aAzZxXeEﬁßİıſK\u0301\u200b\u202e中电话身份证号码邮箱🙂\U00010000\u0661\u06f3"
)
LANGUAGES = (None, "en", "zh", "de", "fr", "es", "ru", "ja", "xx")
HOSTS = (None, "a.de", "b.cn", "c.co.uk", "d.com", "e.xn--p1ai")


def fragments_of(rules: Sequence[Rule]) -> list[str]:
    """Return the texts of all examples, and their words."""
    texts = [
        given.text if isinstance(given, Example) else given
        for rule in rules
        for given in (*rule.file.must_match, *rule.file.must_not_match)
    ]
    words = {word for rule in rules if isinstance(rule.match, PatternMatch) for word in rule.match.context}
    return texts + sorted(words)


def _piece(fragments: Sequence[str], random: Random) -> str:
    if random.random() < FROM_FRAGMENTS:
        return random.choice(fragments)
    return "".join(random.choices(SIGNS, k=random.randint(1, 20)))


def mutated(fragments: Sequence[str], random: Random) -> str:
    """Return a text spliced from fragments and damaged in places."""
    text = "".join(_piece(fragments, random) for _ in range(random.randint(1, 3)))
    for _ in range(random.randint(0, 4)):
        place, other = random.randint(0, len(text)), random.randint(0, len(text))
        low, high = min(place, other), min(max(place, other), min(place, other) + 20)
        match random.randint(0, 4):
            case 0:
                text = text[:low] + text[high:]
            case 1:
                text = text[:high] + text[low:high] * random.randint(1, 3) + text[high:]
            case 2:
                text = text[:low] + random.choice(SIGNS) + text[low:]
            case 3:
                text = text[:low] + random.choice(SIGNS) + text[low + 1 :]
            case _:
                text = text[:low] + text[low:high].swapcase() + text[high:]
    return text


class Laws:
    """Both paths, and what must hold of their findings."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Make the shipped rules ready, with the database and without."""
        self._fast = StructuredDetector(rules, KEY, HYPERSCAN)
        self._plain = StructuredDetector(rules, KEY, None)

    def check(self, documents: Sequence[Document]) -> int:
        """Return the number of findings; ends the program with the first text that breaks a law."""
        fast, plain = sorted(self._fast.detect(documents)), sorted(self._plain.detect(documents))
        texts = {document.id: document.text for document in documents}
        for finding in set(fast) ^ set(plain):
            sys.exit(
                f"the two paths differ on {finding.rule} {finding.start}-{finding.end} in {texts[finding.document]!r}"
            )
        last: dict[tuple[str, str], int] = {}
        for finding in sorted(fast, key=lambda one: (one.document, one.start)):
            text = texts[finding.document]
            family = (finding.document, finding.rule.partition(".")[0])
            if not 0 <= finding.start < finding.end <= len(text) or finding.start < last.get(family, 0):
                sys.exit(f"a span out of place: {finding.rule} {finding.start}-{finding.end} in {text!r}")
            last[family] = finding.end
        return len(fast)


def document_of(text: str, random: Random, number: int) -> Document:
    """Return a document with a language and a host by chance."""
    return Document(
        f"line:{number}",
        (TextField("text", text),),
        host=random.choice(HOSTS),
        language=random.choice(LANGUAGES),
    )


def batches(count: int, seed: int, fragments: Sequence[str]) -> Iterator[list[Document]]:
    """Yield so many mutated texts in batches."""
    random = Random(seed)  # noqa: S311  # a seed that can be given again is the point
    for first in range(0, count, BATCH):
        yield [document_of(mutated(fragments, random), random, at) for at in range(first, min(count, first + BATCH))]


def led_by_coverage(laws: Laws, fragments: Sequence[str], count: int) -> None:
    """Let atheris choose the texts."""
    atheris: Any = importlib.import_module("atheris")

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        random = Random(provider.ConsumeIntInRange(0, 1 << 30))  # noqa: S311  # as above
        text = mutated(fragments, random) + provider.ConsumeUnicode(200)
        laws.check([document_of(text, random, 0)])

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-runs={count}", "-max_len=400"], one)
    atheris.Fuzz()


def main() -> None:
    """Fuzz as told."""
    words = sys.argv[1:]
    if not words or not words[-1].isdigit():
        sys.exit("usage: python tools/fuzz.py [--atheris] TEXTS [SEED]")
    rules = [rule for rule in load_rules([shipped_rules()]).rules if isinstance(rule.match, PatternMatch | PhoneMatch)]
    laws, fragments = Laws(rules), fragments_of(rules)
    if words[0] == "--atheris":
        led_by_coverage(laws, fragments, int(words[1]))
        return
    seed = int(words[1]) if len(words) > 1 else time.time_ns() % 10**9
    found = sum(laws.check(batch) for batch in batches(int(words[0]), seed, fragments))
    print(f"{words[0]} texts, seed {seed}, {len(rules)} rules, {found} findings: no law broken")


if __name__ == "__main__":
    main()
