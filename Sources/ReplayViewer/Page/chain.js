// The chosen target on the map: its name beside it, and the numbers of its story's sentences where it was at their moments.

class ChainMarks {
  constructor(view, page) {
    this.view = view;
    this.page = page;
    this.box = document.createElement("div");
    this.box.className = "chain-marks";
    this.box.setAttribute("aria-hidden", "true");
    this.name = document.createElement("b");
    view.map.getCanvasContainer().append(this.box);
    this.chosen = -1;
  }

  /** Pixels of a target at a time; null where it has no path. */
  screen(target, time) {
    const { truth, frame } = this.view.arm, [start, end] = truth.span(target);
    if (!truth.at(target, Math.max(start, Math.min(end, time)))) return null;
    const plan = [0, 0];
    frame.toPlan(truth.state[0], truth.state[1], truth.state[2], plan, 0);
    return this.view.motion.toScreen(plan[0], plan[1]);
  }

  /** Numbers along the path; those that would overlap share a mark. Only where truth is shown: a chain is truth. */
  draw() {
    const { page, view } = this, pick = page.pick, target = pick && pick.kind === "target" && page.layers.has("truth") ? pick.number : -1;
    this.chosen = target;
    this.box.replaceChildren();
    if (target < 0) return;
    const marks = [], facts = view.arm.facts.targets[target], [start, end] = view.arm.truth.span(target);
    (facts ? facts.story : []).forEach((sentence, place) => {
      if (sentence.t === null || sentence.t === undefined || sentence.t < start - 1 || sentence.t > end + 1) return;
      const at = this.screen(target, sentence.t);
      if (!at) return;
      const shared = marks.find((mark) => Math.hypot(mark.at[0] - at[0], mark.at[1] - at[1]) < 22);
      if (shared) shared.numbers.push(place + 1); else marks.push({ at, numbers: [place + 1] });
    });
    for (const mark of marks) {
      const element = document.createElement("i");
      element.textContent = rangesOf(mark.numbers);
      this.put(element, mark.at);
      this.box.append(element);
    }
    this.name.textContent = view.arm.c["target.name"][target];
    this.box.append(this.name);
    this.follow(page.time);
  }

  put(element, [x, y]) { element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`; }

  /** The name goes with the target. */
  follow(time) {
    const pick = this.page.pick, target = pick && pick.kind === "target" && this.page.layers.has("truth") ? pick.number : -1;
    if (target !== this.chosen) return this.draw();
    if (target < 0) return undefined;
    const at = this.screen(target, time);
    if (at) this.put(this.name, at);
    return undefined;
  }
}

/** Numbers in short: 1, 2, 3, 6 is "1–3, 6". */
function rangesOf(numbers) {
  const parts = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = parts[parts.length - 1];
    if (last && number === last[1] + 1) last[1] = number; else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
