"""Sizes as people write them."""

import pytest

from scanner.cli.sizes import read_part_size, read_size
from scanner.errors import UsageError


@pytest.mark.parametrize(
    ("word", "size"),
    [
        pytest.param("4G", 4 * 2**30, id="as containers are told"),
        pytest.param("1.5GiB", 3 * 2**29, id="a fraction, with its unit in full"),
        pytest.param("600 mb", 600 * 2**20, id="small letters and a space"),
        pytest.param("2t", 2**41, id="terabytes"),
        pytest.param("1048576", 2**20, id="bytes"),
    ],
)
def test_sizes_are_in_powers_of_1024(word: str, size: int) -> None:
    assert read_size(word, "--memory-limit") == size


@pytest.mark.parametrize("word", ["", "G", "-1G", "4X", "4GG", "0", "0.0G", "1e9", "٤G", "four"])
def test_anything_else_is_refused_with_its_option(word: str) -> None:
    with pytest.raises(UsageError, match=f"--memory-limit {word}: expected a size"):
        read_size(word, "--memory-limit")


@pytest.mark.parametrize(("word", "size"), [("0", 0), ("256M", 2**28), ("268435456", 2**28)])
def test_the_size_of_parts_may_be_none(word: str, size: int) -> None:
    assert read_part_size(word, "--split-bytes") == size


@pytest.mark.parametrize("word", ["256", "1", "100K"])
def test_parts_so_small_that_a_unit_was_forgotten_are_refused(word: str) -> None:
    with pytest.raises(UsageError, match=f"--split-bytes {word}: is .* expected a size of 1M or more, such as 256M"):
        read_part_size(word, "--split-bytes")
