"""Reports as people get them: the text of a PDF, page after page, as a reader copies it."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.reports.pdf.fonts import FontChoice, find_fonts


@cache
def fonts_here() -> FontChoice:
    """Return the fonts of this machine, looked for once."""
    return find_fonts()


def text_of(pdf: bytes) -> str:
    """Return all text of a PDF without its line breaks and blanks, which depend on where lines end."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(pdf)
        told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)  # noqa: S607  # of PATH, as a user has it
    return "".join(told.stdout.decode().split())
