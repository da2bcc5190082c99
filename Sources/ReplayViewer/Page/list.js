// The list of targets, and the story of what is chosen.

class TargetList {
  constructor(page) {
    this.page = page;
    this.list = document.getElementById("targets");
    this.search = document.getElementById("search");
    this.which = document.getElementById("which");
    this.count = document.getElementById("count");
    this.search.addEventListener("input", () => this.filter());
    this.which.addEventListener("change", () => this.filter());
    this.list.addEventListener("keydown", (event) => this.step(event));
  }

  /** Rows for an arm. */
  build(arm) {
    this.arm = arm;
    this.list.replaceChildren();
    this.rows = arm.c["target.name"].map((name, target) => {
      const facts = arm.facts.targets[target] || {}, row = document.createElement("button");
      row.type = "button";
      row.className = `row ${facts.outcome || ""}`;
      const picture = document.createElement("img"), title = document.createElement("span"), end = document.createElement("span");
      picture.src = this.page.sheet.url(`${SIDES[arm.c["target.side"][target]]}.${entityOf(arm.c["target.class"][target])}`);
      picture.alt = SIDES[arm.c["target.side"][target]];
      title.textContent = name;
      end.textContent = facts.causeTitle || facts.outcomeTitle || "";
      end.className = "end";
      row.append(picture, title, end);
      row.addEventListener("click", () => this.page.choose({ kind: "target", number: target }, true));
      const item = document.createElement("li");
      item.append(row);
      this.list.append(item);
      return { row, item, text: `${name} ${arm.c["target.class"][target]} ${end.textContent}`.toLowerCase(), outcome: facts.outcome, span: arm.truth.span(target), air: null };
    });
    this.filter();
  }

  filter() {
    const words = this.search.value.trim().toLowerCase().split(/\s+/), which = this.which.value;
    let shown = 0;
    for (const entry of this.rows) {
      const fits = words.every((word) => entry.text.includes(word)) && (!which || entry.outcome === which);
      entry.item.hidden = !fits;
      if (fits) shown += 1;
    }
    this.count.textContent = `${shown} of ${this.rows.length}`;
  }

