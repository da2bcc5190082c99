#!/usr/bin/env bash
# The test suite under a sanitizer of the compiler, in a build folder of its own (.build-asan, .build-tsan), one test module after the other.
#   Tools/sanitize.sh address [MODULE…]     accesses outside memory
#   Tools/sanitize.sh thread [MODULE…]      races between threads
# Without modules the whole suite runs, the ones first that start no program of their own: those take an hour and more. SECONDS_EACH (3600) is how
# long a module may take. KEEP=1 goes on after a run that was cut short: modules that ended with nothing found since the tests were built stand.
# The last line says what ran, what was found, and what did not run; .build-KIND/MODULE.log holds what each test said.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1
shift
case "$kind" in
    address) short=asan ;;
    thread) short=tsan ;;
    *) echo "sanitize: '$kind', allowed: address, thread" >&2; exit 2 ;;
esac
# Leaks are none of its business.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS="halt_on_error=0 exitcode=66"
folder=.build-$short
link=()
if [ "$kind" = address ]; then
    mkdir -p "$folder"
    clang -O2 -c Tools/sanitize/options.c -o "$folder/options.o"
    link=(-Xlinker "$PWD/$folder/options.o")
fi
[ -n "${BUILT:-}" ] || swift build ${FLAGS} --build-tests --sanitize="$kind" "${link[@]}" --scratch-path "$folder"
tests=$(echo "$folder"/release/*PackageTests.xctest)
# Not all of the run-time library is instrumented: what the sanitizer must hear of Swift's Mutex.
preload=()
if [ "$kind" = thread ] && [ "$(uname -sm)" = "Linux x86_64" ]; then
    clang -O2 -fPIC -shared Tools/sanitize/locks.c -o "$folder/locks.so" -ldl
    preload=(env LD_PRELOAD="$PWD/$folder/locks.so")
fi
slow=(ResultsArchiveTests OutputFilesTests EngineValidationTests SchemaWalkTests)
all=()
for place in Tests/*Tests Examples/Extensions; do
    name=$(basename "$place")
    [ "$name" = Extensions ] && name=ExampleTests
    [[ " ${slow[*]} " == *" $name "* ]] || all+=("$name")
done
all+=("${slow[@]}")
modules=("$@")
[ ${#modules[@]} -gt 0 ] || modules=("${all[@]}")
# passed LOG: how many tests ran, all of them with nothing found.
passed() {
    grep -aqE "(WARNING: Thread|ERROR: Address)Sanitizer" "$1" && return 1
    sed -nE 's/.*Test run with ([1-9][0-9]*) tests?.* passed after.*/\1/p' "$1" | grep . | tail -1
}
clean=() found=() late=() count=0
for module in "${modules[@]}"; do
    log=$folder/$module.log
    status=0
    if [ -z "${KEEP:-}" ] || [ ! "$log" -nt "$tests" ] || ! passed "$log" >/dev/null; then
        timeout "${SECONDS_EACH:-3600}" "${preload[@]}" "$tests" --testing-library swift-testing --filter "^$module\\." >"$log" 2>&1 || status=$?
    fi
    if [ "$status" = 0 ] && ran=$(passed "$log"); then
        clean+=("$module") count=$((count + ran))
        echo "$module: $ran tests, nothing found"
    elif [ "$status" = 124 ] && ! grep -aqE "Sanitizer:|recorded an issue" "$log"; then
        late+=("$module")
        echo "$module: cut short"
    else
        found+=("$module")
        echo "$module: FOUND, status $status ($log)"
        grep -aE "SUMMARY: |recorded an issue|Test run with" "$log" | sort | uniq -c | sort -rn | head -8 || true
    fi
done
left=()
for module in "${all[@]}"; do [[ " ${modules[*]} " == *" $module "* ]] || left+=("$module"); done
list() { local IFS=,; echo "${*}" | sed 's/,/, /g'; }
echo "$short: $count tests of ${#clean[@]} of ${#all[@]} test modules ran with nothing found$([ ${#found[@]} = 0 ] || echo "; FOUND in $(list "${found[@]}")")$([ ${#late[@]} = 0 ] || echo "; cut short: $(list "${late[@]}")")$([ ${#left[@]} = 0 ] || echo "; not run: $(list "${left[@]}")")"
[ ${#found[@]} = 0 ]
