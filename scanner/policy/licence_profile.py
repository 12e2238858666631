"""Name or file of a licence profile → the profile and its digest; all faults of a file are named at once."""

import hashlib
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import TypeAdapter, ValidationError

from scanner.errors import PolicyError
from scanner.ruleset.expected import expected
from scanner.ruleset.yaml import parse_yaml
from scanner.types.licence_profile import CLASSES, LicenceProfile

_ADAPTER: TypeAdapter[LicenceProfile] = TypeAdapter(LicenceProfile)
_SHIPPED: Final = Path(__file__).with_name("licences")
SHIPPED: Final = ("neutral", "commercial", "research", "code", "strict")
"""Names of the profiles that come with the program."""


def load_licence_profile(name: str) -> tuple[LicenceProfile, str]:
    """Return a shipped profile, or that of a YAML file, and the SHA-256 of what it says (lower-case hex).

    A name is a shipped one where there is one; write `./strict` for a file of that name. Raises `PolicyError`.
    """
    path = _SHIPPED / f"{name}.yaml" if name in SHIPPED else Path(name)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise PolicyError(
            f"licence profile {name}: neither a file ({reason}) nor one of {', '.join(SHIPPED)}"
        ) from None
    profile = parse_licence_profile(text, name)
    content = orjson.dumps(_ADAPTER.dump_python(profile, mode="json"), option=orjson.OPT_SORT_KEYS)
    return profile, hashlib.sha256(content).hexdigest()


def parse_licence_profile(text: str, name: str) -> LicenceProfile:
    """Return the profile of a YAML text; raises `PolicyError` with the key of every fault."""
    try:
        profile = _ADAPTER.validate_json(orjson.dumps(parse_yaml(text)))
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, part['loc']))}: {expected(part)}" for part in error.errors(include_url=False)]
        raise PolicyError("\n".join(f"licence profile {name}: {fault}" for fault in faults)) from None
    except (ValueError, TypeError) as error:
        raise PolicyError(f"licence profile {name}: {error}") from None
    missing = [each for each in CLASSES if each not in profile.classes]
    if missing:
        raise PolicyError(f"licence profile {name}: classes: nothing is said of {', '.join(missing)}")
    return profile


def licence_profile_schema() -> dict[str, Any]:
    """Return the JSON Schema of profile files, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema()}
