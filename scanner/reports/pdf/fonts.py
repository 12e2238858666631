"""Folders → the fonts that a report is set in: those that come with typst, and a Chinese one of this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scanner.errors import ExtraError

if TYPE_CHECKING:
    from typst import FontInfo, Fonts

INSTALL: Final = "the format pdf is set by typst, which cannot be loaded; install it with: pip install 'typst>=0.15'"
CHINESE: Final = (
    *("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC", "Songti SC", "SimSun"),
    *("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "PingFang SC", "Heiti SC"),
    *("Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
)
"""Families with simplified Chinese letters, the one that fits best with the Latin letters first."""


@dataclass(frozen=True, slots=True)
class FontChoice:
    """A Chinese family, and all fonts that may be used beside it."""

    family: str
    fonts: "Fonts"


def find_fonts(folders: Sequence[Path] | None = None) -> FontChoice:
    """Return a Chinese font of this machine, or of some folders and those below them.

    Nothing else that is installed is used, so that the bytes of a report depend on typst and this one font alone.
    Raises `ExtraError` where typst or such a font is missing.
    """
    try:
        from typst import Fonts  # noqa: PLC0415  # an extra: most installations do not have it
    except ImportError as error:
        raise ExtraError(INSTALL) from error
    given = [str(folder) for folder in folders or ()]
    there = Fonts(include_system_fonts=folders is None, include_embedded_fonts=False, font_paths=given).fonts()
    for family in CHINESE:
        beside = _folders_of(family, there)
        if beside:
            return FontChoice(family, Fonts(include_system_fonts=False, font_paths=beside))
    raise ExtraError(_missing(given))


def _folders_of(family: str, there: Sequence["FontInfo"]) -> list[str]:
    return sorted({str(Path(font.path).parent) for font in there if font.family == family and font.path is not None})


def _missing(folders: Sequence[str]) -> str:
    where = f"in {', '.join(folders)}" if folders else "among the fonts of this machine"
    return (
        "the format pdf needs a font with Chinese letters, for the Chinese report and for names, and there is none "
        f"{where}: looked for {', '.join(CHINESE)}. Install one: fonts-noto-cjk or the small fonts-wqy-microhei "
        "on Debian and Ubuntu (apt-get install fonts-wqy-microhei), google-noto-sans-cjk-fonts on Fedora, "
        "font-noto-cjk on Alpine"
    )
