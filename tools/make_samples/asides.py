"""Sentences with planted values that are put behind articles, by line of their shard."""

from .register import hard, look_alike, plant
from .values import (
    CARDS,
    IBANS,
    YULIAO,
    bank_card,
    company_code,
    london_abroad,
    mobile,
    new_york,
    press_mail,
    resident_id,
    service_ipv4,
    service_ipv6,
)

_MAIL, _CARD, _IBAN, _SSN = "pii.email", "pii.payment-card", "pii.iban", "pii.us.ssn"
_ABROAD, _NATIONAL = "pii.phone.international", "pii.phone.national"
_ID, _MOBILE, _CODE, _BANK = "pii.cn.resident-id", "pii.cn.mobile", "pii.cn.social-credit-code", "pii.cn.bank-card"
_DOB = "19030704"

ARTICLES = {
    0: f"Corrections to {plant(_MAIL, press_mail('desk.one', 'articles'))}, please.",
    1: f"The grower can be reached on {plant('example.phone', new_york(181))}.",
    3: f"The lender's account is {plant(_IBAN, IBANS['ch'])}, the curator wrote.",
    5: f"Two hosts answered: {plant('pii.ipv4', service_ipv4(44))} and {plant('pii.ipv6', service_ipv6(0xA1))}.",
    6: f"A clerk read out the Social Security number {plant(_SSN, '858-23-4567')} in open session.",
    7: f"Credit card {plant(_CARD, CARDS['mastercard'])} was printed on the receipt.",
    8: f"Version {look_alike('pii.ipv4', '4.18.2.1')} of the firmware drifts less; barcode "
    f"{look_alike(_CARD, '4006381333931')} was on the box.",
    11: f"Mail {plant(_MAIL, press_mail('Priya.Quill+beans'))} or {look_alike(_MAIL, 'nobody@seed-swap.invalid')}.",
    13: f"The office answers on {plant(_ABROAD, '0044 20 0000 0199')} in the mornings.",
    16: f"The form of {look_alike(_SSN, '859-00-1234')} was void; the advert showed {look_alike(_SSN, '078-05-1120')}.",
    20: f"联系人陆景和，手机：{plant(_MOBILE, mobile('186', 91))}，电子邮箱{plant(_MAIL, f'jinghe.lu@{YULIAO}')}。",
    21: f"借书证背面写着身份证号码{plant(_ID, resident_id('330106', _DOB, 6))}。",
    22: f"供货商统一社会信用代码为{plant('pii.cn.sole-trader-code', company_code('92', '330106', 'MA0000A1'))}。",
    23: f"日志里的{plant('pii.ipv4', service_ipv4(121))}反复出现，而{look_alike('pii.ipv4', '192.168.3.9')}是网关。",
    24: f"退票款打到卡号{plant(_BANK, bank_card('621226', 19, 38))}。",
    25: f"样本编号{look_alike(_ID, '110105202513400017')}里没有这样的日期。",
    26: f"Kontonummer der Halle: {plant(_IBAN, 'DE02120300000000202051')}.",
    27: f"Écrire à {plant(_MAIL, 'redaction@corpus-echantillon.fr')} avant jeudi.",
}
NEWS = {
    0: f"采访热线{plant(_NATIONAL, '028-80000016')}，投稿邮箱{plant(_MAIL, f'bianji@{YULIAO}')}。",
    1: f"读者来电：{plant(_MOBILE, mobile('199', 4))}。",
    2: f"通报中出现的证件号：{plant(_ID, resident_id('510104', '19021230', 27))}，已作遮盖处理。",
    4: f"涉事公司统一社会信用代码{plant(_CODE, company_code('91', '440106', 'MA0000B7'))}。",
    6: f"捐款账号：{plant(_BANK, bank_card('622848', 19, 57))}，开户行略。",
    7: f"寻人启事：见到者请拨{plant(_MOBILE, '150-0000-0064')}，必有重谢。",
    10: f"登记表写着{hard(_ID, '110105 19050312 0024')}，中间有空格。",
    11: f"编号{look_alike(_CODE, 'MA00000000000000AB')}与{look_alike(_MOBILE, '12345678901')}都不是真的号码。",
    13: f"办公室电话{plant(_NATIONAL, '0571-88880077')}周末无人接听，传真（{hard(_NATIONAL, '0571-88880078')}）亦停。",
    15: f"病历号误填成居民身份证{plant(_ID, resident_id('420106', '19100101', 101))}。",
}
FORUM = {
    0: f"Mail me: {plant(_MAIL, press_mail('corwin_b'))}",
    1: f"curl from {plant('pii.ipv4', '192.31.196.9')} fails, from {look_alike('pii.ipv4', '172.16.4.4')} it works.",
    2: f"My number is {plant(_ABROAD, london_abroad(201))} if the beans arrive.",
    4: f"They asked for my SSN {plant(_SSN, '857-12-9876')} to rent a cornet!",
    5: f"Stack trace at 12:30:45, MAC {look_alike('pii.ipv6', '00:1b:44:11:3a:b7')}, resolver "
    f"{look_alike('pii.ipv6', '::1')}.",
    6: f"Paid with Visa {plant(_CARD, CARDS['visa-dashed'])}, the seeds never came.",
    8: f"Reply to {plant(_MAIL, press_mail('h.penhallow', 'band'))}, not to {look_alike(_MAIL, 'user@localhost')}.",
    9: f"Tracker {look_alike(_CARD, '1234567812345678')} is not a card. Commit {look_alike('pii.ipv6', 'dead:beef')}.",
    10: f"Transfer the deposit to IBAN {plant(_IBAN, IBANS['fr'])}.",
    12: f"IPv6 of the old box: {plant('pii.ipv6', service_ipv6(0xBEE))}",
    15: f"Hotel switchboard {plant(_ABROAD, '+49 30 10000 177')}, ask for room nine.",
}
