"""Documents → those that are looked at: a sample drawn by keyed digest, the same whoever draws it."""

import hashlib

from scanner.types.document import Document

_BITS = 64


def draws(document: Document, seed: str, purpose: str) -> float:
    """Return a number from 0 up to 1 that stands for a document: it is drawn where the number is below a share.

    Comes from its place in the shard, its address and its text, so that neither the batch it is in nor the worker
    that reads it matters, and copies at different places are drawn apart. Seed and purpose make draws independent.
    """
    key = hashlib.blake2b(seed.encode()).digest()  # a key has at most 64 bytes; a seed may be longer
    digest = hashlib.blake2b(person=purpose.encode()[:16], key=key, digest_size=_BITS // 8)
    for part in (document.id, document.url or "", *(field.text for field in document.fields)):
        written = part.encode("utf-8", "surrogatepass")
        digest.update(len(written).to_bytes(8, "big"))
        digest.update(written)
    return int.from_bytes(digest.digest(), "big") / float(1 << _BITS)
