"""Invented postal addresses of the United States, the United Kingdom, Germany and France, as people write them."""

from random import Random

_US_TOWNS = (
    ("Springfield", "IL", "Illinois", 62701),
    ("Los Angeles", "CA", "Calif.", 90012),
    ("New York", "NY", "N.Y.", 10013),
    ("St. Louis", "MO", "Missouri", 63101),
    ("Winston-Salem", "NC", "North Carolina", 27101),
    ("Austin", "TX", "Texas", 78704),
    ("Washington", "DC", "D.C.", 20500),
    ("Boston", "MA", "Mass.", 2108),
    ("Salt Lake City", "UT", "Utah", 84101),
    ("Coeur d'Alene", "ID", "Idaho", 83814),
)
_US_STREETS = (
    "Main Street",
    "Maple Grove Rd.",
    "N. Oak St",
    "Martin Luther King Jr. Blvd",
    "East 5th Avenue",
    "Pennsylvania Ave NW",
    "Sunset Drive",
    "County Road 12",
    "Avenue of the Americas",
    "West 42nd Street",
    "Old Mill Lane",
    "Cherry Ct",
    "Fern Hill Pkwy.",
    "Broadway",
)
_GB_TOWNS = (
    ("London", "SW1A {}"),
    ("Leeds", "LS6 {}"),
    ("Stoke-on-Trent", "ST1 {}"),
    ("Little Wexcombe, Wiltshire", "SN8 {}"),
    ("Newcastle upon Tyne", "NE1 {}"),
    ("Cardiff", "CF10 {}"),
    ("St Albans, Herts", "AL1 {}"),
    ("Edinburgh", "EH1 {}"),
    ("Birmingham", "B1 {}"),
    ("Belfast", "BT7 {}"),
)
_GB_STREETS = (
    "Downing Street",
    "Acacia Avenue",
    "High St",
    "The Green",
    "Queen's Gardens",
    "Mill Lane",
    "St John's Road",
    "Kings Close",
    "Park Crescent",
    "Church Walk",
    "Bishopsgate",
    "Station Rd.",
    "Beech Mews",
)
_DE_TOWNS = (
    "10115 Berlin",
    "80331 München",
    "60313 Frankfurt am Main",
    "01067 Dresden",
    "51467 Bergisch Gladbach",
    "06844 Dessau-Roßlau",
    "61348 Bad Homburg",
    "93047 Regensburg",
    "88662 Überlingen",
    "22767 Hamburg",
    "91541 Rothenburg ob der Tauber",
)
_DE_STREETS = (
    "Musterstraße",
    "Berliner Str.",
    "Karl-Marx-Allee",
    "Am Alten Markt",
    "Straße des 17. Juni",
    "Lindenweg",
    "Unter den Linden",
    "Goetheplatz",
    "Neue Poststr.",
    "Rheingasse",
    "Hauptstrasse",
    "An der Alster",
    "Mühlendamm",
    "Überseering",
)
_FR_TOWNS = (
    "75002 Paris",
    "69003 Lyon",
    "13001 MARSEILLE CEDEX 01",
    "76600 Le Havre",
    "94120 Fontenay-sous-Bois",
    "33650 Saint-Médard-d’Eyrans",
    "01000 Bourg en Bresse",
    "20000 Ajaccio",
    "97400 Saint-Denis",
    "92130 Issy les Moulineaux",
    "45160 Olivet",
)
_FR_STREETS = (
    "rue de la Paix",
    "avenue du 8 Mai 1945",
    "bd Voltaire",
    "place de la République",
    "chemin des Vignes",
    "allée des Pins",
    "rue de l'Église",
    "impasse du Moulin",
    "quai Saint-Michel",
    "RUE VICTOR HUGO",
    "av. Jean Jaurès",
    "cours d’Albret",
)


def american(random: Random) -> str:
    town, letters, name, least = random.choice(_US_TOWNS)
    code = f"{least + random.randint(0, 8):05}" + random.choice(("", "", f"-{random.randint(1000, 9999)}"))
    street = f"{random.randint(1, 19999)} {random.choice(_US_STREETS)}"
    if random.random() < 0.1:
        street = random.choice(("P.O. Box ", "PO Box ", "Post Office Box ")) + str(random.randint(1, 9999))
    unit = random.choice(
        ("", "", f" Apt {random.randint(1, 40)}B", f", Suite {random.randint(100, 900)}", f" #{unit_of(random)}")
    )
    written = random.choice(
        (
            f"{street}{unit}, {town}, {letters} {code}",
            f"{street}{unit}\n{town}, {letters} {code}",
            f"{street}{unit}, {town}, {name} {code}",
            f"{street},\n{town},\n{letters} {code}",
            f"{street}{unit} {town} {letters} {code}",
            f"{street}{unit} | {town}, {letters}  {code}",
        )
    )
    if not street.startswith("P") and random.random() < 0.1:
        return f"{street}, {town.replace('St. ', '')}, {letters}"
    return written.upper() if random.random() < 0.1 else written


