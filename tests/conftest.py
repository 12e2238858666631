"""Settings of all tests."""

import os
from pathlib import Path

from hypothesis import settings

# No test may depend on how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Commands run by tests share one cache of compiled rules, and leave that of the user alone.
os.environ["XDG_CACHE_HOME"] = str(Path(__file__).parent.parent / ".pytest_cache" / "home")
