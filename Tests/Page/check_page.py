"""Drives the replay page in headless Chromium: check_page.py PROGRAM FOLDER. Ends with 1 at the first claim that does not hold."""

import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time

import columns as reader
from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
SCENARIO = "Scenarios/s400-request-2019.yaml"
ARMS = ["s-300pmu2", "s-400"]
# The raid of the documentation.
INDEX = "3"
claims = 0


def holds(claim, condition, found=""):
    """One claim; the first that does not hold ends the check."""
    global claims
    claims += 1
    if not condition:
        print(f"check-page: does not hold: {claim} {found}", file=sys.stderr)
        sys.exit(1)


class Watched:
    """A page whose console, errors and requests are kept."""

    def __init__(self, browser, url, allowed, **context):
        self.faults, self.asked = [], []
        self.page = browser.new_context(viewport={"width": 1280, "height": 720}, **context).new_page()
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") and "GPU stall" not in m.text else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("request", lambda r: self.asked.append(r.url) if not r.url.startswith(allowed) else None)
        self.page.goto(url)
        self.page.wait_for_selector("body[data-ready]", timeout=60000)
        holds("the page begins", self.page.get_attribute("body", "data-ready") == "yes", self.page.inner_text("#failure") if self.page.query_selector("#failure") else "")

    def clean(self, where):
        holds(f"no console error or warning ({where})", not self.faults, self.faults[:3])
        holds(f"no request leaves the page ({where})", not self.asked, self.asked[:3])


DRAWN = """() => cupola.page.views.map(view => view.motion.layers.filter(entry => entry.trail === "truth").flatMap(({ layer }) =>
  layer.picks.map(([kind, number], place) => {
    const [x, y] = view.motion.toScreen(layer.points.data[6 * place], layer.points.data[6 * place + 1]);
    const there = view.map.unproject([x, y]);
    return [kind, number, there.lat, there.lng];
  }).filter(([kind]) => kind === "target")))"""

BLIND = """(times) => {
  const arm = cupola.page.arm, look = { ...cupola.page.look(arm), pick: null };
  const stripped = Object.fromEntries(Object.entries(arm.c).filter(([name]) => !/^(target|key|round|flight)[.]|[.]target$/.test(name)));
  const blind = new cupola.Belief(stripped), whole = new cupola.Layer(), alone = new cupola.Layer();
  let points = 0;
  for (const time of times) {
    cupola.beliefLayer(arm.belief, arm.frame, time, look, whole);
    cupola.beliefLayer(blind, arm.frame, time, look, alone);
    for (const part of ["points", "segments", "ovals"]) {
      const a = whole[part].data.subarray(0, whole[part].count * whole[part].width), b = alone[part].data.subarray(0, alone[part].count * alone[part].width);
      if (a.length !== b.length || a.some((value, place) => value !== b[place])) return -1;
      points += whole[part].count;
    }
  }
  return points;
}"""


def check_data(arms):
    """Claims about the columns themselves."""
    for columns, facts in arms:
        leaked = sum(1 for target in facts["targets"] if target["outcome"] == "leaked")
        holds("causes add up to the leakers", sum(cause["count"] for cause in facts["causes"]) == facts["leakers"] == leaked)
        rows = range(len(columns["engagement.battery"]))
        for battery, limit in enumerate(columns["battery.channels"]):
            own = [(columns["engagement.time"][4 * row], columns["engagement.time"][4 * row + 3]) for row in rows if columns["engagement.battery"][row] == battery]
            for moment, _ in own:
                holds("lanes are never above the channels", sum(1 for begun, over in own if begun <= moment < over) <= limit)
    launches = [launch for columns, _ in arms for launch in columns["round.launch"]]
    first = min(launches)
    for target in range(len(arms[0][0]["target.name"])):
        for moment in range(0, int(first), 20):
            one, other = (reader.target_at(columns, target, moment) for columns, _ in arms)
            holds("both arms have one truth before the first launch", (one is None) == (other is None))
            if one:
                holds("both arms have one truth before the first launch", max(abs(a - b) for a, b in zip(one, other)) < 5)


