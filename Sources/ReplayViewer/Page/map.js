// One arm's map: ground, sites, and the layer of all that moves.

const MAP_COLOURS = {
  dark: { sea: "#0e1a24", coast: "#5f7a8c", acquisition: "#4fb3d9", engagement: "#e0a84f", corridor: "#8fd08f" },
  light: { sea: "#d3e3ea", coast: "#5a6f7c", acquisition: "#0b6e99", engagement: "#8a5a00", corridor: "#2f7d32" },
};

class MapView {
  constructor(container, arm, page) {
    this.arm = arm;
    this.page = page;
    this.truth = new Layer();
    this.belief = new Layer();
    const colours = MAP_COLOURS[page.theme], [latitude, longitude] = [arm.frame.latitude, arm.frame.longitude];
    const start = (page.state.view || "").split(",").map(Number);
    this.map = new maplibregl.Map({
      container, center: start.length === 3 && start.every(Number.isFinite) ? [start[1], start[0]] : [longitude, latitude],
      zoom: start.length === 3 && Number.isFinite(start[2]) ? start[2] : 8, minZoom: 3, maxZoom: 16, attributionControl: false, dragRotate: false,
      touchPitch: false, pitchWithRotate: false, renderWorldCopies: false, fadeDuration: 0, keyboard: false,
      style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": colours.sea } }] },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 110, unit: "metric" }), "bottom-left");
    this.map.getCanvas().setAttribute("aria-label", `Map of arm ${arm.name}`);
    this.motion = new MotionLayer(page.sheet, { truth: truthTrails(arm), belief: beliefTrails(arm.belief, arm.frame) });
    this.motion.home = arm.frame.home;
    this.motion.palette = PALETTES[page.theme].flat();
    this.ready = new Promise((done) => this.map.on("load", done)).then(() => this.build(colours));
    this.map.on("click", (event) => page.pickAt(this, event.point));
    if (!page.state.view) this.fit(false, true);
  }

  build(colours) {
    const { map, arm } = this, relief = reliefPicture(arm.c, this.page.theme);
    if (relief) {
      map.addSource("relief", { type: "canvas", canvas: relief.canvas, coordinates: relief.corners, animate: false });
      map.addLayer({ id: "relief", type: "raster", source: "relief", paint: { "raster-fade-duration": 0 } });
    }
    map.addSource("coast", { type: "geojson", data: this.page.coast });
    map.addLayer({ id: "coast", type: "line", source: "coast", paint: { "line-color": colours.coast, "line-width": 1 } });
    map.addSource("ground", { type: "geojson", data: this.ground() });
    const kind = (name) => ["==", ["get", "kind"], name];
    for (const [name, fill, width] of [["corridor", 0.12, 1], ["acquisition", 0.03, 1], ["engagement", 0.05, 1]]) {
      map.addLayer({ id: `${name}-fill`, type: "fill", source: "ground", filter: kind(name), paint: { "fill-color": colours[name], "fill-opacity": fill } });
      map.addLayer({
        id: `${name}-line`, type: "line", source: "ground", filter: kind(name),
        paint: {
          "line-color": colours[name], "line-width": ["case", ["boolean", ["get", "chosen"], false], 2.5, width],
          "line-opacity": ["case", ["boolean", ["get", "silent"], false], 0.3, 0.8],
        },
      });
    }
    map.addLayer(this.motion);
    this.sites = siteMarkers(arm, map, this.page.sheet, (what, number) => this.page.chooseSite(what, number, arm));
    this.chain = new ChainMarks(this, this.page);
    map.on("move", () => this.settle());
    this.built = true;
    this.settle();
    this.page.draw(true);
  }

  ground() {
    const { arm, page } = this, features = corridorFeatures(arm);
    if (page.layers.has("sectors")) features.push(...coverageFeatures(arm, page.heightPlace, page.time, page.state.radar));
    return { type: "FeatureCollection", features };
  }

  /** Sectors and conditions of sites, where they changed. */
  updateGround(force) {
    if (!this.built) return;
    const { arm, page } = this;
    let changed = arm.c["change.time"].length && lowerBound(arm.c["change.time"], page.time + 1e-9);
    changed = `${changed}.${page.heightPlace}.${page.state.radar}.${page.layers.has("sectors")}`;
    if (!force && changed === this.groundState) return;
    this.groundState = changed;
    this.map.getSource("ground").setData(this.ground());
    for (const site of this.sites) {
      const state = arm.condition(site.subject, site.number, page.time);
      if (state.condition !== site.condition) {
        site.condition = state.condition;
        site.element.classList.toggle("lost", state.condition === 3);
        site.element.classList.toggle("silent", state.condition === 1 || state.condition === 2);
      }
      if (state.position && state.condition !== 3) {
        const [latitude, longitude] = arm.frame.geodetic(...state.position);
        site.marker.setLngLat([longitude, latitude]);
      }
    }
  }

  /** Builds the moving layers for the page's time and draws. */
  update(now) {
    if (!this.built) return;
    const { page, arm, motion } = this, look = page.look(arm);
    motion.now = page.time;
    motion.showTrails = page.layers.has("trails");
    motion.layers = [];
    if (page.layers.has("truth")) motion.layers.push({ trail: "truth", layer: truthLayer(arm, page.time, look, this.truth) });
    if (page.layers.has("belief")) motion.layers.push({ trail: "belief", layer: beliefLayer(arm.belief, arm.frame, page.time, look, this.belief) });
    this.chain.follow(page.time);
    if (now) this.map.redraw(); else this.map.triggerRepaint();
  }

  /** The nearest drawn thing within 18 pixels of a place on screen. */
  nearest(point) {
    let best = null, least = 18;
    for (const { layer } of this.motion.layers) {
      layer.picks.forEach(([kind, number], place) => {
        if (kind === "ring") return;
        const what = kind === "end" ? "target" : kind;
        const [x, y] = this.motion.toScreen(layer.points.data[POINT * place], layer.points.data[POINT * place + 1]);
        const away = Math.hypot(x - point.x, y - point.y) - (kind === "target" ? 2 : 0);
        if (away < least) { least = away; best = { kind: what, number }; }
      });
    }
    return best;
  }

  /** What depends on the view alone: names that would overlap, launchers from afar, the marks of the chosen one's chain. */
  settle() {
    const near = this.map.getZoom() >= 10.5;
    this.map.getContainer().classList.toggle("far", !near);
    declutter(this.sites, this.map);
    this.chain.draw();
  }

  /** Shows every site with room around; with the raid, also where raiders come from, within 250 km. */
  fit(animate, withRaid) {
    const { arm } = this, sites = [...arm.assets, ...arm.radars];
    if (sites.length === 0) return;
    const bounds = new maplibregl.LngLatBounds();
    for (const site of sites) bounds.extend([site.geodetic[1], site.geodetic[0]]);
    const first = arm.c["target.first"], p = arm.c["key.position"];
    for (let target = 0; withRaid && target < arm.truth.count; target += 1) {
      if (arm.c["target.side"][target] !== 0) continue;
      for (let key = first[target]; key < first[target + 1]; key += 1) {
        if (Math.hypot(p[3 * key], p[3 * key + 1]) > 250e3) continue;
        const [latitude, longitude] = arm.frame.geodetic(p[3 * key], p[3 * key + 1], p[3 * key + 2]);
        bounds.extend([longitude, latitude]);
      }
    }
    const room = withRaid ? 0.05 : 0.3;
    bounds.extend([bounds.getWest() - room, bounds.getSouth() - room]);
    bounds.extend([bounds.getEast() + room, bounds.getNorth() + room]);
    this.map.fitBounds(bounds, { animate, padding: 14 });
  }

  /** Shows a target's path from when a radar could first see it to its end, and the sites beside it. */
  fitPath(target) {
    const { arm } = this, { truth } = arm, [start, end] = truth.span(target), facts = arm.facts.targets[target];
    if (!(start < end)) return;
    const seen = facts && facts.story.find((sentence) => sentence.t !== null && sentence.t > start + 1);
    const from = seen ? Math.min(seen.t, end - 60) : end - 300, bounds = new maplibregl.LngLatBounds();
    for (let step = 0; step <= 40; step += 1) {
      if (!truth.at(target, Math.max(start, from + (end - from) * step / 40))) continue;
      const [latitude, longitude] = arm.frame.geodetic(truth.state[0], truth.state[1], truth.state[2]);
      bounds.extend([longitude, latitude]);
    }
    this.map.fitBounds(bounds, { animate: false, padding: 60, maxZoom: 12 });
  }

  /** Brings a place into view where it is out of it. */
  reveal(state) {
    const [latitude, longitude] = this.arm.frame.geodetic(state[0], state[1], state[2]), { x, y } = this.map.project([longitude, latitude]);
    const { clientWidth: wide, clientHeight: tall } = this.map.getCanvas();
    if (x < 20 || y < 20 || x > wide - 20 || y > tall - 20) this.map.jumpTo({ center: [longitude, latitude] });
  }
}

/** Moves maps together. */
function tie(views) {
  let busy = false;
  for (const view of views) {
    view.map.on("move", () => {
      if (busy) return;
      busy = true;
      for (const other of views) if (other !== view) other.map.jumpTo({ center: view.map.getCenter(), zoom: view.map.getZoom() });
      busy = false;
    });
  }
}
