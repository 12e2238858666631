"""A rule → lines on what it looks for."""

from scanner.types.rule import (
    DomainListMatch,
    DuplicateMatch,
    EntityMatch,
    KeywordListMatch,
    LicenceMatch,
    PatternMatch,
    PhoneMatch,
    PresidioMatch,
    ProfileMatch,
    Rule,
    SignalMatch,
)

_REGISTER = "What the source register (`scan --sources`, [docs](../sources.md)) says of a document's source."
_PHONES = {
    "international": "Telephone numbers written with + or 00 that libphonenumber's numbering plans accept.",
    "national": "Telephone numbers without country code, read by the numbering plan that the document suggests.",
    "hotline": "Service numbers of organisations: toll-free, shared cost, premium rate, and China's 400, 800, 95xxx.",
    "example": "Telephone numbers of ranges that regulators keep for films and manuals.",
}


def looks_for(rule: Rule) -> list[str]:
    """Return lines on what a rule looks for."""
    match rule.match:
        case PatternMatch():
            lines = _pattern_lines(rule.match)
        case PhoneMatch(numbers=numbers):
            lines = [_PHONES[numbers]]
        case EntityMatch() | ProfileMatch():
            lines = _name_lines(rule.match)
        case PresidioMatch():
            lines = _presidio_lines(rule.match)
        case KeywordListMatch():
            lines = _keyword_lines(rule, rule.match)
        case DomainListMatch(file=file):
            lines = [
                f"Documents of the {_entries(rule)} domains of `{file}` and of their sub-domains,",
                "and places in their text where such a domain is written.",
            ]
        case SignalMatch():
            lines = _signal_lines(rule.match)
        case LicenceMatch(classes=classes):
            lines = [f"Licence statements of class {', '.join(f'`{name}`' for name in classes)}."]
        case DuplicateMatch():
            lines = _duplicate_lines(rule.match)
    return lines


def _name_lines(match: EntityMatch | ProfileMatch) -> list[str]:
    if isinstance(match, EntityMatch):
        return [
            f"Names of kind {match.entity} that the built-in tagger (English, Chinese) finds, or a spaCy pipeline",
            "(`--ner-model`). In other languages the report says that names were not looked for.",
        ]
    lines = [f"Names of persons with one of these within {match.window_chars} characters:", ""]
    if match.near:
        left_out = f", save {', '.join(f'`{each}`' for each in match.leave_out)}" if match.leave_out else ""
        lines.append(f"- findings of {', '.join(f'`{name}`' for name in match.near)}{left_out}")
    if match.words:
        lines.append(f"- the words {', '.join(f'`{word}`' for word in match.words)}, in any case")
    return lines


def _pattern_lines(match: PatternMatch) -> list[str]:
    lines = ["Text that matches", "", *(f"    {line}" for line in match.pattern.strip().splitlines())]
    if match.validator:
        lines += ["", f"and passes the check `{match.validator}`."]
    if match.context:
        words = ", ".join(f"`{word}`" for word in match.context)
        lines += ["", f"{_condition(match)} within {match.context_chars} characters: {words}."]
    if match.unless_labelled:
        words = ", ".join(f"`{word}`" for word in match.unless_labelled)
        lines += ["", f"Not where one of these stands right in front: {words}."]
    return lines


def _presidio_lines(match: PresidioMatch) -> list[str]:
    return [
        f"What presidio-analyzer's `{match.recognizer}` finds with a score of {match.min_score:g} or more;",
        f"the score is the confidence. Words nearby are found with spaCy's tokenizer for `{match.language}`.",
    ]


def _keyword_lines(rule: Rule, match: KeywordListMatch) -> list[str]:
    case = "in any case" if match.case == "ignore" else "in the same case"
    where = "as whole words" if match.whole_words else "also inside longer words"
    return [f"The {_entries(rule)} words and phrases of `{match.file}`, {case}, {where}."]


def _entries(rule: Rule) -> str:
    return f"{len(rule.words.entries):,}" if rule.words else "listed"


def _duplicate_lines(match: DuplicateMatch) -> list[str]:
    if match.finds == "exact":
        return ["Documents whose text is that of another one, character for character, by a digest of it."]
    if match.finds == "personal":
        return [
            f"Clusters of near-duplicates in which {match.min_copies} documents or more meet one rule on personal",
            "information or secrets of severity high or critical. The finding is on the document kept of the cluster.",
        ]
    if match.finds == "licence-conflict":
        return [
            "Clusters of near-duplicates whose documents state licences of different classes, or of which some are",
            "reserved from training and others are not. The finding is on the document kept of the cluster.",
        ]
    return [f"Documents whose token 5-grams have an estimated Jaccard similarity of {match.min_similarity:g} or more."]


def _condition(match: PatternMatch) -> str:
    if match.bare_confidence is None:
        return "One of these must stand"
    return f"Confidence is {match.bare_confidence:g} unless one of these stands"


def _signal_lines(match: SignalMatch) -> list[str]:
    lines = [_REGISTER if match.signal == "register" else f"The signal `{match.signal}`."]
    if match.values:
        lines.append(f"Values that count: {', '.join(f'`{value}`' for value in match.values)}.")
    if match.agents:
        lines.append(f"Agents for which a ban counts: {', '.join(f'`{agent}`' for agent in match.agents)}.")
    return lines
