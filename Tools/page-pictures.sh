#!/usr/bin/env bash
# The pictures of the replay page in the documentation, as small as they get; `make pictures` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
Tools/setup.sh test
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cupola
"$HOME/.cache/cupola/page-venv/bin/python" Tests/Page/pictures.py "$PWD/.build/release/cupola" docs/images
"$cache/python/bin/python" - docs/images/replay-*.png <<'PY'
import sys
from PIL import Image
for name in sys.argv[1:]:
    Image.open(name).convert("RGB").save(name, optimize=True)
PY
