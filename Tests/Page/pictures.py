"""Pictures of the flagship's replay for the documentation: pictures.py PROGRAM FOLDER."""

import pathlib
import subprocess
import sys
import tempfile

from check_page import ARMS, FLAGS, INDEX, SCENARIO
from playwright.sync_api import sync_playwright

# Name, address and what is pressed before the picture is taken.
PICTURES = [
    ("replay-two-arms", "t=745", ["#fit-sites"]),
    ("replay-number-7", "t=965&pick=target%3Acruise+missile+7&arm=1", ["#story .link"]),
    ("replay-full", "t=500&radar=4", []),
    ("replay-airliner", "t=700&pick=target%3Aairliner+1&layers=truth,belief,ellipses,trails,names,dim", ["#fit-sites"]),
]


def main(program, folder):
    with tempfile.TemporaryDirectory() as work, sync_playwright() as engine:
        file = pathlib.Path(work, "raid.html")
        arms = [word for arm in ARMS for word in ("--arm", arm)]
        subprocess.run([program, "replay", SCENARIO, *arms, "--index", INDEX, "--out", file, "--quiet"], check=True)
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, address, presses in PICTURES:
            page = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme="dark", reduced_motion="reduce").new_page()
            page.goto(f"{file.resolve().as_uri()}#{address}")
            page.wait_for_selector("body[data-ready=yes]", timeout=60000)
            for button in presses:
                page.click(button)
            # The end of the story, where what posts believed stands.
            page.evaluate("(name) => { if (name === 'replay-airliner') document.getElementById('story').scrollTop = 9999; }", name)
            page.wait_for_timeout(1500)
            page.mouse.move(0, 0)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
