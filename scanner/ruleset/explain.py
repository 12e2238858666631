"""A rule → its page: what it finds, why it matters, what to do; the same text in the terminal and in `docs/rules/`."""

from collections.abc import Sequence

from scanner.types.rule import (
    DuplicateMatch,
    EntityMatch,
    Example,
    LicenceMatch,
    PatternMatch,
    PhoneMatch,
    Rule,
    SignalMatch,
)


def explain(rule: Rule) -> str:
    """Return the rule's page as Markdown, every rule in the same shape."""
    file = rule.file
    lines = [
        f"# {rule.id}",
        "",
        f"{file.title}.",
        "",
        "| severity | sensitivity | confidence | status |",
        "| --- | --- | --- | --- |",
        f"| {file.severity} | {file.sensitivity} | {file.confidence:g} | {file.status} |",
        "",
        "## What it looks for",
        "",
        *_looks_for(rule),
        "",
        "## Why it matters",
        "",
        *(f"- {basis}" for basis in file.legal_basis),
        "",
        "## What to do",
        "",
        file.remedy.strip(),
        "",
    ]
    if file.notes:
        lines += ["## Known misses and look-alikes", "", file.notes.strip(), ""]
    lines += [
        "## Met by",
        "",
        *_examples(file.must_match),
        "",
        "## Not met by",
        "",
        *_examples(file.must_not_match),
        "",
    ]
    return "\n".join(lines)


def _looks_for(rule: Rule) -> list[str]:
    match rule.match:
        case PatternMatch():
            return _pattern_lines(rule.match)
        case PhoneMatch(numbers=numbers):
            return [f"Telephone numbers in {numbers} form that libphonenumber's numbering plans accept."]
        case EntityMatch(entity=entity):
            return [
                f"Names of kind {entity} that the spaCy pipeline named with `--ner-model` finds.",
                "Without one the report says that names were not looked for.",
            ]
        case SignalMatch():
            return _signal_lines(rule.match)
        case LicenceMatch(classes=classes):
            return [f"Licence statements of class {', '.join(f'`{name}`' for name in classes)}."]
        case DuplicateMatch(min_similarity=similarity):
            return [f"Documents whose token 5-grams have an estimated Jaccard similarity of {similarity:g} or more."]


def _pattern_lines(match: PatternMatch) -> list[str]:
    lines = ["Text that matches", "", *(f"    {line}" for line in match.pattern.strip().splitlines())]
    if match.validator:
        lines += ["", f"and passes the check `{match.validator}`."]
    if match.context:
        words = ", ".join(f"`{word}`" for word in match.context)
        lines += ["", f"One of these must stand within {match.context_chars} characters: {words}."]
    return lines


def _signal_lines(match: SignalMatch) -> list[str]:
    lines = [f"The signal `{match.signal}`."]
    if match.values:
        lines.append(f"Values that count: {', '.join(f'`{value}`' for value in match.values)}.")
    if match.agents:
        lines.append(f"Agents for which a ban counts: {', '.join(f'`{agent}`' for agent in match.agents)}.")
    return lines


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
