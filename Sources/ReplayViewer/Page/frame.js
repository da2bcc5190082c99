// What is drawn at a time: instances for the graphics card. Truth and belief are built apart, belief from its reader alone.

const POINT = 6;     // x, y, cell, size, alpha, turn
const SEGMENT = 8;   // x0, y0, x1, y1, from, to, colour, alpha
const OVAL = 8;      // x, y, major x, major y, minor x, minor y, colour, alpha

/** Colours by number: hostile, friend, neutral, unknown, round, link, chosen. */
const PALETTES = {
  dark: [[1, 0.5, 0.5], [0.5, 0.88, 1], [0.67, 1, 0.67], [1, 1, 0.5], [0.55, 0.9, 1], [0.75, 0.75, 0.75], [1, 1, 1]],
  light: [[0.72, 0.05, 0.05], [0, 0.35, 0.65], [0, 0.42, 0.1], [0.5, 0.38, 0], [0, 0.4, 0.55], [0.3, 0.3, 0.3], [0, 0, 0]],
};
/** Seconds for which the place where a target ended is shown large. */
const FRESH = 20;
const COLOUR_OF_IDENTITY = [3, 0, 1, 2];

/** Numbers that grow, side by side for the graphics card. */
class Instances {
  constructor(width, room) {
    this.width = width;
    this.count = 0;
    this.data = new Float32Array(width * room);
  }

  clear() { this.count = 0; }

