// What stands still: relief, coasts, corridors, coverage, sectors, and the sites' markers.

const RELIEF = {
  dark: [[20, 28, 34], [34, 46, 44], [62, 70, 58], [96, 92, 76], [140, 132, 118]],
  light: [[214, 226, 232], [226, 234, 220], [222, 216, 192], [206, 190, 162], [240, 236, 230]],
};

/** The terrain as a shaded picture in Web Mercator, with the corners of the map that it covers; null where the section has none. */
function reliefPicture(columns, theme) {
  const [rows, wide] = columns["terrain.size"];
  if (!rows) return null;
  const [south, west, latitudeStep, longitudeStep] = columns["terrain.place"], heights = columns["terrain.height"];
  const north = south + latitudeStep * (rows - 1), east = west + longitudeStep * (wide - 1);
  const canvas = document.createElement("canvas");
  canvas.width = wide;
  canvas.height = rows;
  const pen = canvas.getContext("2d"), picture = pen.createImageData(wide, rows);
  const [, top] = mercator(west, north), [, bottom] = mercator(west, south), shades = RELIEF[theme];
  let highest = 1;
  for (const height of heights) highest = Math.max(highest, height);
  for (let line = 0; line < rows; line += 1) {
    const [, latitude] = unmercator(0, top + (bottom - top) * (line + 0.5) / rows);
    const row = Math.max(0, Math.min(rows - 1, Math.round((latitude - south) / latitudeStep)));
    for (let column = 0; column < wide; column += 1) {
      const height = heights[row * wide + column];
      const slope = heights[row * wide + Math.max(0, column - 1)] - heights[row * wide + Math.min(wide - 1, column + 1)]
        + heights[Math.min(rows - 1, row + 1) * wide + column] - heights[Math.max(0, row - 1) * wide + column];
      const place = Math.max(0, Math.min(0.999, height / highest)) * (shades.length - 1), low = Math.floor(place), part = place - low;
      const light = Math.max(-28, Math.min(28, -slope * 0.06));
      for (let band = 0; band < 3; band += 1) {
        picture.data[4 * (line * wide + column) + band] = shades[low][band] * (1 - part) + shades[low + 1][band] * part + light;
      }
      // The relief ends where the terrain given ends: it fades out, so that its edge is not taken for a coast.
      const inside = Math.min(line, rows - 1 - line, column, wide - 1 - column) / (0.06 * Math.min(rows, wide));
      picture.data[4 * (line * wide + column) + 3] = height <= 0 ? 0 : 255 * Math.min(1, inside);
    }
  }
  pen.putImageData(picture, 0, 0);
  return { canvas, corners: [[west, north], [east, north], [east, south], [west, south]] };
}

/** Corridors as polygons. */
function corridorFeatures(arm) {
  const first = arm.c["corridor.first"], points = arm.c["corridor.point"], size = arm.c["corridor.size"], features = [];
  for (let corridor = 0; corridor + 1 < first.length; corridor += 1) {
    const line = [];
    for (let point = first[corridor]; point < first[corridor + 1]; point += 1) {
      line.push([points[3 * point], points[3 * point + 1], points[3 * point + 2]]);
    }
    if (line.length < 2) continue;
    const sides = [[], []];
    line.forEach((point, place) => {
      const before = line[Math.max(0, place - 1)], after = line[Math.min(line.length - 1, place + 1)];
      const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
      const across = [-(after[1] - before[1]) / length * size[3 * corridor], (after[0] - before[0]) / length * size[3 * corridor]];
      for (const side of [0, 1]) {
        const sign = side === 0 ? 1 : -1;
        const [latitude, longitude] = arm.frame.geodetic(point[0] + sign * across[0], point[1] + sign * across[1], point[2]);
        sides[side].push([longitude, latitude]);
      }
    });
    const ring = [...sides[0], ...sides[1].reverse(), sides[0][0]];
    features.push({ type: "Feature", properties: { kind: "corridor" }, geometry: { type: "Polygon", coordinates: [ring] } });
  }
  return features;
}

/** Ground range to which a radar sees a height in a direction; its instrumented range where none was computed. */
function reach(arm, radar, heightPlace, azimuth) {
  const steps = arm.c["coverage.azimuths"][0], limit = arm.c["radar.range"][radar];
  if (!steps) return limit;
  const heights = arm.c["coverage.height"].length, turn = ((azimuth / (2 * Math.PI)) % 1 + 1) % 1;
  return Math.min(limit, arm.c["coverage.range"][(radar * heights + heightPlace) * steps + Math.round(turn * steps) % steps]);
}

