#!/usr/bin/env bash
# Packs the two taggers, calibrated on what they find in dev, and the encoder of acts into the crate.
# usage: weights.sh WHOLE.pt FAST.pt ACTS.pt SCORE_ATTRIBUTION.py DEV.jsonl.gz PYTHON
set -euo pipefail
cd "$(dirname "$0")"
whole="$1" fast="$2" acts="$3" scorer="$4" dev="$5" python="$6"
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
weights=../crates/tagger/weights
gunzip -c "$dev" > "$made/dev.jsonl"
calibrated() { # MODEL.pt OUT.bin [--without-words]
  "$python" pack.py "$1" "$made/raw.bin" > /dev/null
  cargo run --quiet --release -p tagger --example predict -- "$made/raw.bin" "$made/dev.jsonl" "$made/found.jsonl" --outer
  "$python" calibrate.py "$scorer" "$made/dev.jsonl" "$made/found.jsonl" | tee "$made/calibration"
  # shellcheck disable=SC2046
  "$python" pack.py "$1" "$2" $(tail -n 1 "$made/calibration") "${@:3}"
}
calibrated "$whole" "$weights/attribution.bin"
calibrated "$fast" "$weights/attribution-fast.bin" --without-words
"$python" pack.py "$acts" "$weights/acts.bin" --acts
(cd "$weights" && sha256sum acts.bin attribution.bin attribution-fast.bin vocabulary.txt > SHA256SUMS)
