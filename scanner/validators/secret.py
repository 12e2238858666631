"""A key, token or password as written → whether it can be a real one: no filler, and checked where it has a check."""

import re
from collections.abc import Callable

from scanner.validators.secret_checks import (
    is_basic_credentials,
    is_bitcoin_private_key,
    is_discord_token,
    is_github_token,
    is_json_web_token,
)

_FILLER = re.compile(
    r"example|placeholder|change.?me|change.?it|dummy|sample|redacted|removed|insert|replace|foobar|foo_bar|not.?real|"
    r"your(?:[-_ ]|api|key|own|pass|secret|token|access)|fake|xxxx|deadbeef|"
    r"secret.?here|token.?here|key.?here|my.?(?:api.?)?(?:key|token|secret)|undefined|"
    r"open.?sesame|abcd1234|1234abcd|abc123def|\*\*\*|\.\.\.|…|<|>|\$\{|\{\{|%\(|%s",
    re.IGNORECASE,
)
_SEQUENCES = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_STEPS = 7
"""Neighbours of a sequence in a row; 64 random hex digits hold seven in less than 1 case of 100,000."""
_RUNS = re.compile("|".join(row[at : at + _STEPS] for row in _SEQUENCES for at in range(len(row) - _STEPS + 1)))
_SAME = re.compile(r"(.)\1{7}", re.DOTALL)
_FEWEST_DISTINCT = 8
_URL = re.compile(r"https?://", re.IGNORECASE)
_URL_TAIL = re.compile(r"[/=?&]")

_COMMON = """
    pass passwd pwd admin root user username guest test tester testing demo postgres mysql mariadb redis mongo
    mongodb rabbitmq guest123 oracle none null nil true false string text hidden required optional default empty unknown
    admin123 root123 test123 user123 pass123 pass1234 pass@word1 p@ssw0rd p@ssword passw0rd letmein welcome welcome1
    qwerty qwerty123 abc123 abc12345 a123456 a12345678 1q2w3e 1q2w3e4r 123qwe qwe123 hunter2 s3cr3t s3cret token key
    value hello world foo bar baz my_pass mypass db_pass dbpass credentials toor system tiger scott manager admin888
    yourstrong(!) yourstrong@passw0rd
"""
_COMMON_PASSWORDS = frozenset(_COMMON.split())
_SPOKEN_OF = re.compile(r"pass.?(?:word|wd|phrase|code)|pwd|secret|密码|口令", re.IGNORECASE)
_CODE = re.compile(
    r"[$%{<\[(*&]|.*[()\[\]{}<>`|;,]|[A-Za-z_][0-9A-Za-z_]*(?:(?:\.|->|::)[A-Za-z_][0-9A-Za-z_]*)+\Z|[A-Z_]+\Z",
    re.DOTALL,
)
"""Variables, calls, templates and names of constants: they say where a password comes from, not what it is."""
_FEWEST_DISTINCT_IN_PASSWORD = 4
_LOOKS_LIKE_HOST = re.compile(r"(?:https?:|www\.)|.*\.(?:com|net|org|cn|cc|html?|php)\Z", re.IGNORECASE | re.DOTALL)


def is_not_placeholder(text: str) -> bool:
    """Tell whether a key can be a real one: no filler word, no sequence, no long repetition, no template.

    Of a URL only the last part counts, since the rest is the same in all of them.
    """
    key = _URL_TAIL.split(text)[-1] if _URL.match(text) else text
    if _FILLER.search(key) or _RUNS.search(key.lower()) or _SAME.search(key.lstrip("A")):
        return False
    return len(set(key)) >= min(_FEWEST_DISTINCT, len(key) // 2)


def is_mixed_key(text: str) -> bool:
    """Tell whether a key of letters and digits has small and capital letters and digits, as random ones have.

    Of 30 random characters of base 62, 1 in 200 lacks a digit; hashes in hex and words lack capitals.
    """
    return is_not_placeholder(text) and all(re.search(kind, text) for kind in ("[0-9]", "[a-z]", "[A-Z]"))


def is_hex_key(text: str) -> bool:
    """Tell whether a key in hex has digits and letters and is no filler."""
    return is_not_placeholder(text) and bool(re.search("[0-9]", text) and re.search("[A-Fa-f]", text))


def is_password(text: str) -> bool:
    """Tell whether a text that stands where a password stands can be one: no filler, no variable, no template."""
    if text.casefold() in _COMMON_PASSWORDS or _FILLER.search(text) or _SPOKEN_OF.search(text):
        return False
    if _CODE.match(text) or _RUNS.search(text.lower()) or text.isdigit():
        return False
    return len(set(text)) >= _FEWEST_DISTINCT_IN_PASSWORD


def is_mixed_password(text: str) -> bool:
    """Tell the same of a password between other words: it must have a letter and a digit, and be no host name."""
    mixed = re.search("[0-9]", text) and re.search("[A-Za-z]", text)
    return bool(mixed) and is_password(text) and not _LOOKS_LIKE_HOST.match(text)


def is_url_password(text: str) -> bool:
    """Tell whether the part between colon and @ of a URL can be a password (RFC 3986 §3.2.1)."""
    return is_password(text) and not re.fullmatch(r"[0-9]{1,5}|[A-Za-z]{1,5}", text)


def is_private_key_block(text: str) -> bool:
    """Tell whether a block of RFC 7468 holds a key: a body of many different characters, no filler word."""
    body = re.sub(r"-----[^-]*-----", "", text)
    return not re.search("example|redacted|placeholder|xxxx", body, re.IGNORECASE) and len(set(body)) >= _WIDE_BODY


_WIDE_BODY = 20
"""Different characters in 64 of base 64; fillers such as `MIIE...` and rows of one letter have fewer."""

SECRET: dict[str, Callable[[str], bool]] = {
    "basic-credentials": lambda text: is_basic_credentials(text, is_password),
    "bitcoin-private-key": is_bitcoin_private_key,
    "discord-token": lambda text: is_not_placeholder(text) and is_discord_token(text),
    "github-token": is_github_token,
    "hex-key": is_hex_key,
    "json-web-token": is_json_web_token,
    "mixed-key": is_mixed_key,
    "mixed-password": is_mixed_password,
    "not-placeholder": is_not_placeholder,
    "password": is_password,
    "private-key-block": is_private_key_block,
    "url-password": is_url_password,
}
