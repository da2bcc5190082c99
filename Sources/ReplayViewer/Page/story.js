// The story of what is chosen: a target's chain, a track as its post holds it, a round.

const IDENTITY_WORDS = ["unknown", "hostile", "friend", "civil"];

/** What became of a target, in words. */
function verdictOf(facts) { return `${facts.outcomeTitle || ""}${facts.causeTitle ? `, because: ${facts.causeTitle}` : ""}`; }

/** Where in a track's samples it begins to follow a target: within 2 km or four deviations of it; a track that others' plots have
    drawn away may have followed another before. Past the last sample where it never does. */
function followsFrom(arm, track, target) {
  const { belief, truth } = arm, p = belief.c["sample.position"], times = belief.c["sample.time"];
  for (let place = belief.first[track]; place < belief.first[track + 1]; place += 1) {
    const row = belief.order[place];
    if (!truth.at(target, times[row])) continue;
    const away = Math.hypot(p[3 * row] - truth.state[0], p[3 * row + 1] - truth.state[1]);
    if (away < Math.max(2000, 4 * belief.ellipse(row)[0])) return place;
  }
  return belief.first[track + 1];
}

/** What a track was taken for from one of its samples to its end: "unknown, from +10:02 civil, until +31:10". */
function beliefText(belief, track, begin) {
  const words = [];
  let last = -1;
  for (let place = begin; place < belief.first[track + 1]; place += 1) {
    const row = belief.order[place], identity = belief.identity(row);
    if (identity === last) continue;
    words.push(`${words.length ? `from ${clockText(belief.c["sample.time"][row])} ` : ""}${IDENTITY_WORDS[identity]}`);
    last = identity;
  }
  return `${words.join(", ")}, until ${clockText(belief.c["track.dropped"][track])}`;
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
    this.add("p", "Press ▶ to watch. Choose a target in the list or on the map to read what happened to it, and why.", "soft");
  }

  target(arm, target) {
    const facts = arm.facts.targets[target] || { story: [] };
    this.add("h2", arm.c["target.name"][target]);
    this.add("p", verdictOf(facts), `verdict ${facts.outcome || ""}`);
    for (const other of this.page.arms) {
      const there = other !== arm && other.facts.targets[target];
      if (there) this.add("p", `In arm ${other.name}: ${verdictOf(there)}.`, "soft");
    }
    if (this.page.views) {
      const zoom = this.add("button", "Zoom the map to its path", "link");
      zoom.type = "button";
      zoom.addEventListener("click", () => this.page.views[this.page.focus].fitPath(target));
    }
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
    this.believed(arm, target);
    this.mark(this.page.time);
  }

  /** The tracks that followed a target, and what their posts took it for. Which track follows what is the witness's knowledge, no post's. */
  believed(arm, target) {
    const { belief } = arm, tracks = [];
    arm.c["track.target"].forEach((followed, track) => {
      const begin = followed === target ? followsFrom(arm, track, target) : Infinity;
      if (begin < belief.first[track + 1]) tracks.push({ track, begin, time: belief.c["sample.time"][belief.order[begin]] });
    });
    this.add("h3", "What posts believed of it");
    if (tracks.length === 0) { this.add("p", "No post ever held a track of it.", "soft"); return; }
    const list = this.add("ul", "", "held");
    for (const { track, begin, time } of tracks.sort((a, b) => a.time - b.time)) {
      const item = document.createElement("li"), part = document.createElement("button"), stamp = document.createElement("time");
      part.type = "button";
      stamp.textContent = clockText(time);
      part.append(stamp, ` ${arm.c["post.name"][arm.c["track.post"][track]]}, track ${arm.c["track.number"][track]}: ${beliefText(belief, track, begin)}`);
      part.addEventListener("click", () => { this.page.choose({ kind: "track", number: track }, false); this.page.goTo(time); });
      item.append(part);
      list.append(item);
    }
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
        row("identity", IDENTITY_WORDS[belief.identity(belief.sample)]);
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
    if (now && now !== this.now && this.page.playing) now.scrollIntoView({ block: "nearest" });
    this.now = now;
    if (this.live) this.live();
  }
}
