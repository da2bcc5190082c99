#!/usr/bin/env bash
# Holds the code against the rules of `.swift-format` with the compiler's own `swift format lint`. Where lines break is the author's
# choice: what the formatter would break or indent otherwise is not counted.
set -euo pipefail
cd "$(dirname "$0")/.."
faults=$(swift format lint --configuration .swift-format --recursive Sources Tests Examples Package.swift 2>&1 \
    | grep -vE '\[(AddLines|RemoveLine|Indentation|LineLength|TrailingComma|Spacing|SpacingError)\]' || true)
if [ -n "$faults" ]; then
    printf '%s\n' "$faults" >&2
    exit 1
fi
echo "style: $(find Sources Tests Examples -name '*.swift' | wc -l) files, swift format lint finds nothing"
