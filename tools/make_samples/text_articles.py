"""Articles in six languages → `articles.jsonl.zst`, `news.jsonl.gz`, `forum.jsonl.xz`; a layout each."""

import json
from typing import Any

from . import asides
from .pack import gzip_members, xz_stream, zstd_frames
from .prose import Prose
from .register import Register, elsewhere
from .values import YULIAO, press_mail

ARTICLES, NEWS, FORUM = "text/articles.jsonl.zst", "text/news.jsonl.gz", "text/forum.jsonl.xz"
_LINES_A_PIECE = 8
_EN_TOPICS = ("books", "garden", "rail", "museum", "kitchen", "software", "town", "music", "science", "travel")
_ZH_TOPICS = ("乡镇", "读书", "厨房", "技术", "铁路", "自然")
_OTHERS = ("de", "fr", "es", "ja", "de", "fr")
_LICENCES = (
    ("CC-BY-4.0", "CC-BY-4.0"),
    ("cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"),
    ("https://creativecommons.org/licenses/by-nd/4.0/", "CC-BY-ND-4.0"),
    ("CC BY-SA 3.0", "CC-BY-SA-3.0"),
    ("cc0-1.0", "CC0-1.0"),
    ("unknown", "unknown"),
    (None, None),
    ("ask the editor", "unknown"),
)
_CONTACT_LICENCE = f"CC-BY-4.0, ask {elsewhere('license', press_mail('rights.desk'))}"


def article_keys() -> list[tuple[str, str]]:
    """Return (language, topic) of every line of the articles shard."""
    english = [("en", _EN_TOPICS[n % len(_EN_TOPICS)]) for n in range(20)]
    chinese = [("zh", topic) for topic in _ZH_TOPICS]
    return [*english, *chinese, *((language, language) for language in _OTHERS)]


def article_text(prose: Prose, line: int) -> str:
    """Return the text of a line of the articles shard, marks kept."""
    language, topic = article_keys()[line]
    text = prose.article(language, topic, f"articles {line}", 13).text
    aside = asides.ARTICLES.get(line)
    return f"{text}\n\n{aside}" if aside else text


def build_articles(register: Register, prose: Prose) -> bytes:
    """Return lines of text, url, date, license in several zstd frames."""
    lines = []
    for line, (language, topic) in enumerate(article_keys()):
        document = f"line:{line}"
        written, licence = _LICENCES[line % len(_LICENCES)]
        if line == 0:
            written = register.clean(_CONTACT_LICENCE, ARTICLES, document)
        elif licence:
            register.note("licences", {"licence": licence, "shard": ARTICLES, "document": document})
        host = f"https://www.{YULIAO}" if language == "zh" else f"https://{topic}.corpus-sample.example"
        content = {
            "text": register.clean(article_text(prose, line), ARTICLES, document),
            "url": f"{host}/read/{line}",
            "date": f"2025-11-{12 + line % 3:02d}",
            "license": written,
        }
        lines.append(json_line(content))
    return zstd_frames(in_pieces(lines))


def build_news(register: Register, prose: Prose) -> bytes:
    """Return Chinese lines of raw_content, title, url, timestamp in several gzip members; some repeat other shards."""
    lines = []
    for line in range(24):
        document = f"line:{line}"
        text = _news_text(register, prose, line)
        title, _, body = register.clean(text, NEWS, document).partition("\n\n")
        content = {
            "id": f"news-{line:04d}",
            "title": title,
            "raw_content": f"{title}\n{body}",
            "url": f"https://news.{YULIAO}/2025/{line}.html",
            "timestamp": f"2025-11-14T{line % 24:02d}:00:00Z",
        }
        lines.append(json_line(content))
    return gzip_members(in_pieces(lines))


_FIRST_CHINESE = 20
_REPEATED = {18: _FIRST_CHINESE, 19: _FIRST_CHINESE + 2, 20: _FIRST_CHINESE + 5}
"""Line of the news shard → line of the articles shard that it repeats with another ending."""
_REPRINTED = {21: 3, 22: 3, 23: 8}
"""Line of the news shard → earlier line of it."""


def _news_text(register: Register, prose: Prose, line: int) -> str:
    here = {"shard": NEWS, "document": f"line:{line}"}
    if line in _REPEATED:
        source = _REPEATED[line]
        register.note("duplicates", {**here, "of": {"shard": ARTICLES, "document": f"line:{source}"}})
        return f"{article_text(prose, source)}\n\n（本站转载，略有删改）"
    if line in _REPRINTED:
        source = _REPRINTED[line]
        register.note("duplicates", {**here, "of": {"shard": NEWS, "document": f"line:{source}"}})
        return _news_text(register, prose, source) + f"（编辑{line}）"
    text = prose.article("zh", _ZH_TOPICS[line % len(_ZH_TOPICS)], f"news {line}", 12).text
    aside = asides.NEWS.get(line)
    return f"{text}\n\n{aside}" if aside else text


_QUOTED = {17: 4, 18: 9}
"""Line of the forum shard → line of the articles shard that was pasted into it."""


def build_forum(register: Register, prose: Prose) -> bytes:
    """Return lines of id, body, meta.url, meta.timestamp in one xz stream."""
    lines = []
    for line in range(20):
        document = f"line:{line}"
        if line in _QUOTED:
            text = f"{article_text(prose, _QUOTED[line])}\nCopied from elsewhere."
            source = {"shard": ARTICLES, "document": f"line:{_QUOTED[line]}"}
            register.note("duplicates", {"shard": FORUM, "document": document, "of": source})
        else:
            topic = ("music", "software", "garden", "travel")[line % 4]
            text = "\n".join(prose.article("en", topic, f"forum {line}", 7 + line % 3).paragraphs)
            aside = asides.FORUM.get(line)
            text = f"{text}\n{aside}" if aside else text
        meta = {
            "url": f"https://forum.brass-and-reed.example/t/{100 + line}#p{line}",
            "timestamp": f"2025-11-13T10:{line:02d}:00+00:00",
        }
        content = {"id": 5000 + line, "body": register.clean(text, FORUM, document), "meta": meta}
        lines.append(json_line(content))
    return xz_stream(b"".join(lines))


def json_line(content: dict[str, Any]) -> bytes:
    """Return one line of JSON."""
    return json.dumps(content, ensure_ascii=False).encode() + b"\n"


def in_pieces(lines: list[bytes]) -> list[bytes]:
    """Return the lines in pieces to be packed one by one; a piece ends in mid-line, as split files do."""
    whole = b"".join(lines)
    size = -(-len(whole) // (len(lines) // _LINES_A_PIECE + 1))
    return [whole[i : i + size] for i in range(0, len(whole), size)]
