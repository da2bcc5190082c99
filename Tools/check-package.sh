#!/usr/bin/env bash
# A package outside the tree depends on a tagged version of the engine, builds, and flies a scenario to the program's digest.
# What is tagged is the tree as it stands, with what is not committed yet.
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
unset CUPOLA_VIEW CUPOLA_STRICT CUPOLA_ENGINE_ONLY
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
begin=$SECONDS
mkdir "$work/cupola"
cp -R "$root"/{Package.swift,Sources,Tests,Examples,Scenarios,catalogue} "$work/cupola/"
git -C "$work/cupola" init --quiet
git -C "$work/cupola" add --all
git -C "$work/cupola" -c user.name=check -c user.email=check@example.org commit --quiet --message "A version"
git -C "$work/cupola" tag 0.3.0
cp -R "$root/Examples/OutsidePackage" "$work/fly"
cd "$work/fly"
# The examples of extension points too see no more than what is public.
mkdir -p Tests/ExtensionTests
cp "$root"/Examples/Extensions/*.swift Tests/ExtensionTests/
sed -i 's|package: "cupola")\])\])$|package: "cupola")]), .testTarget(name: "ExtensionTests", dependencies: [.product(name: "CupolaEngine", package: "cupola")])])|' Package.swift
grep -q ExtensionTests Package.swift
CUPOLA_REPOSITORY="$work/cupola" swift build --build-tests > "$work/build.txt" 2>&1 || { tail -20 "$work/build.txt" >&2; exit 1; }
CUPOLA_REPOSITORY="$work/cupola" swift run --skip-build fly "$work/cupola" > "$work/flown.txt" 2>> "$work/build.txt"
expected=$("${CUPOLA:-$root/.build/release/cupola}" run "$root/Scenarios/one-on-one.yaml" --catalogue "$root/catalogue" --quiet)
grep -qx "$expected" "$work/flown.txt" || { echo "check-package: expected $expected, found:" >&2; cat "$work/flown.txt" >&2; exit 1; }
if grep -E "checkouts/(hummingbird|GRDB|swift-nio)" "$work/build.txt"; then echo "check-package: built what the engine does not need" >&2; exit 1; fi
lines=$(wc -l < Sources/fly/main.swift)
echo "check-package: $lines lines built on a tagged CupolaEngine fly to the program's digest, and the examples build there ($((SECONDS - begin)) s)"
