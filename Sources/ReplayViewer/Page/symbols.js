// MIL-STD-2525 symbols as one sheet for the graphics card and as pictures for the page.

const CELL = 64;

/** What a threat class of the catalogue looks like. */
function entityOf(threatClass) {
  if (/ballistic|srbm|mrbm|^cm|cruise|missile|arm$|harm|anti.radiation|glide|rocket/.test(threatClass)) return "missile";
  if (/airliner|civil|transport/.test(threatClass)) return "civil";
  if (/drone|uav|shahed|loiter/.test(threatClass)) return "drone";
  if (/fighter|bomber|strike|aircraft|jammer|awacs|recon/.test(threatClass)) return "fixed-wing";
  return "air";
}

const SIDES = ["hostile", "friend", "neutral"];
const IDENTITIES = ["unknown", "hostile", "friend", "neutral"];

/** The sheet: names to cells; drawn once all pictures are there. */
class SymbolSheet {
  constructor(svgs) {
    this.svgs = svgs;
    this.names = Object.keys(svgs).sort();
    this.columns = 8;
    // Cells of our own: a round, the ring around what is chosen, and where a target was shot down or got through.
    this.cellOf = new Map([...this.names, "round", "ring", "killed", "leaked"].map((name, place) => [name, place]));
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.columns * CELL;
    this.canvas.height = Math.ceil(this.cellOf.size / this.columns) * CELL;
    this.ready = this.draw();
  }

  /** A picture's address for `img`. */
  url(name) { return `data:image/svg+xml,${encodeURIComponent(this.svgs[name] || "")}`; }

  async draw() {
    const pen = this.canvas.getContext("2d");
    await Promise.all(this.names.map(async (name) => {
      const picture = new Image();
      picture.src = this.url(name);
      await picture.decode();
      const place = this.cellOf.get(name), scale = Math.min(1, (CELL - 6) / Math.max(picture.width, picture.height));
      const wide = picture.width * scale, tall = picture.height * scale;
      const left = (place % this.columns) * CELL, top = Math.floor(place / this.columns) * CELL;
      pen.drawImage(picture, left + (CELL - wide) / 2, top + (CELL - tall) / 2, wide, tall);
    }));
    const at = (name) => {
      const place = this.cellOf.get(name);
      return [(place % this.columns) * CELL + CELL / 2, Math.floor(place / this.columns) * CELL + CELL / 2];
    };
    let [x, y] = at("round");
    pen.beginPath();
    pen.moveTo(x, y - 26); pen.lineTo(x + 13, y + 20); pen.lineTo(x, y + 11); pen.lineTo(x - 13, y + 20); pen.closePath();
    pen.fillStyle = "#80e0ff"; pen.strokeStyle = "#000"; pen.lineWidth = 4; pen.fill(); pen.stroke();
    [x, y] = at("ring");
    pen.beginPath(); pen.arc(x, y, 27, 0, 2 * Math.PI);
    pen.strokeStyle = "#000"; pen.lineWidth = 8; pen.stroke();
    pen.strokeStyle = "#fff"; pen.lineWidth = 4; pen.stroke();
    [x, y] = at("killed");
    drawCross(pen, x, y, 15);
    [x, y] = at("leaked");
    drawBurst(pen, x, y, 24);
  }
}

/** A cross: here something was shot down. */
function drawCross(pen, x, y, size) {
  pen.lineCap = "round";
  for (const [colour, wide] of [["#000", 0.75], ["#fff", 0.38]]) {
    pen.beginPath();
    pen.moveTo(x - size, y - size); pen.lineTo(x + size, y + size); pen.moveTo(x - size, y + size); pen.lineTo(x + size, y - size);
    pen.strokeStyle = colour; pen.lineWidth = size * wide; pen.stroke();
  }
}

/** A burst of eight points: here something got through. */
function drawBurst(pen, x, y, size) {
  pen.beginPath();
  for (let point = 0; point < 16; point += 1) {
    const away = point % 2 ? size * 0.5 : size, turn = Math.PI * point / 8;
    pen.lineTo(x + away * Math.sin(turn), y - away * Math.cos(turn));
  }
  pen.closePath();
  pen.fillStyle = "#ff5a3c"; pen.strokeStyle = "#000"; pen.lineWidth = size * 0.14; pen.fill(); pen.stroke();
}
