"""Keys, tokens and passwords, made when a test runs: no forge's scanner finds one in this file."""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from random import Random

from made.secret_sentences import NAMED, PLAIN, named
from made.secret_shapes import PREFIXED
from made.shape import Made

_DIGITS, _SMALL, _CAPITAL = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = {
    "d": _DIGITS,
    "h": _DIGITS + "abcdef",
    "H": _DIGITS + "ABCDEF",
    "a": _DIGITS + _SMALL,
    "A": _DIGITS + _CAPITAL,
    "B": "234567" + _CAPITAL,
    "Q": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "l": _SMALL + _CAPITAL,
    "t": "~",
    "x": _DIGITS + _SMALL + _CAPITAL,
    "w": _DIGITS + _SMALL + _CAPITAL + "-_",
    "b": _DIGITS + _SMALL + _CAPITAL + "+/",
}
_BASE62 = _DIGITS + _CAPITAL + _SMALL
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def shaped(random: Random, shape: str) -> str:
    """Fill `[x20]` with 20 signs of class x and drop `~`, which keeps prefixes apart in this file.

    A run of 30 signs and more that mixes letters and digits has some of each, as nearly all real ones have.
    """

    def run(found: re.Match[str]) -> str:
        signs, count = _SIGNS[found[1]], int(found[2])
        while True:
            text = "".join(random.choices(signs, k=count))
            kinds = [kind for kind in (_DIGITS, _SMALL, _CAPITAL) if set(kind) & set(signs)]
            if count < 20 or all(set(kind) & set(text) for kind in kinds):
                return text

    return re.sub(r"\[([a-zA-Z])([0-9]+)\]", run, shape.replace("~", ""))


def _of(*shapes: str) -> Callable[[Random], str]:
    return lambda random: shaped(random, random.choice(shapes))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _github(random: Random) -> str:
    body = shaped(random, "[x30]")
    value, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        value, digit = divmod(value, 62)
        check = _BASE62[digit] + check
    return f"gh{random.choice('pousr')}_{body}{check}"


def _jwt(random: Random) -> str:
    header = {"alg": random.choice(["HS256", "RS256", "ES256"]), "typ": "JWT"}
    claims = {"sub": shaped(random, "[d9]"), "iat": random.randrange(1_600_000_000, 1_800_000_000)}
    parts = [_base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims)]
    return ".".join([*parts, shaped(random, "[w43]")])


def _discord(random: Random) -> str:
    account = str(random.randrange(10**17, 10**19)).encode()
    return f"{_base64url(account)}.{shaped(random, 'G[x5].[w38]')}"


def _basic(random: Random) -> str:
    return base64.b64encode(shaped(random, "svc-[a4]:[x5][d3]-[x6]").encode()).decode()


def _bitcoin(random: Random) -> str:
    data = b"\x80" + random.randbytes(32) + random.choice([b"", b"\x01"])
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return text


def _pem(label: str, lines: int = 12) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        body = "\n".join(shaped(random, "[b64]") for _ in range(lines))
        return f"-----BEG~IN {label}-----\n{body}\n-----END {label}-----".replace("~", "")

    return make


_CHECKED = (
    Made("secret.github-token", _github, PLAIN),
    Made("secret.bitcoin-private-key", _bitcoin, named("bitcoin private key", "WALLET_WIF", "比特币私钥")),
    Made("secret.json-web-token", _jwt, ("Authorization: Bearer {}", *PLAIN), breakable=False),
    Made("secret.discord-bot-token", _discord, PLAIN, breakable=False),
    Made(
        "secret.http-basic-authorization",
        _basic,
        (
            "Authorization: Basic {}",
            "-H 'Authorization: Basic {}'",
            "请求头Authorization: Basic {}，已失效",
            "authorization='basic {}'",
        ),
        breakable=False,
    ),
    Made(
        "secret.private-key",
        _pem("RSA PRIVATE KEY"),
        ("{}", "key: |\n{}\n", "服务器私钥{}，请勿外传", "id_rsa is {}."),
        breakable=False,
    ),
    Made(
        "secret.private-key-header",
        _of("-----BEG~IN RSA PRIVATE KEY-----", "-----BEG~IN OPENSSH PRIVATE KEY-----"),
        ("It begins with {}", "KEY_HEADER={}", "文件以{}开头，后面被删"),
        breakable=False,
    ),
    Made(
        "secret.gcp-service-account-key",
        lambda random: _pem("PRIVATE KEY")(random).replace("\n", "\\n") + "\\n",
        (
            '"type": "service_account", "private_key": "{}",',
            '"private_key": "{}", "client_email": "job@proj.iam.gserviceaccount.com"',
            '服务账号文件"type": "service_account", "private_key": "{}"，已吊销',
            'service_account: private_key = "{}"',
        ),
        breakable=False,
    ),
)

MADE: tuple[Made, ...] = (
    *_CHECKED,
    *(Made(f"secret.{name}", _of(*shapes), PLAIN, breakable=False) for name, shapes in PREFIXED),
    *(Made(f"secret.{name}", _of(*shapes), said, breakable=False) for name, shapes, said in NAMED),
)
