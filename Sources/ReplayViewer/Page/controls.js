// Buttons, keys and the time line.

const SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200];

function wireControls(page) {
  const by = (id) => document.getElementById(id), scrub = by("scrub");
  const mark = document.querySelector(".unfinished");
  document.title = `${mark ? `${mark.textContent} ` : ""}${page.arm.c["scene.texts"][0]} · Cupola`;
  by("title").textContent = page.arm.c["scene.texts"][0];
  by("which-run").textContent = `seed ${page.arm.c["scene.seed"][0]}, run ${page.arm.c["scene.index"][0]}`;
  scrub.max = String(page.end);
  scrub.addEventListener("input", () => page.goTo(Number(scrub.value)));
  by("play").addEventListener("click", () => page.play(!page.playing));
  by("back").addEventListener("click", () => page.goTo(page.time - 1));
  by("on").addEventListener("click", () => page.goTo(page.time + 1));
  by("mark-before").addEventListener("click", () => goToMark(page, -1));
  by("mark-after").addEventListener("click", () => goToMark(page, 1));
  by("marks").addEventListener("change", (event) => { if (event.target.value !== "") page.goTo(Number(event.target.value)); });
  const speed = by("speed");
  speed.append(...SPEEDS.map((rate) => new Option(`${rate}×`, rate, false, rate === page.state.speed)));
  speed.addEventListener("change", () => { page.state.speed = Number(speed.value); page.remember(); });
  const height = by("height");
  height.append(...page.heights.map((metres, place) => new Option(metres < 1000 ? `${metres} m` : `${metres / 1000} km`, place, false, place === page.heightPlace)));
  height.addEventListener("change", () => { page.heightPlace = Number(height.value); page.draw(true); page.remember(); });
  by("radar").addEventListener("change", (event) => { page.state.radar = Number(event.target.value); page.draw(true); page.remember(); });
  for (const box of document.querySelectorAll("input[data-layer]")) {
    box.checked = page.layers.has(box.dataset.layer);
    box.addEventListener("change", () => toggleLayer(page, box.dataset.layer, box.checked));
  }
  document.body.classList.toggle("no-names", !page.layers.has("names"));
  const arms = by("arms");
  arms.append(...page.arms.map((arm, place) => new Option(arm.name, place, false, place === page.focus)));
  arms.parentElement.hidden = page.arms.length < 2;
  arms.addEventListener("change", () => page.switchArm(Number(arms.value)));
  by("theme").addEventListener("click", () => page.setTheme(page.theme === "dark" ? "light" : "dark"));
  by("fit").addEventListener("click", () => page.views[0].fit(true, true));
  by("fit-sites").addEventListener("click", () => page.views[0].fit(true, false));
  showScale(page);
  by("copy").addEventListener("click", () => copyAddress(page));
  by("help").addEventListener("click", () => by("keys").showModal());
  by("lanes").addEventListener("click", (event) => {
    const box = page.lanes.at(page.arm, event.offsetX, event.offsetY);
    if (box && box.target >= 0) page.choose({ kind: "target", number: box.target }, false);
    else page.goTo(page.lanes.timeAt(event.offsetX));
  });
  for (const tab of document.querySelectorAll("#tabs button")) {
    tab.addEventListener("click", () => {
      document.body.dataset.tab = tab.dataset.tab;
      document.querySelectorAll("#tabs button").forEach((other) => other.setAttribute("aria-pressed", String(other === tab)));
      page.views.forEach((view) => view.map.resize());
      page.draw(true);
    });
  }
  addEventListener("keydown", (event) => key(page, event));
  addEventListener("resize", () => page.draw(true));
  addEventListener("hashchange", () => location.reload());
}

/** Minutes below the time line. */
function showScale(page) {
  const minutes = page.end / 60, step = [1, 2, 5, 10, 15, 30].find((wide) => minutes / wide <= 12) || 60, scale = document.getElementById("scale");
  for (let minute = 0; minute <= minutes; minute += step) {
    const mark = document.createElement("span");
    mark.textContent = minute === 0 ? "0 min" : String(minute);
    mark.style.left = `${100 * minute / minutes}%`;
    scale.append(mark);
  }
}

function toggleLayer(page, name, on) {
  if (on) page.layers.add(name); else page.layers.delete(name);
  document.body.classList.toggle("no-names", !page.layers.has("names"));
  for (const box of document.querySelectorAll(`input[data-layer="${name}"]`)) box.checked = on;
  page.story.show(page.arm, page.pick);
  page.draw(true);
  page.remember();
}

async function copyAddress(page) {
  page.remember();
  const said = document.getElementById("said");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "Address copied.";
  } catch { said.textContent = "The address is in the address bar."; }
  setTimeout(() => { said.textContent = ""; }, 3000);
}

function goToMark(page, way) {
  const after = page.marks.filter((mark) => mark.time > page.time + 0.05), before = page.marks.filter((mark) => mark.time < page.time - 0.05);
  const mark = way > 0 ? after[0] : before[before.length - 1];
  if (mark) {
    page.goTo(mark.time);
    document.getElementById("said").textContent = `${clockText(mark.time)} ${mark.text}`;
  }
}

/** The bookmarks: ticks on the time line and a list to choose from. */
function showMarks(page) {
  const ticks = document.getElementById("ticks"), list = document.getElementById("marks");
  ticks.replaceChildren(...page.marks.map((mark) => {
    const tick = document.createElement("i");
    tick.className = mark.kind;
    tick.style.left = `${100 * mark.time / page.end}%`;
    tick.title = `${clockText(mark.time)} ${mark.text}`;
    return tick;
  }));
  list.replaceChildren(new Option("Bookmarks…", ""), ...page.marks.map((mark) => new Option(`${clockText(mark.time)} ${mark.text}`, mark.time)));
}

function key(page, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Escape") {
    if (typing) event.target.blur(); else if (!document.getElementById("keys").open) page.choose(null, false);
    return;
  }
  if (typing && event.target.id !== "scrub") return;
  const speed = (way) => {
    const place = Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(page.state.speed) + way));
    page.state.speed = SPEEDS[place];
    document.getElementById("speed").value = String(SPEEDS[place]);
    page.remember();
  };
  const flip = (name) => toggleLayer(page, name, !page.layers.has(name));
  const onButton = event.target.tagName === "BUTTON";
  const actions = {
    " ": () => page.play(!page.playing), ArrowLeft: () => page.goTo(page.time - (event.shiftKey ? 10 : 1)),
    ArrowRight: () => page.goTo(page.time + (event.shiftKey ? 10 : 1)), Home: () => page.goTo(0), End: () => page.goTo(page.end),
    "[": () => speed(-1), "]": () => speed(1), n: () => goToMark(page, 1), p: () => goToMark(page, -1), "/": () => document.getElementById("search").focus(),
    1: () => flip("truth"), 2: () => flip("belief"), 3: () => flip("ellipses"), 4: () => flip("links"), 5: () => flip("sectors"), d: () => flip("dim"),
    a: () => { page.switchArm((page.focus + 1) % page.arms.length); document.getElementById("arms").value = String(page.focus); },
    f: () => page.views[0].fit(true, true), s: () => page.views[0].fit(true, false), "?": () => document.getElementById("keys").showModal(),
  };
  const action = actions[event.key];
  if (!action || (onButton && event.key === " ")) return;
  event.preventDefault();
  action();
}
