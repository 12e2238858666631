"""German, French, Spanish and Japanese sites of a made-up web, as data, in four encodings."""

from .page import mail_link
from .register import plant
from .site import Extra, Site, licence_anchor, licence_link
from .values import IBANS

_MAIL, _IBAN, _NATIONAL = "pii.email", "pii.iban", "pii.phone.national"


def _mail(address: str) -> str:
    return mail_link(plant(_MAIL, address), address)


GERMAN = Site(
    "https://www.lesehalle-textprobe.de",
    "Lesehalle Textprobe",
    "de",
    language="de",
    nav=("Start", "Programm", "Impressum", "Kontakt"),
    footer=lambda n: (
        f"Impressum: Lesehalle Textprobe, Telefon {plant(_NATIONAL, f'030 10000 {120 + n}')}",
        f"E-Mail: {_mail(f'post{n}@lesehalle-textprobe.de')}",
    ),
    everywhere=Extra(head=(licence_link("/licenses/by-sa/3.0/de/"),), licences=("CC-BY-SA-3.0-DE",)),
    pages=(
        Extra(notes=(f"Spendenkonto: {plant(_IBAN, IBANS['de'])}, Stichwort Dach.",)),
        Extra(notes=(f"Rückfragen auch unter {plant(_NATIONAL, '(089) 10000-141')}.",)),
        Extra(),
    ),
)
FRENCH = Site(
    "https://librairie.corpus-echantillon.fr",
    "Librairie Échantillon",
    "fr",
    language="fr",
    charset="windows-1252",
    declared="windows-1252",
    nav=("Accueil", "Agenda", "Rayons", "Contact"),
    footer=lambda n: (
        f"Tél. : {plant(_NATIONAL, f'01 00 00 00 {n + 10}')}, courriel {_mail(f'bonjour{n}@corpus-echantillon.fr')}",
        licence_anchor("/licenses/by-nc-nd/4.0/", "licence CC BY-NC-ND"),
    ),
    everywhere=Extra(licences=("CC-BY-NC-ND-4.0",)),
    pages=(Extra(notes=("L’œuvre entière coûte 12 €, « sans la carte ».",)), Extra()),
)
SPANISH = Site(
    "https://www.muestra-de-corpus.es",
    "Librería Muestra",
    "es",
    language="es",
    nav=("Inicio", "Agenda", "Estantes", "Contacto"),
    footer=lambda n: (f"Correo: {_mail(f'hola{n}@muestra-de-corpus.es')}",),
    pages=(Extra(notes=(f"Donativos a la cuenta {plant(_IBAN, IBANS['es'])}, ¡gracias!",)), Extra()),
)
JAPANESE = Site(
    "https://www.corpus-mihon.jp",
    "見本書房",
    "ja",
    language="ja",
    charset="shift_jis",
    declared="Shift_JIS",
    nav=("ホーム", "新着", "催し", "連絡先"),
    footer=lambda n: (f"連絡先：{_mail(f'tegami{n}@corpus-mihon.jp')}",),
    pages=(Extra(), Extra(head=('<meta name="robots" content="noindex">',), signals=("rights.meta-robots.noindex",))),
)
ALL = (GERMAN, FRENCH, SPANISH, JAPANESE)
