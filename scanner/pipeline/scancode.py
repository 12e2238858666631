"""A text → the licences that scancode-toolkit, an extra of this package, finds in it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings

from scanner.detectors.rights.licence import licences_in
from scanner.errors import ExtraError
from scanner.pipeline.licence_check import Verifier


def scancode_verifier() -> Verifier:
    """Return what asks scancode-toolkit; raises `ExtraError` where it cannot be loaded.

    Its first answer takes ten seconds, and the process holds 1.4 GB from then on (32.5.0).
    """
    try:
        with catch_warnings(action="ignore"):  # of where its libmagic lies
            from scancode.api import get_licenses  # noqa: PLC0415  # an extra: most installations do not have it
    except ImportError as error:
        raise ExtraError(
            "scancode-toolkit cannot be loaded; install it with: pip install 'scancode-toolkit-mini>=32.5'"
        ) from error

    def ids_of(text: str) -> frozenset[str]:
        with TemporaryDirectory(
            prefix="corpus-scanner-"
        ) as folder:  # scancode reads files only; ours alone may read it
            path = Path(folder) / "text.txt"
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
            with catch_warnings(action="ignore"):  # the same, when it is first asked
                expression: str | None = get_licenses(str(path))["detected_license_expression_spdx"]
        return frozenset(licence.id for licence in licences_in(expression)) if expression else frozenset()

    return ids_of
