import re

import pytest

from scanner.detectors.pii.alphabet import alphabet_of
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.rule import PatternMatch

PATTERNS = [
    (rule, rule.match.pattern) for rule in load_rules([shipped_rules()]).rules if isinstance(rule.match, PatternMatch)
]


@pytest.mark.parametrize(
    ("pattern", "text", "place", "run"),
    [
        pytest.param("[a-z]{2,9}@[a-z.]+", "to bo@x.de now", 6, (3, 10), id="ends at blanks on both sides"),
        pytest.param("(?i:a)b", "AbAb", 2, None, id="letters in any case by a group are not told"),
        pytest.param("(?i)ab", "xABAx", 3, (1, 4), id="letters in any case by a flag are"),
        pytest.param(".x", "a\nbxc\n", 4, (2, 5), id="a dot takes no line break"),
        pytest.param("(?s).x", "ab", 2, None, id="a dot that takes all has no alphabet"),
        pytest.param("[^ ]+ ?x", "ab cx", 5, None, id="what one class leaves out another lets in: nothing is left out"),
        pytest.param("[^ ,]+ ?x", "b,b cx", 6, (2, 6), id="what one class leaves out another lets in"),
        pytest.param("[^ ]+[^,]", "ab", 2, None, id="two classes that leave out different things"),
        pytest.param(r"(a)\1", "baab", 3, (1, 3), id="a group referred to adds nothing"),
        pytest.param("(?<!z)a(?=c)", "zac", 2, (1, 2), id="what is looked at beside the match is not in it"),
        pytest.param(r"\d+", "a٣4b", 3, (1, 3), id="digits of any script"),
        pytest.param("[你好]+", "说你好吗", 3, (1, 3), id="ideographs"),
    ],
)
def test_a_run_ends_where_no_match_can_go_on(pattern: str, text: str, place: int, run: tuple[int, int] | None) -> None:
    alphabet = alphabet_of(re.compile(pattern))
    if run is None:
        # Either there is none, or it lets everything through.
        assert alphabet is None or alphabet.start_of_run(text, 0, place) == 0
    else:
        assert alphabet is not None
        assert (alphabet.start_of_run(text, 0, place), alphabet.end_of_run(text, place - 1)) == run


def test_every_match_of_a_shipped_expression_lies_in_one_run() -> None:
    looked_at = 0
    for rule, pattern in PATTERNS:
        expression = re.compile(pattern)
        alphabet = alphabet_of(expression)
        for example in rule.file.must_match:
            text = example if isinstance(example, str) else example.text
            for match in expression.finditer(text) if alphabet is not None else ():
                assert alphabet is not None
                assert alphabet.start_of_run(text, 0, match.end()) <= match.start(), rule.id
                assert alphabet.end_of_run(text, match.start()) >= match.end(), rule.id
                looked_at += 1
    assert looked_at > len(PATTERNS)


def test_no_run_is_longer_than_asked_for() -> None:
    alphabet = alphabet_of(re.compile("a+"))
    assert alphabet is not None
    assert alphabet.start_of_run("aaaaaa", 2, 5) == 2
