"""One document a file → `notes.txt`, `guide.md` and `page.html`."""

from .page import Page, render
from .prose import Prose
from .register import Register, look_alike, plant
from .site import licence_anchor, licence_link
from .values import IBANS, london_abroad, mobile, press_mail, service_ipv4

NOTES, GUIDE, PAGE = "text/notes.txt", "text/guide.md", "text/page.html"
_ONLY = "part:0"


def build_notes(register: Register, prose: Prose) -> bytes:
    """Return plain text with Windows line ends and a byte-order mark, as note programs save it."""
    parts = [
        prose.article("en", "travel", "notes 1", 9).text,
        f"Ferry office {plant('pii.phone.international', london_abroad(222))}, open at high water.",
        f"Cabin deposit to {plant('pii.iban', IBANS['ch'].replace(' ', ''))}.",
        prose.article("zh", "自然", "notes 2", 9).text,
        f"向导手机{plant('pii.cn.mobile', mobile('135', 66))}，车票存在{look_alike('pii.email', 'icon@3x.webp')}里。",
        prose.article("fr", "fr", "notes 3", 6).text,
    ]
    text = register.clean("\n\n".join(parts), NOTES, _ONLY)
    return ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode()


def build_guide(register: Register, prose: Prose) -> bytes:
    """Return Markdown with front matter, headings, a table and code."""
    article = prose.article("en", "software", "guide", 12)
    lines = [
        "---",
        f"title: {article.title}",
        "license: CC-BY-SA-4.0",
        "---",
        f"# {article.title}",
        "",
        *(f"{paragraph}\n" for paragraph in article.paragraphs),
        "| machine | address |",
        "|---|---|",
        f"| gate | `{plant('pii.ipv4', service_ipv4(200))}` |",
        f"| shelf | `{look_alike('pii.ipv4', '192.168.40.2')}` |",
        "",
        "```sh",
        f"git config user.email {plant('pii.email', press_mail('guide.author', 'docs'))}",
        "```",
        "",
    ]
    return register.clean("\n".join(lines), GUIDE, _ONLY).encode()


def build_page(register: Register, prose: Prose) -> bytes:
    """Return a saved page; its head speaks of rights, its headers are lost."""
    page = Page(
        prose.article("en", "museum", "saved page", 10),
        "Saved pages",
        head=('<meta name="robots" content="noai">', licence_link("/licenses/by-nc/4.0/")),
        footer=(
            f"Written down by {plant('pii.email', press_mail('saver', 'pages'))}",
            licence_anchor("/licenses/by-nc/4.0/", "CC BY-NC 4.0 licence"),
        ),
    )
    register.note("signals", {"rule": "rights.meta-robots.noai", "shard": PAGE, "document": _ONLY})
    register.note("licences", {"licence": "CC-BY-NC-4.0", "shard": PAGE, "document": _ONLY})
    return register.clean(render(page), PAGE, _ONLY).encode()
