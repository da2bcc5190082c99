#!/usr/bin/env bash
# The raid shapes of `cupola benchmark`, beside what other open simulators reach on raids of the same size.
# Example: Benchmarks/raids.sh --repeat 50        (needs .build/release/cupola: `make build`)
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/release/cupola
[ -x "$program" ] || { echo "Benchmarks/raids.sh: $program is missing; run 'make build' first" >&2; exit 1; }
export SWIFT_BACKTRACE=enable=no
table=$(mktemp)
trap 'rm -f "$table"' EXIT
"$program" benchmark "$@" | tee "$table"

# Cited, not measured here: × real time of MIXR, BLADE and alldomainsim (Benchmarks/README.md says what they fly).
peers='4x24 200 330 6430;10x100 34 21 110'
awk -v peers="$peers" '
    BEGIN {
        count = split(peers, lines, ";")
        for (i = 1; i <= count; i++) { split(lines[i], part, " "); for (j = 1; j <= 3; j++) peer[part[1], j] = part[j + 1] }
    }
    ($1, 1) in peer {
        if (!printed++) {
            print ""
            print "Times as fast as peers (their figures are cited, measured another day on the same kind of machine, not here):"
            printf "%-8s %12s %14s %15s %19s\n", "shape", "x real time", "MIXR (flown)", "BLADE (circles)", "alldomainsim (timers)"
        }
        printf "%-8s %12s %14.1f %15.1f %19.1f\n", $1, $2, $2 / peer[$1, 1], $2 / peer[$1, 2], $2 / peer[$1, 3]
    }' "$table"
