#!/usr/bin/env bash
# Kills a study again and again in the middle of its work, on one thread and on two, resumes it each time, and compares the
# finished archive, dumped in the order of its keys, byte for byte with that of a study that was left alone. Then fills a
# small disk under it; then signals (Tools/signal-test.py). Prints its counts; ends with 1 at the first difference.
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
        # Every other kill soon after the start, the rest once something more was committed, whatever the machine is busy with.
        pause=$((RANDOM % 700 + 5))
        if ((round % 2 == 0)); then
            there=$(rows "$file")
            for ((turn = 0; turn < 600; turn++)); do
                if ! kill -0 "$process" 2>/dev/null || [ "$(rows "$file")" != "$there" ]; then break; fi
                sleep 0.1
            done
        fi
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

Tools/signal-test.py "$study" "$folder/whole.cupola" "${options[@]}"
