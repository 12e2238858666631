"""What tests of statements ask: a page and its site's files → where the page stands."""

from typing import TypedDict, Unpack

from scanner.detectors.rights.licence import read_licences
from scanner.detectors.rights.robots import parse_robots
from scanner.detectors.rights.statements.page import Audience, SiteFiles, standpoint_of
from scanner.detectors.rights.statements.robots import ready_robots
from scanner.detectors.rights.statements.site_files import trust_statements
from scanner.detectors.rights.tdmrep import parse_tdm_file
from scanner.sources.html import page_of
from scanner.types.document import Document, TextField
from scanner.types.rights import Standpoint

TRAINING = ("GPTBot", "CCBot", "ClaudeBot")
URL = "https://press.example/news/a.html?id=1"


class Given(TypedDict, total=False):
    """What is seen of a page; all else was not observed."""

    headers: list[tuple[str, str]]
    html: str
    robots: bytes
    tdm: bytes
    trust: bytes
    ai: bytes
    agents: tuple[str, ...]
    url: str | None
    declared: str


def standpoint(**given: Unpack[Given]) -> Standpoint:
    html, headers = given.get("html"), given.get("headers")
    text, markup = page_of(html) if html is not None else ("Text.", None)
    document = Document(
        "record:0",
        (TextField("text", text),),
        url=given.get("url", URL),
        headers=None if headers is None else tuple((name.lower(), value) for name, value in headers),
        markup=markup,
        declared_license=given.get("declared"),
    )
    training = frozenset(agent.lower() for agent in TRAINING)
    audience = Audience(given.get("agents", TRAINING), training)
    site = SiteFiles(
        ready_robots(parse_robots(given["robots"]), audience.agents, training) if "robots" in given else None,
        parse_tdm_file(given["tdm"]) if "tdm" in given else None,
        tuple(trust_statements(given["trust"])) if "trust" in given else None,
        given.get("ai"),
    )
    return standpoint_of(document, site, audience, read_licences)


def head(markup: str) -> str:
    return f"<html><head>{markup}</head><body><p>Text.</p></body></html>"
