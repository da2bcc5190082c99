#!/usr/bin/env bash
# Kills a study again and again in the middle of its work, on one thread and on two, resumes it each time, and compares the
# finished archive, dumped in the order of its keys, byte for byte with that of a study that was left alone. Then fills a
# small disk under it. Prints its counts; ends with 1 at the first difference.
set -euo pipefail
cupola=${CUPOLA:-.build/release/cupola}
study=${1:-Studies/duel.yaml}
kills=${KILLS:-100}
folder=$(mktemp -d)
cleanup() {
    if mountpoint -q "$folder/disk" 2>/dev/null; then umount "$folder/disk"; fi
    rm -rf "$folder"
}
trap cleanup EXIT
# Job control: else a shell has its background jobs ignore SIGINT.
set -m
dump() { sqlite3 "$1" .dump; }
# Rows without locking the writer out; 0 where there is no table yet.
rows() { sqlite3 "file:$1?mode=ro" 'SELECT COUNT(*) FROM runs' 2>/dev/null || echo 0; }
options=(--quiet)
[ -n "${RUNS:-}" ] && options+=(--runs "$RUNS")
[ -n "${SAMPLES:-}" ] && options+=(--samples "$SAMPLES")
begin=$(date +%s%N)
"$cupola" study "$study" --out "$folder/whole.cupola" "${options[@]}" --jobs 2
milliseconds=$((($(date +%s%N) - begin) / 1000000))
total=$(rows "$folder/whole.cupola")
for jobs in 1 2; do
    file="$folder/killed-$jobs.cupola"
    killed=0
    early=0
    # Kills spread over the study's length, so that some meet its beginning, some a commit, some its end; what was not committed is flown
    # again, so that the last of them find work too.
    for ((round = 0; round < kills; round++)); do
        "$cupola" study "$study" --out "$file" "${options[@]}" --jobs "$jobs" --resume &
        process=$!
        # Every other kill soon after the start, the rest anywhere in a sixth of the study's length.
        if ((round % 2)); then pause=$((RANDOM % 500 + 5)); else pause=$((RANDOM % (milliseconds / 6 + 400) + 300)); fi
        sleep "$((pause / 1000)).$(printf %03d $((pause % 1000)))"
        if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
        wait "$process" 2>/dev/null || true
        if [ "$(rows "$file")" = 0 ]; then early=$((early + 1)); fi
    done
    before=$(rows "$file")
    "$cupola" study "$study" --out "$file" "${options[@]}" --jobs "$jobs" --resume
    if cmp <(dump "$folder/whole.cupola") <(dump "$file"); then
        echo "jobs $jobs: killed $killed times ($early before the first commit of runs), $before of $total runs were there before the last resume, $(rows "$file") after; the dump is the same byte for byte ($(dump "$file" | wc -c) bytes)"
    else
        echo "jobs $jobs: the dumps differ" >&2
        exit 1
    fi
done

# A full disk: a small file system of its own where that may be mounted, a limit on the file's size elsewhere.
size=$(stat -c %s "$folder/whole.cupola")
mkdir "$folder/disk"
if mount -t tmpfs -o "size=$((size * 3 / 4))" tmpfs "$folder/disk" 2>/dev/null; then kind="a disk of $((size * 3 / 4)) bytes"; limit=unlimited
else kind="a limit of $((size * 3 / 4)) bytes"; limit=$((size * 3 / 4 / 1024)); fi
file="$folder/disk/full.cupola"
set +e
message=$( (ulimit -f "$limit"; "$cupola" study "$study" --out "$file" "${options[@]}" --jobs 2) 2>&1)
status=$?
set -e
lines=$(printf '%s\n' "$message" | wc -l)
if [ "$status" != 1 ] || [ "$lines" != 1 ]; then
    echo "full disk: status $status, $lines lines: $message" >&2
    exit 1
fi
kept=$(rows "$file")
if mountpoint -q "$folder/disk"; then mount -o "remount,size=$((size * 4))" "$folder/disk"; fi
"$cupola" study "$study" --out "$file" "${options[@]}" --jobs 2 --resume
cmp <(dump "$folder/whole.cupola") <(dump "$file")
echo "full disk: $kind ended the study with one line, $kept of $total runs kept; resumed with room, the dump is the same byte for byte"

