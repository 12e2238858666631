"""Files of suppressions: what is compulsory, and that every fault is named at once."""

from pathlib import Path

import pytest

from scanner.errors import PolicyError
from scanner.policy.suppressions import check_suppressions, load_suppressions, parse_suppressions

HEAD = "schema: corpus-scanner/suppressions/v1\nsuppressions:\n"
SOUND = "rule: pii.a, where: {shard: 'a/*'}, reason: made up, owner: data office, expires: 2027-01-31"


def file_of(*entries: str) -> str:
    return HEAD + "".join(f"  - {{{entry}}}\n" for entry in entries)


def test_a_sound_file_is_read_and_its_layout_does_not_change_its_digest(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(file_of(SOUND))
    two.write_text("# said otherwise\nunused: note\n" + file_of(SOUND.replace("'a/*'", '"a/*"')))
    (entry,) = load_suppressions(one)[0].suppressions
    assert (entry.where.named, entry.expires.isoformat()) == (("shard", "a/*"), "2027-01-31")
    assert load_suppressions(one)[1] == load_suppressions(two)[1]


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        pytest.param(SOUND.replace("reason: made up, ", ""), "reason", id="no reason"),
        pytest.param(SOUND.replace("made up", "''"), "reason", id="an empty reason"),
        pytest.param(SOUND.replace("made up", "'  '"), "reason", id="a blank reason"),
        pytest.param(SOUND.replace("owner: data office, ", ""), "owner", id="no owner"),
        pytest.param(SOUND.replace(", expires: 2027-01-31", ""), "expires", id="no end"),
        pytest.param(SOUND.replace("2027-01-31", "2027-02-30"), "expires", id="a day there is not"),
        pytest.param(SOUND.replace("2027-01-31", "never"), "expires", id="no day"),
        pytest.param(SOUND.replace("{shard: 'a/*'}", "{}"), "where: give exactly one of", id="nowhere"),
        pytest.param(SOUND.replace("'a/*'}", "'a/*', host: b}"), "where: give exactly one of", id="two places"),
        pytest.param(SOUND.replace("shard:", "file:"), "where.file", id="a place there is not"),
        pytest.param(SOUND.replace("pii.a", "'pii.a*'"), "rule", id="half a name"),
        pytest.param(SOUND.replace("pii.a", "'*'"), "rule", id="everything is too much"),
        pytest.param(SOUND + ", expiry: 2027-01-31", "expiry", id="a key misspelt"),
    ],
)
def test_what_is_missing_or_wrong_is_named_by_its_key(entry: str, key: str) -> None:
    suppressions, faults = parse_suppressions(file_of(entry))
    assert suppressions is None
    assert any(fault.startswith(f"suppressions[0].{key}") for fault in faults), faults


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    entries = (SOUND.replace("made up", "''"), SOUND.replace("2027-01-31", "soon"), SOUND + ", extra: 1", SOUND)
    path.write_text(file_of(*entries).replace("suppressions:\n", "unusued: fail\nsuppressions:\n", 1))
    with pytest.raises(PolicyError) as error:
        load_suppressions(path)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    for part in ("unusued", "[0].reason", "[1].expires", "[2].extra", "[3]: the same rule and place as"):
        assert any(part in line for line in lines), part


def test_suppressions_of_rules_there_are_not_are_refused_together() -> None:
    other = SOUND.replace("pii.a", "'pii.x.*'").replace("a/*", "b")
    suppressions, _ = parse_suppressions(file_of(SOUND, other, other.replace("pii.x.*", "y").replace("'b'", "c")))
    assert suppressions is not None
    with pytest.raises(PolicyError) as error:
        check_suppressions(suppressions, ("pii.a", "pii.b"))
    assert [line.split(".rule")[0] for line in str(error.value).splitlines()] == ["suppressions[1]", "suppressions[2]"]


@pytest.mark.parametrize("text", ["", "- a", HEAD, "a: [", HEAD + "  []"])
def test_a_file_that_holds_none_is_refused(text: str) -> None:
    assert parse_suppressions(text)[0] is None
