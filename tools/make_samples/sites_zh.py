"""Chinese-language sites of a made-up web, as data: UTF-8, GB18030 that calls itself gb2312, and Big5."""

from .page import mail_link
from .register import hard, look_alike, plant
from .site import Extra, Site, licence_anchor
from .values import (
    YULIAO,
    bank_card,
    company_code,
    mobile,
    resident_id,
    service_ipv4,
    wrong_last,
)

_MAIL, _MOBILE, _LANDLINE = "pii.email", "pii.cn.mobile", "pii.phone.national"
_ID, _CARD, _CODE = "pii.cn.resident-id", "pii.cn.bank-card", "pii.cn.social-credit-code"
_NAV = ("首页", "本地新闻", "便民服务", "联系我们")


def _mail(name: str) -> str:
    address = f"{name}@{YULIAO}"
    return mail_link(plant(_MAIL, address), address)


def _filing(number: int) -> str:
    """Return the two filing numbers that stand below every Chinese page; both look like something else."""
    icp = look_alike(_LANDLINE, f"京ICP备0000000{number}号-1")
    police = look_alike(_ID, f"1101050000000{number}")
    return f"{icp} 京公网安备 {police}号"


TOWN = Site(
    f"https://www.{YULIAO}",
    "样本语料镇务网",
    "乡镇",
    language="zh",
    nav=_NAV,
    footer=lambda n: (
        f"电话：{plant(_LANDLINE, f'010-5555{100 + n:04d}')} 邮箱：{_mail('zhenwu')}",
        _filing(1),
        "版权所有 样本语料镇务网",
    ),
    pages=(
        Extra(notes=(f"报名请联系宋知远，手机{plant(_MOBILE, mobile('139', 17))}，截止到月底。",)),
        Extra(notes=(f"公示名单误留了身份证号{plant(_ID, resident_id('110105', '19050312', 2))}，现已更正。",)),
        Extra(head=('<meta name="robots" content="noai">',), signals=("rights.meta-robots.noai",)),
        Extra(notes=(f"志愿者热线：{plant(_MOBILE, '138 0000 0028')}（白天），短信亦可。",)),
        Extra(notes=(f"旧档编号{look_alike(_ID, wrong_last(resident_id('310101', '19080808', 1)))}，查无此人。",)),
    ),
)
MARKET = Site(
    f"http://jishi.{YULIAO}",
    "样本集市",
    "厨房",
    language="zh",
    charset="gb2312",
    declared="gb2312",
    old=True,
    nav=_NAV,
    footer=lambda n: (f"订货电话:{plant(_MOBILE, mobile('158', 30 + n))} 微信同号", _filing(2)),
    pages=(
        Extra(notes=(f"货款请汇银行卡号{plant(_CARD, bank_card('622202', 19, 41))}，户名贺兰亭。",)),
        Extra(notes=("招牌上的“镕”字和“囍”字都是老师傅手写的。",)),  # outside GB 2312: the page is really GB18030
        Extra(notes=(f"订单号{look_alike(_MOBILE, '20251390000001701')}已发货。",)),
        Extra(notes=(f"发货人邮箱是{plant(_MAIL, f'guoyuan.chu@{YULIAO}')}，来信必复。",)),
    ),
)
TECH = Site(
    f"https://keji.{YULIAO}",
    "样本技术笔记",
    "技术",
    language="zh",
    nav=_NAV,
    footer=lambda n: (f"投稿邮箱：{_mail(f'tougao{n}')}",),
    everywhere=Extra(headers=(("X-Robots-Tag", "noai"),), signals=("rights.x-robots-tag.noai",)),
    pages=(
        Extra(notes=(f"攻击来自{plant('pii.ipv4', service_ipv4(88))}，每秒{'十二'}次。",)),
        Extra(notes=(f"测试数据里竟有真实格式的身份证{plant(_ID, resident_id('440106', '19071123', 14))}。",)),
        Extra(notes=(f"有人把电话写成{hard(_MOBILE, '１３９００００００７１')}，也有人写“一三九零零零零零零七二”。",)),
        Extra(notes=(f"流水号{look_alike(_CARD, wrong_last(bank_card('621700', 19, 52)))}校验不通过。",)),
    ),
)
RAILWAY = Site(
    f"https://tielu.{YULIAO}",
    "样本铁路故事",
    "铁路",
    language="zh",
    nav=_NAV,
    footer=lambda n: (
        licence_anchor("/licenses/by-sa/4.0/deed.zh", "知识共享 署名-相同方式共享 4.0"),
        f"来信：{_mail(f'laixin{n}')}",
    ),
    everywhere=Extra(licences=("CC-BY-SA-4.0",)),
    pages=(Extra(), Extra(), Extra(notes=(f"失物招领请拨{plant(_LANDLINE, '021-55550188')}，早八点到晚六点。",))),
)
COMPANY = Site(
    "https://gongsi.yuliao-yangben.com.cn",
    "样本企业名录",
    "读书",
    language="zh",
    nav=_NAV,
    footer=lambda n: (
        f"统一社会信用代码：{plant(_CODE, company_code('91', '110105', f'MA00000{n}'))}",
        f"客服电话：{plant(_LANDLINE, f'0571-888800{10 + n}')}",
        _filing(3),
    ),
    pages=(
        Extra(path="/list/1.html"),
        Extra(path="/private/2.html"),
        Extra(
            path="/list/3.html",
            notes=(f"错误代码示例：{look_alike(_CODE, wrong_last(company_code('91', '310101', 'MA000009')))}。",),
        ),
        Extra(path="/list/4.html", notes=(f"对公账户卡号：{plant(_CARD, bank_card('625094', 16, 63))}。",)),
    ),
)
TAIWAN = Site(
    "https://www.yangben-yuliao.tw",
    "樣本語料書店",
    "tw",
    language="tw",
    charset="big5",
    declared=None,
    nav=("首頁", "新書", "活動", "聯絡"),
    footer=lambda n: (f"電話：{plant(_LANDLINE, f'(02) 2000-00{12 + n}')} 信箱：{_mail(f'shudian{n}')}",),
    pages=(Extra(), Extra()),
)
ALL = (TOWN, MARKET, TECH, RAILWAY, COMPANY, TAIWAN)
