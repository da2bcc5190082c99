// The list of targets.

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