# A folder that cannot be written to, and a temporary folder that is not there: found before the work, one line each.
refused() {
    local wanted=$1 status
    shift
    set +e
    message=$("$@" 2>&1 >/dev/null)
    status=$?
    set -e
    if [ "$status" != "$wanted" ] || [ "$(printf '%s\n' "$message" | wc -l)" != 1 ]; then
        echo "refused: status $status, wanted $wanted: $message" >&2
        exit 1
    fi
}
tried=0
if mountpoint -q "$folder/disk"; then
    mount -o remount,ro "$folder/disk"
    for words in "study $study --out $folder/disk/new.cupola" "run Scenarios/one-on-one.yaml --out $folder/disk/r.run.cupola" "report $folder/whole.cupola --out $folder/disk/r.html" \
        "replay Scenarios/one-on-one.yaml --out $folder/disk/r.html" "merge $folder/disk/m.cupola $folder/whole.cupola" "demo --out $folder/disk/demo"; do
        # shellcheck disable=SC2086
        refused 2 "$cupola" $words
        tried=$((tried + 1))
    done
fi
for words in "report $folder/whole.cupola --out $folder/r.html" "study --from $folder/whole.cupola --out $folder/f.cupola --quiet" "replay $folder/whole.cupola --out $folder/p.html"; do
    # shellcheck disable=SC2086
    refused 1 env TMPDIR=/none/such "$cupola" $words
    tried=$((tried + 1))
done
echo "read-only and no TMPDIR: $tried calls, each ended with a line before it worked"

# Signals: one line where something is kept, the signal's own code, nothing left under a final name or beside it, and the study goes on.
"$cupola" run Scenarios/saturation.yaml --out "$folder/raid.run.cupola" --quiet
stopped=0
whole=0
for signal in INT TERM HUP; do
    for delay in 0.02 0.05 0.1 0.2 0.4 0.8; do
        for words in "study $study --out $folder/signal/s.cupola --quiet" "run Scenarios/saturation.yaml --out $folder/signal/r.run.cupola --quiet" \
            "replay $folder/raid.run.cupola --out $folder/signal/r.html --quiet" "report $folder/whole.cupola --out $folder/signal/r.html --quiet"; do
            rm -rf "$folder/signal"
            mkdir -p "$folder/signal/tmp"
            # shellcheck disable=SC2086
            TMPDIR=$folder/signal/tmp "$cupola" $words 2>"$folder/signal.log" &
            process=$!
            sleep "$delay"
            kill -s $signal "$process" 2>/dev/null || true
            set +e
            wait "$process" 2>/dev/null
            status=$?
            set -e
            left=$(find "$folder/signal" -mindepth 1 ! -name tmp ! -name 's.cupola*' ! -name 'r.*' | head -3)
            lines=$(wc -l <"$folder/signal.log")
            if [ -n "$left" ] || [ "$lines" -gt 1 ]; then
                echo "signal $signal after $delay s: $words: $lines lines, left $left" >&2
                exit 1
            fi
            if [ "$status" = 0 ]; then whole=$((whole + 1)); continue; fi
            [ "$status" = $((128 + $(kill -l $signal))) ] || { echo "signal $signal: status $status: $words" >&2; exit 1; }
            stopped=$((stopped + 1))
            # Whatever stands under a final name is whole: the archive goes on, nothing else is there.
            case $words in
                study*)
                    [ -e "$folder/signal/s.cupola" ] || continue
                    [ "$delay" = 0.4 ] || continue
                    "$cupola" study "$study" --out "$folder/signal/s.cupola" --resume --quiet
                    [ -n "${RUNS:-}${SAMPLES:-}" ] || cmp <(dump "$folder/whole.cupola") <(dump "$folder/signal/s.cupola") ;;
                *) if ls "$folder"/signal/r.* >/dev/null 2>&1; then echo "signal $signal: a part of $words was left" >&2; exit 1; fi ;;
            esac
        done
    done
done
echo "signals: $((stopped + whole)) of INT, TERM and HUP: $stopped calls stopped with the signal's code and nothing left under a final name, $whole had ended before"
