// The page: one clock, one or two arms, panes that follow it.

class Page {
  constructor(arms, shared) {
    this.arms = arms;
    this.state = address.read();
    this.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    this.sheet = new SymbolSheet(shared.symbols);
    this.coast = shared.coast;
    this.end = arms.reduce((most, arm) => Math.max(most, arm.end), 1);
    this.time = Math.max(0, Math.min(this.end, this.state.t));
    this.playing = false;
    this.frames = 0;
    this.layers = new Set(this.state.layers.split(",").filter(Boolean));
    this.heights = [...arms[0].c["coverage.height"]];
    const near = this.heights.indexOf(this.state.height);
    this.heightPlace = Math.max(0, near);
    this.focus = arms[this.state.arm] ? this.state.arm : 0;
    for (const arm of arms) arm.entities = arm.c["target.class"].map(entityOf);
    this.pick = this.readPick(this.state.pick);
    this.cost = [];
  }

  get arm() { return this.arms[this.focus]; }

  async start() {
    document.documentElement.dataset.theme = this.theme;
    await this.sheet.ready;
    this.readColours();
    this.list = new TargetList(this);
    this.story = new Story(this);
    this.side = new SideView(document.getElementById("side"));
    this.lanes = new Lanes(document.getElementById("lanes"), document.getElementById("lane-now"));
    const maps = document.getElementById("maps");
    maps.classList.toggle("two", this.arms.length > 1);
    this.views = this.arms.map((arm) => {
      const box = document.createElement("section"), inside = document.createElement("div"), title = document.createElement("h2");
      box.className = "map";
      inside.className = "canvas";
      title.textContent = arm.name;
      box.setAttribute("aria-label", `Arm ${arm.name}`);
      box.append(inside, title);
      maps.append(box);
      return new MapView(inside, arm, this);
    });
    tie(this.views);
    for (const view of this.views) view.map.on("moveend", () => this.remember());
    wireControls(this);
    fillLegend(this);
    this.showArm();
    await Promise.all(this.views.map((view) => view.ready));
    this.draw(true);
    document.body.dataset.ready = "yes";
  }

  /** Cell and look of symbols for the layers. */
  look(arm) {
    return {
      cell: (name) => this.sheet.cellOf.get(name) ?? 0, entities: arm.entities, pick: arm === this.arm || !this.pick || this.pick.kind === "target" ? this.pick : null,
      dim: this.layers.has("dim"), links: this.layers.has("links"), ellipses: this.layers.has("ellipses"),
    };
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    this.colours = {};
    for (const name of ["text", "soft", "grid", "ground", "hidden", "horizon", "scope", "seen", "lane", "lane-other", "held", "firing", "hostile", "friend",
      "neutral", "unknown", "round", "pane"]) this.colours[name.replace(/-(.)/, (_, letter) => letter.toUpperCase())] = style.getPropertyValue(`--${name}`).trim();
  }

  say(pen, text, wide, tall) {
    pen.fillStyle = this.colours.soft;
    pen.textAlign = "center";
    pen.fillText(text, wide / 2, tall / 2);
    pen.textAlign = "left";
  }

  readPick(text) {
    const [kind, ...rest] = text.split(":"), name = rest.join(":"), arm = this.arm;
    if (kind === "target") {
      const number = arm.c["target.name"].indexOf(name);
      return number >= 0 ? { kind, number } : null;
    }
    const number = Number(name), limit = kind === "track" ? arm.belief.count : kind === "round" ? arm.truth.rounds : 0;
    return name !== "" && Number.isInteger(number) && number >= 0 && number < limit ? { kind, number } : null;
  }

  /** The state of now, into the address. */
  remember() {
    const { state, pick } = this;
    state.t = this.time;
    state.pick = !pick ? "" : pick.kind === "target" ? `target:${this.arm.c["target.name"][pick.number]}` : `${pick.kind}:${pick.number}`;
    state.arm = this.focus;
    state.layers = [...this.layers].join(",");
    state.height = this.heights[this.heightPlace];
    if (this.views && this.views[0].built) {
      const middle = this.views[0].map.getCenter();
      state.view = `${middle.lat.toFixed(4)},${middle.lng.toFixed(4)},${this.views[0].map.getZoom().toFixed(2)}`;
    }
    address.write(state);
  }

  showArm() {
    const { arm } = this;
    document.querySelectorAll("section.map").forEach((box, place) => box.classList.toggle("focus", this.arms.length > 1 && place === this.focus));
    document.getElementById("rounds").replaceChildren();
    if (this.state.radar >= arm.radars.length) this.state.radar = 0;
    const radars = document.getElementById("radar");
    radars.replaceChildren(...arm.radars.map((radar) => new Option(arm.short(radar.name), radar.number, false, radar.number === this.state.radar)));
    this.list.build(arm);
    this.story.show(arm, this.pick);
    this.marks = bookmarksOf(arm);
    showMarks(this);
    this.draw(true);
  }