def check_text(arms):
    """Each moment that the documentation's answers name is one that the raid has: of a target's story, of a full battalion, of a track's end."""
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "REPLAY.md").read_text().split("## Three questions")[1]
    moments = []
    for columns, facts in arms:
        for name in ("cruise missile 7", "airliner 1"):
            target = columns["target.name"].index(name)
            moments += [sentence["t"] for sentence in facts["targets"][target]["story"] if sentence.get("t") is not None]
            moments += [over for over, of in zip(columns["track.dropped"], columns["track.target"]) if of == target]
        for battery, limit in enumerate(columns["battery.channels"]):
            spans = [columns["engagement.time"][4 * row : 4 * row + 4] for row in range(len(columns["engagement.battery"])) if columns["engagement.battery"][row] == battery]
            taken = lambda moment: sum(1 for span in spans if span[0] <= moment < span[3])  # noqa: E731, B023
            edges = sorted({edge for span in spans for edge in (span[0], span[3])})
            moments += [edge for edge in edges if max(taken(edge), taken(edge - 1e-3)) == limit]
    for minutes, seconds in re.findall(r"\+(\d\d):(\d\d)", text):
        told = 60 * int(minutes) + int(seconds)
        holds("what docs/REPLAY.md tells of the raid is so", any(abs(moment - told) <= 1.01 for moment in moments), f"+{minutes}:{seconds}: take `make pictures` and read them anew")


def check_positions(page, arms, moments):
    """Where symbols are drawn, against another reader of the columns."""
    worst, seen = 0, 0
    for moment in moments:
        page.evaluate("(time) => cupola.page.goTo(time)", moment)
        shown = page.evaluate("() => cupola.page.time")
        for (columns, _), drawn in zip(arms, page.evaluate(DRAWN)):
            there = {number: (latitude, longitude) for _, number, latitude, longitude in drawn}
            for target in range(len(columns["target.name"])):
                truth = reader.target_at(columns, target, shown)
                holds("what is in the air is drawn, and nothing else", (truth is not None) == (target in there), f"target {target} at {shown}")
                if truth:
                    worst, seen = max(worst, reader.metres_apart(reader.geodetic(columns, truth), there[target])), seen + 1
    holds("positions on screen are the record's within 5 m", seen > 20 and worst < 5, f"{worst} m over {seen}")
    return worst, seen


def check_page(browser, file, arms):
    """A reader's way through the page."""
    watched = Watched(browser, file.as_uri(), ("data:", "blob:", file.as_uri()))
    page = watched.page
    end = arms[0][0]["scene.end"][0]
    worst, seen = check_positions(page, arms, [end * part for part in (0.1, 0.3, 0.45, 0.6, 0.8)])
    page.evaluate("() => cupola.page.goTo(0)")
    page.select_option("#speed", "50")
    page.keyboard.press("Escape")
    page.focus("body")
    page.keyboard.press("Space")
    page.wait_for_timeout(2500)
    page.keyboard.press("Space")
    moved = page.evaluate("() => cupola.page.time")
    holds("it plays and pauses", moved > 5 and page.evaluate("() => !cupola.page.playing"), moved)
    page.evaluate("() => { const scrub = document.getElementById('scrub'); scrub.value = '300'; scrub.dispatchEvent(new Event('input')); }")
    holds("it scrubs", page.inner_text("#clock") == "+05:00.0", page.inner_text("#clock"))
    page.keyboard.press("ArrowRight")
    holds("it steps", page.inner_text("#clock") == "+05:01.0", page.inner_text("#clock"))
    boxes = page.evaluate("() => cupola.page.lanes.boxes(cupola.page.arm).map(box => [box.row, box.from, box.to])")
    columns, facts = arms[0]
    first = [sum(columns["battery.channels"][:battery]) for battery in range(len(columns["battery.channels"]))]
    wanted = [[first[battery] + channel, columns["engagement.time"][4 * row], columns["engagement.time"][4 * row + 3]]
              for row, (battery, channel) in enumerate(zip(columns["engagement.battery"], columns["engagement.channel"]))]
    holds("the lanes are the record's engagements", boxes == wanted)
    page.select_option("#which", "leaked")
    row = page.query_selector("#targets li:not([hidden]) button")
    name = row.query_selector("span").inner_text()
    row.click()
    number = columns["target.name"].index(name)
    holds("a leaker's cause is read", facts["targets"][number]["causeTitle"] in page.inner_text("#story .verdict"), page.inner_text("#story"))
    holds("its chain is told", len(page.query_selector_all("#story ol.chain li")) == len(facts["targets"][number]["story"]))
    page.click("#story .chain li:nth-child(2) button")
    told = [sentence["t"] for sentence in facts["targets"][number]["story"] if sentence.get("t") is not None]
    holds("a sentence leads to its moment", page.evaluate("() => cupola.page.time") in told)
    page.fill("#search", name)
    holds("search finds it", name in page.inner_text("#targets li:not([hidden])"))
    page.fill("#search", "")
    check_keys(page, end)
    times = [end * part / 20 for part in range(20)]
    holds("belief does not change when truth is deleted", page.evaluate(BLIND, times) > 50)
    page.keyboard.press("Escape")
    page.focus("body")
    page.keyboard.press("a")
    holds("the second arm comes to the front", page.evaluate("() => cupola.page.arm.name") == ARMS[1])
    page.uncheck('input[data-layer="truth"]')
    holds("without truth only belief is drawn", page.evaluate("() => cupola.page.views[1].motion.layers.map(entry => entry.trail).join()") == "belief")
    page.check('input[data-layer="truth"]')
    page.evaluate("() => cupola.page.goTo(432.1)")
    page.click("#copy")
    address = page.evaluate("() => location.href")
    state = page.evaluate("() => [document.getElementById('clock').textContent, document.querySelector('#story h2').textContent, cupola.page.focus]")
    check_accessibility(watched, "page")
    watched.clean("file")
    again = Watched(browser, address, ("data:", "blob:", file.as_uri()), color_scheme="light")
    found = again.page.evaluate("() => [document.getElementById('clock').textContent, document.querySelector('#story h2').textContent, cupola.page.focus]")
    holds("the copied address opens the same moment, target and arm", found == state, f"{found} for {state}")
    again.page.click("#theme")
    again.page.set_viewport_size({"width": 390, "height": 780})
    again.page.wait_for_timeout(300)
    wide = again.page.evaluate("() => document.documentElement.scrollWidth")
    holds("a phone shows it without scrolling sideways", wide <= 390, wide)
    for tab in ("list", "story", "lower", "map"):
        again.page.click(f'#tabs button[data-tab="{tab}"]')
    check_accessibility(again, "phone")
    again.clean("copied address")
    check_contrast(again.page)
    print(f"check-page: {seen} places on screen within {worst:.2f} m of the record")


