#!/bin/bash
# The scan step of action.yml: inputs as environment variables -> reports, step summary, annotations, outputs, exit code.
set -euo pipefail
PATH="$RUNNER_TEMP/corpus-scanner/bin:$PATH"

words=(--out "$OUT" --format markdown --format sarif --format junit --format github-summary --format github-annotations)
[[ -n "$POLICY" ]] && words+=(--policy "$POLICY")
[[ -n "$SOURCES" ]] && words+=(--sources "$SOURCES")
while IFS= read -r word; do
  [[ -n "$word" ]] && words+=("$word")
done <<<"$OPTIONS"
paths=()
while IFS= read -r path; do
  [[ -n "$path" ]] && paths+=("$path")
done <<<"$SCAN_PATHS"

# Names of shards are printed below: until the token comes, no line of them is a command to the runner.
token="$(tr -dc 'a-f0-9' </dev/urandom | head -c 32 || true)"
echo "::stop-commands::$token"
code=0
corpus-scanner scan "${words[@]}" -- "${paths[@]}" || code=$?
# With any other code the reports in $OUT, if any, are those of an earlier scan.
scanned=false
[[ "$code" =~ ^[013]$ && -f "$OUT/manifest.json" ]] && scanned=true
if [[ -n "$SHARD_LIST" && "$scanned" == true ]]; then
  corpus-scanner report "$OUT" --format sarif --shard-list "$SHARD_LIST"
fi
echo "::$token::"

echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [[ "$scanned" == true ]]; then
  cat "$OUT/annotations.txt"
  cat "$OUT/step-summary.md" >>"$GITHUB_STEP_SUMMARY"
  declare -A verdicts=([0]=pass [1]=fail [3]=incomplete)
  echo "verdict=${verdicts[$code]:-}" >>"$GITHUB_OUTPUT"
  printf 'sarif=%s/results.sarif\n' "$(tr -d '\r\n' <<<"$OUT")" >>"$GITHUB_OUTPUT"
fi
exit "$code"
