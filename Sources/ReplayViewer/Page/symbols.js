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
    // Two cells of our own: a round, and the ring around what is chosen.
    this.cellOf = new Map([...this.names, "round", "ring"].map((name, place) => [name, place]));
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
  }
}