def check_keys(page, end):
    """Everything that a key does, and that Tab reaches and Enter opens what the mouse does."""
    page.keyboard.press("Escape")
    page.focus("body")
    page.evaluate("() => { document.activeElement.blur(); cupola.page.goTo(100); }")
    clock = lambda: page.evaluate("() => cupola.page.time")  # noqa: E731
    for key, wanted in (("ArrowRight", 101), ("Shift+ArrowRight", 111), ("ArrowLeft", 110), ("Shift+ArrowLeft", 100), ("End", end), ("Home", 0)):
        page.keyboard.press(key)
        holds(f"{key} moves the clock", abs(clock() - wanted) < 0.01, clock())
    marks = page.evaluate("() => cupola.page.marks.map((mark) => mark.time)")
    page.keyboard.press("n")
    holds("n leads to the next bookmark", abs(clock() - min(mark for mark in marks if mark > 0.05)) < 0.01, clock())
    page.keyboard.press("n")
    page.keyboard.press("p")
    holds("p leads back", abs(clock() - min(mark for mark in marks if mark > 0.05)) < 0.01, clock())
    speed = page.evaluate("() => cupola.page.state.speed")
    page.keyboard.press("]")
    faster = page.evaluate("() => cupola.page.state.speed")
    page.keyboard.press("[")
    holds("[ and ] change the speed", faster > speed == page.evaluate("() => cupola.page.state.speed"), faster)
    for key, name in (("1", "truth"), ("2", "belief"), ("3", "ellipses"), ("4", "links"), ("5", "sectors"), ("d", "dim")):
        states = []
        for _ in range(2):
            page.keyboard.press(key)
            states.append(page.is_checked(f'input[data-layer="{name}"]'))
        holds(f"{key} turns {name} on and off", sorted(states) == [False, True], states)
    for key in ("f", "s"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    holds("? tells the keys", page.evaluate("() => document.getElementById('keys').open"))
    page.keyboard.press("Escape")
    holds("escape closes them", not page.evaluate("() => document.getElementById('keys').open"))
    page.keyboard.press("/")
    holds("/ goes to the search", page.evaluate("() => document.activeElement.id") == "search")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => Boolean(document.activeElement.closest('#targets'))"))
        if reached[-1]:
            break
    page.keyboard.press("Enter")
    holds("Tab reaches the list and Enter chooses", reached[-1] and page.evaluate("() => cupola.page.pick !== null"), reached)


def check_accessibility(watched, where):
    """WCAG 2.2 A and AA by axe-core, in both themes and, on a phone's width, in every tab."""
    axe = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"), "cupola", "axe-0.1.8", "axe.min.js")
    page = watched.page
    page.evaluate(axe.read_text() + "; 0")
    tabs = ["list", "story", "lower", "map"] if page.is_visible("#tabs") else [None]
    for theme in ("dark", "light"):
        page.evaluate("(theme) => window.cupola ? cupola.page.setTheme(theme) : (document.documentElement.dataset.theme = theme)", theme)
        for tab in tabs:
            if tab:
                page.click(f'#tabs button[data-tab="{tab}"]')
            # Pins of a map may be small (2.5.8, essential); the list of radars beside the scope does the same.
            found = page.evaluate("""async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }))
              .violations.flatMap((one) => one.nodes.filter((node) => one.id !== "target-size" || !node.html.includes('class="site '))
                .map((node) => `${one.id}: ${node.target.join(" ")} ${node.failureSummary}`))""")
            holds(f"axe finds nothing ({where}, {theme}, {tab or 'whole'})", not found, "\n".join(found[:6]))


def check_contrast(page):
    """WCAG 2.2, 1.4.3: text against what it stands on, in both themes."""
    found = page.evaluate("""() => ["dark", "light"].flatMap((theme) => {
      document.documentElement.dataset.theme = theme;
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const hex = style.getPropertyValue(`--${name}`).trim();
        const part = (place) => { const v = parseInt(hex.slice(place, place + 2), 16) / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
        return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
      };
      const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
      return ["text", "soft", "bad", "good", "accent", "firing"].flatMap((ink) => ["pane", "back"].map((paper) => [theme, ink, paper, ratio(ink, paper)]));
    })""")
    for theme, ink, paper, ratio in found:
        holds("text has contrast AA", ratio >= 4.5 or (ink == "firing" and ratio >= 3), f"{theme} {ink} on {paper}: {ratio:.2f}")


def ask(port, method="GET", path="/", headers=None, host="127.0.0.1"):
    connection = http.client.HTTPConnection(host, port, timeout=10)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def raw(port, text):
    """The status that the server answers bytes with; 0 where it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(text.encode("latin-1"))
        found = re.match(rb"HTTP/1.1 (\d+)", connection.recv(4096))
        return int(found.group(1)) if found else 0


def check_server(browser, program, run, archive):
    """The local server: the same page, nothing for strangers, and it stays up."""
    server = subprocess.Popen([program, "view", run, archive, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().strip()
        port = int(re.search(r":(\d+)/", address).group(1))
        status, headers, body = ask(port)
        holds("the server answers", status == 200 and b"<li>" in body, status)
        for name, value in {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}.items():
            holds(f"it sends {name}", headers.get(name) == value, headers)
        holds("it sends a policy", "default-src 'none'" in headers["Content-Security-Policy"] and "worker-src blob:" in headers["Content-Security-Policy"])
        holds("another host is refused", ask(port, headers={"Host": "evil.example"})[0] == 421)
        holds("another origin is refused", ask(port, headers={"Origin": "http://evil.example"})[0] == 403)
        holds("its own origin is not", ask(port, headers={"Origin": f"http://127.0.0.1:{port}"})[0] == 200)
        for method in ("POST", "PUT", "DELETE"):
            holds("it is read-only", ask(port, method)[0] == 405)
        for path in ("/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/parts/..%2f..%2fetc%2fpasswd", "/parts/page.html", "/9/", "/0/columns/7", "/1/run/0/0/999999/0/", "/" + "a" * 5000):
            holds("what was not named is not there", ask(port, path=path)[0] in (400, 404), path)
        for head, wanted in (
            (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n", 400), (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nhost: evil.example\r\n", 400),
            ("GET / HTTP/1.1\r\n", 400), (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400),
            (f"GET / HTTP/9.9\r\nHost: 127.0.0.1:{port}\r\n", 505), (f"G\x01T / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n", 400), (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n", 200),
        ):
            found = raw(port, head + "Connection: close\r\n\r\n")
            holds("malformed requests are refused", found == wanted or (wanted != 200 and found in (0, 400)), f"{found} for {head!r}")
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
        for place, one in enumerate(idle):
            one.sendall([b"GET / HTTP/1.1\r\nHost:", b"\x00\xff\xfe garbage\r\n\r\n", b"GET", b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"][place % 4])
        time.sleep(0.5)
        holds("it answers beside 200 open, slow and malformed connections", ask(port)[0] == 200)
        for one in idle:
            one.close()
        watched = Watched(browser, f"http://127.0.0.1:{port}/0/", ("data:", "blob:", f"http://127.0.0.1:{port}/"))
        holds("the served page shows the run", watched.page.evaluate("() => cupola.page.arm.truth.count") > 5)
        watched.clean("server")
        study = Watched(browser, f"http://127.0.0.1:{port}/1/", ("data:", "blob:", f"http://127.0.0.1:{port}/"))
        page = study.page
        check_accessibility(study, "study")
        all_runs = page.inner_text("#chosen")
        box = page.query_selector("#plots .u-over").bounding_box()
        page.mouse.move(box["x"] + 2, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30, steps=5)
        page.mouse.up()
        chosen = page.inner_text("#chosen")
        holds("a brushed histogram chooses runs", chosen != all_runs, chosen)
        least, most = int(page.input_value("#from")), int(page.input_value("#to"))
        shown = [int(cell) for cell in page.eval_on_selector_all("#runs tbody tr", "rows => rows.map(row => row.cells[3].textContent)")]
        holds("only runs of the brushed outcomes are listed", shown and all(least <= leakers <= most for leakers in shown), shown)
        page.click("#every")
        holds("all runs come back", page.inner_text("#chosen") == all_runs)
        page.focus("#of")
        page.select_option("#of", label=page.inner_text("#plots section:first-child h3"))
        for name, value in (("#from", least), ("#to", most)):
            page.focus(name)
            page.keyboard.type(str(value))
            page.keyboard.press("Tab")
        holds("the keyboard chooses what the brush did", page.inner_text("#chosen") == chosen, page.inner_text("#chosen"))
        page.focus("#runs tbody tr:first-child a")
        page.keyboard.press("Enter")
        page.wait_for_selector("body[data-ready] #maps")
        holds("a run of the study opens", page.evaluate("() => cupola.page.arm.truth.count") > 0)
        holds("it bears the study's name for the arm", page.inner_text(".map h2") == page.evaluate("() => cupola.page.arm.name") != "s-300pmu2")
        check_accessibility(study, "run of a study")
        study.clean("study")
        slow = socket.create_connection(("127.0.0.1", port))
        slow.sendall(b"GET / HTTP/1.1\r\n")
        for letter in b"Host: ":
            slow.sendall(bytes([letter]))
            time.sleep(0.02)
            holds("it answers others beside a client that sends letter by letter", ask(port)[0] == 200)
        slow.close()
        holds("it is still there", server.poll() is None)
    finally:
        server.terminate()
        server.wait(timeout=20)


def check_token(program, run):
    """Open to others than this machine, it asks for a token that only its own line tells."""
    server = subprocess.Popen([program, "view", run, "--host", "127.0.0.2", "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
    try:
        found = re.match(r"http://127\.0\.0\.2:(\d+)/(\w{12,})/$", server.stdout.readline().strip())
        holds("the address of an open server has a token", found)
        port, token = int(found.group(1)), found.group(2)
        for path, wanted in (("/", 404), (f"/{token}/", 200), (f"/{token[:-1]}/", 404), ("/parts/page.css", 404), (f"/{token}/parts/page.css", 200)):
            holds("it answers with the token alone", ask(port, path=path, host="127.0.0.2")[0] == wanted, path)
        holds("it does not answer for this machine's other names", ask(port, path=f"/{token}/", host="127.0.0.2", headers={"Host": f"127.0.0.1:{port}"})[0] == 421)
    finally:
        server.terminate()
        server.wait(timeout=20)


def main(program, folder):
    folder.mkdir(parents=True, exist_ok=True)
    runs = []
    for arm in ARMS:
        run = folder / f"{arm}.run.cupola"
        subprocess.run([program, "run", SCENARIO, "--arm", arm, "--index", INDEX, "--out", run, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        runs.append(run)
    page, flown = folder / "raid.html", folder / "flown.html"
    subprocess.run([program, "replay", *runs, "--out", page, "--quiet"], check=True)
    subprocess.run([program, "replay", SCENARIO, "--arm", ARMS[0], "--arm", ARMS[1], "--index", INDEX, "--out", flown, "--quiet"], check=True)
    holds("a page from records is the page from their scenario", page.read_bytes() == flown.read_bytes())
    html = page.read_text()
    holds("the page is one file that names no other", not re.search(r'(src|href)="(?!data:)', re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.S)))
    arms = reader.of_page(html)
    check_data(arms)
    check_text(arms)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        check_page(browser, page.resolve(), arms)
        archive = folder / "demo.cupola"
        archive.unlink(missing_ok=True)
        subprocess.run([program, "study", "Studies/duel.yaml", "--out", archive, "--runs", "6", "--quiet"], check=True, stdout=subprocess.DEVNULL)
        check_server(browser, program, str(runs[0]), str(archive))
        check_token(program, str(runs[0]))
        browser.close()
    print(f"check-page: {claims} claims hold")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
