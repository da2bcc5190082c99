#!/usr/bin/env bash
# Readers of people's files under libFuzzer, in this process: YAML documents, replays, plain GeoTIFF, SRTM and DTED tiles, CSV tables, JSON, the
# addresses that `cupola view` is asked for, archives.
#   Tools/fuzz.sh [INPUTS] [READER…]     INPUTS of each reader (10,000,000); READER one of yaml, replay, tiff, csv, json, address, archive, hgt, dt0 (all)
#   FUZZ_SECONDS=N: at most so many seconds for each reader. FUZZ_LONGEST=N: bytes of an input at most. FUZZ_SEED=N: other inputs (1); docs/RELIABILITY.md adds those of several seeds up.
#   Tools/fuzz.sh short                  `make fuzz FUZZ=short`: the kept corpus and some thousands of inputs each, under a minute
# Needs the modules of `swift build -c release`. Finds are left in .build/fuzz/READER; what is new stays in .build/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
inputs=${1:-10000000}
shift || true
readers=("$@")
[ ${#readers[@]} -gt 0 ] || readers=(yaml replay tiff csv json address archive hgt dt0)
modules=.build/release
[ -e "$modules/Modules/EarthEnvironment.swiftmodule" ] || { echo "fuzz: build first: make build" >&2; exit 1; }
work=.build/fuzz
mkdir -p "$work"
# Readers of files get each input as a file: in memory, where there is such a folder.
scratch=$work/scratch
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
    scratch=$(mktemp -d /dev/shm/cupola-fuzz.XXXXXX)
    trap 'rm -rf "$scratch"' EXIT
fi
# Swift calls the package by the name of its folder; the readers' modules must be compiled as its own.
package=$(grep -o -m1 -- '"EarthEnvironment".*"-package-name","[^"]*"' .build/release.yaml | sed 's/.*"-package-name","\([^"]*\)"/\1/' | head -1)
processor=()
[ "$(uname -m)" = x86_64 ] && processor=(-Xcc -march=x86-64-v3)
# compile PROGRAM MODULES SOURCE…: the sources under libFuzzer, the modules as they are built.
compile() {
    local program=$work/$1 modules_used=$2 objects=() module wraps=()
    shift 2
    for module in strcmp strcasecmp strncmp strncasecmp; do
        [[ " $* " != *FuzzTarget.swift* ]] || wraps+=(-Xlinker "--wrap=__sanitizer_weak_hook_$module")
    done
    for module in $modules_used; do objects+=("$modules/$module.build"); done
    if [ -x "$program" ] && [ -z "$(find "$@" "${objects[@]}" -newer "$program" -name '*.*' -print -quit)" ]; then return; fi
    # shellcheck disable=SC2046
    swiftc -O -package-name "${package:-cupola}" -swift-version 6 -suppress-warnings -enable-upcoming-feature MemberImportVisibility "${processor[@]}" \
        -sanitize=fuzzer -parse-as-library "${wraps[@]}" -module-name CupolaFuzz -I "$modules/Modules" -I Sources/CGDAL -I Sources/CProcessor -I .build/checkouts/Yams/Sources/CYaml/include \
        -I .build/checkouts/GRDB.swift/Sources/GRDBSQLite "$@" $(find "${objects[@]}" -name '*.o') -o "$program"
}
base="NumericalMethods Quantities Stochastics EarthEnvironment PlainText Yams CYaml"
compile readers "$base" Fuzz/FuzzTarget.swift Sources/TerrainFiles/*.swift Sources/ModelValidation/{ReferenceFiles,ExactJSON,InputFile,NumberTable}.swift \
    Sources/ScenarioDocuments/*.swift Sources/RunRecords/*.swift Sources/ReplayViewer/SiteAddress.swift
clang -O2 -c Fuzz/alone.c -o "$work/alone.new"
cmp -s "$work/alone.new" "$work/alone.o" || mv "$work/alone.new" "$work/alone.o"
compile archives "$base RunRecords ScenarioDocuments StudyStatistics GRDB" Fuzz/ArchiveTarget.swift Sources/ResultsArchive/*.swift "$work/alone.o"
# A small archive to begin with: its bytes depend on the version of the program.
if [[ " ${readers[*]} " == *" archive "* ]] && [ -z "$(ls Fuzz/Corpus/archive "$work/corpus/archive" 2>/dev/null | grep -v :)" ]; then
    mkdir -p "$work/corpus/archive"
    python3 Tools/safety/archives.py "$work/corpus/archive/small.cupola"
fi
status=0
for reader in "${readers[@]}"; do
    mkdir -p "$work/$reader" "$work/corpus/$reader" "$scratch/$reader"
    case "$inputs" in
        short) case "$reader" in hgt | dt0 | archive) limit=(-runs=1500) ;; yaml | replay) limit=(-runs=8000) ;; *) limit=(-runs=20000) ;; esac; limit+=(-max_total_time=10) ;;
        *) limit=(-runs="$inputs" -max_total_time="${FUZZ_SECONDS:-0}") ;;
    esac
    corpora=("$work/corpus/$reader")
    [ -d "Fuzz/Corpus/$reader" ] && corpora+=("Fuzz/Corpus/$reader")
    # So long as a sound file of the kind can be small: what is longer holds more of the same.
    case "$reader" in hgt | address) longest=512 ;; yaml) longest=2048 ;; dt0) longest=4096 ;; replay) longest=8192 ;; *) longest=32768 ;; esac
    # 512 MB at most, ten seconds an input; the same inputs each time for a seed.
    if ! CUPOLA_FUZZ=$reader CUPOLA_FUZZ_FOLDER=$scratch/$reader "$work/$([ "$reader" = archive ] && echo archives || echo readers)" -seed="${FUZZ_SEED:-1}" -rss_limit_mb=512 -malloc_limit_mb=512 -timeout=10 \
        -detect_leaks=0 -max_len="${FUZZ_LONGEST:-$longest}" -print_final_stats=1 -artifact_prefix="$work/$reader/" "${limit[@]}" "${corpora[@]}" \
        > "$work/$reader.log" 2>&1; then
        echo "fuzz: $reader: FOUND (log $work/$reader.log)"
        grep -E 'ERROR|Fatal error|Test unit written' "$work/$reader.log" | head -5 || true
        # The input itself, where it is small: the file may be gone with the machine.
        find "$work/$reader" -type f -size -8k -newer "$scratch/$reader" -exec base64 -w 0 {} \; -exec echo \;
        status=1
    else
        echo "fuzz: $reader: $(sed -n 's/stat::number_of_executed_units: *//p' "$work/$reader.log") inputs of seed ${FUZZ_SEED:-1}, nothing found"
    fi
done
exit $status
