// A lane for each fire channel, and the rounds left.

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

  x(time) { return 86 + (this.wide - 92) * time / this.end; }

  timeAt(x) { return Math.max(0, Math.min(this.end, (x - 86) / (this.wide - 92) * this.end)); }

  y(row) { return 2 + row * this.step; }

  draw(arm, page) {
    const pen = fitCanvas(this.canvas), { clientWidth: wide, clientHeight: tall } = this.canvas, colours = page.colours;
    this.layout(arm);
    this.wide = wide;
    this.tall = tall;
    this.end = Math.max(1, page.end);
    this.step = Math.min(16, (tall - 4) / Math.max(1, this.rows.length));
    pen.clearRect(0, 0, wide, tall);
    if (this.rows.length === 0) return page.say(pen, "This arm has no fire channels.", wide, tall);
    this.rows.forEach((row, place) => {
      pen.fillStyle = row.channel % 2 ? colours.lane : colours.laneOther;
      pen.fillRect(86, this.y(place), wide - 92, this.step - 0.5);
    });
    pen.fillStyle = colours.text;
    arm.c["battery.name"].forEach((name, battery) => {
      const room = this.step * arm.c["battery.channels"][battery];
      const letters = name.length > 13 ? `${name.slice(0, 12)}…` : name;
      pen.fillText(letters, 2, this.y(this.first[battery]) + Math.min(room, 12) - 1);
    });
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
    const row = Math.floor((y - 2) / this.step), time = this.timeAt(x), slack = this.end / this.wide * 3;
    return this.boxes(arm).find((box) => box.row === row && time >= box.from - slack && time <= box.to + slack);
  }

  moveNow(time) { this.nowLine.style.transform = `translateX(${this.x(time)}px)`; }
}

/** Rounds left: a bar for each battery, a mark for each launcher. */
function drawRounds(list, arm, page) {
  arm.c["battery.name"].forEach((name, battery) => {
    let item = list.children[battery];
    if (!item) {
      item = document.createElement("li");
      const label = document.createElement("span"), numbers = document.createElement("span"), marks = document.createElement("span");
      label.textContent = name;
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
    const text = `${arm.taken(battery, page.time)}/${arm.c["battery.channels"][battery]} channels · ${sum} rounds ready`;
    if (item.children[1].textContent !== text) item.children[1].textContent = text;
    item.classList.toggle("full", arm.taken(battery, page.time) >= arm.c["battery.channels"][battery]);
  });
}
