// One radar's polar scope: its sector, what it sees at the chosen height, and what is in the air around it.

function drawScope(canvas, arm, page) {
  const pen = fitCanvas(canvas), { clientWidth: wide, clientHeight: tall } = canvas, colours = page.colours;
  pen.clearRect(0, 0, wide, tall);
  const radar = arm.radars[page.state.radar] || arm.radars[0];
  if (!radar) return page.say(pen, "No radar stands in this arm.", wide, tall);
  const x0 = wide / 2, y0 = tall / 2, size = Math.min(wide, tall) / 2 - 13, { truth, belief } = arm;
  const state = arm.condition(0, radar.number, page.time), site = state.position || radar.position, places = [];
  const add = (where, colour, track, chosen) => {
    const east = where[0] - site[0], north = where[1] - site[1];
    places.push({ range: Math.hypot(east, north), azimuth: Math.atan2(east, north), colour, track, chosen });
  };
  const sides = [colours.hostile, colours.friend, colours.neutral], shades = [colours.unknown, ...sides], pick = page.pick;
  if (page.layers.has("belief")) {
    for (let track = 0; track < belief.count; track += 1) {
      if (belief.at(track, page.time)) add(belief.state, shades[belief.identity(belief.sample)], true, pick && pick.kind === "track" && pick.number === track);
    }
  }
  if (page.layers.has("truth")) {
    for (let target = 0; target < truth.count; target += 1) {
      if (truth.at(target, page.time)) add(truth.state, sides[arm.c["target.side"][target]], false, pick && pick.kind === "target" && pick.number === target);
    }
  }
  const far = places.reduce((most, place) => Math.max(most, place.chosen || !pick ? place.range : 0), 40e3);
  const reachOf = [50e3, 100e3, 150e3, 200e3, 300e3, 400e3, 600e3].find((limit) => limit >= far) || 1000e3;
  const at = (azimuth, range) => [x0 + size * range / reachOf * Math.sin(azimuth), y0 - size * range / reachOf * Math.cos(azimuth)];
  pen.save();
  pen.beginPath(); pen.arc(x0, y0, size, 0, 2 * Math.PI); pen.fillStyle = colours.scope; pen.fill(); pen.clip();
  const width = arm.c["radar.sector"][2 * radar.number + 1];
  pen.beginPath();
  if (width < 6.28) pen.moveTo(x0, y0);
  for (let step = 0; step <= 90; step += 1) {
    const azimuth = state.sector + width * (step / 90 - 0.5);
    pen.lineTo(...at(azimuth, reach(arm, radar.number, page.heightPlace, azimuth)));
  }
  pen.closePath();
  pen.fillStyle = colours.seen;
  if (state.condition === 0) pen.fill();
  pen.strokeStyle = colours.grid;
  for (const part of [0.5, 1]) { pen.beginPath(); pen.arc(x0, y0, size * part, 0, 2 * Math.PI); pen.stroke(); }
  if (width > 6.28 && state.condition === 0) {
    const turn = 2 * Math.PI * page.time / Math.max(0.5, arm.c["radar.period"][radar.number]);
    pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(...at(turn, reachOf)); pen.strokeStyle = colours.soft; pen.stroke();
  }
  for (const place of places) {
    const [x, y] = at(place.azimuth, place.range);
    pen.fillStyle = place.colour; pen.strokeStyle = place.colour;
    if (place.track) pen.strokeRect(x - 3, y - 3, 6, 6);
    else { pen.beginPath(); pen.arc(x, y, 2.4, 0, 2 * Math.PI); pen.fill(); }
    if (place.chosen) { pen.strokeStyle = colours.text; pen.beginPath(); pen.arc(x, y, 8, 0, 2 * Math.PI); pen.stroke(); }
  }
  pen.restore();
  pen.fillStyle = colours.soft;
  pen.fillText("N", x0 - 4, y0 - size - 2);
  pen.textAlign = "center";
  for (const part of [0.5, 1]) pen.fillText(`${Math.round(reachOf * part / 1000)}${part === 1 ? " km" : ""}`, x0, y0 + size * part + (part === 1 ? 11 : -2));
  pen.textAlign = "left";
  if (state.condition === 0) return;
  pen.fillStyle = colours.text;
  pen.textAlign = "center";
  pen.fillText(`this radar is ${["", "silent", "moving", "out of action"][state.condition]}`, x0, y0 - 6);
  pen.textAlign = "left";
}
