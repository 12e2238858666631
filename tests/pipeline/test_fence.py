"""A fault of the tool is told by its kind and place, and by what the system says of it; never by its message."""

import errno
import os

import pytest

from scanner.pipeline.fence import Fence

PRIVATE = "what stands in a document"


def fault_of(error: Exception) -> str:
    with Fence() as fence:
        raise error
    return fence.fault or ""


def test_what_the_system_says_of_a_full_disk_is_told() -> None:
    fault = fault_of(OSError(errno.ENOSPC, PRIVATE, PRIVATE))
    assert fault.startswith(f"OSError ({os.strerror(errno.ENOSPC)}) in fault_of, test_fence.py:")
    assert PRIVATE not in fault


@pytest.mark.parametrize("error", [ValueError(PRIVATE), OSError(PRIVATE), OSError(PRIVATE, PRIVATE)])
def test_messages_are_let_go(error: Exception) -> None:
    fault = fault_of(error)
    assert fault.startswith(f"{type(error).__name__} in fault_of, test_fence.py:")
    assert PRIVATE not in fault
