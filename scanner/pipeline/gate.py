"""A finished run and a policy → another verdict on it, without its corpus; and the run told by that verdict."""

import hashlib
from dataclasses import replace
from pathlib import Path

from scanner.pipeline.saved_run import PENDING, digest_of_files, open_files, open_saved, write_formats
from scanner.policy.judge import judge
from scanner.reports.codec import to_json
from scanner.reports.formats import FORMATS
from scanner.sidecars.layout import write_whole
from scanner.types.allowances import Allowances
from scanner.types.policy import Policy
from scanner.types.run import Lock
from scanner.types.saved_run import SavedRun


def judge_again(out: Path, policy: Policy, policy_digest: str, allowances: Allowances) -> SavedRun:
    """Return a finished run as it is judged by a policy; nothing is written.

    Raises `OutputError` where the folder holds no finished run or a file is not the one its manifest names, and
    `PolicyError` where policy or suppressions name no rule of that run.
    """
    run = open_saved(out, repair=True)
    report_digest = open_files(out, repair=True).manifest.files["corpus.json"]
    verdict = judge(policy, policy_digest, run.corpus, run.shard_reports(), report_digest, run.catalogue, allowances)
    lock = allowed(replace(run.lock, policy=policy_digest), allowances)
    return replace(run, verdict=verdict, policy=policy, lock=lock)


def allowed(lock: Lock, allowances: Allowances) -> Lock:
    """Return a lock that names what is let pass beside the policy."""
    has_suppressions = allowances.suppressions is not None and allowances.as_of is not None
    return replace(
        lock,
        baseline=None if allowances.baseline is None else allowances.baseline.digest,
        suppressions=allowances.suppressions_digest if has_suppressions else None,
        as_of=allowances.as_of.isoformat() if has_suppressions and allowances.as_of else None,
    )


def write_again(out: Path, run: SavedRun) -> list[str]:
    """Replace verdict, policy, lock and the formats that are there by those of a run judged again.

    Returns their paths below the folder. The manifest is renewed for them; what it says of other files stays as it is.
    Killed in between, the folder says that this was cut short, and doing it again makes it whole.
    """
    manifest = open_files(out, repair=True).manifest
    pending = out / PENDING
    write_whole(pending, b"")
    # A format is there where its first file is: pages of shards may be very many.
    present = [name for name, path in FORMATS.items() if path in manifest.files]
    written: dict[str, str] = {}
    for name, body in (("verdict.json", run.verdict), ("policy.json", run.policy), ("lock.json", run.lock)):
        content = to_json(body)
        write_whole(out / name, content)
        written[name] = hashlib.sha256(content).hexdigest()
    written |= write_formats(run, present, out)
    files = manifest.files | written
    write_whole(out / "manifest.json", to_json(replace(manifest, files=files, digest=digest_of_files(files))))
    pending.unlink()
    return list(written)
