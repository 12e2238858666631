"""Books → `books.parquet`: nested metadata, a licence column, several row groups, columns that hold no text."""

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .prose import Prose
from .register import Register, elsewhere, plant
from .values import IBANS, YULIAO, mobile, press_mail

SHARD = "text/books.parquet"
_ROWS_A_GROUP = 6
_SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("text", pa.string()),
        (
            "metadata",
            pa.struct([("url", pa.string()), ("title", pa.string()), ("fetched", pa.timestamp("ms", tz="UTC"))]),
        ),
        ("license", pa.string()),
        ("donor_email", pa.string()),
        ("cover", pa.binary()),
    ]
)
_LICENCES = (
    ("Public Domain", None),
    ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
    ("CC BY-NC-ND 4.0", "CC-BY-NC-ND-4.0"),
    (None, None),
    ("CC0-1.0", "CC0-1.0"),
    ("all rights reserved, 1998", "unknown"),
    ("MIT", "MIT"),
)
_TOPICS = (("en", "books"), ("zh", "读书"), ("en", "travel"), ("zh", "自然"), ("en", "museum"), ("es", "es"))
_ASIDES = {
    0: f"Printed by subscription; the binder, {plant('pii.email', press_mail('binder', 'books'))}, kept the plates.",
    3: f"书后附有编者手机{plant('pii.cn.mobile', mobile('187', 23))}。",
    8: f"A royalty cheque was replaced by a transfer to {plant('pii.iban', IBANS['es'].replace(' ', ''))}.",
}
_REPEATED = {19: 1, 21: 9}
"""Row → earlier row of which it is another edition."""


def build(register: Register, prose: Prose) -> bytes:
    """Return the shard's bytes; Parquet settings that change with library versions are named."""
    rows = [_row(register, prose, number) for number in range(24)]
    sink = io.BytesIO()
    with pq.ParquetWriter(
        sink,
        _SCHEMA,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        write_statistics=["id"],  # statistics of a text column would repeat whole texts in the footer
    ) as writer:
        for start in range(0, len(rows), _ROWS_A_GROUP):
            writer.write_table(pa.Table.from_pylist(rows[start : start + _ROWS_A_GROUP], schema=_SCHEMA))
    return sink.getvalue()


def _row(register: Register, prose: Prose, number: int) -> dict[str, Any]:
    document = f"row:{number}"
    source = _REPEATED.get(number, number)
    language, topic = _TOPICS[source % len(_TOPICS)]
    article = prose.article(language, topic, f"books {source}", 16)
    text = article.text
    if source != number:
        text += "\n\n第二版，订正错字若干。"
        earlier = {"shard": SHARD, "document": f"row:{source}"}
        register.note("duplicates", {"shard": SHARD, "document": document, "of": earlier})
    elif number in _ASIDES:
        text += "\n\n" + _ASIDES[number]
    written, licence = _LICENCES[number % len(_LICENCES)]
    if licence:
        register.note("licences", {"licence": licence, "shard": SHARD, "document": document})
    host = f"https://tushu.{YULIAO}" if language == "zh" else "https://library.corpus-sample.example"
    fetched = dt.datetime(2025, 11, 13, 12, number, tzinfo=dt.UTC)
    donor = elsewhere("column donor_email", press_mail(f"donor{number}"))
    return {
        "id": 7000 + number,
        "text": register.clean(text, SHARD, document),
        "metadata": {"url": f"{host}/book/{number}", "title": article.title, "fetched": fetched},
        "license": written,
        "donor_email": register.clean(donor, SHARD, document),
        "cover": bytes(range(number, number + 16)),
    }
