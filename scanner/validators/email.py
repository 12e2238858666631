"""An e-mail address as written → whether mail could go there and a person or organisation could stand behind it."""

import functools

import tldextract

from scanner.validators.written import fold_width

_RESERVED_LAST = frozenset({"test", "example", "invalid", "localhost", "local", "internal", "lan", "onion", "arpa"})
"""RFC 2606 §2, RFC 6761 §6, RFC 6762 §3: names that never lead to a mailbox on the public net."""
_RESERVED_DOMAINS = frozenset({"example.com", "example.net", "example.org", "example.edu"})
"""RFC 2606 §3, and example.edu that Educause keeps for the same purpose."""
_EXAMPLE_LAST = frozenset({"test", "example", "invalid"})
"""RFC 2606 §2, for manuals and tests."""
_PLACEHOLDERS = frozenset(
    (
        *("domain.com", "domain.tld", "yourdomain.com", "your-domain.com", "mydomain.com", "somedomain.com"),
        *("yourcompany.com", "youremail.com", "domaine.com", "beispiel.de", "musterfirma.de", "ejemplo.com"),
        *("exemple.com", "exemple.fr", "esempio.it"),
    )
)
"""Domains that manuals and forms use as if they were reserved."""
_FILE_ENDINGS = frozenset(
    (
        *("png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico", "avif", "tif", "tiff", "css", "scss", "less"),
        *("js", "mjs", "ts", "tsx", "jsx", "json", "xml", "html", "htm", "xhtml", "php", "asp", "aspx", "jsp"),
        *("pdf", "doc", "docx", "xls", "xlsx", "ppt", "txt", "csv", "exe", "dll", "gz", "tgz", "bz2", "rar", "tar"),
        *("mpg", "avi", "wav", "ogg", "woff", "woff2", "ttf", "eot", "conf", "cfg", "ini", "log", "bak"),
        *("service", "socket", "timer", "mount", "slice", "device", "git", "java", "cpp", "lua", "yaml"),
    )
)
"""Endings of `image@2x.png`, `getty@tty1.service` and the like; none of them is a top-level domain of the root zone."""
_MESSAGE_HOSTS = frozenset({"mail.gmail.com", "phx.gbl", "mail.yahoo.com", "mail.outlook.com"})
"""Right-hand sides of Message-IDs (RFC 5322 §3.6.4) that never stand in an address."""


def is_email(text: str) -> bool:
    """Tell whether the text is an address of RFC 5321 §4.1.2 whose domain may exist on the public net.

    The top-level domain must be one of the public suffix list (or an `xn--` label); reserved names, placeholder
    domains, file names and right-hand sides of Message-IDs are refused. Nothing is looked up.
    """
    local, _, domain = fold_width(text).rpartition("@")
    domain = domain.lower()
    labels = domain.split(".")
    if not _is_local_part(local) or not all(_is_label(label) for label in labels):
        return False
    return _is_top_level(labels[-1]) and not _is_reserved(labels, domain)


def is_example_email(text: str) -> bool:
    """Tell whether the text is an address at a name kept for examples: RFC 2606 §2 and §3, example.edu."""
    local, _, domain = fold_width(text).rpartition("@")
    labels = domain.lower().split(".")
    if not _is_local_part(local) or not all(_is_label(label) for label in labels):
        return False
    return labels[-1] in _EXAMPLE_LAST or ".".join(labels[-2:]) in _RESERVED_DOMAINS


def _is_local_part(local: str) -> bool:
    """RFC 5321 §4.5.3.1.1: at most 64 octets; RFC 5322 §3.2.3: no dot at either end, none after another."""
    return 0 < len(local) <= 64 and not local.startswith(".") and not local.endswith(".") and ".." not in local  # noqa: PLR2004  # octets, as the clause says


def _is_label(label: str) -> bool:
    """RFC 1035 §2.3.4: 1 to 63 octets, no hyphen at either end."""
    return 0 < len(label) <= 63 and not label.startswith("-") and not label.endswith("-")  # noqa: PLR2004  # octets, as the clause says


def _is_top_level(label: str) -> bool:
    return label in _top_levels() or label.startswith("xn--")


@functools.cache
def _top_levels() -> frozenset[str]:
    """Return the top-level domains of the public suffix list inside tldextract's package; nothing is fetched."""
    suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds
    return frozenset(suffix.rpartition(".")[2] for suffix in suffixes)


def _is_reserved(labels: list[str], domain: str) -> bool:
    if labels[-1] in _RESERVED_LAST or labels[-1] in _FILE_ENDINGS or len(labels) == 1:
        return True
    return ".".join(labels[-2:]) in _RESERVED_DOMAINS or domain in _PLACEHOLDERS or domain in _MESSAGE_HOSTS
