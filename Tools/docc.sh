#!/usr/bin/env bash
# The engine's reference pages by DocC, from the modules that the last build left; a warning is a fault. Argument: the folder.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build/docc}
modules=.build/release/Modules
[ -e "$modules/CupolaEngine.swiftmodule" ] || { echo "docc: no engine in $modules; build first (make build leaves it out: swift build --build-tests)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/graphs"
tools=$(dirname "$(readlink -f "$(command -v swift)")")
triple=$(swift -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["unversionedTriple"])')
list="CupolaEngine $(sed -n 's/^@_exported import //p' Sources/CupolaEngine/CupolaEngine.swift)"
for module in $list; do
    "$tools/swift-symbolgraph-extract" -module-name "$module" -I "$modules" -target "$triple" -output-dir "$work/graphs" \
        -Xcc -fmodule-map-file=.build/checkouts/Yams/Sources/CYaml/include/module.modulemap \
        -minimum-access-level public -skip-synthesized-members
done
"$tools/docc" convert Sources/CupolaEngine/CupolaEngine.docc --additional-symbol-graph-dir "$work/graphs" \
    --fallback-display-name CupolaEngine --fallback-bundle-identifier cupola.engine --output-path "$folder" --warnings-as-errors \
    > "$work/docc.txt" 2>&1 || { cat "$work/docc.txt" >&2; exit 1; }
if grep -q "^warning" "$work/docc.txt"; then cat "$work/docc.txt" >&2; exit 1; fi
echo "docc: $(find "$folder/data" -name '*.json' | wc -l) pages of $(wc -w <<< "$list") modules in $folder, no warning"
