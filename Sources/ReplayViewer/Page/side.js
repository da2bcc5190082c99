// Height against ground range from one radar: the ground, what it hides, and everything in the air.

const EARTH_RADIUS = 6371008.8;

class SideView {
  constructor(canvas) {
    this.canvas = canvas;
    this.profileKey = "";
  }

  /** Height to pixels: a square-root scale to 30 km shows a cruise missile at 50 m and an aircraft at 10 km. */
  y(height) { return this.bottom - (this.bottom - 8) * Math.sqrt(Math.max(0, Math.min(30000, height)) / 30000); }

  x(range) { return 44 + (this.wide - 52) * range / this.reach; }

  draw(arm, page) {
    const pen = fitCanvas(this.canvas), { clientWidth: wide, clientHeight: tall } = this.canvas;
    this.wide = wide;
    this.bottom = tall - 18;
    const colours = page.colours, radar = arm.radars[page.state.radar] || arm.radars[0];
    pen.clearRect(0, 0, wide, tall);
    if (!radar) return page.say(pen, "No radar stands in this arm.", wide, tall);
    const things = this.things(arm, page, radar), chosen = things.find((thing) => thing.chosen);
    const far = chosen ? chosen.range * 1.15 : things.reduce((most, thing) => (thing.faint ? most : Math.max(most, thing.range)), 60000);
    this.reach = [40e3, 60e3, 100e3, 150e3, 200e3, 300e3, 400e3, 600e3, 1000e3].find((limit) => limit >= far) || 2000e3;
    const azimuth = chosen ? chosen.azimuth : threatAzimuth(arm, radar);
    this.drawGround(pen, arm, radar, azimuth, colours);
    this.drawGrid(pen, colours);
    for (const thing of things) {
      if (thing.range > this.reach) continue;
      // The ground drawn is that of one direction: what flies elsewhere is faint.
      const aside = Math.cos(thing.azimuth - azimuth) < Math.SQRT1_2;
      pen.globalAlpha = thing.chosen ? 1 : chosen && page.layers.has("dim") ? 0.35 : aside ? 0.3 : 0.9;
      pen.fillStyle = thing.colour;
      pen.strokeStyle = colours.text;
      const x = this.x(thing.range), y = this.y(thing.height), size = thing.chosen ? 5 : 3;
      pen.beginPath();
      if (thing.shape === "round") { pen.moveTo(x, y - size); pen.lineTo(x + size, y + size); pen.lineTo(x - size, y + size); pen.closePath(); pen.fill(); }
      else if (thing.shape === "track") { pen.rect(x - size, y - size, 2 * size, 2 * size); pen.strokeStyle = thing.colour; pen.stroke(); }
      else { pen.arc(x, y, size, 0, 2 * Math.PI); pen.fill(); }
      if (thing.chosen) { pen.strokeStyle = colours.text; pen.stroke(); pen.fillStyle = colours.text; pen.fillText(thing.name, Math.min(x + 8, wide - 90), Math.max(12, y - 6)); }
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colours.text;
    pen.textAlign = "right";
    const bearing = Math.round(((azimuth / DEGREE) % 360 + 360) % 360) % 360;
    pen.fillText(`${chosen ? "" : "height over range "}from ${arm.short(radar.name)} towards ${bearing}°${chosen ? `, ${chosen.name}` : ""}`, wide - 8, 12);
    pen.textAlign = "left";
  }

  things(arm, page, radar) {
    const things = [], { truth, belief, frame } = arm, pick = page.pick;
    const add = (state, shape, colour, name, chosen) => {
      const [latitude, longitude, height] = frame.geodetic(state[0], state[1], state[2]);
      const [lat0, lon0] = radar.geodetic, east = (longitude - lon0) * Math.cos((latitude + lat0) / 2 * DEGREE), north = latitude - lat0;
      const range = Math.hypot(east, north) * DEGREE * EARTH_RADIUS;
      things.push({ range, height, azimuth: Math.atan2(east, north), shape, colour, name, chosen });
    };
    const colours = page.colours, sides = [colours.hostile, colours.friend, colours.neutral];
    if (page.layers.has("truth")) {
      for (let target = 0; target < truth.count; target += 1) {
        if (!truth.at(target, page.time)) continue;
        add(truth.state, "target", sides[arm.c["target.side"][target]], arm.c["target.name"][target], pick && pick.kind === "target" && pick.number === target);
      }
      for (let round = 0; round < truth.rounds; round += 1) {
        if (truth.roundAt(round, page.time)) add(truth.state, "round", colours.round, "round", pick && pick.kind === "round" && pick.number === round);
      }
    }
    if (page.layers.has("belief")) {
      const shades = [colours.unknown, ...sides];
      for (let track = 0; track < belief.count; track += 1) {
        if (!belief.at(track, page.time)) continue;
        add(belief.state, "track", shades[belief.identity(belief.sample)], `track ${belief.c["track.number"][track]}`, pick && pick.kind === "track" && pick.number === track);
      }
    }
    return things;
  }

  /** Ground along the azimuth and the lowest height in line of sight: a ray's height over a ground range r, up a slope s, is h₀ + r·s + r²/2kR. */
  profile(arm, radar, azimuth) {
    const steps = 200, k = arm.c["scene.refraction"][0], antenna = radar.geodetic[2], ground = [], sight = [];
    let steepest = -Infinity;
    for (let step = 0; step <= steps; step += 1) {
      const range = this.reach * step / steps, drop = range * range / (2 * k * EARTH_RADIUS);
      const [longitude, latitude] = destination(radar.geodetic[0], radar.geodetic[1], azimuth, range);
      const height = terrainHeight(arm.c, latitude, longitude);
      if (step > 1) steepest = Math.max(steepest, (height - antenna - drop) / range);
      ground.push(height);
      sight.push(step > 1 ? antenna + range * steepest + drop : antenna);
    }
    return { ground, sight };
  }

  drawGround(pen, arm, radar, azimuth, colours) {
    const key = `${arm.name}.${radar.number}.${azimuth.toFixed(3)}.${this.reach}`;
    if (key !== this.profileKey) { this.shape = this.profile(arm, radar, azimuth); this.profileKey = key; }
    const { ground, sight } = this.shape, along = (step) => this.x(this.reach * step / (ground.length - 1));
    const area = (line, paint) => {
      pen.beginPath();
      pen.moveTo(along(0), this.bottom);
      line.forEach((height, step) => pen.lineTo(along(step), this.y(height)));
      pen.lineTo(along(line.length - 1), this.bottom);
      pen.closePath();
      pen.fillStyle = paint;
      pen.fill();
    };
    area(sight, colours.hidden);
    area(ground, colours.ground);
    pen.beginPath();
    sight.forEach((height, step) => (step ? pen.lineTo(along(step), this.y(height)) : pen.moveTo(along(step), this.y(height))));
    pen.strokeStyle = colours.horizon;
    pen.setLineDash([5, 3]);
    pen.stroke();
    pen.setLineDash([]);
    const last = sight.length - 1;
    pen.textAlign = "right";
    // Words stand out of the grid that they lie on.
    const write = (text, y, ink) => {
      pen.strokeStyle = colours.pane;
      pen.lineWidth = 3;
      pen.strokeText(text, along(last) - 4, y);
      pen.lineWidth = 1;
      pen.fillStyle = ink;
      pen.fillText(text, along(last) - 4, y);
    };
    write("lowest height in sight", Math.min(this.bottom - 14, this.y(sight[last]) - 7), colours.horizon);
    if (this.bottom - this.y(sight[last]) > 40) write("hidden by the ground and the curve of the earth", this.bottom - 6, colours.soft);
    pen.textAlign = "left";
  }

  drawGrid(pen, colours) {
    pen.font = "11px system-ui, sans-serif";
    pen.strokeStyle = colours.grid;
    pen.fillStyle = colours.soft;
    pen.textAlign = "right";
    for (const height of [100, 1000, 3000, 10000, 20000, 30000]) {
      const y = this.y(height);
      pen.beginPath(); pen.moveTo(44, y); pen.lineTo(this.wide - 8, y); pen.stroke();
      pen.fillText(height < 1000 ? `${height} m` : `${height / 1000} km`, 40, y + 4);
    }
    pen.textAlign = "center";
    for (let part = 0; part <= 4; part += 1) pen.fillText(`${this.reach * part / 4000}${part === 4 ? " km" : ""}`, Math.min(this.x(this.reach * part / 4), this.wide - 22), this.bottom + 14);
    pen.textAlign = "left";
  }
}

/** Where the raid comes from, seen from a radar: the mean direction of the hostile targets as they appear; north where there are none. */
function threatAzimuth(arm, radar) {
  const first = arm.c["target.first"], p = arm.c["key.position"];
  let east = 0, north = 0;
  for (let target = 0; target < arm.truth.count; target += 1) {
    if (arm.c["target.side"][target] !== 0 || first[target] === first[target + 1]) continue;
    const x = p[3 * first[target]] - radar.position[0], y = p[3 * first[target] + 1] - radar.position[1], away = Math.hypot(x, y) || 1;
    east += x / away;
    north += y / away;
  }
  return east || north ? Math.atan2(east, north) : 0;
}

/** Height of the coarse relief at a place; 0 where there is none. */
function terrainHeight(columns, latitude, longitude) {
  const [rows, wide] = columns["terrain.size"];
  if (!rows) return 0;
  const [south, west, latitudeStep, longitudeStep] = columns["terrain.place"], heights = columns["terrain.height"];
  const v = (latitude - south) / latitudeStep, u = (longitude - west) / longitudeStep;
  if (v < 0 || u < 0 || v > rows - 1 || u > wide - 1) return 0;
  const row = Math.min(rows - 2, Math.floor(v)), column = Math.min(wide - 2, Math.floor(u)), a = v - row, b = u - column;
  const at = (r, c) => heights[r * wide + c];
  return (at(row, column) * (1 - b) + at(row, column + 1) * b) * (1 - a) + (at(row + 1, column) * (1 - b) + at(row + 1, column + 1) * b) * a;
}

/** A canvas as large as it is shown, in the screen's own pixels; its pen draws in page pixels. */
function fitCanvas(canvas) {
  const scale = window.devicePixelRatio || 1, wide = Math.round(canvas.clientWidth * scale), tall = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== wide || canvas.height !== tall) { canvas.width = wide; canvas.height = tall; }
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.font = "11px system-ui, sans-serif";
  return pen;
}
