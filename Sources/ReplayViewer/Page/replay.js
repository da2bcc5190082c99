// One arm's replay: what is where at a time. Truth and belief are separate readers; belief sees tracks alone.

/** Truth: targets and rounds. */
class Truth {
  constructor(columns) {
    this.c = columns;
    this.count = columns["target.name"].length;
    this.rounds = columns["round.launch"].length;
    this.hint = new Uint32Array(this.count);
    this.state = new Float64Array(6);
  }

  /** First and last time of a target. */
  span(target) {
    const first = this.c["target.first"], time = this.c["key.time"];
    return first[target] === first[target + 1] ? [Infinity, -Infinity] : [time[first[target]], time[first[target + 1] - 1]];
  }

  /** Place and velocity of a target into `state`; false where it is not in the air. Cubic Hermite between its keys. */
  at(target, time) {
    const first = this.c["target.first"][target], end = this.c["target.first"][target + 1];
    const times = this.c["key.time"], p = this.c["key.position"], v = this.c["key.velocity"], out = this.state;
    if (first === end || time < times[first] || time > times[end - 1]) return false;
    let low = this.hint[target];
    if (low < first || low >= end || times[low] > time || (low + 2 < end && times[low + 2] <= time)) {
      let high = end;
      low = first;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (times[middle] <= time) low = middle; else high = middle;
      }
    } else if (low + 1 < end && times[low + 1] <= time) low += 1;
    this.hint[target] = low;
    const next = Math.min(low + 1, end - 1), span = times[next] - times[low];
    if (!(span > 0)) {
      for (let axis = 0; axis < 3; axis += 1) { out[axis] = p[3 * low + axis]; out[3 + axis] = v[3 * low + axis]; }
      return true;
    }
    const u = (time - times[low]) / span, u2 = u * u, u3 = u2 * u;
    for (let axis = 0; axis < 3; axis += 1) {
      const p0 = p[3 * low + axis], p1 = p[3 * next + axis], v0 = v[3 * low + axis], v1 = v[3 * next + axis];
      out[axis] = p0 + (p1 - p0) * (3 * u2 - 2 * u3) + span * (v0 * (u3 - 2 * u2 + u) + v1 * (u3 - u2));
      out[3 + axis] = (p1 - p0) * (6 * u - 6 * u2) / span + v0 * (3 * u2 - 4 * u + 1) + v1 * (3 * u2 - 2 * u);
    }
    return true;
  }

  /** Time of a round's place. */
  roundTime(round, place) {
    const first = this.c["round.first"][round], last = this.c["round.first"][round + 1] - 1;
    const regular = this.c["round.launch"][round] + 0.25 * (place - first);
    const finish = this.c["round.finish"][round];
    return place === last && finish === finish ? Math.min(regular, finish) : regular;
  }

  /** Place and velocity of a round; false where it does not fly. */
  roundAt(round, time) {
    const first = this.c["round.first"][round], last = this.c["round.first"][round + 1] - 1;
    const launch = this.c["round.launch"][round], p = this.c["flight.position"], out = this.state;
    if (last < first || time < launch || time > this.roundTime(round, last)) return false;
    const low = Math.min(last, first + Math.floor((time - launch) / 0.25)), next = Math.min(last, low + 1);
    const from = this.roundTime(round, low), span = this.roundTime(round, next) - from;
    const u = span > 0 ? (time - from) / span : 1, before = low === next ? Math.max(first, low - 1) : low;
    for (let axis = 0; axis < 3; axis += 1) {
      out[axis] = p[3 * low + axis] * (1 - u) + p[3 * next + axis] * u;
      out[3 + axis] = (p[3 * next + axis] - p[3 * before + axis]) / (span > 0 ? span : 0.25);
    }
    return true;
  }
}

/** Belief: what posts held, from the columns of tracks and samples and from no other. */
class Belief {
  constructor(columns) {
    this.c = {};
    for (const name of ["track.post", "track.number", "track.dropped", "sample.track", "sample.time", "sample.position", "sample.velocity",
      "sample.ellipse", "sample.identity"]) this.c[name] = columns[name];
    this.count = this.c["track.number"].length;
    // Samples of a track in time; the columns hold them by minute, then by track.
    const owner = this.c["sample.track"], counts = new Uint32Array(this.count + 1);
    for (const track of owner) counts[track + 1] += 1;
    for (let track = 0; track < this.count; track += 1) counts[track + 1] += counts[track];
    this.first = counts.slice();
    this.order = new Uint32Array(owner.length);
    const next = counts.slice();
    for (let sample = 0; sample < owner.length; sample += 1) { this.order[next[owner[sample]]] = sample; next[owner[sample]] += 1; }
    this.state = new Float64Array(6);
    this.sample = -1;
  }

  firstTime(track) { return this.first[track] < this.first[track + 1] ? this.c["sample.time"][this.order[this.first[track]]] : Infinity; }

