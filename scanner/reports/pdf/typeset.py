"""A document of blocks → the bytes of a PDF, the same for the same document, typst and fonts."""

from importlib.resources import files

from scanner.errors import ExtraError
from scanner.reports.pdf.blocks import Document, to_json
from scanner.reports.pdf.fonts import INSTALL, FontChoice


def typeset(document: Document, choice: FontChoice) -> bytes:
    """Return the PDF; the document travels as JSON and never as markup, the template reads no file and no clock."""
    try:
        import typst  # noqa: PLC0415  # an extra: most installations do not have it
    except ImportError as error:
        raise ExtraError(INSTALL) from error
    return typst.compile(
        template(),
        font_paths=choice.fonts,
        ignore_system_fonts=True,
        sys_inputs={"report": to_json(document)},
        format="pdf",
    )


def template() -> bytes:
    """Return what turns blocks into pages."""
    return files("scanner.reports.pdf").joinpath("report.typ").read_bytes()
