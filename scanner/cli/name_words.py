"""Words of the scan command about names → pipelines, and what is to be done with them."""

from collections.abc import Iterator, Sequence
from typing import get_args

from scanner.cli.words import Words
from scanner.detectors.names.built_in import BUILT_IN, LANGUAGES
from scanner.detectors.options import NameOptions, NamesMode
from scanner.detectors.pii.pipelines import check_models
from scanner.errors import UsageError


def ner_models(words: Sequence[str], option: str = "--ner-model") -> tuple[tuple[str, str], ...]:
    """Return (language, pipeline) pairs from `en=NAME`, `en_core_web_sm` or `built-in` words.

    `built-in` stands for the taggers of the package in all languages for which nothing else is named.
    Raises `UsageError` for two pipelines of one language, for a path without its language, for a language alone.
    """
    models: dict[str, str] = {}
    for word in words:
        if word == BUILT_IN:
            continue
        language, name = _language_and_name(word, option)
        if language in models:
            raise UsageError(f"{option}: two pipelines for language {language!r}")
        models[language] = name
    if BUILT_IN in words:
        models = dict.fromkeys(LANGUAGES, BUILT_IN) | models
    return tuple(sorted(models.items()))


def _language_and_name(word: str, option: str) -> tuple[str, str]:
    language, separator, name = word.partition("=")
    if not separator:
        language, name = word[:2], word
    if not name:
        told = f" {word}" if word else ""
        raise UsageError(
            f"{option}{told}: name a pipeline, for example {language or 'en'}={language or 'en'}_core_web_sm"
        )
    if not language or (not separator and ("/" in word or word[2:3] != "_")):
        raise UsageError(f"{option} {word}: say its language, for example en={name}")
    return language, name


def name_options(words: Words) -> tuple[tuple[tuple[str, str], ...], NameOptions]:
    """Return the pipelines and what is to be done with them; a pipeline named for a language replaces the built-in one.

    Raises `UsageError` for words that make no sense together, `ModelError` for pipelines that cannot be had.
    """
    faults = list(_faults(words))
    if faults:
        raise UsageError("\n".join(faults))
    models = () if words.names == "off" else ner_models((*words.ner_model, BUILT_IN))
    second = ner_models(words.second_ner_model, "--second-ner-model")
    check_models(models)
    check_models(second)
    unread = sorted(dict(second).keys() - dict(models).keys())
    if unread:
        raise UsageError(f"--second-ner-model: no first pipeline for language {unread[0]!r} (--ner-model)")
    mode: NamesMode = words.names  # type: ignore[assignment]  # one of them, see `_faults`
    return models, NameOptions(
        mode, words.names_share, words.names_seed, words.names_gate, second, words.second_ner_share
    )


def _faults(words: Words) -> Iterator[str]:
    """Yield what makes no sense; words that would do nothing are faults, for whoever said them expects something."""
    if words.names not in get_args(NamesMode):
        yield f"--names {words.names}: expected all, sample or off"
        return
    if words.names == "off" and (words.ner_model or words.second_ner_model):
        yield "--names off: leave out --ner-model and --second-ner-model, or choose another mode"
    elif words.names != "all" and words.second_ner_model:
        yield "--second-ner-model: needs --names all, whose names it is to check"
    if words.names == "sample":
        yield from _share_faults(words, "names_share", words.names_share)
    elif "names_share" in words.said:
        yield f"--names-share: needs --names sample, not {words.names}{_source(words, 'names_share')}"
    if words.second_ner_model:
        yield from _share_faults(words, "second_ner_share", words.second_ner_share)
    elif "second_ner_share" in words.said:
        yield f"--second-ner-share: needs --second-ner-model{_source(words, 'second_ner_share')}"
    # Bytes of the command line that are no UTF-8 come as lone surrogates, which no report can hold.
    if any("\ud800" <= sign <= "\udfff" for sign in words.names_seed):
        yield f"--names-seed: holds bytes that are no UTF-8{_source(words, 'names_seed')}"


def _share_faults(words: Words, name: str, share: float) -> Iterator[str]:
    if share <= 0:
        yield f"--{name.replace('_', '-')} {share}: expected more than 0, up to 1{_source(words, name)}"


def _source(words: Words, name: str) -> str:
    """Return where a word comes from, where that is not plain to see."""
    source = words.said.get(name, "flag")
    return "" if source == "flag" else f" ({source})"
