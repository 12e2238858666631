"""Documents and their navigation → a folder of plain HTML that opens from a disk, or what is wrong with their links."""

import html
import posixpath
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from make_site.pages import Page, read_page, target_of

HERE = Path(__file__).parent
FRAME = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="{style}"></head>
<body><nav aria-label="corpus-scanner"><a class="skip" href="#main">↓</a>{nav}</nav>
<main id="main">
{body}</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the navigation, and what stands below it."""

    title: str
    pages: tuple[str, ...]
    names: Mapping[str, str]
    """Page → what it is called here, where that is not its own title."""


def sections() -> tuple[Section, ...]:
    """Return the navigation."""
    entries = yaml.safe_load((HERE / "nav.yaml").read_text(encoding="utf-8"))
    return tuple(Section(entry["title"], tuple(entry["pages"]), entry.get("names", {})) for entry in entries)


def documents(root: Path) -> list[str]:
    """Return every Markdown file that is for readers."""
    paths = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    return sorted(path.relative_to(root).as_posix() for path in paths)


def faults_of(root: Path, nav: Sequence[Section], pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield links that lead nowhere, entries of the navigation without a file, and pages that it does not reach."""
    listed = [path for section in nav for path in section.pages]
    yield from (f"nav.yaml: {path} is not there" for path in listed if not (root / path).exists())
    folders = tuple(path for path in listed if path.endswith("/"))
    for path, page in pages.items():
        if path not in listed and posixpath.dirname(path) + "/" not in folders:
            yield f"{path}: not in nav.yaml"
        for link in page.links:
            if not link.path or not (root / link.path).exists():
                yield f"{path}: {link.written} leads nowhere"
            elif link.anchor and link.path in pages and link.anchor not in pages[link.path].anchors:
                yield f"{path}: {link.written}: no such heading"


def frame(page: str, title: str, body: str, nav: Sequence[Section], titles: Mapping[str, str]) -> str:
    """Return a whole page: navigation beside what it says."""
    here = posixpath.dirname(target_of(page)) or "."
    parts = []
    for section in nav:
        parts.append(f"<h2>{html.escape(section.title)}</h2><ul>")
        for path in section.pages:
            current = ' aria-current="page"' if path == page else ""
            address = html.escape(posixpath.relpath(target_of(path), here))
            parts.append(
                f'<li><a href="{address}"{current}>{html.escape(section.names.get(path, titles[path]))}</a></li>'
            )
        parts.append("</ul>")
    style = posixpath.relpath("style.css", here)
    lang = "zh-CN" if "/zh/" in page or ".zh-CN." in page else "en"
    return FRAME.format(lang=lang, title=html.escape(title), style=style, nav="".join(parts), body=body)


def folder_body(root: Path, folder: str, pages: Mapping[str, Page]) -> str:
    """Return a list of what lies in a folder."""
    lines = []
    for path in sorted(item for item in (root / folder).iterdir() if item.is_file()):
        name = folder + path.name
        shown = pages[name].title if name in pages else path.name
        address = html.escape(posixpath.relpath(target_of(name), folder))
        lines.append(f'<li><a href="{address}">{html.escape(shown)}</a></li>')
    return f"<h1>{html.escape(folder)}</h1>\n<ul>{''.join(lines)}</ul>\n"


def make(root: Path, nav: Sequence[Section], out: Path) -> list[str]:
    """Write the site and return its faults; with any, nothing is written."""
    pages = {path: read_page(root, path) for path in documents(root)}
    faults = list(faults_of(root, nav, pages))
    pages |= {path: read_page(root, path) for path in _beside(root, pages)}
    if faults:
        return faults
    shutil.rmtree(out, ignore_errors=True)
    linked = {link.path for page in pages.values() for link in page.links}
    listed = {path for section in nav for path in section.pages}
    folders = sorted(path for path in linked | listed if path.endswith("/"))
    titles = {**{path: page.title for path, page in pages.items()}, **{folder: folder for folder in folders}}
    for page in pages.values():
        _write(out / target_of(page.path), frame(page.path, page.title, page.body, nav, titles))
    for folder in folders:
        _write(out / target_of(folder), frame(folder, folder, folder_body(root, folder, pages), nav, titles))
    inside = {path.relative_to(root).as_posix() for folder in folders for path in (root / folder).iterdir()}
    for path in sorted(path for path in (linked | inside) - pages.keys() if (root / path).is_file()):
        _copy(root / path, out / path)
    shutil.copy(HERE / "style.css", out / "style.css")
    return []


def _beside(root: Path, pages: Mapping[str, Page]) -> set[str]:
    """Return texts outside the documents that these link to, such as model cards; links in them are not followed."""
    linked = {link.path for page in pages.values() for link in page.links if link.path.endswith(".md")}
    return {path for path in linked - pages.keys() if (root / path).is_file()}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
