"""`corpus-scanner robots`: a robots.txt → what it says to a crawler of an address, and in which line."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scanner.cli.batch import Batch
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.detectors.rights.robots import Decision
    from scanner.types.document import SiteFile

app = typer.Typer(help="Explain what robots.txt files say.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command("check")
def check(
    url: Annotated[str | None, typer.Argument(metavar="[URL]", help="Address that a crawler asks for.")] = None,
    agent: Annotated[str | None, typer.Option(metavar="TOKEN", help="Product token, for example GPTBot.")] = None,
    robots: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A robots.txt, or a WARC file or folder with captures of them."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Only captures up to then (ISO 8601), as for a page captured then."),
    ] = None,
    batch: Annotated[str | None, Batch] = None,
) -> None:
    """Tell whether a crawler may fetch an address, with the line that says so (RFC 9309)."""
    from scanner.cli.batch import answer_lines

    if batch is not None:
        if url is not None or agent is not None or robots is not None or at is not None:
            raise UsageError("--batch takes its addresses, agents and files from FILE: leave the others out")
        answer_lines(batch, _answer)
        return
    if url is None or agent is None or robots is None:
        raise UsageError("name URL, --agent and --robots, or a --batch")
    from scanner.pipeline.site_captures import capture_before, moment_of

    found = capture_before(robots, url, moment_of(at))
    sys.stderr.writelines(f"{line}\n" for line in found.unread)
    sys.stdout.write(_explain(url, agent, found.capture, at))


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
    from scanner.cli.batch import text_of
    from scanner.detectors.rights.robots import parse_robots

    body = text_of(row, "robots_txt", needed=True) or ""
    decision = parse_robots(body.encode("utf-8", "surrogatepass")).decide(
        text_of(row, "agent", needed=True) or "", text_of(row, "url", needed=True) or ""
    )
    return {
        "allowed": decision.allowed,
        "line": decision.line,
        "ambiguous": "ambiguous" in decision.flags,
        "group": list(decision.group),
        "flags": list(decision.flags),
    }


def _explain(url: str, agent: str, found: "SiteFile | None", at: str | None) -> str:
    from scanner.cli.terminal import printable
    from scanner.detectors.rights.site import decide_capture

    if found is None:
        when = "" if at is None else " up to then (one without a time counts for today alone)"
        return f"unknown: no robots.txt of this site was captured{when}; that allows nothing\n"
    decision, reason = decide_capture(found, agent, url)
    captured = "" if found.fetched_at is None else f", captured {found.fetched_at:%Y-%m-%dT%H:%M:%SZ}"
    source = f"{found.record} of {printable(found.authority)}{captured}, status {found.status}"
    if decision is None:
        return f"unknown: {reason}\n  {source}\n"
    lines = [f"{'allowed' if decision.allowed else 'disallowed'}: {printable(agent)}, {printable(url)}", f"  {source}"]
    lines += [f"  {each}" for each in (reason, *_details(decision, found.body)) if each]
    return "\n".join(lines) + "\n"


def _details(decision: "Decision", body: bytes) -> list[str]:
    from scanner.cli.terminal import printable
    from scanner.detectors.rights.robots_lines import without_marks

    if decision.line is None:
        return ["no rule matches" + ("" if decision.group else ", and no group is for this agent"), *_hint(body)]
    lines = without_marks(body).splitlines()
    written = lines[decision.line - 1] if decision.line <= len(lines) else b""
    details = [f"line {decision.line}: {printable(written.decode('utf-8', 'replace').strip())}"]
    details.append(f"group: {printable(', '.join(decision.group))}")
    if decision.flags:
        details.append(f"flags: {', '.join(decision.flags)}")
    return details


def _hint(body: bytes) -> list[str]:
    """Return why a file may not be the robots.txt that was meant."""
    from scanner.sources.payload import Payload, payload_of

    if not body.strip():
        return ["hint: the file is empty"]
    is_text = isinstance(payload_of("text/plain", body), Payload)
    return [] if is_text else ["hint: the file is no text, so that no rule could be read in it"]