  /** What the post believed of a track: its last sample carried on in a straight line, into `state`; its row into `sample`. */
  at(track, time) {
    let low = this.first[track], high = this.first[track + 1];
    const times = this.c["sample.time"];
    if (low === high || time >= this.c["track.dropped"][track] || times[this.order[low]] > time) return false;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[this.order[middle]] <= time) low = middle; else high = middle;
    }
    const row = this.order[low], ahead = time - times[row];
    for (let axis = 0; axis < 3; axis += 1) {
      this.state[3 + axis] = this.c["sample.velocity"][3 * row + axis] * 0.25;
      this.state[axis] = this.c["sample.position"][3 * row + axis] + this.state[3 + axis] * ahead;
    }
    this.sample = row;
    return true;
  }

  identity(row) { return this.c["sample.identity"][row]; }

  /** Semi-major, semi-minor, azimuth of the major axis, vertical: metres and radians, one deviation. */
  ellipse(row) {
    const e = this.c["sample.ellipse"], length = (code) => (code / 256) * (code / 256);
    return [length(e[4 * row]), length(e[4 * row + 1]), e[4 * row + 2] * Math.PI / 65536, length(e[4 * row + 3])];
  }
}

/** One arm: its columns, readers, and what the record says. */
class Arm {
  constructor(columns, facts) {
    this.c = columns;
    this.facts = facts;
    this.truth = new Truth(columns);
    this.belief = new Belief(columns);
    this.name = facts.title || columns["scene.texts"][1];
    this.end = columns["scene.end"][0];
    this.frame = new Frame(...columns["scene.origin"]);
    this.radars = this.places("radar");
    this.posts = this.places("post");
    this.launchers = this.places("launcher");
    this.assets = this.places("asset");
    this.rowOfLoad = this.loadRows();
    this.prefix = this.commonWord();
    this.ends = this.endings();
  }

  /** The first word that all names of the defence share, which tells nothing; empty where there is none. */
  commonWord() {
    const names = [...this.c["battery.name"], ...this.c["radar.name"], ...this.c["post.name"]];
    const word = names.length ? names[0].slice(0, names[0].indexOf(" ") + 1) : "";
    return word && names.every((name) => name.startsWith(word)) ? word : "";
  }

  /** A site's name without that word. */
  short(name) { return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name; }

  /** Where and when each target that was shot down or got through ended. */
  endings() {
    const found = [];
    (this.facts.targets || []).forEach((facts, target) => {
      if ((facts.outcome !== "killed" && facts.outcome !== "leaked") || !(target < this.truth.count)) return;
      const time = this.truth.span(target)[1];
      if (this.truth.at(target, time)) found.push({ target, time, isLeak: facts.outcome === "leaked", place: [...this.truth.state.slice(0, 3)] });
    });
    return found.sort((one, other) => one.time - other.time);
  }

  places(kind) {
    const p = this.c[`${kind}.position`];
    return this.c[`${kind}.name`].map((name, number) => {
      const position = [p[3 * number], p[3 * number + 1], p[3 * number + 2]];
      return { name, number, position, geodetic: this.frame.geodetic(...position) };
    });
  }

  /** Rows of loads by launcher and missile, in time. */
  loadRows() {
    const rows = new Map();
    for (let row = 0; row < this.c["load.time"].length; row += 1) {
      const key = `${this.c["load.launcher"][row]}.${this.c["load.missile"][row]}`;
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(row);
    }
    return rows;
  }

  /** Rounds ready on a launcher, all types. */
  ready(launcher, time) {
    let sum = 0;
    for (let missile = 0; missile < this.c["missile.name"].length; missile += 1) {
      let ready = 0;
      for (const row of this.rowOfLoad.get(`${launcher}.${missile}`) || []) {
        if (this.c["load.time"][row] <= time) ready = this.c["load.ready"][row];
      }
      sum += ready;
    }
    return sum;
  }

  /** Engagements of a battery that hold a channel at a time. */
  taken(battery, time) {
    let count = 0;
    const owner = this.c["engagement.battery"], times = this.c["engagement.time"];
    for (let row = 0; row < owner.length; row += 1) {
      if (owner[row] === battery && times[4 * row] <= time && time < times[4 * row + 3]) count += 1;
    }
    return count;
  }

  /** Condition and sector of something on the ground: the last change at or before a time. Subjects: 0 radar, 1 launcher, 2 post, 3 asset. */
  condition(subject, number, time) {
    const found = { condition: 0, sector: subject === 0 ? this.c["radar.sector"][2 * number] : 0, position: null };
    for (let row = 0; row < this.c["change.time"].length; row += 1) {
      if (this.c["change.time"][row] > time) break;
      if (this.c["change.subject"][row] !== subject || this.c["change.number"][row] !== number) continue;
      found.condition = this.c["change.condition"][row];
      if (subject === 0) found.sector = this.c["change.sector"][row];
      found.position = [0, 1, 2].map((axis) => this.c["change.position"][3 * row + axis]);
    }
    return found;
  }
}
