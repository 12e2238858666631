"""Invented postal addresses of the mainland, Hong Kong and Taiwan."""

from random import Random

_PLACES = (
    "北京市朝阳区",
    "北京市海淀区中关村街道",
    "上海市浦东新区",
    "上海徐汇区",
    "广东省深圳市南山区",
    "广东广州天河区",
    "浙江省杭州市西湖区",
    "江苏省南京市鼓楼区",
    "四川省成都市武侯区",
    "湖北省武汉市洪山区",
    "湖南省长沙县黄花镇",
    "陕西西安市雁塔区",
    "内蒙古自治区包头市昆都仑区",
    "新疆维吾尔自治区乌鲁木齐市天山区",
    "重庆市渝中区",
    "河南省郑州市金水区",
    "山东省青岛市市南区",
    "福建省厦门市思明区",
)
_ROADS = (
    "建国路",
    "文三路",
    "科技南十二路",
    "中山大道",
    "解放西街",
    "人民中路",
    "复兴巷",
    "学院路",
    "天府大道北段",
    "花园胡同",
)
_ESTATES = ("", "阳光花园", "锦绣家园", "万科城", "幸福里小区", "时代大厦", "翠湖天地")


def mainland(random: Random) -> str:
    place, road, number = random.choice(_PLACES), random.choice(_ROADS), random.randint(1, 999)
    estate, house, unit = random.choice(_ESTATES), random.randint(1, 30), random.randint(1, 4)
    room = f"{random.randint(1, 32)}0{random.randint(1, 8)}"
    return random.choice(
        (
            f"{place}{road}{number}号{estate}{house}号楼{unit}单元{room}室",
            f"{place}{road}{number}号{estate}{house}栋{room}",
            f"{place}{road}{number}号",
            f"{place}{road}{number}弄{house}号{room}室",
            f"{place} {road} {number} 号 {house} 栋 {room} 室",
            f"{place}{road}{number}号{estate}{house}-{unit}-{room}",
            f"{place}{random.choice(_ESTATES[1:])}{house}幢{unit}单元{room}",
        )
    )


def taiwan(random: Random) -> str:
    place = random.choice(
        ("台北市大安區", "新北市板橋區", "臺中市西屯區", "高雄市苓雅區", "桃園市中壢區", "新竹縣竹北市", "台南市東區")
    )
    road = random.choice(("忠孝東路四段", "文化路一段", "中正路", "民生街", "和平東路二段"))
    tail = random.choice(("", f"{random.randint(2, 20)}樓", f"{random.randint(2, 20)}樓之{random.randint(1, 9)}"))
    lane = random.choice(("", f"{random.randint(2, 300)}巷", f"{random.randint(2, 300)}巷{random.randint(2, 30)}弄"))
    return f"{place}{road}{lane}{random.randint(1, 400)}號{tail}"


def hong_kong(random: Random) -> str:
    place = random.choice(("香港中環", "九龍旺角", "香港九龍尖沙咀", "新界沙田", "新界荃灣"))
    road = random.choice(("彌敦道", "德輔道中", "廣東道", "大河道", "軒尼詩道"))
    house = random.choice(("", "恒隆中心", "海景大廈", "富豪花園2座"))
    return f"{place}{road}{random.randint(1, 600)}號{house}{random.randint(1, 40)}樓{random.choice('ABCD')}室"
