"""Synthetic numbers that are issued to the whole world, and sentences that only look as if they held some."""

import hashlib
from random import Random

from stdnum import iban, luhn

from made.shape import Made
from scanner.validators.everywhere_coins import keccak_256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_VIN_VALUES = "12345678123457923456789"
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _grouped(text: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(text[place : place + size])
        place += size
    return separator.join(parts)


def _card(random: Random) -> str:
    if random.random() < 0.2:
        number = random.choice(("34", "37")) + _digits(random, 12)
        return _grouped(number + luhn.calc_check_digit(number), (4, 6, 5), random.choice(("", " ", "-")))
    number = random.choice(("4", "51", "53", "55", "6011", "3530"))
    number += _digits(random, 15 - len(number))
    return _grouped(number + luhn.calc_check_digit(number), (4, 4, 4, 4), random.choice(("", " ", "-", "\u00a0")))


def _iban(random: Random) -> str:
    number = _digits(random, 18)
    whole = f"DE{iban.calc_check_digits(f'DE00{number}')}{number}"
    return whole if random.random() < 0.5 else " ".join(whole[place : place + 4] for place in range(0, 22, 4))


def _imei(random: Random) -> str:
    number = random.choice(("35", "86", "01", "99")) + _digits(random, 12)
    number += str(luhn.calc_check_digit(number))
    return str(number) if random.random() < 0.6 else _grouped(number, (2, 6, 6, 1), random.choice(("-", " ")))


def _vin(random: Random) -> str:
    signs = random.choice("1245L") + "".join(random.choices(_VIN_SIGNS, k=7)) + "0K"
    signs += "".join(random.choices(_VIN_SIGNS, k=3)) + _digits(random, 4)
    values = [int(sign) if sign.isdigit() else int(_VIN_VALUES[_VIN_SIGNS.index(sign)]) for sign in signs]
    total = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True))
    return signs[:8] + "0123456789X"[total % 11] + signs[9:]


def _base58(random: Random, version: int) -> str:
    raw = bytes([version]) + random.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    number, signs = int.from_bytes(raw, "big"), ""
    while number:
        number, place = divmod(number, 58)
        signs = _BASE58[place] + signs
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + signs


def _ethereum(random: Random) -> str:
    digits = random.randbytes(20).hex()
    marks = keccak_256(digits.encode()).hex()
    return "0x" + "".join(sign.upper() if mark >= "8" else sign for sign, mark in zip(digits, marks, strict=False))


def _mac(random: Random) -> str:
    number = f"{random.choice((0x3C, 0xA4, 0x9C, 0xF0)):02x}{random.randbytes(4).hex()}be"
    separator = random.choice((":", "-"))
    return separator.join(number[place : place + 2] for place in range(0, 12, 2))


def _birth_date(random: Random) -> str:
    year, month, day = random.randint(1930, 2015), random.randint(1, 12), random.randint(1, 28)
    return random.choice((f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"{year}年{month}月{day}日"))


MADE: tuple[Made, ...] = (
    Made("pii.payment-card", _card, ("He paid with {}.", "card_number: {}", "Kreditkarte {}", "信用卡号{}，请保密")),
    Made("pii.iban", _iban, ("Send it to {}.", "IBAN: {}", "Kontonummer {}", "账户{}，德国")),
    Made("pii.imei", _imei, ("The IMEI of the phone is {}.", "IMEI: {}", "手机串号{}，已报失")),
    Made("pii.vin", _vin, ("The VIN of her car is {}.", "VIN: {}", "Fahrgestellnummer {}", "车架号{}，已核实")),
    Made("pii.bitcoin-address", lambda random: _base58(random, 0), ("Send to {}.", "BTC: {}", "比特币地址{}，谢谢")),
    Made("pii.litecoin-address", lambda random: _base58(random, 48), ("Send to {}.", "LTC: {}", "莱特币地址{}，谢谢")),
    Made("pii.dogecoin-address", lambda random: _base58(random, 30), ("Send to {}.", "DOGE: {}", "狗狗币地址{}，谢谢")),
    Made("pii.tron-address", lambda random: _base58(random, 65), ("Send to {}.", "TRX: {}", "波场地址{}，谢谢")),
    Made("pii.ethereum-address", _ethereum, ("Send to {}.", "ETH: {}", "以太坊地址{}，谢谢")),
    Made("pii.mac-address", _mac, ("Its MAC is {}.", "mac: {}", "设备地址{}，在线"), breakable=False),
    Made(
        "pii.date-of-birth",
        _birth_date,
        ("Her date of birth is {}.", "DOB: {}", "geboren am {}", "出生日期{}，汉族"),
        breakable=False,
    ),
)


def look_alikes(random: Random) -> list[str]:
    """Return one sentence of each kind that holds no personal information although it looks so."""
    letters = random.randbytes(16).hex()

    def digits(count: int) -> str:
        return _digits(random, count)

    browser = f"Chrome/1{digits(2)}.0.{random.randint(5000, 6999)}.{digits(3)}"
    point = f"{digits(2)}.{digits(4)} {digits(2)}.{digits(4)}"
    return [
        f"ISBN 978-3-{digits(2)}-{digits(6)}-{digits(1)}",
        f"EAN {random.choice(('40', '50', '76'))}{digits(11)} in stock",
        f"doi:10.{random.randint(1000, 9999)}/s{digits(5)}-0{digits(2)}-{digits(5)}-{digits(1)}",
        f"created_at 17{digits(11)} updated 16{digits(8)}",
        f"Now only $1,{digits(3)}.{digits(2)} instead of €2.{digits(3)},{digits(2)}",
        f"{browser} and version 2.{digits(1)}.{digits(1)}.{digits(1)}",
        f"logo@{random.randint(2, 4)}x.png and @media screen (min-width: {digits(3)}px)",
        f"npm i @angular/core@1{digits(1)}.{digits(1)}.0 com.sample.app@1.{digits(1)}",
        f"git clone git@github.com:org{digits(2)}/repo.git",
        f"commit {random.randbytes(20).hex()} sha256 {random.randbytes(32).hex()}",
        f"uuid {letters[:8]}-{letters[8:12]}-4{letters[13:16]}-a{letters[17:20]}-{letters[20:]}",
        f"Order no. {digits(10)} shipped with 1Z{digits(3)}AA1{digits(10)}",
        f"Invoice {random.randint(2015, 2024)}-{digits(6)} of {random.randint(1, 28):02}.03.2021",
        f"The fair runs from 2023-05-{random.randint(10, 28)} at 12:{random.randint(10, 59)}:{random.randint(10, 59)}",
        f'<path d="M{point} L{point}"/>',
        f"Call 555-01{digits(2)} in the film",
        f"float x = 0.{digits(16)}; double y = 3.{digits(15)}",
    ]