/** What every radar sees at a height, cut to its sector, at a time. */
function coverageFeatures(arm, heightPlace, time, chosen) {
  const features = [];
  for (const radar of arm.radars) {
    const state = arm.condition(0, radar.number, time);
    if (state.condition > 1) continue;
    const width = arm.c["radar.sector"][2 * radar.number + 1], whole = width >= 2 * Math.PI - 1e-3;
    const [latitude, longitude] = state.position ? arm.frame.geodetic(...state.position) : radar.geodetic, ring = whole ? [] : [[longitude, latitude]], steps = 120;
    for (let step = 0; step <= steps; step += 1) {
      const azimuth = state.sector + width * (step / steps - 0.5);
      ring.push(destination(latitude, longitude, azimuth, Math.max(500, reach(arm, radar.number, heightPlace, azimuth))));
    }
    ring.push(ring[0]);
    features.push({
      type: "Feature",
      properties: { kind: arm.c["radar.role"][radar.number] ? "engagement" : "acquisition", chosen: radar.number === chosen, silent: state.condition !== 0 },
      geometry: { type: "Polygon", coordinates: [ring] },
    });
  }
  return features;
}

/** A battery's own node stands at its radar and decides only alone: it needs no marker of its own. */
function isBatteryNode(arm, post) { return arm.c["post.superior"][post.number] >= 0; }

/** Markers of the sites, each with its symbol and, but for launchers, its name. */
function siteMarkers(arm, map, sheet, choose) {
  const kinds = [["launcher", arm.launchers, 1, 15], ["radar", arm.radars, 0, 20], ["post", arm.posts.filter((post) => !isBatteryNode(arm, post)), 2, 14]];
  const markers = [];
  const put = (subject, site, symbol, size, label, kind, rank) => {
    // Radars can be chosen for the side view and the scope, here as in their list; the rest is picture.
    const isButton = kind === "radar", element = document.createElement(isButton ? "button" : "div");
    if (isButton) {
      element.type = "button";
      element.setAttribute("aria-label", `radar ${site.name}`);
    } else element.setAttribute("aria-hidden", "true");
    element.className = `site ${kind}`;
    element.title = site.name;
    const picture = document.createElement("img");
    picture.src = sheet.url(symbol);
    picture.height = size;
    picture.alt = "";
    element.append(picture);
    let name = null;
    if (label) {
      name = document.createElement("span");
      name.textContent = label;
      element.append(name);
    }
    if (isButton) element.addEventListener("click", (event) => { event.stopPropagation(); choose(kind, site.number); });
    const marker = new maplibregl.Marker({ element, anchor: "center" }).setLngLat([site.geodetic[1], site.geodetic[0]]).addTo(map);
    markers.push({ marker, element, subject, number: site.number, condition: 0, name, rank, label });
  };
  for (const asset of arm.assets) if (arm.c["asset.value"][asset.number] > 0) put(3, asset, "friend.site", 20, asset.name, "asset", 0);
  for (const [kind, sites, subject, size] of kinds) {
    for (const site of sites) {
      const battery = kind === "radar" ? [...arm.c["battery.radar"]].indexOf(site.number) : -1;
      const label = kind === "radar" ? (battery >= 0 ? arm.c["battery.name"][battery] : site.name) : kind === "post" ? site.name : "";
      put(subject, site, `friend.${kind}`, size, arm.short(label), kind, battery >= 0 ? 1 : kind === "post" ? 2 : 3);
    }
  }
  return markers;
}

/** Hides the names that would stand on others: sites of the lower rank first come. */
function declutter(markers, map) {
  const taken = [];
  for (const site of [...markers].sort((one, other) => one.rank - other.rank)) {
    if (!site.name) continue;
    const { x, y } = map.project(site.marker.getLngLat()), half = 3.1 * site.label.length + 2, top = y + 8;
    const fits = taken.every((box) => x + half < box.left || x - half > box.right || top + 13 < box.top || top > box.top + 13);
    site.name.classList.toggle("crowded", !fits);
    if (fits) taken.push({ left: x - half, right: x + half, top });
  }
}