  switchArm(place) {
    if (place === this.focus || !this.arms[place]) return;
    this.focus = place;
    if (this.pick && this.pick.kind !== "target") this.pick = null;
    if (this.pick && this.pick.number >= this.arm.truth.count) this.pick = null;
    this.showArm();
    this.remember();
  }

  choose(pick, centre) {
    this.pick = pick;
    this.story.show(this.arm, pick);
    const span = pick && pick.kind === "target" ? this.arm.truth.span(pick.number) : null;
    if (centre && span && (this.time < span[0] || this.time > span[1])) this.goTo(Math.max(span[0], span[1] - 30));
    if (centre && span && this.arm.truth.at(pick.number, Math.min(this.time, span[1]))) this.views[this.focus].reveal(this.arm.truth.state);
    this.draw(true);
    this.remember();
  }

  chooseSite(what, number, arm) {
    const place = this.arms.indexOf(arm);
    if (place !== this.focus) this.switchArm(place);
    if (what === "radar") {
      this.state.radar = number;
      document.getElementById("radar").value = String(number);
      this.draw(true);
      this.remember();
    }
  }

  pickAt(view, point) {
    const found = view.nearest(point), place = this.arms.indexOf(view.arm);
    if (place !== this.focus) this.switchArm(place);
    this.choose(found, false);
  }

  goTo(time) {
    this.time = Math.max(0, Math.min(this.end, time));
    this.draw(true);
    this.remember();
  }

  play(on) {
    this.playing = on;
    this.last = null;
    const button = document.getElementById("play");
    button.textContent = on ? "❚❚" : "▶";
    button.setAttribute("aria-label", on ? "Pause" : "Play");
    if (on) {
      if (this.time >= this.end) this.time = 0;
      requestAnimationFrame((now) => this.tick(now));
    } else this.remember();
  }

  /** One frame of play. */
  tick(now) {
    if (!this.playing) return;
    if (this.last !== null) this.time = Math.min(this.end, this.time + Math.min(0.25, (now - this.last) / 1000) * this.state.speed);
    this.last = now;
    const begun = performance.now();
    this.draw(false);
    this.cost.push(performance.now() - begun);
    if (this.cost.length > 600) this.cost.shift();
    if (this.time >= this.end) this.play(false); else requestAnimationFrame((next) => this.tick(next));
  }

  /** Draws every pane; while playing, the lower panes take turns, so that a frame stays short. */
  draw(all) {
    if (!this.views) return;
    this.frames += 1;
    for (const view of this.views) view.update(!all);
    const turn = this.frames % 12;
    this.lanes.moveNow && this.lanes.wide && this.lanes.moveNow(this.time);
    document.getElementById("clock").textContent = clockText(this.time, true);
    if (all || turn === 0) this.side.draw(this.arm, this);
    if (all || turn === 3) drawScope(document.getElementById("scope"), this.arm, this);
    if (all || turn === 6) { drawRounds(document.getElementById("rounds"), this.arm, this); this.list.update(this.time, this.pick); }
    if (all || turn === 9) {
      this.story.mark(this.time);
      const scrub = document.getElementById("scrub");
      scrub.value = String(this.time);
      scrub.setAttribute("aria-valuetext", clockText(this.time));
      for (const view of this.views) view.updateGround(false);
    }
    if (all) { this.lanes.draw(this.arm, this); this.lanes.moveNow(this.time); }
  }

  setTheme(theme) {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    this.readColours();
    for (const view of this.views) {
      view.motion.palette = PALETTES[theme].flat();
      const colours = MAP_COLOURS[theme], { map } = view;
      map.setPaintProperty("sea", "background-color", colours.sea);
      map.setPaintProperty("coast", "line-color", colours.coast);
      for (const name of ["corridor", "acquisition", "engagement"]) {
        map.setPaintProperty(`${name}-fill`, "fill-color", colours[name]);
        map.setPaintProperty(`${name}-line`, "line-color", colours[name]);
      }
      const relief = reliefPicture(view.arm.c, theme);
      if (relief) {
        map.removeLayer("relief");
        map.removeSource("relief");
        map.addSource("relief", { type: "canvas", canvas: relief.canvas, coordinates: relief.corners, animate: false });
        map.addLayer({ id: "relief", type: "raster", source: "relief", paint: { "raster-fade-duration": 0 } }, "coast");
      }
    }
    this.draw(true);
  }
}
