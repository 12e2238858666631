"""A rule → its page: what it finds, why it matters, what to do; the same text in the terminal and in `docs/rules/`."""

from collections.abc import Mapping, Sequence

from scanner.ruleset.describe import looks_for
from scanner.types.estimate import Measured
from scanner.types.rule import Example, Rule, RuleFile
from scanner.types.sensitivity import STANDARDS, SensitiveAs

_NOT_PRINTED = "See the rule's file: a token in a page would set off other scanners, made or not."
_FEW = 0.1
_WHENCE = {
    "labelled": "counted on labelled pages",
    "odds": "derived from the odds of a random match",
    "judgement": "a judgement, not a measurement",
}


def explain(rule: Rule, measured: Mapping[str, Measured] | None = None) -> str:
    """Return the rule's page as Markdown, every rule in the same shape; `measured` by language, where it is known."""
    file = rule.file
    lines = [
        f"# {rule.id}",
        "",
        f"{file.title}.",
        "",
        "| severity | sensitivity | confidence | from | odds of a random match | status |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| {' | '.join(_facts(file))} |",
        "",
        "## What it looks for",
        "",
        *looks_for(rule),
        "",
        "## Why it matters",
        "",
        *(f"- {basis}" for basis in file.legal_basis),
        "",
        *_sensitive(file.sensitive_as),
        "## What to do",
        "",
        file.remedy.strip(),
        "",
    ]
    lines += ["## Setting findings aside", "", *_suppression(rule), ""]
    if file.notes:
        lines += ["## Known misses and look-alikes", "", file.notes.strip(), ""]
    lines += ["## How right it is", "", *_right(file, measured or {}), ""]
    lines += [
        "## Met by",
        "",
        *(_examples(file.must_match) if file.sensitivity != "secret" else [_NOT_PRINTED]),
        "",
        "## Not met by",
        "",
        *(_examples(file.must_not_match) if file.sensitivity != "secret" else [_NOT_PRINTED]),
        "",
    ]
    return "\n".join(lines)


def _facts(file: RuleFile) -> tuple[str, ...]:
    confidence = f"{file.confidence:g}"
    return file.severity, file.sensitivity, confidence, file.confidence_from, _odds(file.odds), file.status


def _odds(odds: float | None) -> str:
    if odds is None:
        return "not stated"
    return f"1 in {1 / odds:,.0f}" if 0 < odds < _FEW else f"{odds:.0%}"


def _suppression(rule: Rule) -> list[str]:
    """Return how gates are told not to count a finding."""
    return [
        "In a file for `--suppressions` ([docs](../policy.md#suppressions)); counts in reports stay as they are:",
        "",
        "```yaml",
        "schema: corpus-scanner/suppressions/v1",
        "suppressions:",
        f"  - rule: {rule.id}",
        "    where: {shard: 'PART-OF-THE-CORPUS/*'}  # or host: NAME, or source: NAME",
        "    reason: WHY IT IS TOLERATED",
        "    owner: WHO ANSWERS FOR IT",
        "    expires: 2027-06-30",
        "```",
    ]


def _right(file: RuleFile, measured: Mapping[str, Measured]) -> list[str]:
    """Return what is known of precision and recall, and where the confidence comes from."""
    rows = [
        f"| {language} | {_share(each.precision)} | {_share(each.recall)} | {each.finder}, {each.source} |"
        for language, each in sorted(measured.items())
    ]
    head = ["| language | precision | recall | of what, on what |", "| --- | ---: | ---: | --- |"]
    table = [*head, *rows, ""] if rows else []
    unmeasured = "" if rows or file.confidence_from == "labelled" else " No precision or recall was measured."
    return [
        *table,
        f"Confidence {file.confidence:g} is {_WHENCE[file.confidence_from]} ([docs](../confidence.md)).{unmeasured}",
    ]


def _share(figure: float | None) -> str:
    return "not known" if figure is None else f"{figure:.0%}"


def _sensitive(classes: SensitiveAs | None) -> list[str]:
    """Return which class each standard puts such findings in; nothing for rules that speak of no person."""
    if classes is None:
        return []
    rows = [
        f"| {standard.title} | {standard.version} | {getattr(classes, key)} |" for key, standard in STANDARDS.items()
    ]
    return ["| sensitive under | version | class |", "| --- | --- | --- |", *rows, ""]


def _examples(examples: Sequence[str | Example]) -> list[str]:
    lines: list[str] = []
    for given in examples:
        if isinstance(given, str):
            shown = given
        else:
            names = (name for name in Example.__slots__ if name != "value" and getattr(given, name))
            shown = "\n".join(f"{name}: {getattr(given, name)}" for name in names)
        lines += [*(f"    {line}" for line in shown.splitlines()), ""]
    return lines[:-1]
