"""HTML page → its visible text, and what it says about rights."""

import re

from resiliparse.extract.html2text import extract_plain_text

from scanner.sources.decode import decode
from scanner.sources.markup import markup_of
from scanner.sources.scrub import scrub
from scanner.types.document import Markup

_PRESCAN_BYTES = 8192
"""Browsers look at 1024 (WHATWG HTML §13.2.3.2); pages with long comments in front put it later."""
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,1024}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,1024}>(.{0,8192}?)</title", re.IGNORECASE | re.DOTALL)
_LONG = 2**16
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG},}}")
_MOST_ATTRIBUTES = 5_000


def parse_page(body: bytes, content_type: str | None, main_content: bool) -> tuple[str, Markup]:  # noqa: FBT001  # public
    """Return the text of a page (title first, a line break between blocks) and its rights markup.

    The encoding is that of the byte order mark, else of the Content-Type header, else of the meta element, unless
    the bytes contradict it; undecodable bytes become U+FFFD.
    """
    return page_of_text(decode_page(body, content_type), main_content=main_content)


def page_of(html: str) -> tuple[str, Markup]:
    """Return all visible text of a page given as text, and its rights markup."""
    return page_of_text(html, main_content=False)


def page_of_text(html: str, *, main_content: bool) -> tuple[str, Markup]:
    """Return text and rights markup of a decoded page."""
    html = scrub(html)
    if len(html) > _LONG:
        html = _LONG_TAG.sub(_few_attributes, html)
    text = extract_plain_text(html, preserve_formatting=True, main_content=main_content, list_bullets=False)
    title = _title(html)
    return (f"{title}\n{text}" if title else text), markup_of(html)


def decode_page(body: bytes, content_type: str | None) -> str:
    """Return the characters of a page, markup and all."""
    return decode(body, (charset_of(content_type), _meta_charset(body)))


def charset_of(content_type: str | None) -> str | None:
    """Return the charset parameter of a Content-Type (RFC 9110 §8.3.2); None without one."""
    match = _CHARSET.search(content_type[:1024]) if content_type else None
    return match[1] if match else None


def _meta_charset(body: bytes) -> str | None:
    match = _META_CHARSET.search(body, 0, _PRESCAN_BYTES)
    return match[1].decode("ascii", "replace") if match else None


def _title(html: str) -> str:
    """Return the title as one line; a second parse is spared by handing only the element to the extractor."""
    match = _TITLE.search(html, 0, 2**17)
    if match is None or not match[1].strip():
        return ""
    return " ".join(extract_plain_text(f"<p>{match[1].replace('<', '&lt;')}").split())


def _few_attributes(tag: re.Match[str]) -> str:
    """Cut a tag with more attributes than any real one: the parsers' time grows with their number squared."""
    inside = tag[0]
    return inside[:1024] if inside.count("=") + inside.count(" ") > _MOST_ATTRIBUTES else inside
