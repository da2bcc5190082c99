#!/usr/bin/env bash
# The program for processors with AVX2 and FMA against the one for any (`make portable`): the digests of every arm of all scenarios, and of
# some hundred scenarios by chance, must be the same.
#   Tools/check-portable.sh [SCENARIOS]     how many by chance (400)
# Needs both programs and, for scenarios by chance, the built tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no CUPOLA_CATALOGUE=$PWD/catalogue
fast=${FAST:-.build/release/cupola}
plain=${PLAIN:-.build-portable/release/cupola}
count=${1:-400}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
CUPOLA_SCENARIOS=$count CUPOLA_SCENARIOS_FROM=500000 CUPOLA_SCENARIOS_KEPT=$folder ${TESTS:-swift test $FLAGS --skip-build} --filter RandomScenarioTests >"$folder/log" 2>&1 \
    || { tail -20 "$folder/log" >&2; exit 1; }
# What a run answers, in a line: its digest, or why it is refused.
answer() { "$@" 2>&1 | grep -E '^digest|:[0-9]+:' | head -1 || true; }
same=0
differ=0
refused=0
compare() {
    local one other
    one=$(answer "$fast" run "$@" --quiet)
    other=$(answer "$plain" run "$@" --quiet)
    if [ -z "$one" ] || [ "$one" != "$other" ]; then
        echo "portable: $*: '$one' and '$other'" >&2
        differ=$((differ + 1))
    elif [[ $one == digest* ]]; then same=$((same + 1)); else refused=$((refused + 1)); fi
}
for file in Scenarios/*.yaml; do
    names=$("$fast" run "$file" --arm 'none of these' 2>&1 | sed 's/.* has //; s/; did you.*//' || true)
    IFS=, read -ra arms <<<"$names"
    for arm in "${arms[@]}"; do compare "$file" --arm "${arm# }"; done
done
arms=$same
for file in "$folder"/*.yaml; do compare "$file"; done
echo "portable: $arms arms of the project's scenarios and $((same - arms)) scenarios by chance have the same digest with AVX2 and without, $refused are refused with the same words, $differ differ"
[ "$differ" = 0 ]