def unit_of(random: Random) -> str:
    return f"{random.randint(1, 40)}{random.choice(('', 'A', 'C'))}"


def british(random: Random) -> str:
    town, code = random.choice(_GB_TOWNS)
    code = code.format(f"{random.randint(0, 9)}{random.choice('ABDEFGHJ')}{random.choice('LNPQRSTU')}")
    if random.random() < 0.1:
        code = code.replace(" ", "")
    number = f"{random.randint(1, 300)}{random.choice(('', '', 'a', 'B', '-8'))}"
    front = random.choice(
        ("", "", f"Flat {random.randint(1, 20)}, ", "Rose Cottage, ", f"Unit {random.randint(1, 9)}\n")
    )
    street = f"{front}{number} {random.choice(_GB_STREETS)}"
    if random.random() < 0.1:
        street = f"PO Box {random.randint(1, 9999)}"
    elif random.random() < 0.1:
        street = f"The Old Rectory, {random.choice(('Mill Lane', 'Church Road', 'Back Street'))}"
    written = random.choice(
        (
            f"{street}, {town} {code}",
            f"{street}, {town}, {code}",
            f"{street}\n{town}\n{code}",
            f"{street} {town} {code}",
            f"{street} | {town} | {code}",
            f"{street}, {town}. {code}",
        )
    )
    return written.upper() if random.random() < 0.05 else written


def german(random: Random) -> str:
    number = random.choice(("{}", "{}a", "{} b", "{}-9", "{}/3", "{} – 7")).format(random.randint(1, 250))
    street = f"{random.choice(_DE_STREETS)} {number}"
    if random.random() < 0.1:
        street = f"Postfach {random.choice(('12 34 56', '1234', '10 02 13'))}"
    floor = random.choice(("", "", "", ", 2. OG", ", Hinterhaus"))
    town = random.choice(("", "", "", "D-", "DE-", "D - ")) + random.choice(_DE_TOWNS)
    mark = random.choice((", ", ", ", "\n", "\n", " ", " | ", " - ", " • "))
    written = f"{street}{floor}{mark}{town}"
    return written.upper().replace("SS", "ß") if random.random() < 0.02 else written


def french(random: Random) -> str:
    number = (
        f"{random.randint(1, 300)}{random.choice(('', '', ' bis', ' ter', 'B', '-12'))}{random.choice(('', '', ','))}"
    )
    street = f"{number} {random.choice(_FR_STREETS)}"
    more = random.choice(("", "", "", ", Bât. B", ", BP 123", " - CS 12345"))
    if random.random() < 0.1:
        street, more = random.choice(("BP 123", "CS 30001", "Lieu-dit Le Bourg", "TSA 51234")), ""
    town = random.choice(("", "", "", "F-", "FR-")) + random.choice(_FR_TOWNS)
    mark = random.choice((", ", ", ", "\n", "\n", " ", " - ", " • ", " | "))
    return f"{street}{more}{mark}{town}"


SAID = {
    "us": (
        american,
        ("Jane Doe, {}", "Ship to: {}.", "She lives at {} with her dog", "住址：{}，电话另附", "Address\n{}\nUSA"),
    ),
    "gb": (
        british,
        ("Mr A. Jones, {}", "Write to {}.", "of {} (formerly)", "地址：{}，请寄信", "Contact us\n{}\nTel: below"),
    ),
    "de": (
        german,
        (
            "Max Mustermann, {}",
            "Anschrift: {}.",
            "wohnhaft {}, ledig",
            "住址：{}，电话另附",
            "Kontakt\n{}\nTelefon siehe unten",
        ),
    ),
    "fr": (
        french,
        (
            "M. Dupont, {}",
            "Adresse : {}.",
            "demeurant {}, célibataire",
            "住址：{}，电话另附",
            "Contact\n{}\nTél. ci-dessous",
        ),
    ),
}
"""By country: how to make an address, and what people write around it."""


def addressed(country: str, random: Random, count: int) -> list[tuple[str, str]]:
    """Return texts with an address in each, and the address."""
    make, said = SAID[country]
    made = [(said[turn % len(said)], make(random)) for turn in range(count)]
    return [(sentence.replace("{}", address), address) for sentence, address in made]
