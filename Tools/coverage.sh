#!/usr/bin/env bash
# Which lines of the engine its tests reach, in a build folder of its own (.build-coverage).
#   Tools/coverage.sh [MODULE…]      test modules that are run (all but those that mostly start the program itself)
# The last line says the share of the engine's lines; the list above it the files least reached. Ends with 1 below LEAST (90) per cent.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
folder=$root/.build-coverage
# What flies a battle.
engine=(NumericalMethods Quantities Stochastics EarthEnvironment TacticalMessages FlightDynamics RadarSensing TargetTracking CommandAndControl RunRecords
    DefenceModels FireControl BattleWorld CommandPosts Batteries Sensors BattleWitness BattleSimulation BattleCompilation)
[ -n "${BUILT:-}" ] || swift build ${FLAGS} --build-tests --enable-code-coverage --scratch-path "$folder"
tests=$(echo "$folder"/release/*PackageTests.xctest)
modules=("$@")
if [ ${#modules[@]} = 0 ]; then
    for place in Tests/*Tests; do
        case $(basename "$place") in ResultsArchiveTests | OutputFilesTests | HouseTests) ;; *) modules+=("$(basename "$place")") ;; esac
    done
fi
# Programs that tests start leave what they count where they stand.
counts=$folder/counts
rm -rf "$counts"
mkdir -p "$counts/started"
cd "$counts/started"
for module in "${modules[@]}"; do
    LLVM_PROFILE_FILE="$counts/$module.profraw" "$tests" --testing-library swift-testing --filter "^$module\\." >"$counts/$module.log" 2>&1 ||
        { grep -aE "recorded an issue|Fatal|Test run with" "$counts/$module.log" | head -5; echo "coverage: $module failed ($counts/$module.log)" >&2; exit 1; }
    sed -nE "s/.*Test run with ([0-9]+) tests?.* passed after ([0-9.]+) sec.*/$module: \1 tests, \2 s/p" "$counts/$module.log" | tail -1
done
cd "$root"
tools=$(dirname "$(realpath "$(command -v swift)")")
"$tools/llvm-profdata" merge -sparse "$counts"/*.profraw -o "$counts/all.profdata"
sources=("${engine[@]/#/Sources/}")
"$tools/llvm-cov" export -summary-only -instr-profile "$counts/all.profdata" "$tests" "${sources[@]}" > "$counts/summary.json"
python3 - "$counts/summary.json" "${LEAST:-90}" "${#modules[@]}" <<'P'
import json, pathlib, sys
files = json.load(open(sys.argv[1]))["data"][0]["files"]
rooms, worst = {}, []
for file in files:
    lines = file["summary"]["lines"]
    path = pathlib.Path(file["filename"])
    room = rooms.setdefault(path.parts[path.parts.index("Sources") + 1], [0, 0])
    room[0] += lines["covered"]
    room[1] += lines["count"]
    worst.append((lines["count"] - lines["covered"], lines["percent"], path.name))
for missed, percent, name in sorted(worst, reverse=True)[:20]:
    print(f"{name}: {missed} lines not reached ({percent:.0f} % reached)")
for room, (reached, lines) in sorted(rooms.items()):
    print(f"{room}: {100 * reached / lines:.1f} % of {lines} lines")
reached, lines = (sum(room[place] for room in rooms.values()) for place in (0, 1))
print(f"coverage: {100 * reached / lines:.1f} % of the engine's {lines} lines reached by {sys.argv[3]} test modules")
sys.exit(100 * reached / lines < float(sys.argv[2]))
P
