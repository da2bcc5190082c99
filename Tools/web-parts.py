"""Takes the browser parts of the replay page out of downloaded wheels: web-parts.py WHEELS FOLDER.

Copies MapLibre GL JS and uPlot, and draws the sheet of MIL-STD-2525 symbols that the page uses: symbols.json, name → SVG.
"""

import json
import pathlib
import sys
import tempfile
import zipfile

PARTS = {
    "maplibre/srcjs/maplibre-gl.js": "maplibre-gl.js",
    "maplibre/srcjs/maplibre-gl.css": "maplibre-gl.css",
    "uplot/static/uPlot.iife.js": "uPlot.js",
    "uplot/static/uPlot.min.css": "uPlot.css",
}

# Standard identities of MIL-STD-2525D (table A-I): unknown 1, friend 3, neutral 4, hostile 6.
IDENTITIES = {"unknown": "1", "friend": "3", "neutral": "4", "hostile": "6"}

# Symbol set (two digits) and entity (six digits), MIL-STD-2525D appendices A (air), B (air missile), D (land unit), E (land equipment).
ENTITIES = {
    "air": ("01", "000000"),
    "fixed-wing": ("01", "110100"),
    "civil": ("01", "120100"),
    "drone": ("01", "110300"),
    "missile": ("02", "110000"),
    "post": ("10", "110000"),
    "air-defence": ("10", "130100"),
    "radar": ("15", "220300"),
    "launcher": ("15", "111100"),
    "site": ("20", "000000"),
}


def main(wheels, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as unpacked:
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                for inside, name in PARTS.items():
                    if inside in archive.namelist():
                        (folder / name).write_bytes(archive.read(inside))
                if wheel.name.startswith("milsymbol"):
                    archive.extractall(unpacked)
        sys.path.insert(0, unpacked)
        from milsymbol import Symbol

        sheet = {}
        for identity, digit in IDENTITIES.items():
            for entity, (kind, code) in ENTITIES.items():
                sheet[f"{identity}.{entity}"] = Symbol(f"100{digit}{kind}0000{code}0000", size=32).as_svg()
        text = json.dumps(sheet, sort_keys=True, indent=0)
        (folder / "symbols.json").write_text(text + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
