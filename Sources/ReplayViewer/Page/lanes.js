// A lane for each fire channel, and the rounds left.

/** Where the lanes begin below their heading, pixels. */
const LANE_TOP = 18;

class Lanes {
  constructor(canvas, nowLine) {
    this.canvas = canvas;
    this.nowLine = nowLine;
    this.rows = [];
  }

  /** Rows of an arm: battery by battery, channel by channel. */
  layout(arm) {
    this.rows = [];
    this.first = [];
    arm.c["battery.name"].forEach((name, battery) => {
      this.first.push(this.rows.length);
      for (let channel = 0; channel < arm.c["battery.channels"][battery]; channel += 1) this.rows.push({ battery, channel });
    });
  }

  x(time) { return 86 + (this.wide - 92) * (time - this.begin) / (this.end - this.begin); }

  timeAt(x) { return Math.max(this.begin, Math.min(this.end, this.begin + (x - 86) / (this.wide - 92) * (this.end - this.begin))); }

  y(row) { return LANE_TOP + row * this.step; }

  /** From the first order to the last release of all arms, with a little room; the whole run where nothing was ordered. */
  span(page) {
    let begin = Infinity, end = -Infinity;
    for (const arm of page.arms) {
      const times = arm.c["engagement.time"];
      for (let row = 0; 4 * row < times.length; row += 1) { begin = Math.min(begin, times[4 * row]); end = Math.max(end, times[4 * row + 3]); }
    }
    const room = Math.max(20, 0.04 * (end - begin));
    this.begin = begin < end ? Math.max(0, begin - room) : 0;
    this.end = begin < end ? Math.min(page.end, end + room) : Math.max(1, page.end);
  }

  draw(arm, page) {
    const pen = fitCanvas(this.canvas), { clientWidth: wide, clientHeight: tall } = this.canvas, colours = page.colours;
    this.layout(arm);
    this.wide = wide;
    this.tall = tall;
    this.span(page);
    this.step = Math.min(16, (tall - LANE_TOP - 16) / Math.max(1, this.rows.length));
    pen.clearRect(0, 0, wide, tall);
    if (this.rows.length === 0) return page.say(pen, "This arm has no fire channels.", wide, tall);
    this.heading(pen, colours);
    this.rows.forEach((row, place) => {
      pen.fillStyle = row.channel % 2 ? colours.lane : colours.laneOther;
      pen.fillRect(86, this.y(place), wide - 92, this.step - 0.5);
    });
    pen.fillStyle = colours.text;
    arm.c["battery.name"].forEach((name, battery) => {
      const room = this.step * arm.c["battery.channels"][battery];
      const short = arm.short(name), letters = short.length > 14 ? `${short.slice(0, 13)}…` : short;
      pen.fillText(letters, 2, this.y(this.first[battery]) + Math.min(room, 12) - 1);
    });
    this.axis(pen, colours);
    for (const box of this.boxes(arm)) {
      const chosen = page.pick && page.pick.kind === "target" && page.pick.number === box.target;
      pen.globalAlpha = page.pick && page.layers.has("dim") && !chosen ? 0.45 : 1;
      const y = this.y(box.row), height = Math.max(1.5, this.step - 1);
      pen.fillStyle = colours.held;
      pen.fillRect(this.x(box.from), y, Math.max(1, this.x(box.to) - this.x(box.from)), height);
      if (box.launch === box.launch) {
        pen.fillStyle = colours.firing;
        pen.fillRect(this.x(box.launch), y, Math.max(1, this.x(box.to) - this.x(box.launch)), height);
      }
      if (chosen) { pen.strokeStyle = colours.text; pen.strokeRect(this.x(box.from) - 0.5, y - 0.5, this.x(box.to) - this.x(box.from) + 1, height + 1); }
    }
    pen.globalAlpha = 1;
  }

