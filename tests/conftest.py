"""Settings of all tests."""

import os
import re
from pathlib import Path

from hypothesis import settings

# No test may depend on how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Commands run by tests share one cache of compiled rules, and leave that of the user alone.
# Clusters of tests listen on this machine only.
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
os.environ["XDG_CACHE_HOME"] = str(Path(__file__).parent.parent / ".pytest_cache" / "home")

# Scanners of many tests have the same expressions, more of them than Python keeps.
re._MAXCACHE = 1 << 16  # type: ignore[attr-defined]  # of the standard library, and not told of in its stubs
