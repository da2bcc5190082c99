#!/usr/bin/env bash
# Kills a study again and again in the middle of its work, resumes it each time, and compares the finished tables with
# those of a study that was left alone. Prints its counts; ends with 1 at the first difference.
set -euo pipefail
cupola=${CUPOLA:-.build/release/cupola}
study=${1:-Studies/demo.yaml}
kills=${KILLS:-12}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dump() {
    for table in meta documents arms settings factors samples runs records; do
        sqlite3 "$1" "SELECT '$table', * FROM $table ORDER BY 1, 2, 3, 4, 5" 2>/dev/null \
            || sqlite3 "$1" "SELECT '$table', * FROM $table ORDER BY 1, 2, 3"
    done
}
options=(--runs 4 --samples 4 --quiet)
"$cupola" study "$study" --out "$folder/whole.cupola" "${options[@]}" --jobs 2
for jobs in 1 2; do
    file="$folder/killed-$jobs.cupola"
    killed=0
    for ((round = 0; round < kills; round++)); do
        "$cupola" study "$study" --out "$file" "${options[@]}" --jobs "$jobs" --resume &
        process=$!
        sleep "0.$((RANDOM % 90 + 10))"
        if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
        wait "$process" 2>/dev/null || true
    done
    rows=$(sqlite3 "$file" 'SELECT COUNT(*) FROM runs')
    "$cupola" study "$study" --out "$file" "${options[@]}" --jobs "$jobs" --resume
    if cmp -s <(dump "$folder/whole.cupola") <(dump "$file"); then
        total=$(sqlite3 "$file" 'SELECT COUNT(*) FROM runs')
        echo "jobs $jobs: killed $killed times, $rows of $total rows were there before the last resume; tables equal"
    else
        echo "jobs $jobs: the tables differ" >&2
        exit 1
    fi
done
