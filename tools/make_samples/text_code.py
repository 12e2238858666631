"""Source files of `prose/code.txt` → `code.jsonl.bz2`: content, path, a licence column, SPDX tags inside."""

from pathlib import Path

from .pack import bz2_stream
from .prose import Prose
from .register import Register, look_alike, plant
from .text_articles import json_line
from .values import CARDS, press_mail, service_ipv4, wrong_last

SHARD = "text/code.jsonl.bz2"
_SPDX = {"mit": "MIT", "Apache 2.0": "Apache-2.0", "other": "unknown"}


def build(register: Register, prose: Prose) -> bytes:  # noqa: ARG001  # every shard is built by the same two arguments
    """Return the shard's bytes; each file is headed by `=== path | licence column | licence of its SPDX tag`."""
    source = Path(__file__).with_name("prose") / "code.txt"
    files = source.read_text(encoding="utf-8").split("=== ")[1:]
    lines = []
    for line, entry in enumerate(files):
        document = f"line:{line}"
        head, _, content = entry.partition("\n")
        path, column, tag = (part.strip() for part in head.split("|"))
        for licence in sorted({_SPDX.get(column, column), tag} - {""}):
            register.note("licences", {"licence": licence, "shard": SHARD, "document": document})
        content = register.clean(_with_values(content, line), SHARD, document)
        lines.append(json_line({"content": content, "path": path, "license": column or None, "size": len(content)}))
    return bz2_stream(b"".join(lines))


def _with_values(content: str, line: int) -> str:
    marks = {
        "<<mail>>": plant("pii.email", press_mail(f"developer{line}", "code")),
        "<<ip>>": plant("pii.ipv4", service_ipv4(30)),
        "<<private>>": look_alike("pii.ipv4", "10.0.4.9"),
        "<<card>>": look_alike("pii.payment-card", wrong_last(CARDS["discover"])),
    }
    for sign, mark in marks.items():
        content = content.replace(sign, mark)
    return content
