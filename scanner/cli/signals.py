"""`corpus-scanner signals`: what a page and its site's files say → statements and a verdict for each use."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scanner.cli.batch import Batch

if TYPE_CHECKING:
    from scanner.detectors.rights.statements.page import Audience
    from scanner.types.document import Document

app = typer.Typer(help="Explain what pages say about their use.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command("check")
def check(batch: Annotated[str, Batch]) -> None:
    """Add `statements` and `verdicts` to each line: what is said of training, mining, AI input, search and fetching.

    Fields: url, headers (list of [name, value]), html, text, robots_txt, tdmrep_json, trust_txt, ai_txt, license,
    agent (a product token; without it the training crawlers of rights.robots.ai-training). All may be absent, and what
    is absent was not observed. Lines come back whole, texts included: keep them out of logs that others read.
    """
    from scanner.cli.batch import answer_lines

    answer_lines(batch, _answerer(training_agents()))


def training_agents() -> tuple[str, ...]:
    """Return the product tokens of crawlers that fetch for training, as the shipped rule lists them."""
    from scanner.ruleset.load import load_rules, shipped_rules
    from scanner.types.rule import SignalMatch

    rules = load_rules((shipped_rules(),)).rules
    match = next(rule.match for rule in rules if rule.id == "rights.robots.ai-training")
    return match.agents if isinstance(match, SignalMatch) else ()


def _answerer(training: tuple[str, ...]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    from scanner.cli.batch import text_of
    from scanner.detectors.rights.build import bounded_reader
    from scanner.detectors.rights.robots import parse_robots
    from scanner.detectors.rights.statements.page import SiteFiles, standpoint_of
    from scanner.detectors.rights.statements.robots import ready_robots
    from scanner.detectors.rights.statements.site_files import trust_statements
    from scanner.detectors.rights.tdmrep import parse_tdm_file

    read, tokens = bounded_reader(), frozenset(agent.lower() for agent in training)

    def answer(row: Mapping[str, Any]) -> dict[str, Any]:
        document = _document(row)
        files = {name: _bytes(text_of(row, name)) for name in ("robots_txt", "tdmrep_json", "trust_txt", "ai_txt")}
        robots, tdm, trust = files["robots_txt"], files["tdmrep_json"], files["trust_txt"]
        audience = _audience(text_of(row, "agent"), training, tokens)
        site = SiteFiles(
            None if robots is None else ready_robots(parse_robots(robots), audience.agents, tokens),
            None if tdm is None else parse_tdm_file(tdm),
            None if trust is None else tuple(trust_statements(trust)),
            files["ai_txt"],
        )
        found = standpoint_of(document, site, audience, read)
        return {
            "statements": found.statements,
            "verdicts": found.verdicts,
            "contradictions": found.contradictions,
            "not_observed": found.not_observed,
        }

    return answer


def _document(row: Mapping[str, Any]) -> "Document":
    from scanner.cli.batch import pairs_of, text_of
    from scanner.sources.host import host_of
    from scanner.sources.html import page_of
    from scanner.types.document import Document, TextField

    url, html, text = text_of(row, "url"), text_of(row, "html"), text_of(row, "text")
    shown, markup = page_of(html) if html is not None else (text or "", None)
    return Document(
        "record:0",
        (TextField("text", shown),),
        url=url,
        host=host_of(url),
        headers=pairs_of(row, "headers"),
        markup=markup,
        declared_license=text_of(row, "license"),
    )


def _audience(agent: str | None, training: tuple[str, ...], tokens: frozenset[str]) -> "Audience":
    from scanner.detectors.rights.statements.page import Audience

    return Audience(training if agent is None else (agent,), tokens)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogatepass")