  /** Arrow keys go from row to row. */
  step(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const open = this.rows.filter((entry) => !entry.item.hidden).map((entry) => entry.row);
    const place = open.indexOf(document.activeElement), next = open[place + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  update(time, pick) {
    this.rows.forEach((entry, target) => {
      const air = time >= entry.span[0] && time <= entry.span[1];
      if (air !== entry.air) { entry.air = air; entry.row.classList.toggle("gone", !air); }
      const chosen = Boolean(pick && pick.kind === "target" && pick.number === target);
      if (chosen !== entry.chosen) { entry.chosen = chosen; entry.row.setAttribute("aria-pressed", String(chosen)); }
    });
  }
}

/** The pane that tells what is chosen: a target's chain, a track as its post holds it, a round. */
class Story {
  constructor(page) {
    this.page = page;
    this.pane = document.getElementById("story");
    this.sentences = [];
  }

  /** Writes the pane anew. */
  show(arm, pick) {
    this.sentences = [];
    this.live = null;
    this.pane.replaceChildren();
    if (!pick) return this.overview(arm);
    if (pick.kind === "target") return this.target(arm, pick.number);
    if (pick.kind === "track") return this.track(arm, pick.number);
    return this.round(arm, pick.number);
  }

  add(kind, text, className) {
    const element = document.createElement(kind);
    element.textContent = text;
    if (className) element.className = className;
    this.pane.append(element);
    return element;
  }

  overview(arm) {
    this.add("h2", `Arm ${arm.name}`);
    this.add("p", arm.facts.summary || "");
    const causes = (arm.facts.causes || []).filter((cause) => cause.count > 0);
    if (causes.length) {
      this.add("h3", "Why they got through");
      const table = this.add("table", "", "causes"), body = document.createElement("tbody");
      for (const cause of [...causes, { title: "all that got through", count: arm.facts.leakers }]) {
        const row = body.insertRow();
        const name = row.insertCell();
        name.textContent = cause.title;
        if (cause.meaning) name.title = cause.meaning;
        row.insertCell().textContent = cause.count;
      }
      table.append(body);
    }
    this.add("p", "Choose a target in the list or on the map to read why.", "soft");
  }

  target(arm, target) {
    const facts = arm.facts.targets[target] || { story: [] };
    this.add("h2", arm.c["target.name"][target]);
    this.add("p", `${facts.outcomeTitle || ""}${facts.causeTitle ? `, because: ${facts.causeTitle}` : ""}`, `verdict ${facts.outcome || ""}`);
    const list = this.add("ol", "", "chain");
    for (const sentence of facts.story) {
      const item = document.createElement("li"), timed = sentence.t !== null && sentence.t !== undefined;
      const part = document.createElement(timed ? "button" : "span");
      if (timed) {
        part.type = "button";
        const stamp = document.createElement("time");
        stamp.textContent = clockText(sentence.t);
        part.append(stamp, " ");
        part.addEventListener("click", () => this.page.goTo(sentence.t));
      }
      part.append(sentence.text);
      item.append(part);
      list.append(item);
      this.sentences.push({ item, time: timed ? sentence.t : null });
    }
    this.mark(this.page.time);
  }

  track(arm, track) {
    this.add("h2", `Track ${arm.c["track.number"][track]} of ${arm.c["post.name"][arm.c["track.post"][track]]}`);
    this.add("p", "What the post believed:", "soft");
    const table = this.add("table", "", "belief");
    this.live = () => {
      table.replaceChildren();
      const body = document.createElement("tbody"), { belief } = arm, held = belief.at(track, this.page.time);
      const row = (name, value) => { const line = body.insertRow(); line.insertCell().textContent = name; line.insertCell().textContent = value; };
      if (!held) row("now", this.page.time < belief.firstTime(track) ? `first held at ${clockText(belief.firstTime(track))}` : `dropped at ${clockText(arm.c["track.dropped"][track])}`);
      else {
        const [, , height] = arm.frame.geodetic(...belief.state.slice(0, 3)), e = belief.ellipse(belief.sample), v = belief.state;
        row("identity", ["unknown", "hostile", "friend", "civil"][belief.identity(belief.sample)]);
        row("speed", `${Math.round(Math.hypot(v[3], v[4], v[5]))} m/s`);
        row("height", `${Math.round(height)} m`);
        row("course", `${Math.round((Math.atan2(v[3], v[4]) / DEGREE + 360) % 360)}°`);
        row("one deviation", `${Math.round(e[0])} × ${Math.round(e[1])} m, ${Math.round(e[3])} m in height`);
        row("reported", clockText(arm.c["sample.time"][belief.sample], true));
      }
      table.append(body);
    };
    this.live();
    const target = arm.c["track.target"][track];
    if (target >= 0 && this.page.layers.has("truth")) {
      const link = this.add("button", `In truth it follows ${arm.c["target.name"][target]}`, "link");
      link.type = "button";
      link.addEventListener("click", () => this.page.choose({ kind: "target", number: target }, true));
    }
  }

  round(arm, round) {
    const c = arm.c, miss = c["round.miss"][round];
    this.add("h2", `Round ${round + 1}: ${c["missile.name"][c["round.missile"][round]].toUpperCase()}`);
    this.add("p", `Left ${c["launcher.name"][c["round.launcher"][round]]} of ${c["battery.name"][c["round.battery"][round]]} at ${clockText(c["round.launch"][round])}`
      + `${c["round.radar"][round] >= 0 ? `, guided by ${c["radar.name"][c["round.radar"][round]]}` : ""}.`);
    const end = ["It was still flying when the run ended.", "It brought its target down.", "It missed.", `It failed: ${c["round.reason"][round]}.`][c["round.end"][round]];
    this.add("p", `${end}${miss === miss ? ` It passed at ${miss.toFixed(1)} m.` : ""}`);
    if (c["round.target"][round] >= 0) {
      const link = this.add("button", `Its target: ${c["target.name"][c["round.target"][round]]}`, "link");
      link.type = "button";
      link.addEventListener("click", () => this.page.choose({ kind: "target", number: c["round.target"][round] }, true));
    }
  }

  /** Marks the sentence of the present moment. */
  mark(time) {
    let now = null;
    for (const sentence of this.sentences) if (sentence.time !== null && sentence.time <= time + 0.5) now = sentence.item;
    for (const sentence of this.sentences) sentence.item.classList.toggle("now", sentence.item === now);
    if (this.live) this.live();
  }
}

/** Moments worth going to, made from the record. */
function bookmarksOf(arm) {
  const marks = [], c = arm.c, add = (time, text, kind) => { if (Number.isFinite(time)) marks.push({ time, text, kind }); };
  const tracked = Array.from({ length: arm.belief.count }, (_, track) => arm.belief.firstTime(track));
  if (tracked.length) add(tracked.reduce((least, time) => Math.min(least, time), Infinity), "first track", "see");
  if (c["round.launch"].length) add(c["round.launch"].reduce((least, time) => Math.min(least, time), Infinity), "first launch", "fire");
  c["battery.name"].forEach((name, battery) => {
    const starts = [...c["engagement.battery"]].map((owner, row) => (owner === battery ? c["engagement.time"][4 * row] : Infinity)).sort((a, b) => a - b);
    const full = starts.find((time) => Number.isFinite(time) && arm.taken(battery, time) >= c["battery.channels"][battery]);
    if (full !== undefined) add(full, `${name}: every fire channel taken`, "full");
  });
  for (const event of arm.facts.events || []) add(event.t, `${event.subject}: ${event.what}`, "event");
  c["target.name"].forEach((name, target) => {
    const facts = arm.facts.targets[target];
    if (facts && facts.outcome === "leaked") add(facts.time, `${name} got through: ${facts.causeTitle || ""}`, "leak");
  });
  return marks.sort((a, b) => a.time - b.time);
}
