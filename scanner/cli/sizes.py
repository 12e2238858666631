"""A size as people write it → bytes."""

import re
from typing import Final

from scanner.errors import UsageError

_SIZE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)(?:i?B)?", re.IGNORECASE | re.ASCII)
_SMALLEST_PART: Final = 2**20
"""Each part costs some milliseconds and files: parts of a few bytes would make a scan take a hundred times as long."""
_POWERS: Final = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def read_size(word: str, option: str) -> int:
    """Return the bytes of `4G`, `1.5GiB` or `600MB`, in powers of 1,024 as containers and JVMs are told them.

    Raises `UsageError` that names the option.
    """
    match = _SIZE.fullmatch(word.strip())
    if match is None or not float(match[1]):
        raise UsageError(f"{option} {word}: expected a size such as 4G or 600M")
    return int(float(match[1]) * 1024 ** _POWERS[match[2].upper()])


def read_part_size(word: str, option: str) -> int:
    """Return the bytes above which a file is cut, 0: none is; raises `UsageError`, also for sizes without a unit."""
    if word.strip() == "0":
        return 0
    size = read_size(word, option)
    if size < _SMALLEST_PART:
        raise UsageError(
            f"{option} {word}: is {size:,} bytes; expected a size of 1M or more, such as 256M, or 0 for none"
        )
    return size
