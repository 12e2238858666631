"""Keyword lists: what counts as a word, and that the fast ways find what the plain one does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.tag import tag_of
from scanner.detectors.pii.word_list import KeywordListDetector, reference_places
from scanner.types.document import Document, TextField
from scanner.types.rule import KeywordListMatch, Rule, RuleFile, WordList

KEY = b"tags of tests go nowhere"


def rule_of(*words: str, whole_words: bool = True, exact: bool = False, name: str = "acme.words") -> Rule:
    match = KeywordListMatch("keyword-list", "words.txt", whole_words, "exact" if exact else "ignore")
    file = RuleFile("t", "low", "organisation", ("x",), 0.8, "stable", match, ("x",), ("y",), "r")
    return Rule(name, file, WordList(None, "0" * 64, words))


def found(rule: Rule, text: str) -> list[str]:
    document = Document("line:0", (TextField("text", text),))
    findings = list(KeywordListDetector([rule], KEY).detect([document]))
    assert all(finding.rule == rule.id and finding.field == "text" for finding in findings)
    return [text[finding.start : finding.end] for finding in findings]


@pytest.mark.parametrize(
    ("word", "text", "wanted"),
    [
        pytest.param("heron", "A heron.", ["heron"], id="between-blanks"),
        pytest.param("heron", "A HERON.", ["HERON"], id="in-any-case"),
        pytest.param("heron", "herons", [], id="not-the-beginning-of-a-word"),
        pytest.param("heron", "sheheron", [], id="not-the-end-of-one"),
        pytest.param("heron", "heron_heron-heron", ["heron"] * 3, id="joined-by-signs"),
        pytest.param("heron", "关于heron的讨论", ["heron"], id="glued-to-chinese"),
        pytest.param("ann", "Année", [], id="not-glued-to-a-letter-with-an-accent"),
        pytest.param("кот", "Который кот?", ["кот"], id="cyrillic-has-whole-words-too"),
        pytest.param("राम", "रामायण राम", ["राम"], id="a-vowel-sign-belongs-to-its-word"),
        pytest.param("110", "1101 110", ["110"], id="digits"),
        pytest.param("青瓷", "关于青瓷计划", ["青瓷"], id="chinese-stands-anywhere"),
        pytest.param("C++", "I write C++, not C+.", ["C++"], id="signs-at-the-edge-need-no-edge"),
        pytest.param("blue heron", "blue\nheron, blue\u3000heron", ["blue\nheron", "blue\u3000heron"], id="any-blank"),
        pytest.param("blue heron", "blueheron", [], id="a-blank-is-needed"),
        pytest.param("ZWÖLF", "zwölf", ["zwölf"], id="case-beyond-ascii"),
        pytest.param("ΟΔΟΣ", "οδος οδοσ", ["οδος", "οδοσ"], id="both-small-sigmas"),
        pytest.param("istanbul", "İSTANBUL", ["İSTANBUL"], id="a-capital-that-is-two-letters-small"),
    ],
)
def test_ours_a_word_is_met_where_it_stands_apart(word: str, text: str, wanted: list[str]) -> None:
    assert found(rule_of(word), text) == wanted


def test_inside_words_when_the_rule_says_so() -> None:
    assert found(rule_of("heron", whole_words=False), "sheherons") == ["heron"]


def test_exact_case_when_the_rule_says_so() -> None:
    assert found(rule_of("Heron", exact=True), "heron Heron") == ["Heron"]


def test_the_longest_of_words_that_begin_together_is_met_once() -> None:
    assert found(rule_of("blue", "blue heron", "heron"), "blue heron") == ["blue heron"]


def test_a_longer_word_that_is_refused_does_not_hide_a_shorter_one() -> None:
    assert found(rule_of("blue", "blue her"), "blue heron") == ["blue"]


def test_one_word_has_one_tag_in_any_case() -> None:
    document = Document("line:0", (TextField("text", "Heron heron"),))
    tags = {finding.value_tag for finding in KeywordListDetector([rule_of("heron")], KEY).detect([document])}
    assert tags == {tag_of(KEY, "heron", "lower")}


def test_every_rule_has_its_own_findings_in_one_place() -> None:
    rules = [rule_of("heron"), rule_of("Heron", exact=True, name="acme.exact")]
    document = Document("line:0", (TextField("text", "Heron"),))
    assert sorted(each.rule for each in KeywordListDetector(rules, KEY).detect([document])) == [
        "acme.exact",
        "acme.words",
    ]


alphabet = "abA1 .-é青瓷\nςΣİk\u0301\ud800ア"
words = st.lists(st.text(alphabet.replace("\ud800", "").replace("\n", ""), min_size=1, max_size=4).filter(str.strip))
texts = st.text(alphabet, max_size=60)


@given(words.filter(bool), texts, st.booleans(), st.booleans())
def test_database_and_index_find_what_the_plain_way_finds(
    some: list[str],
    text: str,
    whole_words: bool,  # noqa: FBT001  # drawn
    exact: bool,  # noqa: FBT001  # drawn
) -> None:
    rule = rule_of(*(" ".join(word.split()) for word in some), whole_words=whole_words, exact=exact)
    assert isinstance(rule.match, KeywordListMatch)
    wanted = reference_places(rule, rule.match, text)
    document = Document("line:0", (TextField("text", text),))
    for engine in (HYPERSCAN, None):
        findings = KeywordListDetector([rule], KEY, engine).detect([document])
        assert [(finding.start, finding.end) for finding in findings] == wanted
    assert all(after[0] >= before[1] for before, after in pairwise(wanted))


def test_ten_thousand_words_are_found_each() -> None:
    listed = [f"word{number}" for number in range(10_000)] + [chr(0x4E00 + number) * 2 for number in range(2_000)]
    text = " ".join(listed)
    for engine in (HYPERSCAN, None):
        document = Document("line:0", (TextField("text", text),))
        assert len(list(KeywordListDetector([rule_of(*listed)], KEY, engine).detect([document]))) == 12_000
