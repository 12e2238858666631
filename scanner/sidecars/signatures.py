"""Signatures of one shard ↔ a Parquet file that says how they were made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from scanner.errors import OutputError
from scanner.sidecars.tables import read_tables

_MADE_BY = b"corpus-scanner.signature"
_UNNAMED = b"options that the file does not name"
CONTENT_BYTES = 16

COPIES = pa.schema(
    [
        ("document", pa.string()),
        ("rule", pa.string()),
        ("similarity", pa.float64()),
        ("first_shard", pa.string()),
        ("first_row", pa.int64()),
    ]
)
"""Copies in a shard: of which document in which shard, by its row in that shard's signatures."""


PARAGRAPHS = pa.schema([("hashes", pa.list_(pa.uint64())), ("characters", pa.list_(pa.uint32()))])
"""Longer paragraphs of a shard's documents, a row a document."""


def signatures_schema(permutations: int, made_by: str) -> pa.Schema:
    """Return the schema: `signature` is that many little-endian uint32, `content` a digest of the whole text.

    `made_by` names the options that decide the values; it travels in the file's metadata.
    """
    columns = [
        ("document", pa.string()),
        ("tokens", pa.uint32()),
        ("content", pa.binary(CONTENT_BYTES)),
        ("signature", pa.binary(4 * permutations)),
    ]
    return pa.schema(columns, metadata={_MADE_BY: made_by.encode()})


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Rows of a shard's signatures, in the order of the shard."""

    tokens: npt.NDArray[np.uint32]
    signatures: npt.NDArray[np.uint32]
    """Shape (n, permutations)."""


def options_of(path: Path) -> tuple[str, int]:
    """Return the options that made the signatures in a file, and how many values each has."""
    schema = pq.read_schema(path)
    found = (schema.metadata or {}).get(_MADE_BY, _UNNAMED).decode()
    return found, schema.field("signature").type.byte_width // 4


def count_signatures(path: Path) -> int:
    """Return how many rows a file has, which is told at its end."""
    return int(pq.read_metadata(path).num_rows)


def read_signatures(path: Path, made_by: str) -> Iterator[SignatureBlock]:
    """Yield the rows of a file in blocks of bounded size.

    Raises `OutputError` where its signatures were made by other options: their values must not be compared.
    """
    found, _ = options_of(path)
    if found != made_by:
        raise OutputError(f"{path}: holds signatures made by {found}; they cannot be compared with those of {made_by}")
    for table in read_tables(path, ("tokens", "signature")):
        column = table.column("signature").combine_chunks()
        size = column.type.byte_width
        start = column.offset * size
        rows = np.frombuffer(column.buffers()[1], dtype=np.uint8)[start : start + len(column) * size]
        yield SignatureBlock(table.column("tokens").to_numpy(), rows.view("<u4").reshape(len(column), -1))


def read_digests(path: Path) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint64]]:
    """Return tokens, shape (n,), and the halves of the digest of each text, shape (n, 2), of a whole shard."""
    tokens, digests = [np.empty(0, dtype=np.uint32)], [np.empty((0, 2), dtype=np.uint64)]
    for table in read_tables(path, ("tokens", "content")):
        column = table.column("content").combine_chunks()
        start = column.offset * CONTENT_BYTES
        whole = np.frombuffer(column.buffers()[1], dtype=np.uint8)[start : start + len(column) * CONTENT_BYTES]
        tokens.append(table.column("tokens").to_numpy())
        digests.append(whole.view("<u8").reshape(-1, 2))
    return np.concatenate(tokens), np.concatenate(digests)
