// A study's distributions by arm; a brush chooses runs, and a run opens as a replay.

(() => {
  "use strict";
  const study = JSON.parse(document.getElementById("study").textContent), by = (id) => document.getElementById(id);
  /** Runs listed at a time. */
  const SHOWN = 100;
  const OUTCOMES = [["got through", 4], ["shot down", 5], ["rounds fired", 6]];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  by("setting").append(...study.settings.map((label, place) => new Option(label, place)));
  by("outcome").append(...OUTCOMES.map(([label], place) => new Option(label, place)));
  by("second").append(new Option("none", ""), ...study.arms.map((name, place) => new Option(name, place)));
  by("of").append(new Option("all arms", ""), ...study.arms.map((name, place) => new Option(name, place)));
  let range = null;

  function rowsOf(arm) {
    const setting = Number(by("setting").value);
    return study.rows.filter((row) => row[0] === setting && row[3] === arm);
  }

  function plot(arm, box, most) {
    const column = OUTCOMES[Number(by("outcome").value)][1], width = Math.max(1, Math.ceil((most + 1) / 40));
    const bins = Array.from({ length: Math.floor(most / width) + 1 }, (_, place) => place * width), counts = bins.map(() => 0);
    for (const row of rowsOf(arm)) counts[Math.floor(row[column] / width)] += 1;
    const title = document.createElement("h3");
    title.textContent = study.arms[arm];
    box.append(title);
    const axis = { stroke: colour("soft"), grid: { stroke: colour("grid") }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000] };
    new uPlot({
      width: Math.min(900, box.clientWidth - 10), height: 130, legend: { show: false }, cursor: { drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: false, range: [-0.5 * width, bins[bins.length - 1] + 0.5 * width] } }, axes: [{ ...axis, label: OUTCOMES[Number(by("outcome").value)][0], labelSize: 16 }, axis],
      series: [{}, { label: "runs", stroke: colour("accent"), fill: colour("held"), paths: uPlot.paths.bars({ size: [0.9] }), points: { show: false } }],
      hooks: { setSelect: [(self) => {
        if (self.select.width < 2) return;
        const value = (left) => self.posToVal(left, "x");
        range = { arm, from: Math.max(0, Math.ceil(value(self.select.left) - 0.5)), to: Math.floor(value(self.select.left + self.select.width) + 0.5) };
        [by("of").value, by("from").value, by("to").value] = [arm, range.from, range.to];
        list();
      }] },
    }, [bins, counts], box);
  }

  function list() {
    const [label, column] = OUTCOMES[Number(by("outcome").value)], body = by("runs").tBodies[0], second = by("second").value;
    const rows = (range ? rowsOf(range.arm).filter((row) => row[column] >= range.from && row[column] <= range.to) : study.arms.flatMap((_, arm) => rowsOf(arm)));
    const shown = Math.min(SHOWN, rows.length), most = rows.length > SHOWN ? `, the first ${shown} shown` : "";
    by("chosen").textContent = (range
      ? `${rows.length} runs of ${study.arms[range.arm]}, ${label} ${range.to === Infinity ? `${range.from} or more` : `${range.from} to ${range.to}`}` : `${rows.length} runs`) + most;
    rows.sort((one, other) => other[column] - one[column]);
    body.replaceChildren(...rows.slice(0, SHOWN).map((row) => {
      const line = document.createElement("tr");
      for (const value of [study.arms[row[3]], row[1], row[2], row[4], row[5], row[6]]) line.insertCell().textContent = value;
      const link = document.createElement("a"), pair = second !== "" && Number(second) !== row[3] ? `-${second}` : "";
      link.href = `run/${row[0]}/${row[1]}/${row[2]}/${row[3]}${pair}/`;
      link.textContent = pair ? `watch beside ${study.arms[Number(second)]}` : "watch";
      line.insertCell().append(link);
      return line;
    }));
  }

  /** All runs of all arms again. */
  function every() {
    range = null;
    for (const id of ["of", "from", "to"]) by(id).value = "";
  }

  /** The same choice as the brush makes, typed. */
  function typed() {
    const whole = (id, none) => (by(id).value === "" ? none : Number(by(id).value)), of = by("of").value;
    if (of === "" && by("from").value === "" && by("to").value === "") range = null;
    else {
      range = { arm: Number(of), from: whole("from", 0), to: whole("to", Infinity) };
      by("of").value = String(range.arm);
    }
    list();
  }

  function draw() {
    const column = OUTCOMES[Number(by("outcome").value)][1], plots = by("plots"), setting = Number(by("setting").value);
    every();
    plots.replaceChildren();
    const most = study.rows.reduce((highest, row) => (row[0] === setting ? Math.max(highest, row[column]) : highest), 0);
    study.arms.forEach((_, arm) => {
      const box = document.createElement("section");
      plots.append(box);
      plot(arm, box, most);
    });
    list();
  }

  for (const id of ["setting", "outcome"]) by(id).addEventListener("change", draw);
  by("second").addEventListener("change", list);
  for (const id of ["of", "from", "to"]) by(id).addEventListener("change", typed);
  by("every").addEventListener("click", () => { every(); list(); });
  draw();
  document.body.dataset.ready = "yes";
})();
