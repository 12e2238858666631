"""Lists that rules name: read strictly, pinned by digest, sent along with the rule; faults name file and line."""

import hashlib
import pickle
import re
from pathlib import Path

import pytest

from scanner.errors import RuleError
from scanner.pipeline.prove import prove
from scanner.ruleset.check import check_rules
from scanner.ruleset.lists import pins_of
from scanner.ruleset.load import load_rules, parse_rule
from scanner.types.report import ListPin
from scanner.types.rule import Rule, Ruleset

ROOT = Path(__file__).parents[2]
RULE = """
title: Words of ours
severity: low
sensitivity: organisation
legal_basis: ['Directive (EU) 2016/943 Art. 2(1)']
confidence: 0.5
status: experimental
match: {kind: KIND, file: FILE}
must_match: ['a heron']
must_not_match: ['a hero']
remedy: Mask it.
"""


def write(folder: Path, content: bytes | None, kind: str = "keyword-list", file: str = "words.txt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.yaml").write_text(RULE.replace("KIND", kind).replace("FILE", file))
    if content is not None:
        (folder / file).write_bytes(content)
    return folder


def read(folder: Path) -> Rule:
    (rule,) = load_rules([folder]).rules
    assert rule.words is not None
    return rule


def entries(folder: Path) -> tuple[str, ...]:
    words = read(folder).words
    assert words is not None
    return words.entries


def test_a_list_is_its_lines_without_comments_and_blanks(tmp_path: Path) -> None:
    content = "\ufeff# updated: 2026-01-31\r\n\r\n  blue   heron \r\n# a comment\r\n青瓷\r\n\\#tag\r\n".encode()
    rule = read(write(tmp_path, content))
    assert rule.words is not None
    assert rule.words.entries == ("blue heron", "青瓷", "#tag")
    assert rule.words.updated == "2026-01-31"
    assert rule.words.sha256 == hashlib.sha256(content).hexdigest()


def test_duplicates_are_merged_as_the_rule_compares_them(tmp_path: Path) -> None:
    assert entries(write(tmp_path / "a", b"Heron\nheron\nblue  heron\nblue heron\n")) == ("Heron", "blue heron")
    domains = "Example.org\nexample.org.\nbücher.example\nxn--bcher-kva.example\n".encode()
    assert entries(write(tmp_path / "c", domains, "domain-list")) == ("Example.org", "bücher.example")


def test_case_counts_for_duplicates_when_it_counts_for_the_rule(tmp_path: Path) -> None:
    folder = write(tmp_path, b"Heron\nheron\n")
    path = folder / "words.yaml"
    path.write_text(path.read_text().replace("words.txt}", "words.txt, case: exact}"))
    assert entries(folder) == ("Heron", "heron")


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        pytest.param(None, "keyword-list", "no such file", id="missing"),
        pytest.param(b"heron\n\xff\xfe\n", "keyword-list", "line 2: not UTF-8 text", id="encoding"),
        pytest.param(b"# only a comment\n\n", "keyword-list", "holds no entry", id="empty"),
        pytest.param(b"heron\nb\x07c\n", "keyword-list", "line 2: a control character U+0007", id="control"),
        pytest.param(b"heron\n" + b"x" * 201, "keyword-list", "line 2: longer than 200 characters", id="long"),
        pytest.param(b"# x\nq\n", "keyword-list", "line 2: a single ASCII character", id="one-letter"),
        pytest.param(b"# updated: today\nheron\n", "keyword-list", "line 1: `updated` is not a date", id="date"),
        pytest.param(b"# updated: 2026-02-30\nheron\n", "keyword-list", "line 1: `updated` is not", id="no-such-day"),
        pytest.param(b"heron\nhttps://a.example/\n", "domain-list", "line 1: not a domain name", id="no-domain"),
        pytest.param(b"a.example\nhttps://a.example/\n", "domain-list", "line 2: not a domain name", id="a-url"),
        pytest.param(b"192.0.2.1\n", "domain-list", "line 1: not a domain name", id="an-address"),
    ],
)
def test_a_faulty_list_is_refused_with_file_and_line(
    tmp_path: Path, content: bytes | None, kind: str, message: str
) -> None:
    with pytest.raises(RuleError, match=re.escape(message)) as caught:
        load_rules([write(tmp_path, content, kind)])
    assert str(tmp_path / "words.yaml") in str(caught.value)
    assert str(tmp_path / "words.txt") in str(caught.value)


def test_a_fault_quotes_nothing_of_the_list_and_many_are_counted(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules([write(tmp_path, b"secretword!\n" * 30, "domain-list")])
    assert "secretword" not in str(caught.value)
    assert "and 20 more lines" in str(caught.value)


def test_a_single_chinese_character_is_a_word(tmp_path: Path) -> None:
    assert entries(write(tmp_path, "鹭\n".encode())) == ("鹭",)


def test_an_absolute_path_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("heron\n")
    with pytest.raises(RuleError, match="an absolute path"):
        load_rules([write(tmp_path / "rules", None, file=str(tmp_path / "list.txt"))])


def test_a_list_may_lie_beside_the_folder_of_the_rules(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("heron\n")
    assert entries(write(tmp_path / "rules", None, file="../words.txt")) == ("heron",)


def test_a_file_that_no_rule_names_is_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path, b"heron\n")
    (folder / "stray.txt").write_text("heron\n")
    with pytest.raises(RuleError, match=r"stray.txt: not a rule, and no rule names it"):
        load_rules([folder])


def test_the_digest_of_the_ruleset_follows_the_content_of_a_list(tmp_path: Path) -> None:
    before = load_rules([write(tmp_path, b"heron\n")]).digest
    assert load_rules([write(tmp_path, b"heron\n")]).digest == before
    assert load_rules([write(tmp_path, b"heron\negret\n")]).digest != before


def test_a_list_travels_with_its_rule_and_stays_out_of_its_repr(tmp_path: Path) -> None:
    rule = read(write(tmp_path, b"heron\n"))
    (tmp_path / "words.txt").unlink()
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301  # our own bytes
    assert prove(rule) == ()
    assert "WordList" not in repr(rule)


def test_a_rule_whose_list_was_not_read_is_a_fault() -> None:
    rule, _ = parse_rule("words", RULE.replace("KIND", "keyword-list").replace("FILE", "words.txt"))
    assert rule is not None
    assert check_rules(Ruleset((rule,), "")) == (
        "words: match.file: the list was not read; load the rule from its folder",
    )


def test_a_pin_says_size_digest_and_date(tmp_path: Path) -> None:
    content = b"heron\negret\n"
    pins = pins_of([read(write(tmp_path, content))])
    assert pins == {"words": ListPin(2, hashlib.sha256(content).hexdigest(), None)}


def test_the_example_rules_behave_as_they_say() -> None:
    ruleset = load_rules([ROOT / "examples" / "rules"])
    assert check_rules(ruleset) == ()
    assert [fault for rule in ruleset.rules for fault in prove(rule)] == []
    assert {rule.match.kind for rule in ruleset.rules} == {"presidio", "keyword-list", "domain-list"}
    for rule in ruleset.rules:
        assert min(len(rule.file.must_match), len(rule.file.must_not_match)) >= 4
