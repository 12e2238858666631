"""Sentences with street words, numbers and codes in which no postal address stands, by country."""

from random import Random

LOOK_ALIKES = {
    "us": (
        "{n} Street Fighter games for ${d}.{c}, free shipping",
        "Sales rose {d} percent on Wall Street on May {d}, {y}",
        "1600 Pennsylvania Ave said on Monday that {n} people came",
        "Boston {d}, New York {d}; Drive {d}, Row {d}, Seat {d}",
        "{n} F.3d {n} (D.C. Cir. {y}); Brown v. Board, {n} U.S. {n}",
        "Part no. WA {z}, SKU CA {z}, model ME-{z}",
        "The class of {y} met in Madison, WI {z}, at the college",
        "Route {d} from Dallas, TX to Tulsa, OK takes {d} hours",
        "Article {n}: Way to Go, Court! by J. Doe, {y}",
        "{d} Place winners, {d} Court cases, {d} Road races in OH this year",
        "Terms of {n} Park Circle games, PA {d}-{d} loss",
        "Population of Springfield, IL: {z} in {y}, {z} now",
        "Dr. Lane, {n} St. Mary's students and IN {z} votes",
        "Flights {n}, {n} and {n} to Portland, OR on June {d}",
        "#{n} Way cool! OR {z} more reasons to try it",
        "{n} Main Street is a film of {y} with {d} awards",
        "ISBN {z}, pp. {n}-{n}, Chicago, IL: Press, {y}",
        "版本 {d}.{d}，MA {z} 号产品，售价 {n} 元",
        "{n} Hill Valley, Springfield, XX {z}",
        "{n} Main Street, Boston, MA 9{z4}",
    ),
    "gb": (
        "{d} Street Fighter games, level A{d}",
        "10 Downing Street said on {d} May {y} that {n} people came",
        "The road to London takes {d} hours, {n} pounds a seat",
        "Arsenal {d}, Park Rangers {d}; Drive {d}, Row {d}, Seat {d}",
        "[{y}] EWCA Civ {n}, Court of Appeal, at {n}",
        "Notebook S{d} (S5{d}FL), Way of the Samurai, £{n}",
        "Part B{d} {d}CD-{d} fits the Bridge, Gate and Bank models",
        "Baker Street is a song of {y}, number {d} in the charts",
        "{n} Abbey Road, London, in {y}",
        "High Street sales fell by {d}.{d} % in Q{d} {y}",
        "Flat {d} of Acacia Avenue is to let at £{n} a month",
        "House Bill {n}, Hill Street, Leeds QQ{d} {d}AB",
        "{n} Acacia Avenue, Leeds LS{d} {d}CK",
        "Junction {d} of the M{d}, Station Road, A{n}",
        "The Lane, a novel, {y}, {n} pages, ISBN {z}{z}",
        "Close call: {n} Square Gardens tickets, code XX{d} {d}ZZ",
        "Mill Lane, Leeds, LS{d}",
        "第{d}季 Way Road 的 E{d} 集，售价 {n} 元",
        "Postcode district SW{d} has {n} homes, {d} parks",
        "Terms: {d} Court cases a day, {n} Place names",
    ),
    "de": (
        "Seite {d}, {z} Einträge",
        "Im Jahr {y} kamen {z} Besucher in den Park",
        "Auf Platz {d}, {z} Euro Preisgeld",
        "Hertha {d}, Schalke {d}, {z} Zuschauer im Stadion",
        "BGB § {n}, Abs. {d}, Art. {d}, {z} Zeichen",
        "Die Hauptstraße {d} ist gesperrt, {z} Autos am Tag",
        "Bahnhofplatz {d}, 3011 Bern; Wiener Straße {d}, 1010 Wien",
        "Artikel-Nr. {z} Musterstraße, Preis {n},{c} €",
        "Am {d}. Mai {y} um {d} Uhr, {z} Personen",
        "Im Winkel von {d} Grad, {z} Mal in {y}",
        "Das Hochhaus am Ring hat {d} Etagen und {z} Fenster",
        "Der Weg {d} führt nach {z} Metern zum Tor {d}",
        "{z} Berlin hat {n} Straßen, {d} Plätze",
        "Musterstraße {d}, 00{n} Berlin",
        "Hof {d}, Stall {d}, {z} Schweine",
        "Band {d}, Heft {d}, S. {n}-{n}, Berlin {y}",
        "Lindenweg {d}, 05{n} Dorf",
        "Nürnberg {d} - Fürth {d}, {z} Fans",
        "第{d}页，共 {z} Artikel，Weg {d}",
        "Spiele auf Feld {d}, {z} Teilnehmer, Platz {d}",
    ),
    "fr": (
        "{d} place de parking, {d} 000 Euros par an",
        "page {d}, rue de la Paix, un roman de {y}",
        "{n} rue de la Paix, {z4} habitants à Paris",
        "Article {d}, loi n° 78-17 du 6 janvier {y}",
        "La route {d} fait {d} {n} km, cours du soir à {d} h",
        "PSG {d}, Lyon {d}; place {d}, rang {d}, porte {d}",
        "{d},{c} € la place, {z} Exemplaires vendus",
        "{d} cours par semaine, {z} Personnes inscrites",
        "{n} avenue de la Gare, 99{n} Paris",
        "le {d} mai {y}, {z} manifestants place de la République",
        "{d} allées et {d} chemins sur {z} mètres",
        "{d} villas, {d} impasses : {n} 000 Euros",
        "CS 1.6 et CS {d}, jeux de {y}, {n} joueurs",
        "BP a gagné {n} millions, {z} emplois en {y}",
        "Vol {n} pour Paris, porte {d}, siège {d}C",
        "{d} passages par jour dans la cité, {z} Habitants",
        "Code {z} Paris, quartier de la place, {d} e étage",
        "Cour de cassation, n° {d}-{z}, {d} cours d'appel",
        "第{d}页，共 {z} Articles，rue {d}",
        "Métro {d}, RER B, {n} rue piétonne à {d} min",
    ),
}


def look_alikes(country: str, random: Random, count: int) -> list[str]:
    """Return sentences of a country, each with other numbers."""
    templates = LOOK_ALIKES[country]
    return [_filled(templates[turn % len(templates)], random) for turn in range(count)]


def _filled(template: str, random: Random) -> str:
    """Replace each sign in braces by a number: a count, cents, three digits, a year, four digits, five."""
    least = {"d": (1, 40), "c": (10, 99), "n": (100, 999), "y": (1950, 2029), "z4": (1000, 9999), "z": (10000, 99999)}
    for sign, (first, last) in least.items():
        while f"{{{sign}}}" in template:
            template = template.replace(f"{{{sign}}}", str(random.randint(first, last)), 1)
    return template