  /** What the colours mean, above the lanes. */
  heading(pen, colours) {
    let x = 86;
    // A phone has no room for the first words; the battalions' names stand beside their rows there too.
    for (const [colour, text] of [...(this.wide < 480 ? [] : [[null, "one row a fire channel:"]]), [colours.held, "ordered, not yet fired"], [colours.firing, "rounds in flight"]]) {
      if (colour) { pen.fillStyle = colour; pen.fillRect(x, 4, 10, 8); x += 14; }
      pen.fillStyle = colours.text;
      pen.fillText(text, x, 12);
      x += pen.measureText(text).width + 12;
    }
  }

  /** Minutes below the lanes. */
  axis(pen, colours) {
    const minutes = (this.end - this.begin) / 60, step = [0.5, 1, 2, 5, 10, 20, 30].find((wide) => minutes / wide <= (this.wide - 92) / 52) || 60, low = this.y(this.rows.length);
    pen.textAlign = "center";
    for (let minute = Math.ceil(this.begin / 60 / step) * step; minute <= this.end / 60; minute += step) {
      const x = this.x(60 * minute);
      pen.fillStyle = colours.grid;
      pen.fillRect(x, LANE_TOP, 1, low - LANE_TOP);
      pen.fillStyle = colours.soft;
      pen.fillText(clockText(60 * minute), Math.min(x, this.wide - 20), Math.min(this.tall - 3, low + 12));
    }
    pen.textAlign = "left";
  }

  /** What the lanes show: one box for each engagement of the record. */
  boxes(arm) {
    const owner = arm.c["engagement.battery"], times = arm.c["engagement.time"], boxes = [];
    for (let row = 0; row < owner.length; row += 1) {
      boxes.push({
        engagement: row, row: this.first[owner[row]] + arm.c["engagement.channel"][row], from: times[4 * row], lock: times[4 * row + 1],
        launch: times[4 * row + 2], to: times[4 * row + 3], target: arm.c["engagement.target"][row], track: arm.c["engagement.track"][row],
      });
    }
    return boxes;
  }

  /** The engagement under a place of the canvas. */
  at(arm, x, y) {
    const row = Math.floor((y - LANE_TOP) / this.step), time = this.timeAt(x), slack = (this.end - this.begin) / this.wide * 3;
    return this.boxes(arm).find((box) => box.row === row && time >= box.from - slack && time <= box.to + slack);
  }

  moveNow(time) {
    this.nowLine.style.transform = `translateX(${this.x(time)}px)`;
    this.nowLine.hidden = time < this.begin || time > this.end;
  }
}

/** Rounds left: a bar for each battery, a mark for each launcher. */
function drawRounds(list, arm, page) {
  arm.c["battery.name"].forEach((name, battery) => {
    let item = list.children[battery];
    if (!item) {
      item = document.createElement("li");
      const label = document.createElement("span"), numbers = document.createElement("span"), marks = document.createElement("span");
      label.textContent = arm.short(name);
      numbers.className = "numbers";
      marks.className = "marks";
      marks.setAttribute("aria-hidden", "true");
      item.append(label, numbers, marks);
      item.full = 0;
      for (const launcher of arm.launchers) {
        if (arm.c["launcher.battery"][launcher.number] !== battery) continue;
        const mark = document.createElement("i");
        mark.launcher = launcher.number;
        mark.full = Math.max(1, arm.ready(launcher.number, 1e-6));
        item.full += mark.full;
        mark.title = launcher.name;
        marks.append(mark);
      }
      list.append(item);
    }
    let sum = 0;
    for (const mark of item.lastChild.children) {
      const ready = arm.ready(mark.launcher, page.time);
      sum += ready;
      const part = `${Math.round(100 * Math.min(1, ready / mark.full))}%`;
      if (mark.part !== part) { mark.part = part; mark.style.setProperty("--part", part); }
      mark.classList.toggle("lost", arm.condition(1, mark.launcher, page.time).condition === 3);
    }
    const text = `${arm.taken(battery, page.time)}/${arm.c["battery.channels"][battery]} channels · ${sum} rounds`;
    if (item.children[1].textContent !== text) item.children[1].textContent = text;
    item.classList.toggle("full", arm.taken(battery, page.time) >= arm.c["battery.channels"][battery]);
  });
}
