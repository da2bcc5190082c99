#!/usr/bin/env python3
"""Draws the floors of the house (docs/images/floors.svg) from the table that the test holds (Tests/HouseTests/LayerTests.swift).
With --check: ends with 1 where the picture is another."""
import html, pathlib, re, sys

root = pathlib.Path(__file__).resolve().parent.parent
source = (root / "Tests/HouseTests/LayerTests.swift").read_text(encoding="utf-8")
table = re.search(r"let layerOfTarget: \[String: Double\] = \[(.*?)\n\]", source, re.S)[1]
floors = {}
for name, floor in re.findall(r'"(\w+)": ([\d.]+)', table):
    floors.setdefault(float(floor), []).append(name)
names = lambda key: re.findall(r'"(\w+)"', re.search(rf"let {key} = \[(.*?)\]", source, re.S)[1])
belief, truth = set(names("roomsOfBelief")) | {"DefenceModels"}, set(names("roomsOfTruth"))
belief.discard("DefenceModels")
words = {9: "the command line", 8: "what is made of records", 7: "studies and checks", 6: "documents become a model",
         5: "the loop and its doors", 4: "the battle's rooms", 3: "models", 2: "earth, messages, documents", 1: "units, chance, text, files",
         0: "numbers"}
WIDTH, LEFT, BOX, GAP, ROW = 1180, 250, 26, 8, 40
rows = []
for floor in sorted({int(key) for key in floors}, reverse=True):
    line, used, lines = [], 0, []
    for key in sorted((k for k in floors if int(k) == floor), reverse=True):
        for name in sorted(floors[key]):
            width = 16 + 7.9 * len(name)
            if line and used + width > WIDTH - LEFT - 20:
                lines.append(line)
                line, used = [], 0
            line.append((name, key, width))
            used += width + GAP
    lines.append(line)
    rows.append((floor, lines))
height = 60 + sum(len(lines) * (BOX + GAP) + 14 for _, lines in rows)
out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, sans-serif" font-size="13">',
       "<title>The floors of Cupola: an import goes only downwards</title>",
       f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
y = 14
for floor, lines in rows:
    tall = len(lines) * (BOX + GAP) + 6
    out.append(f'<rect x="10" y="{y}" width="{WIDTH - 20}" height="{tall}" rx="4" fill="{"#f3f4f6" if floor % 2 else "#e9ecef"}"/>')
    out.append(f'<text x="22" y="{y + 22}" fill="#333"><tspan font-weight="bold">{floor}</tspan>  {html.escape(words[floor])}</text>')
    for number, line in enumerate(lines):
        x, top = LEFT, y + 6 + number * (BOX + GAP)
        for name, _, width in line:
            fill, stroke = ("#fde3d3", "#b4532a") if name in truth else ("#d8e8f8", "#2a6099") if name in belief else ("#fff", "#777")
            out.append(f'<rect x="{x:.0f}" y="{top}" width="{width:.0f}" height="{BOX}" rx="3" fill="{fill}" stroke="{stroke}"/>')
            out.append(f'<text x="{x + width / 2:.0f}" y="{top + 18}" text-anchor="middle" fill="#111">{name}</text>')
            x += width + GAP
    y += tall + 8
out.append(f'<text x="22" y="{y + 18}" fill="#333">An import goes only to a lower floor.  '
           '<tspan fill="#2a6099">Blue: rooms of belief</tspan>; none of them can name a room of <tspan fill="#b4532a">truth (orange)</tspan>, directly or through another.</text>')
out.append("</svg>\n")
picture = "\n".join(out)
place = root / "docs/images/floors.svg"
if "--check" in sys.argv:
    if not place.exists() or place.read_text(encoding="utf-8") != picture:
        sys.exit("docs/images/floors.svg is not what the table of floors says; Tools/floors.py draws it")
    print(f"floors: the picture shows {sum(map(len, floors.values()))} targets as the table has them")
else:
    place.write_text(picture, encoding="utf-8")