  /** The place of a new instance in `data`. */
  next() {
    if ((this.count + 1) * this.width > this.data.length) {
      const larger = new Float32Array(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    this.count += 1;
    return (this.count - 1) * this.width;
  }
}

/** The moving things of one layer at one time. `picks` names each point: kind and number. */
class Layer {
  constructor() {
    this.points = new Instances(POINT, 256);
    this.segments = new Instances(SEGMENT, 256);
    this.ovals = new Instances(OVAL, 64);
    this.picks = [];
  }

  clear() {
    this.points.clear();
    this.segments.clear();
    this.ovals.clear();
    this.picks.length = 0;
  }

  point(frame, place, cell, size, alpha, turn, kind, number) {
    const at = this.points.next(), data = this.points.data;
    frame.toPlan(place[0], place[1], place[2], data, at);
    data[at + 2] = cell; data[at + 3] = size; data[at + 4] = alpha; data[at + 5] = turn;
    this.picks.push([kind, number]);
    return at;
  }

  link(x0, y0, x1, y1, colour, alpha) {
    const at = this.segments.next();
    this.segments.data.set([x0, y0, x1, y1, -1e9, 1e9, colour, alpha], at);
  }
}

/** Truth at a time: targets, rounds, and lines from rounds to their target and guiding radar. */
function truthLayer(arm, time, look, layer) {
  layer.clear();
  const { truth, frame } = arm, c = arm.c;
  for (let target = 0; target < truth.count; target += 1) {
    if (!truth.at(target, time)) continue;
    const chosen = look.pick && look.pick.kind === "target" && look.pick.number === target;
    const alpha = look.dim && look.pick && !chosen ? 0.4 : 1;
    const cell = look.cell(`${SIDES[c["target.side"][target]]}.${look.entities[target]}`);
    const at = layer.point(frame, truth.state, cell, chosen ? 1.25 : 1, alpha, 0, "target", target);
    if (chosen) ring(layer, at, look);
  }
  for (const end of arm.ends) {
    if (end.time > time) break;
    const fresh = time - end.time < FRESH, chosen = look.pick && look.pick.kind === "target" && look.pick.number === end.target;
    const alpha = (look.dim && look.pick && !chosen ? 0.35 : 1) * (fresh || chosen ? 1 : 0.45);
    layer.point(frame, end.place, look.cell(end.isLeak ? "leaked" : "killed"), fresh || chosen ? 1 : 0.6, alpha, 0, "end", end.target);
  }
  const plan = [0, 0];
  for (let round = 0; round < truth.rounds; round += 1) {
    if (!truth.roundAt(round, time)) continue;
    const target = c["round.target"][round];
    const related = !look.pick || (look.pick.kind === "target" && look.pick.number === target) ||
      (look.pick.kind === "round" && look.pick.number === round);
    const alpha = look.dim && !related ? 0.3 : 1;
    const turn = Math.atan2(truth.state[3], truth.state[4]);
    const at = layer.point(frame, truth.state, look.cell("round"), 0.6, alpha, turn, "round", round);
    if (!look.links || (look.dim && !related)) continue;
    const x = layer.points.data[at], y = layer.points.data[at + 1];
    if (target >= 0 && truth.at(target, time)) {
      frame.toPlan(truth.state[0], truth.state[1], truth.state[2], plan, 0);
      layer.link(x, y, plan[0], plan[1], 4, 0.8 * alpha);
    }
    const radar = c["round.radar"][round];
    if (radar >= 0) {
      frame.toPlan(...arm.radars[radar].position, plan, 0);
      layer.link(x, y, plan[0], plan[1], 5, 0.45 * alpha);
    }
  }
  return layer;
}

/** A ring around the point that begins at `at`. */
function ring(layer, at, look) {
  const place = layer.points.next(), data = layer.points.data;
  data.set([data[at], data[at + 1], look.cell("ring"), 1.5, 1, 0], place);
  layer.picks.push(["ring", 0]);
}

/** Belief at a time: every post's tracks as it held them, with their ellipses of two deviations. Reads no truth. */
function beliefLayer(belief, frame, time, look, layer) {
  layer.clear();
  for (let track = 0; track < belief.count; track += 1) {
    if (!belief.at(track, time)) continue;
    const identity = belief.identity(belief.sample), colour = COLOUR_OF_IDENTITY[identity];
    const chosen = look.pick && look.pick.kind === "track" && look.pick.number === track;
    const related = chosen || !look.pick || look.pick.kind !== "track";
    const alpha = look.dim && !related ? 0.35 : 0.9;
    const at = layer.point(frame, belief.state, look.cell(`${IDENTITIES[identity]}.air`), chosen ? 1 : 0.72, alpha, 0, "track", track);
    if (chosen) ring(layer, at, look);
    if (!look.ellipses) continue;
    const [major, minor, azimuth] = belief.ellipse(belief.sample);
    const scale = 2 / (40075016.686 * Math.cos(frame.latitude * DEGREE));
    const oval = layer.ovals.next();
    layer.ovals.data.set([
      layer.points.data[at], layer.points.data[at + 1], major * scale * Math.sin(azimuth), -major * scale * Math.cos(azimuth),
      minor * scale * Math.cos(azimuth), minor * scale * Math.sin(azimuth), colour, alpha,
    ], oval);
  }
  return layer;
}

/** Segments sorted by when they begin, with the longest of them, so that only those of a window are drawn. */
function sortedSegments(rows) {
  rows.sort((a, b) => a[4] - b[4]);
  const data = new Float32Array(rows.length * SEGMENT);
  let longest = 0;
  rows.forEach((row, place) => {
    data.set(row, place * SEGMENT);
    longest = Math.max(longest, row[5] - row[4]);
  });
  return { data, count: rows.length, longest, from: Float64Array.from(rows, (row) => row[4]) };
}

/** Trails of truth: targets every few seconds, rounds every half second. */
function truthTrails(arm) {
  const rows = [], { truth, frame } = arm, c = arm.c;
  const add = (stepTime, end, colour, at) => {
    let last = null, lastTime = 0;
    for (let time = stepTime.start; ; time += stepTime.step) {
      const now = Math.min(time, end);
      if (at(now)) {
        const plan = [0, 0];
        frame.toPlan(truth.state[0], truth.state[1], truth.state[2], plan, 0);
        if (last) rows.push([last[0], last[1], plan[0], plan[1], lastTime, now, colour, 1]);
        last = plan;
        lastTime = now;
      }
      if (now >= end) break;
    }
  };
  for (let target = 0; target < truth.count; target += 1) {
    const [start, end] = truth.span(target);
    if (start < end) add({ start, step: 4 }, end, c["target.side"][target], (time) => truth.at(target, time));
  }
  for (let round = 0; round < truth.rounds; round += 1) {
    const last = c["round.first"][round + 1] - 1;
    if (last <= c["round.first"][round]) continue;
    add({ start: c["round.launch"][round], step: 0.5 }, truth.roundTime(round, last), 4, (time) => truth.roundAt(round, time));
  }
  return sortedSegments(rows);
}

/** Trails of belief: from one sample of a track to the next. */
function beliefTrails(belief, frame) {
  const rows = [], p = belief.c["sample.position"], times = belief.c["sample.time"];
  for (let track = 0; track < belief.count; track += 1) {
    let last = null;
    for (let place = belief.first[track]; place < belief.first[track + 1]; place += 1) {
      const row = belief.order[place], plan = [0, 0];
      frame.toPlan(p[3 * row], p[3 * row + 1], p[3 * row + 2], plan, 0);
      if (last) rows.push([last.plan[0], last.plan[1], plan[0], plan[1], last.time, times[row], COLOUR_OF_IDENTITY[belief.identity(row)], 0.8]);
      last = { plan, time: times[row] };
    }
  }
  return sortedSegments(rows);
}
